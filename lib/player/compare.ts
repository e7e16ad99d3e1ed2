import type { MachineView } from '@/lib/engine'
import { type Fact, factsOf, type Possession, possessionsOf, variablesIn } from './compare-fact'
import { type Frame, frameAt } from './frame'
import { type Column, type LockStep, lockstep, positionsAt } from './lockstep'
import { type Session, stepsAt, stepsBetween } from './session'

/** Two runs in lockstep. Plain data; it crosses a worker. */
export type Comparison = {
  readonly left: ComparedRun
  readonly right: ComparedRun
  readonly columns: readonly Column[]
  /** Null: they do the same, as far as could be looked. */
  readonly parting: Parting | null
  readonly facts: readonly Fact[]
}

export type ComparedRun = {
  /** By the position that it led to, from 1: the step of the program's own lines that was made last. */
  readonly steps: readonly LockStep[]
  readonly output: string
  /** Null: the run was cut, more would follow. */
  readonly end: { readonly reason: string; readonly status: number } | null
}

/** Where two runs part: the column, counted from 1, whose step is not the same on both sides. */
export type Parting = { readonly column: number } & (
  | { readonly why: 'task' | 'line'; readonly left: LockStep; readonly right: LockStep }
  /** The same step, and then a task sees another value on either side. */
  | {
      readonly why: 'value'
      readonly task: number
      readonly name: string
      readonly left: string
      readonly right: string
    }
  | { readonly why: 'output' }
  | { readonly why: 'end' }
)

/** What is drawn of both runs after a column. */
export type ComparePicture = {
  readonly column: number
  readonly left: ComparedSide
  readonly right: ComparedSide
}

export type ComparedSide = {
  /** Without memory and descriptors: of those `possessions` says what is compared. */
  readonly frame: Frame
  /** This column has a step of the run. */
  readonly moves: boolean
  /** For each fact of the comparison. */
  readonly possessions: readonly (readonly Possession[])[]
}

/** Columns at which the machines are looked into for what tasks see; beyond, only steps are compared. */
const MOST_LOOKS = 240

/** Compares two recorded runs by the steps of the learner's programs. */
export function compareSessions(left: Session, right: Session): Comparison {
  const [l, r] = [stepsOf(left), stepsOf(right)]
  const isOneProgram = textOf(left) === textOf(right)
  const columns = lockstep(l, r, isOneProgram)
  const [leftSteps, rightSteps] = [withEnd(l), withEnd(r)]
  const looks = columns.slice(0, MOST_LOOKS)
  const views = looks.map((_, i) => {
    const at = positionsAt(columns, i + 1)
    return { left: viewAt(left, at.left), right: viewAt(right, at.right) }
  })
  const ends = { left: viewAt(left, l.length), right: viewAt(right, r.length) }
  return {
    left: runOf(leftSteps, ends.left),
    right: runOf(rightSteps, ends.right),
    columns,
    parting: partingOf(columns, leftSteps, rightSteps, views, isOneProgram),
    facts: factsOf(
      { session: left, views: [...views.map((view) => view.left), ends.left] },
      { session: right, views: [...views.map((view) => view.right), ends.right] },
    ),
  }
}

/** Both runs after so many columns, clamped to the comparison. */
export function comparePicture(
  left: Session,
  right: Session,
  comparison: Comparison,
  wanted: number,
): ComparePicture {
  const { columns, facts } = comparison
  const column = Math.max(0, Math.min(columns.length, wanted))
  const at = positionsAt(columns, column)
  const here = columns[column - 1]
  const side = (session: Session, key: 'left' | 'right'): ComparedSide => {
    const moves = here ? here[key] !== null : false
    const frame = frameAt(session, at[key])
    // What the step before changed is not what this column changes.
    const drawn = moves ? frame : { ...frame, changed: {}, steps: [], narration: [] }
    return {
      frame: { ...drawn, view: bare(drawn.view), shown: bare(drawn.shown) },
      moves,
      possessions: facts.map((fact) => possessionsOf(fact, fact[key], drawn)),
    }
  }
  return { column, left: side(left, 'left'), right: side(right, 'right') }
}

function bare(view: MachineView): MachineView {
  return { ...view, processes: [], channels: [], openFiles: [], inodes: [], syncs: [] }
}

function textOf({ input }: Session): string {
  return JSON.stringify(input.files.map(({ text }) => text))
}

function stepsOf(session: Session): LockStep[] {
  const lines = session.input.files.map(({ text }) => text.split('\n').map((line) => line.trim()))
  return session.stops.slice(1).map((stop, i) => {
    const update = session.computed[i + 1]
    const made = stepsBetween(session, session.stops[i] ?? 0, stop)
    const {
      task = 0,
      file = 0,
      line = 0,
    } = update ?? made.findLast((step) => step.file >= 0) ?? made.at(-1) ?? {}
    return { task, line, text: lines[file]?.[line - 1] ?? '' }
  })
}

/** At its end a run shows the last step of its own, not what the library did after it. */
function withEnd(steps: readonly LockStep[]): LockStep[] {
  const last = steps.findLast(({ line }) => line > 0)
  return last ? [...steps.slice(0, -1), last] : [...steps]
}

function viewAt(session: Session, position: number): MachineView {
  return session.recording.view(stepsAt(session, position))
}

function runOf(steps: readonly LockStep[], end: MachineView): ComparedRun {
  return { steps, output: outputOf(end), end: end.ended }
}

function outputOf({ output }: MachineView): string {
  return output.map(({ text }) => text).join('')
}

type Views = { readonly left: MachineView; readonly right: MachineView }

/** The first column that differs. In one program a difference of steps is one of order; in two programs lines differ
 *  anyway, so that it is who takes a step that is written alike, or what is seen after it. */
function partingOf(
  columns: readonly Column[],
  left: readonly LockStep[],
  right: readonly LockStep[],
  views: readonly Views[],
  isOneProgram: boolean,
): Parting | null {
  for (const [i, at] of columns.entries()) {
    const column = i + 1
    const [l, r] = [left[(at.left ?? 0) - 1], right[(at.right ?? 0) - 1]]
    if (isOneProgram) {
      if (!l || !r) return { column, why: 'end' }
      if (l.task !== r.task) return { column, why: 'task', left: l, right: r }
      if (l.line !== r.line) return { column, why: 'line', left: l, right: r }
    }
    const seen = views[i] && seenApart(views[i])
    if (seen) return { column, ...seen }
  }
  return null
}

/** What some task sees otherwise on either side, or that something else was printed. */
function seenApart({ left, right }: Views) {
  const [l, r] = [seenBy(left), seenBy(right)]
  for (const [key, { task, name, value }] of l) {
    const other = r.get(key)
    if (other && other.value !== value)
      return { why: 'value', task, name, left: value, right: other.value } as const
  }
  const [a, b] = [outputOf(left), outputOf(right)]
  return a.startsWith(b) || b.startsWith(a) ? null : ({ why: 'output' } as const)
}

/** The variables of every task that is there, with the values that it would read. */
function seenBy({ tasks, processes }: MachineView) {
  const seen = new Map<string, { task: number; name: string; value: string }>()
  for (const { index, pid, state } of tasks) {
    if (state === 'zombie' || state === 'gone') continue
    const segments = processes.find((process) => process.pid === pid)?.segments ?? []
    for (const { name, value } of segments.flatMap(variablesIn))
      seen.set(`${index} ${name}`, { task: index, name, value })
  }
  return seen
}
