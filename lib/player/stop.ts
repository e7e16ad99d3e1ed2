import type { Recording, TraceEvent, TraceStep } from '@/lib/engine'
import { isHousekeeping } from './news'
import { markOf, type StepMark, WEIGHT } from './step-mark'

/** How far one press of "next" goes: to the next line of the source, or over one visible operation. */
export type Grain = 'line' | 'operation'

/** Where a player stops, the first picture first: the moment before the program's own first line, since what the
 *  library does before `main` is of no interest here. Line by line it stops where a task has finished a line or
 *  has come back into the middle of one, or something weighty happened before another task took over; steps inside
 *  the library alone never make a stop, and a line that does nothing but say where to go on is gone over with the one
 *  before it.
 *  @param isJump whether a line is such a one */
export function stopsOf(
  recording: Recording,
  grain: Grain,
  isJump: (file: number, line: number) => boolean = () => false,
): number[] {
  const first = startOf(recording)
  const stops = [first]
  /** Tasks whose program came by exec: of what they run no source is shown, so they stop at moments alone. */
  const away = new Set<number>()
  for (let i = first; i < recording.length; i++) {
    const step = recording.step(i)
    const next = i + 1 < recording.length ? recording.step(i + 1) : null
    const handsOver = next === null || (next.task !== step.task && isWeighty(step, grain))
    const isExec = step.events.some(({ kind }) => kind === 'exec')
    const hasEnded = isExec || step.endsLine || step.events.some(({ kind }) => kind === 'return')
    const isThere = step.file >= 0 || !away.has(step.task)
    if (isExec) away.add(step.task)
    const wanted = isThere ? hasEnded || (grain === 'operation' && isOperation(step)) : isMoment(step)
    if (!wanted && !handsOver) continue
    if (
      stops.length > 1 &&
      stops.at(-1) === i &&
      (isRestOfLine(recording, i) || isJumpAfter(recording, i, isJump))
    )
      stops.pop()
    stops.push(i + 1)
  }
  return grain === 'line' ? withoutRounds(recording, stops) : stops
}

/** Rounds of a loop that are shown one by one; what follows of them is one stop. */
const ROUNDS = 2

/** How often a line is shown at one depth of calls, however many places it was called from. */
const PLACES = 4

/** Calls inside calls up to this many are told apart: a function that calls itself is no loop, until then. */
const DEEPEST = 8

/** The stops without the further rounds of a loop in which nothing happens that another task, or the kernel, would
 *  know of: who has seen two rounds of a copying loop has seen it. A line of a function that was called from somewhere
 *  else is another place, so that calls by a function of itself, and the third call in a row of lines, are all seen. */
function withoutRounds(recording: Recording, stops: readonly number[]): number[] {
  const visits = new Map<string, number>()
  const calls = new Map<number, number[]>()
  let runs = -1
  const kept = stops.filter((stop, p) => {
    if (p === 0) return true
    const steps = spanOf(recording, stops[p - 1] ?? 0, stop)
    const last = steps.at(-1)
    for (const step of steps.slice(0, -1)) followCalls(calls, step)
    const from = (last ? (calls.get(last.task) ?? []) : []).slice(0, DEEPEST)
    if (last) followCalls(calls, last)
    if (!last || last.task !== runs || steps.some(isMoment)) {
      visits.clear()
      runs = last?.task ?? -1
      return true
    }
    const line = `${last.file}:${steps.find((step) => step.file >= 0)?.line ?? 0}`
    const atDepth = countUp(visits, `${line}/${from.length}`)
    return countUp(visits, `${line}<${from}`) <= ROUNDS && atDepth <= PLACES
  })
  // The last picture is that of the end, whatever it was.
  const end = stops.at(-1)
  return end === undefined || kept.at(-1) === end ? kept : [...kept, end]
}

function countUp(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  return count
}

/** Keeps, for each task, the lines at which the functions that it is in were called, the outermost first. */
function followCalls(calls: Map<number, number[]>, step: TraceStep): void {
  for (const { kind } of step.events) {
    const lines = calls.get(step.task) ?? []
    if (kind === 'call') calls.set(step.task, [...lines, step.line])
    if (kind === 'return') calls.set(step.task, lines.slice(0, -1))
  }
}

function spanOf(recording: Recording, from: number, to: number): TraceStep[] {
  return Array.from({ length: to - from }, (_, i) => recording.step(from + i))
}

/** What a reader comes for: tasks that begin, end, wait or meet, bytes that travel, pages that are copied. */
const MOMENTS: ReadonlySet<TraceEvent['kind']> = new Set([
  'fork',
  'clone',
  'exec',
  'exit',
  'reap',
  'block',
  'signal',
  'read',
  'write',
])

/** Whether a step is a moment to go to. */
export function isMoment(step: TraceStep): boolean {
  return step.events.some(
    (event) =>
      MOMENTS.has(event.kind) ||
      (event.kind === 'fault' && !isHousekeeping(event)) ||
      (event.kind === 'lock' && event.operation === 'busy') ||
      (event.kind === 'syscall' && !isHousekeeping(event)),
  )
}

/** Whether a step only took its task to the end of the line whose last operation the step before was. */
function isRestOfLine(recording: Recording, i: number): boolean {
  const [before, step] = [recording.step(i - 1), recording.step(i)]
  const isSameLine = before.task === step.task && before.line === step.line && before.file === step.file
  return isSameLine && !before.endsLine && step.events.every(isHousekeeping)
}

/** Whether a step only jumped, right after its task's step before. */
function isJumpAfter(
  recording: Recording,
  i: number,
  isJump: (file: number, line: number) => boolean,
): boolean {
  const [before, step] = [recording.step(i - 1), recording.step(i)]
  return before.task === step.task && isJump(step.file, step.line) && step.events.every(isHousekeeping)
}

/** How many steps the library made before the learner's first line. */
export function startOf(recording: Recording): number {
  for (let i = 0; i < recording.length; i++) if (recording.step(i).file >= 0) return i
  return 0
}

/** Whether a step that another task's follows deserves a picture of its own. */
function isWeighty(step: TraceStep, grain: Grain): boolean {
  const least: StepMark = grain === 'operation' ? 'load' : 'store'
  return WEIGHT.indexOf(markOf([step])) >= WEIGHT.indexOf(least)
}

function isOperation(step: TraceStep): boolean {
  return step.file >= 0 && step.visible > 0 && !step.events.every(isHousekeeping)
}
