import { useState } from 'react'
import type { ChannelView, MachineView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { fewProcesses, keptTasks } from '@/lib/player/crowd'
import { fewChannels } from '@/lib/player/few-channels'
import { fill } from '../_ui/fill'
import { Drawing } from './channel-drawing'
import { layChannels } from './channel-layout'
import { ChannelList } from './channel-list'
import type { FigureProps } from './figure-props'
import type { Labels } from './label'
import { useWidth } from './use-width'

/** Below this width the drawing gives way to a list: CSS pixels. */
const LEAST = 540
const FIRST_WIDTH = 720

/** Descriptor tables, the open file descriptions that they refer to, and pipes and files behind those: who holds which
 *  end, how many hold it, what is inside and where the next read begins. */
export function ChannelFigure({ frame, shape, labels }: FigureProps) {
  const [figure, width] = useWidth<HTMLElement>(FIRST_WIDTH)
  const [chosen, setChosen] = useState<number | null>(null)
  const few = fewProcesses(frame.shown, keptTasks(frame))
  const { view, all, shown } = fewChannels(few.view, chosen)
  const layout = layChannels(view, frame.closings, Math.max(LEAST, width), shape.processes === 1)
  const ended = endedIn(frame.shown, labels)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its place is scrolled by keys
    <figure className="sim-channels" ref={figure} aria-label={labels.channels} tabIndex={0}>
      {all.length > 0 && <Names all={all} shown={shown} labels={labels} onChoose={setChosen} />}
      {width >= LEAST && <Drawing layout={layout} view={view} labels={labels} />}
      <ChannelList layout={layout} view={view} labels={labels} isHidden={width >= LEAST} />
      {ended && <p className="sim-folded">{ended}</p>}
      {few.folded > 0 && <p className="sim-folded">+ {fill(labels.moreProcesses, { n: few.folded })}</p>}
    </figure>
  )
}

/** Processes that are named as ended at most. */
const MOST_ENDED = 6

/** Whose processes are gone, and with them their descriptors; null: nobody's. */
export function endedIn(view: MachineView, labels: Labels): string | null {
  const there = new Set(view.processes.filter(({ state }) => state !== 'gone').map(({ pid }) => pid))
  const tasks = view.tasks.filter(({ pid, tid }) => tid === pid && !there.has(pid)).map(({ index }) => index)
  if (tasks.length === 0) return null
  const named = tasks.slice(0, MOST_ENDED).map(taskLetter)
  const rest = tasks.length - named.length
  return fill(labels.descriptorsGone, { tasks: [...named, ...(rest > 0 ? [`+ ${rest}`] : [])].join(', ') })
}

/** Channels of which one is drawn: each by its place in the order of creation, its name and how much is in it. */
function Names(props: {
  all: readonly ChannelView[]
  shown: number | null
  labels: Labels
  onChoose: (id: number) => void
}) {
  const { all, shown, labels, onChoose } = props
  return (
    <fieldset className="chan-names">
      <legend>{fill(labels.channelsFolded, { n: all.length })}</legend>
      {all.map(({ id, name, length }, i) => (
        <button key={id} type="button" aria-pressed={id === shown} onClick={() => onChoose(id)}>
          {i + 1} {name} <small>{fill(labels.bytes, { n: length })}</small>
        </button>
      ))}
    </fieldset>
  )
}
