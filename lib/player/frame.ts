import type { MachineView } from '@/lib/engine'
import type { Narration } from '@/lib/i18n/narration'
import type { EventTeller } from '@/lib/i18n/tell'
import { bufferedBy } from './buffer'
import type { Closing } from './closing'
import type { PageCopy } from './copy'
import { countFaults, type FaultCounts } from './fault-count'
import { withHolding } from './holding'
import { tell } from './news'
import { holdsResult } from './result'
import { retell, type ToldStep } from './retell'
import { type Session, stepsAt, stepsBetween } from './session'
import { sourcesAt } from './source'
import { type ToldTraffic, toldTraffic } from './traffic'
import { lostBy, type Temporary, temporariesAt, type UpdateState, updateStates } from './update'

/** Everything to draw at one position. */
export type Frame = {
  readonly position: number
  readonly view: MachineView
  /** What to draw: the machine now; at the end, when every task and its memory are gone, what they left behind: the
   *  memory of the moment before, with tasks that have ended. */
  readonly shown: MachineView
  /** `shown` is what was left behind. */
  readonly isLeft: boolean
  /** The steps of the trace between the previous position and this one, last one first to be told. */
  readonly steps: readonly ToldStep[]
  readonly narration: readonly Narration[]
  /** Addresses whose value was changed by this step, as `pid:address`, with the value before. */
  readonly changed: Readonly<Record<string, string>>
  /** Values that tasks have read and not written back yet. */
  readonly temporaries: readonly Temporary[]
  /** Tasks whose RAX holds what a call has just come back with. */
  readonly results: readonly number[]
  /** Where the tasks stand with `count++` and the like; empty where the part `update` is not shown. */
  readonly updates: readonly UpdateState[]
  /** Descriptors that were closed so far. */
  readonly closings: readonly Closing[]
  /** What was read, written and waited for so far, and who came and went meanwhile; empty where `channels` is not shown. */
  readonly traffic: readonly ToldTraffic[]
  /** Pages that were copied so far, and how many steps of the trace had been made at the picture before. */
  readonly copies: readonly PageCopy[]
  readonly since: number
  /** Pages that were given or copied so far, by process. */
  readonly faults: FaultCounts
  /** Tasks that may run next, by index. */
  readonly choices: readonly number[]
  /** Where a program has several files: the one that each task has run a line of last, by index; -1: none. */
  readonly sources?: readonly number[]
  /** The schedule that leads here. */
  readonly schedule: string
}

/** The picture at one position, clamped to the run. */
export function frameAt(session: Session, position: number): Frame {
  const p = Math.max(0, Math.min(position, session.stops.length - 1))
  const now = stepsAt(session, p)
  const made = p === 0 ? [] : stepsBetween(session, stepsAt(session, p - 1), now)
  const update = session.computed[p]
  const seen = session.recording.view(now)
  const view = update ? running(seen, update.task, session.recording.step(update.wroteAt).core) : seen
  const since = p === 0 ? now : stepsAt(session, p - 1)
  const closings = session.closings.filter(({ at }) => at <= now)
  const justClosed = closings.filter(({ at }) => at > since)
  const viewAt = (n: number) => session.recording.view(n)
  const retold = retell(made, view, justClosed, session.births, viewAt)
  const steps = session.input.parts.includes('channels') ? retold.map(holding(session)) : retold
  const computed = new Set(session.computed.slice(0, p + 1).filter((update) => update !== null))
  const left = isOver(view) && now > 0 ? leftBehind(session.recording.view(now - 1), view) : null
  return {
    position: p,
    view,
    steps,
    narration: narrationAt(session, p, steps, view, () => session.recording.view(since)),
    shown: left ?? view,
    isLeft: left !== null,
    temporaries: temporariesAt(session.updates, now, computed),
    results: view.tasks.flatMap(({ index }) => (holdsResult(session.results, index, now) ? [index] : [])),
    updates: session.input.parts.includes('update') ? updateStates(session.updates, now, computed) : [],
    changed: changesOf(steps),
    copies: session.copies.filter(({ at }) => at <= now),
    since,
    faults: countFaults(session.faults, now),
    closings,
    traffic: toldTraffic(session.traffic, now, session.teller),
    choices: session.recording.choices(now),
    ...(session.input.files.length > 1 && { sources: sourcesAt(session, p, view.tasks.length) }),
    schedule: session.recording.schedule(now),
  }
}

/** A step with what its processes hold of pipes. */
function holding({ recording }: Session): (step: ToldStep) => ToldStep {
  return (step) => ({
    ...step,
    events: step.events.map((event) => withHolding(event, step.pid, () => recording.view(step.index))),
  })
}

/** Whether nobody is left to draw. */
function isOver(view: MachineView): boolean {
  return view.ended !== null && view.processes.every((process) => process.state !== 'alive')
}

/** What a run that is over left behind: its memory as it was last, and tasks that are dead, whoever it was that ended
 *  them. */
function leftBehind(before: MachineView, now: MachineView): MachineView {
  const ended = now.tasks.map((task) => task.exitStatus)
  return {
    ...before,
    cores: now.cores,
    ready: [],
    output: now.output,
    ended: now.ended,
    tasks: before.tasks.map((task) =>
      task.state === 'gone'
        ? task
        : {
            ...task,
            state: 'zombie' as const,
            core: null,
            blocked: null,
            exitStatus: ended[task.index] ?? null,
          },
    ),
  }
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

function narrationAt(
  session: Session,
  position: number,
  steps: ToldStep[],
  view: MachineView,
  before: () => MachineView,
) {
  const { teller } = session
  const update = session.computed[position]
  const lineOf = (task: number) => view.tasks[task]?.line ?? 0
  const nameOf = (task: number) => view.tasks[task]?.name ?? ''
  const buffered = bufferedBy(steps, before, view)
  const told = update && steps.length === 0 ? [] : tell(teller, steps, lineOf, nameOf, buffered)
  const lost = steps
    .flatMap((step) => lostBy(session.updates, step))
    .map(({ late, first }) => teller.lost(late.read, first.written, first.task, late.task))
  if (update) return [...told, teller.compute(update.name, update.read, update.written, update.task)]
  return [...told, ...lost, ...(session.input.parts.includes('pages') ? copiesByLibrary(teller, steps) : [])]
}

/** Where pages are counted, those that no line of the program copied are told of too. */
function copiesByLibrary(teller: EventTeller, steps: readonly ToldStep[]): Narration[] {
  const counts = new Map<number, number>()
  for (const { task, events } of steps) {
    const copied = events.filter((event) => event.kind === 'fault' && event.copied && event.inLibrary).length
    if (copied > 0) counts.set(task, (counts.get(task) ?? 0) + copied)
  }
  return [...counts].map(([task, count]) => teller.copiesByLibrary(count, task))
}

function changesOf(steps: readonly ToldStep[]): Record<string, string> {
  const changed: Record<string, string> = {}
  for (const step of steps)
    for (const event of step.events)
      if (event.kind === 'store' || event.kind === 'exchange')
        changed[`${step.pid}:${event.place.address}`] ??= event.old
  return changed
}
