import type { Compiled, Config, MachineView, Recording, TraceEvent, TraceStep } from '@/lib/engine'
import { record } from '@/lib/engine/core'
import { type EventTeller, isHousekeeping, tell } from '@/lib/i18n/tell'
import type { Frame, Grain, RunShape, SimulatorInput, StepMark } from './frame'
import { retell } from './retell'
import { withUnset } from './unset'
import { type Computed, computedOf, temporariesAt, type Update, updatesOf } from './update'

/** Steps of a trace that a figure follows at most; a longer run is cut there and says so. */
const MAX_STEPS = 20_000

/** One open run: the recording, and the steps at which a player stops. */
export type Session = {
  readonly input: SimulatorInput
  readonly recording: Recording
  /** `stops[p]` is the number of trace steps that have been made at position p; `stops[0]` is 0. */
  readonly stops: readonly number[]
  /** What is computed at a position without a step of the trace; null at all others. */
  readonly computed: readonly (Update | null)[]
  readonly updates: readonly Update[]
  readonly teller: EventTeller
}

export class SessionProblem extends Error {}

/** Records a run for a figure. It comes in by the smaller door of the engine, since the worker does; on the server,
 *  whoever compiles has all of it.
 *  @param compiled what `input.files` came to
 *  @throws SessionProblem when that is no program; its message is the first diagnostic's code. */
export function openSession(input: SimulatorInput, compiled: Compiled, teller: EventTeller): Session {
  const { program, diagnostics } = compiled
  if (!program) throw new SessionProblem(diagnostics[0]?.code ?? 'compile')
  const recording = record(program, input.config as Partial<Config>, input.schedule || undefined, MAX_STEPS)
  return sessionOf(input, recording, teller, [])
}

/** The same past up to `position`, then `task`, then the policy again. */
export function chooseNext(session: Session, position: number, task: number): Session {
  const { input, teller } = session
  const recording = session.recording.choose(stepsAt(session, position), task)
  const made = session.computed
    .slice(0, position + 1)
    .flatMap((update, p) => (update ? [{ update, at: stepsAt(session, p) }] : []))
  return sessionOf(input, recording, teller, made)
}

function sessionOf(
  input: SimulatorInput,
  recording: Recording,
  teller: EventTeller,
  made: readonly Computed[],
): Session {
  const updates = updatesOf(recording, startOf(recording))
  const shown = input.grain === 'operation' ? computedOf(updates, made) : []
  const stops: number[] = []
  const computed: (Update | null)[] = []
  const put = (stop: number, update: Update | null) => {
    stops.push(stop)
    computed.push(update)
  }
  let next = 0
  const putBefore = (stop: number) => {
    for (; (shown[next]?.at ?? stop) < stop; next++) put(shown[next]?.at ?? 0, shown[next]?.update ?? null)
  }
  for (const stop of stopsOf(recording, input.grain)) {
    putBefore(stop)
    put(stop, null)
  }
  putBefore(Number.POSITIVE_INFINITY)
  return { input, recording, stops, computed, updates, teller }
}

/** Outline of the whole run. */
export function shapeOf(session: Session): RunShape {
  const spans = session.stops.slice(1).map((end, i) => stepsBetween(session, session.stops[i] ?? 0, end))
  const last = spans.map((steps, i) => lastOf(session, steps, i + 1))
  const end = session.recording.view(session.recording.length)
  return {
    length: spans.length,
    tasks: last.map((s) => s?.task ?? 0),
    cores: last.map((s) => s?.core ?? 0),
    held: heldCores(session, spans),
    lines: spans.map((steps, i) => (session.computed[i + 1] ? (last[i]?.line ?? 0) : lineOf(steps))),
    marks: spans.map((steps, i) => (session.computed[i + 1] ? 'local' : markOf(steps))),
    cut: end.ended === null,
    coreCount: end.cores.length,
    names: end.tasks.map((t) => t.name),
  }
}

function lineOf(steps: readonly TraceStep[]): number {
  return steps.find((s) => s.file >= 0)?.line ?? 0
}

/** The step that a position shows; where only a value is computed, that of the write that it is for. */
function lastOf(session: Session, steps: readonly TraceStep[], position: number): TraceStep | undefined {
  const update = session.computed[position]
  return update ? session.recording.step(update.wroteAt) : steps.at(-1)
}

/** What the cores held during each span of steps: the first picture's, as changed by every switch since. A task
 *  that only stays on its core while another takes the step is held too: that is what parallel looks like. One that
 *  waits or has ended leaves its core idle, without a switch, until another comes. */
function heldCores(session: Session, spans: readonly (readonly TraceStep[])[]): (number | null)[][] {
  let now = [...session.recording.view(session.stops[0] ?? 0).cores]
  return spans.map((steps, i) => {
    const during = [...now]
    const update = session.computed[i + 1]
    if (update) during[session.recording.step(update.wroteAt).core] = update.task
    let someEnded = false
    for (const step of steps) {
      now[step.core] = step.task
      during[step.core] = step.task
      for (const event of step.events) {
        if (event.kind === 'switch') {
          now[event.core] = event.to
          if (event.to !== null) during[event.core] = event.to
        }
        if (event.kind === 'block') now[step.core] = null
        someEnded ||= event.kind === 'exit' || event.kind === 'signal'
      }
    }
    // An exit or a signal may take tasks off other cores as well: only the machine knows which.
    if (someEnded) now = [...session.recording.view(session.stops[i + 1] ?? 0).cores]
    return during
  })
}

