'use client'

import { useId } from 'react'
import type { MachineView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { fill } from '../_ui/fill'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { type Bar, type FamilyPicture, type Lane, type Link, layFamily, wordRoom } from './family-layout'
import {
  columnWords,
  countWords,
  fateWords,
  memberWords,
  momentWords,
  nameOf,
  waitWords,
} from './family-word'
import type { FigureProps } from './figure-props'
import { Hatches } from './hatch'
import type { Labels } from './label'
import { lookOf } from './look'
import { SvgButton } from './svg-button'
import { Unsaid } from './unsaid'
import { useInView } from './use-in-view'
import { useRoving } from './use-roving'
import { useWidth } from './use-width'

const FIRST_WIDTH = 720
/** Below this width time goes down: CSS pixels. */
const LEAST = 520
/** Room for the heads of the lanes, and for those with the whole of what became of a task: CSS pixels. */
const LEFT = 168
const LEFT_WHOLE = 240
/** From this width there is room for whole heads. */
const WIDE = 640
const TOP = 34
const LANE = 46
const BAR = 13
const ROW = 27
/** Least room for a column, and for one with the word for a line. */
const COLUMN = 17
const COLUMN_WORD = 34
/** The same with whose line it is. */
const COLUMN_OWNER = 50
/** Width of a letter over a bar: CSS pixels. */
const LETTER = 6.5

/** Processes and threads through time: who made whom, who is a zombie, who waits for whom, who reaped whom. */
export function FamilyFigure({ frame, shape, labels, isLocked, onSeek }: FigureProps) {
  const [figure, width] = useWidth<HTMLElement>(FIRST_WIDTH)
  const roving = useRoving<SVGSVGElement>()
  const hatch = useId()
  const family = shape.family
  const picture = family && layFamily(family, frame.view, frame.position, shape.length, isLocked)
  useInView(figure, `${Math.floor(picture?.now ?? 0)} ${width < LEAST}`)
  if (!picture) return null
  const drawing = { hatch, picture, view: frame.view, labels, width, roving, onSeek, names: shape.names }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <figure className="sim-tree" ref={figure} aria-label={labels.tree} tabIndex={0}>
      {width >= LEAST ? <Wide {...drawing} /> : <Narrow {...drawing} />}
      <figcaption>
        <span className="sim-legend">{labels.orderNotTime}</span>{' '}
        <span aria-hidden="true" className="sim-legend">
          {labels.barLooks}
        </span>
        {picture.moments.length === 0 && ` ${labels.noChildren}`}
      </figcaption>
    </figure>
  )
}

function waitingIn({ bars }: FamilyPicture): number[] {
  return bars.filter(({ look }) => look === 'waits').map(({ task }) => task)
}

type Drawing = {
  hatch: string
  picture: FamilyPicture
  view: MachineView
  names: readonly string[]
  labels: Labels
  width: number
  roving: ReturnType<typeof useRoving<SVGSVGElement>>
  onSeek: (position: number) => void
}

/** Columns that are shown when not all fit: a page of them, so that nothing moves while one steps through it. */
export function pageOf(now: number, end: number, room: number): { from: number; to: number } {
  if (end <= room) return { from: 0, to: end }
  const size = Math.max(2, room - 1)
  const page = Math.min(Math.floor(now / size), Math.floor((end - 1) / size))
  return { from: page * size, to: Math.min(end, page * size + room) }
}

