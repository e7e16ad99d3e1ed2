'use client'

import { useId } from 'react'
import type { MachineView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { grouped } from '@/lib/player/crowd'
import type { TaskTimes } from '@/lib/player/task-time'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { ChipCrowd } from './chip-crowd'
import type { FigureProps } from './figure-props'
import { Hatches } from './hatch'
import type { Labels } from './label'
import { layQueue, MOST_LANES, type QueuePicture } from './queue-layout'
import { lastWords, policyWords } from './queue-word'
import { useWidth } from './use-width'

const FIRST_WIDTH = 720
const LEFT = 34
const LANE = 26
const BAR = 14
const AXIS = 22

/** Who has a core, who is next, who waits; what each task did when, and what a policy is measured by. */
export function QueueFigure({ frame, shape, labels, isLocked }: FigureProps) {
  const [figure, width] = useWidth<HTMLElement>(FIRST_WIDTH)
  const { times } = shape
  if (!times) return null
  const picture = layQueue(times, frame.view.time, isLocked)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <figure className="sim-queue" ref={figure} aria-label={labels.queue} tabIndex={0}>
      <Now view={frame.view} labels={labels} />
      <Lanes picture={picture} now={frame.view.time} width={width} labels={labels} />
      <figcaption>
        {policyWords(times, labels)}
        {picture.folded > 0 && ` + ${fill(labels.manyTasks, { n: picture.folded })}`}
      </figcaption>
      <Measures times={times} isHidden={isLocked} labels={labels} />
    </figure>
  )
}

/** The machine at this moment. */
export function Now({ view, labels }: { view: MachineView; labels: Labels }) {
  const asleep = view.tasks.filter(({ state }) => state === 'sleeping')
  return (
    <dl className="queue-now">
      {view.cores.map((task, core) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a core is its number
        <div key={core}>
          <dt>{fill(labels.core, { n: core })}</dt>
          <dd>
            {task === null ? labels.idle : <TaskChip index={task} size={22} label={taskLetter(task)} />}
          </dd>
        </div>
      ))}
      <div>
        <dt>{labels.readyQueue}</dt>
        <dd>
          {view.ready.length === 0 && labels.nobody}
          <ChipCrowd tasks={view.ready} look="runnable" labels={labels} />
        </dd>
      </div>
      <div>
        <dt>{labels.asleep}</dt>
        <dd>
          {asleep.length === 0 && labels.nobody}
          {grouped(asleep, ({ blocked }) => blocked?.call ?? '').map(({ first, all }) => (
            <span key={first.index}>
              <ChipCrowd tasks={all.map(({ index }) => index)} look="sleeping" labels={labels} />
              <code>{first.blocked?.call}</code>
            </span>
          ))}
        </dd>
      </div>
    </dl>
  )
}

function Lanes(props: { picture: QueuePicture; now: number; width: number; labels: Labels }) {
  const { picture, now, width, labels } = props
  const hatch = useId()
  const { lanes, marks, end } = picture
  const height = AXIS + lanes.length * LANE + 4
  const x = (time: number) => LEFT + (Math.min(time, end) / Math.max(1, end)) * (width - LEFT - 12)
  const waiting = lanes.filter(({ bars }) => bars.some(({ doing }) => doing === 'waiting'))
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      className="queue"
      role="img"
      aria-label={`${labels.queue}. ${lastWords(picture, labels)}`}
    >
      <Hatches id={hatch} tasks={waiting.map(({ task }) => task)} />
      {marks.map((time, i) => (
        <g key={time}>
          <line x1={x(time)} x2={x(time)} y1={AXIS - 4} y2={height} className="queue-mark" />
          <text x={x(time)} y="12" className={i === 0 ? 'sim-legend' : 'sim-legend middle'}>
            {i === marks.length - 1 ? fill(labels.microseconds, { n: time / 1000 }) : time / 1000}
          </text>
        </g>
      ))}
      {lanes.map(({ task, bars }, lane) => {
        const y = AXIS + lane * LANE + LANE / 2
        return (
          <g key={task} className={taskClass(task)}>
            <g transform={`translate(4 ${y - 10})`}>
              <TaskChip index={task} size={20} />
            </g>
            {bars.map(({ doing, from, to, isFuture }) => (
              <rect
                key={`${from} ${isFuture}`}
                x={x(from)}
                y={y - (doing === 'running' ? BAR : BAR / 2) / 2}
                width={Math.max(0.75, x(to) - x(from))}
                height={doing === 'running' ? BAR : BAR / 2}
                className={`queue-bar ${doing} ${isFuture ? 'future' : ''}`}
                fill={doing === 'waiting' ? `url(#${hatch}-${taskClass(task)})` : undefined}
              />
            ))}
          </g>
        )
      })}
      <line x1={x(now)} x2={x(now)} y1={AXIS - 6} y2={height} className="sim-now" />
    </svg>
  )
}

const MEASURES = ['response', 'waiting', 'turnaround', 'running'] as const
const WORD = {
  response: 'response',
  waiting: 'waitingTime',
  turnaround: 'turnaround',
  running: 'runningTime',
} as const

export function Measures({
  times,
  isHidden,
  labels,
}: {
  times: TaskTimes
  isHidden: boolean
  labels: Labels
}) {
  if (times.cut) return <p>{labels.noMeasures}</p>
  if (isHidden) return <p>{labels.afterRun}</p>
  const { tasks } = times
  const micro = (ns: number) => (ns / 1000).toFixed(1)
  return (
    <table>
      <caption>{labels.formulas}</caption>
      <thead>
        <tr>
          <th scope="col">{labels.task}</th>
          {MEASURES.map((measure) => (
            <th key={measure} scope="col">
              {labels[WORD[measure]]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tasks.slice(0, MOST_LANES).map(({ task, metrics }) => (
          <tr key={task}>
            <th scope="row">
              <TaskChip index={task} size={18} label={taskLetter(task)} />
            </th>
            {MEASURES.map((measure) => (
              <td key={measure}>{micro(metrics[measure])}</td>
            ))}
          </tr>
        ))}
        {tasks.length > MOST_LANES && (
          <tr>
            <th scope="row" colSpan={1 + MEASURES.length}>
              + {fill(labels.manyTasks, { n: tasks.length - MOST_LANES })}
            </th>
          </tr>
        )}
        <tr>
          <th scope="row">{labels.mean}</th>
          {MEASURES.map((measure) => (
            <td key={measure}>
              {micro(
                tasks.reduce((sum, { metrics }) => sum + metrics[measure], 0) / Math.max(1, tasks.length),
              )}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}