/** The picture at one position, clamped to the run. */
export function frameAt(session: Session, position: number): Frame {
  const p = Math.max(0, Math.min(position, session.stops.length - 1))
  const now = stepsAt(session, p)
  const made = p === 0 ? [] : stepsBetween(session, stepsAt(session, p - 1), now)
  const update = session.computed[p]
  const source = session.input.files[0]?.text ?? ''
  const seen = withUnset(session.recording.view(now), source)
  const view = update ? running(seen, update.task, session.recording.step(update.wroteAt).core) : seen
  const steps = retell(made, view, source)
  const shown = new Set(session.computed.slice(0, p + 1).filter((update) => update !== null))
  return {
    position: p,
    view,
    steps,
    narration: narrationAt(session, p, steps, view),
    still: isOver(view) && now > 0 ? withUnset(session.recording.view(now - 1), source) : null,
    temporaries: temporariesAt(session.updates, now, shown),
    changed: changesOf(steps),
    choices: session.recording.choices(now),
    schedule: session.recording.schedule(now),
  }
}

/** Whether nobody is left to draw. */
function isOver(view: MachineView): boolean {
  return view.ended !== null && view.processes.every((process) => process.state !== 'alive')
}

/** The picture with a task on a core: it computes there, though the trace has its switch with the write after it. */
function running(view: MachineView, index: number, core: number): MachineView {
  const away = view.cores[core]
  if (away === index) return view
  return {
    ...view,
    cores: view.cores.map((task, c) => (c === core ? index : task)),
    tasks: view.tasks.map((task) => {
      if (task.index === index) return { ...task, state: 'running' as const, core }
      return task.index === away ? { ...task, state: 'runnable' as const, core: null } : task
    }),
  }
}

function narrationAt(session: Session, position: number, steps: TraceStep[], view: MachineView) {
  const { teller } = session
  const update = session.computed[position]
  const told = update && steps.length === 0 ? [] : tell(teller, steps, (task) => view.tasks[task]?.line ?? 0)
  return update ? [...told, teller.compute(update.name, update.read, update.written, update.task)] : told
}

/** The position at which a player shows the state after `step` steps of the trace, or the last one before it. */
export function positionAt(session: Session, step: number): number {
  const after = session.stops.findIndex((stop) => stop > step)
  return after < 0 ? session.stops.length - 1 : Math.max(0, after - 1)
}

function stepsAt(session: Session, position: number): number {
  return session.stops[position] ?? session.recording.length
}

function stepsBetween(session: Session, from: number, to: number): TraceStep[] {
  return Array.from({ length: to - from }, (_, i) => session.recording.step(from + i))
}

/** Where a player stops, the first picture first: the moment before the program's own first line, since what the
 *  library does before `main` is of no interest here. Line by line it stops where a task has finished a line or
 *  something weighty happened before another task took over; steps inside the library alone never make a stop. */
function stopsOf(recording: Recording, grain: Grain): number[] {
  const first = startOf(recording)
  const stops = [first]
  for (let i = first; i < recording.length; i++) {
    const step = recording.step(i)
    const next = i + 1 < recording.length ? recording.step(i + 1) : null
    const handsOver = next === null || (next.task !== step.task && isWeighty(step, grain))
    const wanted = grain === 'operation' ? isOperation(step) || step.endsLine : step.endsLine
    if (!wanted && !handsOver) continue
    if (stops.length > 1 && stops.at(-1) === i && isRestOfLine(recording, i)) stops.pop()
    stops.push(i + 1)
  }
  return stops
}

/** Whether a step only took its task to the end of the line whose last operation the step before was. */
function isRestOfLine(recording: Recording, i: number): boolean {
  const [before, step] = [recording.step(i - 1), recording.step(i)]
  const isSameLine = before.task === step.task && before.line === step.line && before.file === step.file
  return isSameLine && !before.endsLine && step.events.every(isHousekeeping)
}

/** How many steps the library made before the learner's first line. */
function startOf(recording: Recording): number {
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

const MARKS: Partial<Record<TraceEvent['kind'], StepMark>> = {
  load: 'load',
  store: 'store',
  exchange: 'store',
  call: 'call',
  syscall: 'syscall',
  fork: 'syscall',
  clone: 'syscall',
  read: 'syscall',
  write: 'syscall',
  lock: 'syscall',
  block: 'block',
  fault: 'fault',
  exit: 'exit',
}
const WEIGHT: readonly StepMark[] = ['local', 'fault', 'call', 'load', 'store', 'syscall', 'block', 'exit']

function markOf(steps: readonly TraceStep[]): StepMark {
  let mark: StepMark = 'local'
  for (const event of steps.flatMap((s) => s.events)) {
    if (event.kind !== 'fault' && isHousekeeping(event)) continue
    const found = MARKS[event.kind] ?? 'local'
    if (WEIGHT.indexOf(found) > WEIGHT.indexOf(mark)) mark = found
  }
  return mark
}

function changesOf(steps: readonly TraceStep[]): Record<string, string> {
  const changed: Record<string, string> = {}
  for (const step of steps)
    for (const event of step.events)
      if (event.kind === 'store' || event.kind === 'exchange')
        changed[`${step.pid}:${event.place.address}`] ??= event.old
  return changed
}