function Wide({ hatch, picture, view, names, labels, width, roving, onSeek }: Drawing) {
  const { lanes, moments, bars, links, frames, now } = picture
  const left = width < WIDE ? LEFT : LEFT_WHOLE
  const room = width - left - 14
  const { from, to } = pageOf(now, picture.end, Math.floor(room / COLUMN))
  const unit = room / (to - from)
  const height = TOP + lanes.length * LANE + 4
  const x = (time: number) => left + (Math.max(from, Math.min(to, time)) - from) * unit
  const y = (lane: number) => TOP + lane * LANE + LANE / 2
  const isShown = (time: number) => time >= from && time <= to
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      className="tree"
      role="toolbar"
      aria-label={`${labels.tree}. ${memberWords(picture, view, names, labels).join('. ')}`}
      {...roving}
    >
      <Hatches id={hatch} tasks={waitingIn(picture)} />
      {frames.map((frame) => (
        <g key={frame.from} className="tree-frame">
          <rect
            x="1"
            y={y(frame.from) - LANE / 2 + 2}
            width={width - 2}
            height={frame.count * LANE - 4}
            rx="4"
          />
          <rect
            x="4"
            y={y(frame.from) - LANE / 2 + 5}
            width={width - 8}
            height={frame.count * LANE - 10}
            rx="3"
          />
        </g>
      ))}
      {moments.map((moment, k) =>
        isShown(k + 1) ? (
          <Column
            // biome-ignore lint/suspicious/noArrayIndexKey: a moment is known by its place in the run
            key={k}
            x={x(k + 1)}
            height={height}
            task={unit < COLUMN_OWNER ? null : moment.task}
            text={
              moment.line > 0
                ? unit < COLUMN_WORD
                  ? String(moment.line)
                  : fill(labels.line, { n: moment.line })
                : '·'
            }
            label={columnWords(moment, labels)}
            isFuture={k + 1 > now}
            isFirst={k + 1 === Math.max(1, from)}
            width={unit}
            onSeek={() => onSeek(moment.position)}
          />
        ) : null,
      )}
      <TreeLines lanes={lanes} y={y} />
      <Unsaid>
        {lanes.map((lane, i) => (
          <LaneHead
            key={laneKey(lane)}
            lane={lane}
            y={y(i)}
            view={view}
            names={names}
            picture={picture}
            labels={labels}
          />
        ))}
      </Unsaid>
      {lanes[0]?.kind === 'init' && (
        <line x1={left} x2={width - 10} y1={y(0)} y2={y(0)} className="tree-init" />
      )}
      {bars
        .filter((bar) => bar.to > from && bar.from < to)
        .map((bar) => (
          <rect
            key={`${bar.lane} ${bar.from} ${bar.isFuture}`}
            x={x(bar.from)}
            y={y(bar.lane) - BAR / 2}
            width={Math.max(1, x(bar.to) - x(bar.from) - 1)}
            height={BAR}
            rx="2"
            className={`tree-bar ${bar.look} ${bar.isFuture ? 'future' : ''} ${taskClass(bar.task)}`}
            fill={bar.look === 'waits' ? `url(#${hatch}-${taskClass(bar.task)})` : undefined}
          />
        ))}
      {bars
        .filter((bar) => bar.why && bar.to > from && bar.from < to)
        .map((bar) => ({ bar, room: wordRoom(bar, links) }))
        .map(({ bar, room }) => (
          <WaitWord
            key={`${bar.lane} ${bar.from} ${bar.isFuture}`}
            bar={bar}
            left={x(room.from)}
            right={x(room.to)}
            y={y(bar.lane)}
            labels={labels}
          />
        ))}
      <Unsaid>
        {links
          .filter(({ time }) => isShown(time))
          .map((link) => (
            <LinkMark
              key={`${link.kind} ${link.task} ${link.time}`}
              link={link}
              at={{ x: x(link.time), from: y(link.from), to: y(link.to) }}
            />
          ))}
      </Unsaid>
      <line x1={x(now)} x2={x(now)} y1="20" y2={height} className="sim-now" />
      <path d={`M${x(now) - 5} 18h10l-5 7z`} className="sim-now-head" />
    </svg>
  )
}

/** Above a hatched bar and beside the arrows there, for what its task waits, where there is room. */
function WaitWord(props: { bar: Bar; left: number; right: number; y: number; labels: Labels }) {
  const { bar, left, right, y, labels } = props
  if (!bar.why) return null
  const words = waitWords(bar.why, labels)
  if (words.length * LETTER > right - left) return null
  return (
    <Unsaid>
      <text
        x={(left + right) / 2}
        y={y - BAR / 2 - 3}
        className={`tree-wait ${bar.isFuture ? 'future' : ''}`}
      >
        {words}
      </text>
    </Unsaid>
  )
}

