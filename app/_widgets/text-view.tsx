import type { ProcessView, SourceFile } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import type { Frame } from '@/lib/player/frame'
import { ownStack } from '@/lib/player/own-stack'
import type { FigurePart, SimulatorPart } from '@/lib/player/part'
import type { RunShape } from '@/lib/player/shape'
import { fill } from '../_ui/fill'
import type { Labels } from './label'
import { localsOf } from './memory-panel'
import { faultWords, frameWords, ownerWords, togetherWords } from './memory-word'
import { segmentWord } from './segment-word'
import { hex, Registers, StateWords, Temporaries } from './task-panel'
import { PART_TEXTS } from './text-part'

/** The state that figures draw, for those who read rather than look: all that they show at this moment, and of the tasks and
 *  their memory what is shown nowhere else. */
export function TextView(props: {
  files: readonly SourceFile[]
  frame: Frame
  shape: RunShape
  parts: readonly SimulatorPart[]
  /** What has not happened yet is not to be told. */
  isLocked: boolean
  labels: Labels
}) {
  const { files, frame, shape, parts, isLocked, labels } = props
  const alive = frame.shown.processes.filter(({ state }) => state === 'alive')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="sim-text" tabIndex={0} aria-label={labels.asText}>
      <TaskTable frame={frame} labels={labels} />
      {alive.map((process) => (
        <MemoryTable key={process.pid} process={process} alive={alive} frame={frame} labels={labels} />
      ))}
      {(Object.keys(PART_TEXTS) as FigurePart[]).map((part) => {
        const Text = PART_TEXTS[part]
        return (
          Text &&
          parts.includes(part) && (
            <Text key={part} files={files} frame={frame} shape={shape} isLocked={isLocked} labels={labels} />
          )
        )
      })}
    </section>
  )
}

function TaskTable({ frame, labels }: { frame: Frame; labels: Labels }) {
  return (
    <table>
      <caption>{labels.tasks}</caption>
      <tbody>
        {frame.shown.tasks.map((task) => (
          <tr key={task.index}>
            <th scope="row">{taskLetter(task.index)}</th>
            <td>{task.name}</td>
            <td>TID {task.tid}</td>
            <td>
              <StateWords task={task} labels={labels} />
            </td>
            <td>{task.line > 0 ? fill(labels.line, { n: task.line }) : ''}</td>
            <td>
              {task.state !== 'gone' && <Registers task={task} frame={frame} />}
              <Temporaries frame={frame} task={task.index} labels={labels} />
            </td>
            <td>
              {task.stack.length > 0 && `${labels.callStack}: `}
              {ownStack(task.stack)
                .map((f) => `${f.function}(${f.locals.map((v) => `${v.name}=${v.value}`).join(', ')})`)
                .join(' ← ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function MemoryTable(props: {
  process: ProcessView
  alive: readonly ProcessView[]
  frame: Frame
  labels: Labels
}) {
  const { process, alive, frame, labels } = props
  const { pid, name, segments } = process
  const owners = frame.shown.tasks.filter((task) => task.pid === pid && task.state !== 'gone')
  const isSameProgram = alive.filter((one) => one.name === name).length > 1
  const isOneOfSeveral = alive.length > 1
  const together = togetherWords(process, frame.shown, labels)
  return (
    <table>
      <caption>
        {fill(labels.process, { pid })} · {isOneOfSeveral ? '' : `${labels.oneAddressSpace} · `}
        {faultWords(process, labels)}
      </caption>
      <tbody>
        {[...segments.filter(({ kind }) => kind !== 'none')].reverse().map((segment) => {
          const { start, end, kind, task, values, pages } = segment
          // What lies on a stack goes by the names of the program.
          const shown = task === null ? values : localsOf(frame.shown, task)
          const shared = frameWords(segment, isSameProgram, labels)
          return (
            <tr key={start}>
              <th scope="row">
                {segmentWord(kind, labels)} {task === null ? '' : taskLetter(task)}
              </th>
              <td>
                {hex(start)}–{hex(end)}
              </td>
              <td>{ownerWords(segment, owners, isOneOfSeveral, labels)}</td>
              <td>
                {shown
                  .map((value) => {
                    const was = frame.changed[`${pid}:${value.address}`]
                    const before = was === undefined ? '' : ` (${labels.was} ${was})`
                    return `${value.name} = ${value.value}${before}`
                  })
                  .join(', ')}
              </td>
              <td>
                {pages
                  .map(
                    (page) =>
                      `#${page.frame} ${fill(labels.references, { n: page.references })}${page.copyOnWrite ? ` ${labels.copyOnWrite}` : ''}`,
                  )
                  .join(', ')}
                {shared !== null && <p>{shared}</p>}
              </td>
            </tr>
          )
        })}
        {together !== null && (
          <tr>
            <td colSpan={5}>{together}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
