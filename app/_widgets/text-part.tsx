import type { ComponentType } from 'react'
import type { SourceFile } from '@/lib/engine'
import type { Frame } from '@/lib/player/frame'
import type { FigurePart } from '@/lib/player/part'
import type { RunShape } from '@/lib/player/shape'
import { BreakpointContext } from './breakpoint'
import { endedIn } from './channel-figure'
import { layChannels } from './channel-layout'
import { ChannelList } from './channel-list'
import { channelRows } from './channel-word'
import { CodePanel } from './code-panel'
import { layFamily } from './family-layout'
import { memberWords, pastWords } from './family-word'
import { Costs, Kept } from './kernel-cost'
import { layKernel } from './kernel-layout'
import { cellSentence, savedWords } from './kernel-word'
import type { Labels } from './label'
import { PageFigure } from './page-figure'
import { Measures, Now } from './queue-figure'
import { layQueue } from './queue-layout'
import { laneWords, policyWords } from './queue-word'
import { allSyncWords } from './sync-word'
import { ranWords } from './timeline'
import { updateWords } from './update-word'

type TextProps = {
  files: readonly SourceFile[]
  frame: Frame
  shape: RunShape
  isLocked: boolean
  labels: Labels
}

/** What the figure of a part shows, as text, in the order of the parts. Of those that are missing all is told with the
 *  program, the tasks and their memory. */
export const PART_TEXTS: Readonly<Partial<Record<FigurePart, ComponentType<TextProps>>>> = {
  update: UpdateText,
  // It is a table itself.
  pages: PageFigure,
  sync: SyncText,
  channels: ChannelText,
  tree: FamilyText,
  kernel: KernelText,
  queue: QueueText,
  timeline: TimelineText,
}

/** The files of the program, with the tasks at their lines. */
export function CodeText({ files, frame, labels }: Pick<TextProps, 'files' | 'frame' | 'labels'>) {
  return (
    // A breakpoint is of one file, and here all of them stand below each other.
    <BreakpointContext value={null}>
      {files.map(({ name, text }, file) => (
        <CodePanel key={name} text={text} file={file} frame={frame} head={<h4>{name}</h4>} labels={labels} />
      ))}
    </BreakpointContext>
  )
}

function UpdateText({ frame, labels }: TextProps) {
  const { updates, shown } = frame
  return (
    <Rows
      title={labels.update}
      rows={updates.length > 0 ? updateWords(updates, updates.length, shown, labels) : []}
    />
  )
}

function SyncText({ frame, labels }: TextProps) {
  return <Rows title={labels.sync} rows={allSyncWords(frame.shown, labels)} />
}

/** Any width: its places are not looked at. */
const WIDTH = 720

function ChannelText({ frame, labels }: TextProps) {
  const ended = endedIn(frame.shown, labels)
  return (
    <>
      <h4>{labels.channels}</h4>
      <ChannelList
        layout={layChannels(frame.shown, frame.closings, WIDTH)}
        view={frame.shown}
        labels={labels}
        isHidden={false}
      />
      {ended && <p>{ended}</p>}
      <Rows title={labels.channelOrder} rows={channelRows(frame, labels)} />
    </>
  )
}

function FamilyText({ frame, shape, isLocked, labels }: TextProps) {
  const { family } = shape
  if (!family) return null
  const { view, position } = frame
  const picture = layFamily(family, view, position, shape.length, isLocked)
  return (
    <>
      <Rows title={labels.tree} rows={memberWords(picture, view, shape.names, labels)} />
      {picture.moments.length === 0 && <p>{labels.noChildren}</p>}
      <Rows
        title={labels.happenedInOrder}
        rows={family.moments
          .filter((moment) => moment.position <= position)
          .map((moment) => pastWords(moment, labels))}
      />
    </>
  )
}

function KernelText({ frame, shape, labels }: TextProps) {
  const { kernel } = shape
  if (!kernel) return null
  const { position } = frame
  const core = shape.cores[position - 1] ?? 0
  const picture = layKernel(kernel, core, position, true)
  return (
    <>
      <Rows
        title={labels.kernel}
        rows={picture.cells.map((cell, i) => cellSentence(cell, picture.cells[i - 1], labels))}
      />
      <Rows title={labels.savedRegisters} rows={savedWords(picture)} />
      <Costs path={kernel} labels={labels} />
      <Kept path={kernel} core={core} picture={picture} position={position} labels={labels} />
    </>
  )
}

function QueueText({ frame, shape, isLocked, labels }: TextProps) {
  const { times } = shape
  if (!times) return null
  return (
    <>
      <h4>{labels.queue}</h4>
      <Now view={frame.view} labels={labels} />
      <Rows
        title={policyWords(times, labels)}
        rows={laneWords(layQueue(times, frame.view.time, isLocked), labels)}
      />
      <Measures times={times} isHidden={isLocked} labels={labels} />
    </>
  )
}

function TimelineText({ frame, shape, labels }: TextProps) {
  return <Rows title={labels.timeline} rows={ranWords(shape, frame.position, labels)} />
}

/** What is or has happened, one thing a row. */
function Rows({ title, rows }: { title: string; rows: readonly string[] }) {
  return (
    rows.length > 0 && (
      <table>
        <caption>{title}</caption>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what happened is known by its place in the run
            <tr key={i}>
              <th scope="row">{i + 1}</th>
              <td>{row}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )
  )
}