/** What happened there, as a button that goes to the step. */
function Column(props: {
  x: number
  width: number
  height: number
  /** Whose line it is; null: there is no room to say so. */
  task: number | null
  text: string
  label: string
  isFuture: boolean
  isFirst: boolean
  onSeek: () => void
}) {
  const { x, width, height, task, text, label, isFuture, isFirst, onSeek } = props
  return (
    <SvgButton
      label={label}
      isFirst={isFirst}
      className={`tree-column ${isFuture ? 'future' : ''}`}
      onPress={onSeek}
    >
      <title>{label}</title>
      <rect x={x - width / 2} y="0" width={width} height="24" />
      <line x1={x} x2={x} y1="24" y2={height} />
      <text x={x} y="15">
        {task !== null && <tspan className={`tree-owner ${taskClass(task)}`}>{taskLetter(task)} </tspan>}
        {text}
      </text>
    </SvgButton>
  )
}

function LinkMark({ link, at }: { link: Link; at: { x: number; from: number; to: number } }) {
  const { x, from, to } = at
  const down = to > from ? 1 : -1
  const tip = to - down * (BAR / 2 + 1)
  const tone = `${taskClass(link.task)} ${link.isFuture ? 'future' : ''}`
  if (link.kind === 'exec')
    return <rect x={x - 3} y={from - 12} width="6" height="24" className={`tree-exec ${tone}`} />
  // Between its own bar and the one next to it, so that it stands on neither.
  const middle = from + (down * LANE) / 2
  return (
    <g className={`tree-link ${link.kind} ${tone}`}>
      <path d={`M${x} ${from}V${tip - down * 5}`} />
      <path d={`M${x - 4.5} ${tip - down * 7}h9L${x} ${tip}z`} className="tree-tip" />
      {link.kind === 'birth' && <circle cx={x} cy={from} r="3.2" />}
      {(link.status ?? link.signal) !== null && (
        <>
          <rect x={x - 12} y={middle - 9} width="24" height="18" rx="4" className="tree-status" />
          <text x={x} y={middle + 4}>
            {link.status ?? `s${link.signal}`}
          </text>
        </>
      )}
    </g>
  )
}

/** Elbows from parents to their children. */
function TreeLines({ lanes, y }: { lanes: readonly Lane[]; y: (lane: number) => number }) {
  return lanes.map((lane, i) => {
    if (lane.kind === 'init' || lane.parentLane < 0) return null
    if (lanes[lane.parentLane]?.kind === 'init') return null
    const left = 18 + 14 * (lane.depth - 1)
    const isThread = lane.kind === 'member' && lane.member.isThread
    return (
      <path
        key={laneKey(lane)}
        d={`M${left} ${y(lane.parentLane) + 13}V${y(i)}h8`}
        className={`tree-elbow ${isThread ? 'thread' : ''}`}
      />
    )
  })
}

function LaneHead(props: {
  lane: Lane
  y: number
  view: MachineView
  names: readonly string[]
  picture: FamilyPicture
  labels: Labels
}) {
  const { lane, y, view, names, picture, labels } = props
  if (lane.kind === 'init')
    return (
      <text x="12" y={y + 4} className="tree-name">
        init <tspan className="tree-note">PID 1</tspan>
      </text>
    )
  const left = 8 + 14 * lane.depth
  if (lane.kind === 'many')
    return (
      <g>
        <text x={left + 4} y={y - 3} className="tree-name">
          {fill(labels.manyTasks, { n: lane.tasks.length })}
        </text>
        <text x={left + 4} y={y + 13} className="tree-note">
          {countWords(lane.counts, labels)}
        </text>
      </g>
    )
  const { task, pid, tid, isThread } = lane.member
  const shown = view.tasks[task]
  return (
    <g className={taskClass(task)} opacity={shown ? undefined : 0.45}>
      <g transform={`translate(${left} ${y - 11})`}>
        <TaskChip index={task} size={22} look={lookOf(shown)} />
      </g>
      <text x={left + 28} y={y - 2} className="tree-name">
        {nameOf(task, view, names, isThread)}{' '}
        <tspan className="tree-note">{isThread ? `TID ${tid}` : pid}</tspan>
      </text>
      <text x={left + 28} y={y + 13} className="tree-note">
        {fateWords(task, view, picture, labels)}
      </text>
    </g>
  )
}

