import { taskLetter } from '@/lib/engine/task-letter'
import type { ComparedRun, Comparison } from '@/lib/player/compare'
import type { LockStep } from '@/lib/player/lockstep'
import { fill } from '../_ui/fill'
import { taskClass } from '../_ui/task-chip'
import { type CompareWords, runEnd, type SideNames } from './compare-word'
import { Scrubber } from './scrubber'
import { useWidth } from './use-width'

/** Least width of a column, and the one at which a line's number has room: CSS pixels. */
const LEAST = 26
const WITH_LINE = 56
const FIRST_WIDTH = 640

/** Both runs in lockstep as the scrubber: a column a step, the one where they part marked. Of more columns than have
 *  room those around the present one are shown. */
export function CompareStrip(props: {
  comparison: Comparison
  column: number
  names: SideNames
  /** The step of either run, as its own player counts, that decided how it ends. */
  turns: { readonly left: number | null; readonly right: number | null }
  valueText: string
  words: CompareWords
  onSeek: (column: number) => void
}) {
  const { comparison, column, names, turns, valueText, words, onSeek } = props
  const { columns, parting, left, right } = comparison
  const [box, width] = useWidth<HTMLDivElement>(FIRST_WIDTH)
  const { from, to } = windowOf(columns.length, column, Math.max(4, Math.floor(width / LEAST)))
  // A step of the library goes with the next one of the program's own lines.
  const [leftTurn, rightTurn] = SIDES.map((side) => {
    const turn = turns[side]
    return turn === null ? 0 : columns.findIndex((at) => (at[side] ?? 0) >= turn) + 1
  })
  const hasLines = width / Math.max(1, to - from) >= WITH_LINE
  return (
    <div className="compare-strips">
      <p className="compare-run">
        <b>{names.left}</b>{' '}
        <span>{[runEnd(left, words), ...turnWords(left, turns.left, words)].join(' · ')}</span>
      </p>
      <p className="compare-run">
        <b>{names.right}</b>{' '}
        <span>{[runEnd(right, words), ...turnWords(right, turns.right, words)].join(' · ')}</span>
      </p>
      <div className="compare-lock" ref={box}>
        <Scrubber
          className="compare-columns"
          label={words.strip}
          position={column}
          length={columns.length}
          from={from}
          to={to}
          valueText={valueText}
          onSeek={onSeek}
        >
          {columns.slice(from, to).map((at, i) => {
            const number = from + i + 1
            const isParting = number === parting?.column
            return (
              <span
                key={number}
                className={`compare-column ${number === column ? 'now' : ''} ${number > column ? 'future' : ''}`}
              >
                <Cell step={left.steps[(at.left ?? 0) - 1]} hasLine={hasLines} isTurn={number === leftTurn} />
                <Cell
                  step={right.steps[(at.right ?? 0) - 1]}
                  hasLine={hasLines}
                  isTurn={number === rightTurn}
                />
                <em>{isParting && '◇'}</em>
              </span>
            )
          })}
        </Scrubber>
        <p className="compare-window" aria-hidden="true">
          <span>{from > 0 && `+ ${from}`}</span>
          {parting && <span>◇ {words.partsHere}</span>}
          <span className="compare-rest">{to < columns.length && `+ ${columns.length - to}`}</span>
        </p>
      </div>
    </div>
  )
}

const SIDES = ['left', 'right'] as const

function turnWords({ steps }: ComparedRun, turn: number | null, words: CompareWords): string[] {
  return turn === null ? [] : [fill(words.turned, { n: turn, of: steps.length })]
}

function Cell(props: { step: LockStep | undefined; hasLine: boolean; isTurn: boolean }) {
  const { step, hasLine, isTurn } = props
  if (!step) return <i className="none" />
  return (
    <i className={isTurn ? `${taskClass(step.task)} turn` : taskClass(step.task)}>
      {taskLetter(step.task)}
      {hasLine && step.line > 0 && <small>{step.line}</small>}
    </i>
  )
}

/** Which of `length` columns are shown when `room` of them fit, `column` of them past. */
export function windowOf(length: number, column: number, room: number): { from: number; to: number } {
  const from = Math.max(0, Math.min(length - room, column - Math.ceil(room / 2)))
  return { from, to: Math.min(length, from + room) }
}
