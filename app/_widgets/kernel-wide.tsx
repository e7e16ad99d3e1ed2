import { taskLetter } from '@/lib/engine/task-letter'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { edgesOf, type KernelCell, pageOfCells, placeRegisters, type SavedRegisters } from './kernel-layout'
import type { KernelDrawing } from './kernel-narrow'
import { cellWords, crossingWord, describe, isUser, registerWords } from './kernel-word'
import type { Labels } from './label'
import { SvgButton } from './svg-button'
import { Unsaid } from './unsaid'

const LEFT = 92
const USER = 52
const RULE = 86
const KERNEL = 136
const BOX = 40
const MEMORY = 206
const LANE = 38
const BEND = 9

/** Time goes to the right: a page of visits, with the registers in memory below. */
export function WideKernel({ picture, labels, width, roving, onSeek }: KernelDrawing) {
  const { from, to } = pageOfCells(picture.cells, picture.now, width - LEFT - 12)
  const cells = picture.cells.slice(from, to)
  const edges = edgesOf(cells, LEFT, width - LEFT - 12)
  const x = (cell: number) => edges[Math.max(0, Math.min(cells.length, cell - from))] ?? LEFT
  const bars = picture.saved.filter((bar) => (bar.to ?? to) >= from && (bar.from ?? 0) < to)
  const owners = [...new Set(bars.map(({ task }) => task))].sort((a, b) => a - b)
  const lane = (task: number) => MEMORY + owners.indexOf(task) * LANE
  const height = MEMORY + Math.max(1, owners.length) * LANE + 4
  const right = edges.at(-1) ?? width
  const isSavedHere = ({ from: cell }: SavedRegisters) => cell !== null && cell >= from
  const isRestoredHere = ({ to: cell }: SavedRegisters) => cell !== null && cell < to
  const start = (bar: SavedRegisters) => (isSavedHere(bar) ? middleOf(x, bar.from ?? 0) : LEFT)
  const end = (bar: SavedRegisters) => (isRestoredHere(bar) ? middleOf(x, bar.to ?? 0) : right)
  /** Arrows of the tasks below that pass through a bar. */
  const crossings = (bar: SavedRegisters) =>
    bars
      .filter((other) => lane(other.task) > lane(bar.task))
      .flatMap((other) => [
        ...(isSavedHere(other) ? [start(other)] : []),
        ...(isRestoredHere(other) ? [end(other)] : []),
      ])
      .filter((at) => start(bar) < at && at < end(bar))
  const toneAt = (task: number, cell: number | null) =>
    `${taskClass(task)} ${cell !== null && picture.cells[cell]?.isFuture ? 'future' : ''}`
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      className="kernel"
      role="toolbar"
      aria-label={describe(picture, labels)}
      {...roving}
    >
      <rect x="0" y={RULE} width={width} height={MEMORY - RULE - 18} className="kernel-ground" />
      <Unsaid>
        <text x="6" y={USER + 4} className="kernel-mode">
          {labels.userMode}
        </text>
        <text x="6" y={KERNEL + 4} className="kernel-mode">
          {labels.kernelMode}
        </text>
        <text x="6" y={MEMORY + 22} className="kernel-mode">
          {labels.savedRegisters}
        </text>
      </Unsaid>
      <line x1="0" x2={width} y1={RULE} y2={RULE} className="kernel-rule" />
      {bars.map((bar) => (
        <SavedBar
          key={keyOf(bar)}
          bar={bar}
          tone={toneAt(bar.task, bar.from)}
          left={start(bar)}
          right={end(bar)}
          top={lane(bar.task)}
          crossings={crossings(bar)}
        />
      ))}
      {/* After the bars: one that leads past another task's bar goes through a gap in it, and ends at its own. */}
      {bars.filter(isSavedHere).map((bar) => (
        <Unsaid key={keyOf(bar)} className={toneAt(bar.task, bar.from)}>
          <path d={`M${start(bar)} ${KERNEL + BOX / 2}V${lane(bar.task) - 5}`} className="kernel-move" />
          <path d={`M${start(bar) - 4} ${lane(bar.task) - 7}h8l-4 7z`} className="kernel-tip" />
        </Unsaid>
      ))}
      {bars.filter(isRestoredHere).map((bar) => (
        <Unsaid key={keyOf(bar)} className={toneAt(bar.task, bar.to)}>
          <path d={`M${end(bar)} ${lane(bar.task)}V${KERNEL + BOX / 2 + 6}`} className="kernel-move" />
          <path d={`M${end(bar) - 4} ${KERNEL + BOX / 2 + 8}h8l-4 -7z`} className="kernel-tip" />
        </Unsaid>
      ))}
      {cells.map((cell, i) => (
        <Stretch
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place in the run
          key={from + i}
          cell={cell}
          left={x(from + i)}
          right={x(from + i + 1)}
          before={cells[i - 1]}
          after={cells[i + 1]}
        />
      ))}
      {cells.map((cell, i) => (
        <CellBox
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place in the run
          key={from + i}
          cell={cell}
          left={x(from + i)}
          right={x(from + i + 1)}
          before={picture.cells[from + i - 1]}
          isNow={from + i === picture.now}
          isFirst={i === 0}
          labels={labels}
          onSeek={onSeek}
        />
      ))}
    </svg>
  )
}