function laneKey(lane: Lane): string {
  if (lane.kind === 'init') return 'init'
  return lane.kind === 'member' ? `${lane.member.task}` : `many ${lane.parentLane} ${lane.depth}`
}

/** Time goes down: a lane a task, a line of text for each thing that happened. */
function Narrow({ hatch, picture, view, names, labels, width, roving, onSeek }: Drawing) {
  const { lanes, moments, bars, links, now, end } = picture
  const step = Math.min(30, (width * 0.42) / Math.max(1, lanes.length))
  const x = (lane: number) => 14 + lane * step
  const y = (time: number) => TOP + time * ROW
  const text = x(lanes.length - 1) + 20
  const thick = Math.min(BAR, step - 6)
  const height = TOP + end * ROW + 6
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      className="tree"
      role="toolbar"
      aria-label={`${labels.tree}. ${memberWords(picture, view, names, labels).join('. ')}`}
      {...roving}
    >
      <Hatches id={hatch} tasks={waitingIn(picture)} />
      {now > 0 && (
        <rect
          x="0"
          y={y(Math.floor(now)) - ROW / 2}
          width={width}
          height={ROW}
          className="tree-now-row"
          data-now
        />
      )}
      {lanes.map((lane, i) =>
        lane.kind === 'init' ? (
          <g key="init">
            <text x={x(i)} y="20" className="tree-count">
              1
            </text>
            <line x1={x(i)} x2={x(i)} y1="26" y2={height} className="tree-init" />
          </g>
        ) : (
          <g key={laneKey(lane)} transform={`translate(${x(i) - 10} 6)`}>
            {lane.kind === 'member' ? (
              <TaskChip index={lane.member.task} size={20} look={lookOf(view.tasks[lane.member.task])} />
            ) : (
              <text x="10" y="14" className="tree-count">
                {lane.tasks.length}
              </text>
            )}
          </g>
        ),
      )}
      {bars.map((bar) => (
        <rect
          key={`${bar.lane} ${bar.from} ${bar.isFuture}`}
          x={x(bar.lane) - thick / 2}
          y={y(bar.from)}
          width={thick}
          height={Math.max(1, y(bar.to) - y(bar.from) - 1)}
          rx="2"
          className={`tree-bar ${bar.look} ${bar.isFuture ? 'future' : ''} ${taskClass(bar.task)}`}
          fill={bar.look === 'waits' ? `url(#${hatch}-${taskClass(bar.task)})` : undefined}
        />
      ))}
      {links.map((link) => (
        <NarrowLink
          key={`${link.kind} ${link.task} ${link.time}`}
          link={link}
          y={y(link.time)}
          from={x(link.from)}
          to={x(link.to)}
        />
      ))}
      {moments.map((moment, k) => (
        <SvgButton
          // biome-ignore lint/suspicious/noArrayIndexKey: a moment is known by its place in the run
          key={k}
          isFirst={k === 0}
          label={momentWords(moment, labels)}
          className={`tree-row ${k + 1 > now ? 'future' : ''}`}
          onPress={() => onSeek(moment.position)}
        >
          <rect x={text - 6} y={y(k + 1) - ROW / 2} width={width - text + 6} height={ROW} />
          <text x={text} y={y(k + 1) + 4}>
            {momentWords(moment, labels)}
          </text>
        </SvgButton>
      ))}
    </svg>
  )
}

function NarrowLink({ link, y, from, to }: { link: Link; y: number; from: number; to: number }) {
  const tone = `${taskClass(link.task)} ${link.isFuture ? 'future' : ''}`
  if (link.kind === 'exec')
    return <rect x={from - 11} y={y - 3} width="22" height="6" className={`tree-exec ${tone}`} />
  const right = to > from ? 1 : -1
  return (
    <g className={`tree-link ${link.kind} ${tone}`}>
      <path d={`M${from} ${y}H${to - right * 5}`} />
      <path d={`M${to - right * 7} ${y - 4.5}v9L${to} ${y}z`} className="tree-tip" />
      {link.kind === 'birth' && <circle cx={from} cy={y} r="3" />}
    </g>
  )
}
