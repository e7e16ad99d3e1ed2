import { taskLetter } from '@/lib/engine/task-letter'
import type { Frame } from '@/lib/player/frame'
import type { RunShape } from '@/lib/player/shape'
import { fill } from '../_ui/fill'
import { taskClass } from '../_ui/task-chip'
import type { Labels } from './label'
import { useWidth } from './use-width'

const ROW = 27
const TOP = 18
/** Width of the lanes in CSS pixels until the real one is known: that of a phone. Only which spans have room for a name
 *  hangs on it. */
const FIRST_WIDTH = 260
/** Width of a letter of a label, and the least room beside it: CSS pixels. */
const LETTER = 7.5
const ROOM = 8
/** What is narrower would be all outline: CSS pixels. */
const THIN = 3
/** Up to so many steps each gets a dot on the core that took it. */
const MAX_DOTS = 80

/** What each core ran, step by step. Its places are shares of its width, so that what the server drew is as it stays, and
 *  it is drawn with SVG attributes only: a strict policy refuses inline styles. */
export function Timeline(props: { shape: RunShape; frame: Frame; labels: Labels; isLocked: boolean }) {
  const { frame, labels, isLocked } = props
  const { position } = frame
  const shape = isLocked ? upTo(props.shape, position) : props.shape
  const [lanes, width] = useWidth<HTMLDivElement>(FIRST_WIDTH)
  const length = Math.max(1, props.shape.length)
  const height = TOP + shape.coreCount * ROW + 6
  const now = share(position, length)
  const cores = Array.from({ length: shape.coreCount }, (_, core) => core)
  return (
    <figure className="sim-timeline">
      <div role="img" aria-label={describe(shape, props.shape.length, position, labels)}>
        <svg className="sim-axis" width="100%" height={height} aria-hidden="true">
          {cores.map((core) => (
            <text key={core} x="0" y={TOP + core * ROW + 16}>
              {fill(labels.core, { n: core })}
            </text>
          ))}
        </svg>
        <div ref={lanes}>
          <svg className="sim-lanes" width="100%" height={height} aria-hidden="true">
            {cores.map((core) => (
              <line
                key={core}
                x1="0"
                x2="100%"
                y1={TOP + core * ROW + 11}
                y2={TOP + core * ROW + 11}
                className="sim-idle"
              />
            ))}
            {spansOf(shape).map((span) => (
              <SpanBox
                key={`${span.core} ${span.start}`}
                span={span}
                name={shape.names[span.task] ?? ''}
                position={position}
                length={length}
                width={width}
              />
            ))}
            {shape.length <= MAX_DOTS &&
              shape.tasks.map((task, i) => (
                <circle
                  // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone
                  key={i}
                  cx={share(i + 0.5, length)}
                  cy={TOP + (shape.cores[i] ?? 0) * ROW + 19}
                  r="1.6"
                  className={`${taskClass(task)} ${i < position ? 'sim-dot-done' : 'sim-dot-future'}`}
                />
              ))}
            <line x1={now} x2={now} y1="4" y2={height} className="sim-now" />
            <svg x={now} className="sim-now-head" aria-hidden="true">
              <path d="M-5 2h10l-5 7z" />
            </svg>
          </svg>
        </div>
      </div>
    </figure>
  )
}

/** A part of a length as SVG takes it. */
function share(part: number, length: number): string {
  return `${Math.round((part / length) * 1e4) / 100}%`
}

/** A run as it is known at a position. */
function upTo(shape: RunShape, position: number): RunShape {
  return {
    ...shape,
    length: position,
    tasks: shape.tasks.slice(0, position),
    held: shape.held.slice(0, position),
  }
}

/** For how long a core held a task, with its name in the part that the playhead does not cut. */
function SpanBox(props: { span: Span; name: string; position: number; length: number; width: number }) {
  const { span, name, position, length, width } = props
  const unit = width / length
  const done = Math.max(0, Math.min(span.end, position) - span.start)
  const y = TOP + span.core * ROW
  const label = placeLabel(done * unit, (span.end - span.start) * unit, name.length * LETTER)
  const box = { x: share(span.start, length), y, height: '22', rx: '2' }
  return (
    <g className={taskClass(span.task)}>
      {span.end > position && (
        <rect {...box} width={share(span.end - span.start, length)} className="sim-span future" />
      )}
      {done > 0 && (
        <rect
          {...box}
          width={share(done, length)}
          className={done * unit < THIN ? 'sim-span thin' : 'sim-span'}
        />
      )}
      {label && (
        <text
          x={share(span.start + label.middle / unit, length)}
          y={y + 13}
          className={label.isDone ? 'sim-span-name' : 'sim-span-name future'}
        >
          {name}
        </text>
      )}
    </g>
  )
}

/** Where a label of `width` stands in a span that is done up to `done` of `room`: in its larger part, or nowhere. */
export function placeLabel(
  done: number,
  room: number,
  width: number,
): { middle: number; isDone: boolean } | null {
  const isDone = done >= room - done
  const [from, to] = isDone ? [0, done] : [done, room]
  return to - from < width + ROOM ? null : { middle: (from + to) / 2, isDone }
}

type Span = { task: number; core: number; start: number; end: number }

/** For how long each core held a task without a break. */
function spansOf(shape: RunShape): Span[] {
  const spans: Span[] = []
  for (let core = 0; core < shape.coreCount; core++) {
    let open: Span | null = null
    shape.held.forEach((cores, i) => {
      const task = cores[core] ?? null
      if (task === null) open = null
      else if (open?.task === task) open.end = i + 1
      else {
        open = { task, core, start: i, end: i + 1 }
        spans.push(open)
      }
    })
  }
  return spans
}

function describe(shape: RunShape, length: number, position: number, labels: Labels): string {
  const spans = spansOf(shape)
  // Of too many those that are nearest to this moment.
  const away = ({ start, end }: Span) => Math.max(start - position, position - end, 0)
  const told = new Set([...spans].sort((a, b) => away(a) - away(b)).slice(0, MOST_TOLD))
  const parts = spans.filter((span) => told.has(span)).map((span) => spanWords(span, shape, labels))
  const rest = spans.length - parts.length
  const more = rest > 0 ? [`+ ${fill(labels.moreValues, { n: rest })}`] : []
  return `${labels.timeline}. ${fill(labels.position, { i: position, n: length })}. ${[...parts, ...more].join(', ')}`
}

/** Spans that the name of the figure tells. */
const MOST_TOLD = 20

/** Which core ran whom, from which step to which. */
function spanWords({ core, task, start, end }: Span, shape: RunShape, labels: Labels): string {
  return `${fill(labels.core, { n: core })}: ${taskLetter(task)} ${shape.names[task] ?? ''} ${start + 1}–${end}`
}

/** Which core ran whom so far, a span a row. */
export function ranWords(shape: RunShape, position: number, labels: Labels): string[] {
  const known = upTo(shape, position)
  return spansOf(known).map((span) => spanWords(span, known, labels))
}