function keyOf({ task, from }: SavedRegisters): string {
  return `${task} ${from}`
}

/** Registers of a task that is on no core, for as long as they lie in memory. */
function SavedBar(props: {
  bar: SavedRegisters
  tone: string
  left: number
  right: number
  top: number
  /** Where arrows of other tasks pass. */
  crossings: readonly number[]
}) {
  const { bar, tone, left, right, top, crossings } = props
  const words = placeRegisters(registerWords(bar.registers), left + 27, right, crossings, DIGIT)
  return (
    <Unsaid className={tone}>
      <rect
        x={left - 4}
        y={top}
        width={Math.max(30, right - left + 8)}
        height={LANE - 8}
        rx="4"
        className="kernel-saved"
      />
      <g transform={`translate(${left + 3} ${top + 6})`}>
        <TaskChip index={bar.task} size={18} look="runnable" />
      </g>
      {crossings.map((at) => (
        <path key={at} d={`M${at} ${top - 2}v${LANE - 4}`} className="kernel-gap" />
      ))}
      {words.map(({ x, words: one }) => (
        <text key={one} x={x} y={top + 19} className="kernel-registers">
          {one}
        </text>
      ))}
    </Unsaid>
  )
}

/** Width of a letter of registers: CSS pixels. */
const DIGIT = 7.3

function middleOf(x: (cell: number) => number, cell: number): number {
  return (x(cell) + x(cell + 1)) / 2
}

/** The line of the processor through a cell, with its bends. */
function Stretch(props: {
  cell: KernelCell
  left: number
  right: number
  before: KernelCell | undefined
  after: KernelCell | undefined
}) {
  const { cell, left, right, before, after } = props
  const y = isUser(cell) ? USER : KERNEL
  const other = isUser(cell) ? KERNEL : USER
  const toOther = Math.sign(other - y)
  const comes = before !== undefined && isUser(before) !== isUser(cell)
  const goes = after !== undefined && isUser(after) !== isUser(cell)
  const start = comes
    ? `M${left} ${RULE}V${y + toOther * BEND}Q${left} ${y} ${left + BEND} ${y}`
    : `M${left} ${y}`
  const end = goes ? `H${right - BEND}Q${right} ${y} ${right} ${y + toOther * BEND}V${RULE}` : `H${right}`
  const middle = (left + right) / 2
  const tone = cell.isFuture ? 'future' : ''
  const [first, last] = cell.tasks
  if (first === last) return <path d={start + end} className={`kernel-line ${taskClass(first)} ${tone}`} />
  return (
    <>
      <path d={`${start}H${middle}`} className={`kernel-line ${taskClass(first)} ${tone}`} />
      <path d={`M${middle} ${y}${end}`} className={`kernel-line ${taskClass(last)} ${tone}`} />
    </>
  )
}

function CellBox(props: {
  cell: KernelCell
  left: number
  right: number
  before: KernelCell | undefined
  isNow: boolean
  isFirst: boolean
  labels: Labels
  onSeek: (position: number) => void
}) {
  const { cell, left, right, before, isNow, isFirst, labels, onSeek } = props
  const middle = (left + right) / 2
  const words = cellWords(cell, labels)
  const door = crossingWord(cell, before, labels)
  const crosses = door !== ''
  // The name holds what is seen, in its order, so that it can be called by voice (WCAG 2.5.3); words are kept apart by place.
  const registers = cell.kind === 'save' || cell.kind === 'restore' ? registerWords(cell.registers) : []
  const said = [door, isUser(cell) ? taskLetter(cell.tasks[0]) : '', words.title, words.note, ...registers]
  return (
    <SvgButton
      label={said.filter((word) => word !== '').join(' ')}
      isFirst={isFirst}
      className={`kernel-cell ${cell.kind} ${taskClass(cell.tasks[0])} ${cell.isFuture ? 'future' : ''} ${isNow ? 'now' : ''}`}
      onPress={() => onSeek(cell.position)}
      isNow={isNow}
    >
      {crosses && <circle cx={left} cy={RULE} r="4.5" className="kernel-door" />}
      {crosses && (
        <text x={left - 8} y={RULE - 7} className="kernel-door-name">
          {door}
        </text>
      )}{' '}
      {isUser(cell) ? (
        <>
          <rect x={left} y={4} width={right - left} height={RULE - 22} className="kernel-hit" />
          <g transform={`translate(${left + 12} 10)`}>
            <TaskChip index={cell.tasks[0]} size={18} look={isNow ? 'running' : 'runnable'} />
          </g>{' '}
          <text x={left + 36} y="23" className="kernel-title">
            {words.title}
          </text>{' '}
          {/* Above the line: below it stands the name of the door out. */}
          <text x={middle} y={USER - 10} className="kernel-note">
            {words.note}
          </text>
        </>
      ) : (
        <>
          <rect
            x={left + 5}
            y={KERNEL - BOX / 2}
            width={right - left - 10}
            height={BOX}
            rx="4"
            className="kernel-box"
          />
          <text x={middle} y={KERNEL - 3} className="kernel-title middle">
            {words.title}
          </text>{' '}
          <text x={middle} y={KERNEL + 13} className="kernel-note">
            {words.note}
          </text>
        </>
      )}
    </SvgButton>
  )
}
