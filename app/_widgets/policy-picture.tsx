import { useId } from 'react'
import { taskLetter } from '@/lib/engine/task-letter'
import type { PolicyRun } from '@/lib/player/policy'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { Hatches } from './hatch'
import { coreSpans, lanesOf } from './policy-layout'
import type { PolicyWords } from './policy-word'
import { Unsaid } from './unsaid'

const LEFT = 30
const RIGHT = 14
const LANE = 24
const BAR = 16
const AXIS = 20
const CORE = 30
const EXPIRY = 9
/** Width of a letter and of the room around it: CSS pixels. */
const LETTER_ROOM = 15
/** The same of a small letter. */
const SMALL_LETTER_ROOM = 10
/** Before the bars of a core, for its name. */
const CORE_LEFT = 54
/** What ran is seen however short it was: CSS pixels. */
const LEAST_BAR = 2

type Scale = { readonly end: number; readonly marks: readonly number[] }

/** Where a moment stands. */
function placer(end: number, width: number, left: number) {
  return (time: number) => left + (time / end) * (width - left - RIGHT)
}

/** What each core ran when under one policy, with the switches in between. */
export function PolicyCores(props: {
  run: PolicyRun
  cores: number
  scale: Scale
  width: number
  words: PolicyWords
}) {
  const { run, cores, scale, width, words } = props
  const x = placer(scale.end, width, CORE_LEFT)
  const height = AXIS + cores * (CORE + EXPIRY)
  const name = Array.from({ length: cores }, (_, core) => {
    const order = coreSpans(run, core).flatMap(({ task }) => (task === null ? [] : [taskLetter(task)]))
    return `${fill(words.core, { n: core })}: ${order.slice(0, 60).join(' ')}`
  })
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="policy-cores" role="img" aria-label={name.join('. ')}>
      <Unsaid>
        <Axis scale={scale} x={x} height={height} words={words} />
        {Array.from({ length: cores }, (_, core) => {
          const y = AXIS + core * (CORE + EXPIRY) + EXPIRY
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a core is its number
            <g key={core}>
              <text x="0" y={y + 19} className="policy-core-number">
                {fill(words.core, { n: core })}
              </text>
              {coreSpans(run, core).map(({ task, from, to }) => {
                const room = Math.max(0.75, x(to) - x(from))
                if (task === null)
                  return (
                    <rect
                      key={from}
                      x={x(from)}
                      y={y}
                      width={room}
                      height={CORE - 4}
                      className="policy-switch"
                    />
                  )
                return (
                  <g key={from} className={taskClass(task)}>
                    <rect x={x(from)} y={y} width={room} height={CORE - 4} className="policy-ran" />
                    {room >= SMALL_LETTER_ROOM && (
                      <text
                        x={x(from) + room / 2}
                        y={y + 17}
                        className={room < LETTER_ROOM ? 'policy-letter small' : 'policy-letter'}
                      >
                        {taskLetter(task)}
                      </text>
                    )}
                  </g>
                )
              })}
              {run.expiries.map(
                (expiry) =>
                  expiry.core === core && (
                    <path
                      key={expiry.time}
                      d={`M${x(expiry.time) - 3} ${y - 7}h6l-3 5z`}
                      className="policy-expiry"
                    />
                  ),
              )}
            </g>
          )
        })}
      </Unsaid>
    </svg>
  )
}

/** What each measured task did when under one policy. */
export function PolicyLanes(props: {
  run: PolicyRun
  scale: Scale
  width: number
  hasAxis: boolean
  words: PolicyWords
}) {
  const { run, scale, width, hasAxis, words } = props
  const hatch = useId()
  const { lanes, folded } = lanesOf(run)
  const top = hasAxis ? AXIS : 4
  const height = top + lanes.length * LANE + (folded > 0 ? 18 : 0)
  const x = placer(scale.end, width, LEFT)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className="policy-lanes"
      role="img"
      aria-label={speechOf(run, words)}
    >
      <Unsaid>
        <Hatches id={hatch} tasks={lanes.map(({ task }) => task)} />
        <Axis scale={scale} x={x} height={height} words={words} isBare={!hasAxis} />
        {lanes.map(({ task, spans }, lane) => {
          const y = top + lane * LANE + LANE / 2
          return (
            <g key={task} className={taskClass(task)}>
              <g transform={`translate(2 ${y - 10})`}>
                <TaskChip index={task} size={20} />
              </g>
              {spans.map(({ doing, from, to }) => {
                const tall = doing === 'ready' ? 5 : BAR
                return (
                  <rect
                    key={from}
                    x={x(from)}
                    y={y - tall / 2}
                    width={Math.max(doing === 'running' ? LEAST_BAR : 0.75, x(to) - x(from))}
                    height={tall}
                    className={`policy-bar ${doing}`}
                    fill={doing === 'waiting' ? `url(#${hatch}-${taskClass(task)})` : undefined}
                  />
                )
              })}
            </g>
          )
        })}
        {folded > 0 && (
          <text x={LEFT} y={height - 4} className="policy-note">
            {fill(words.moreTasks, { n: folded })}
          </text>
        )}
      </Unsaid>
    </svg>
  )
}

function Axis(props: {
  scale: Scale
  x: (time: number) => number
  height: number
  words: PolicyWords
  isBare?: boolean
}) {
  const { scale, x, height, words, isBare = false } = props
  return scale.marks.map((time, i) => (
    <g key={time}>
      <line x1={x(time)} x2={x(time)} y1={isBare ? 0 : AXIS - 4} y2={height} className="policy-mark" />
      {!isBare && (
        <text x={x(time)} y="12" className={i === 0 ? 'policy-time first' : 'policy-time'}>
          {i === scale.marks.length - 1 ? fill(words.microseconds, { n: time / 1000 }) : String(time / 1000)}
        </text>
      )}
    </g>
  ))
}

function speechOf(run: PolicyRun, words: PolicyWords): string {
  const lanes = lanesOf(run).lanes.map(({ task, spans }) => {
    const sum = (doing: string) =>
      Math.round(
        spans.filter((span) => span.doing === doing).reduce((n, { from, to }) => n + to - from, 0) / 1000,
      )
    return fill(words.lane, {
      task: taskLetter(task),
      running: sum('running'),
      ready: sum('ready'),
      blocked: sum('waiting'),
    })
  })
  return fill(words.drawing, { policy: words.names[run.policy], lanes: lanes.join('; ') })
}
