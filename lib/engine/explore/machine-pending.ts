/** What every task of a machine would do next, whether it can or not, and what the clock would. */

import { isAlive } from '../kernel/process/process'
import { fallsAsleep, isEnabled, type NextOperation, nextOperation } from '../kernel/run/next-operation'
import { nextTimer } from '../kernel/state/clock'
import { footprintsConflict } from '../kernel/state/footprint'
import { type Machine, type Task, taskAt } from '../kernel/state/machine'
import { awaitsSignal } from '../kernel/sync/condvar'
import { expiries, liveTask, processorTimers, sleepers } from './clock-move'
import { type KnownOperations, operationOf, passingOf } from './machine-operation'
import { type Before, conflicts, type Operation, type Pending } from './model'
import { type StreamLock, streamLockAhead } from './stream-lock'
import { CLOCK, numberOfEvent, numberOfTid, type TaskNumbers } from './task-number'

/**
 * When the clock may wake a task that sleeps, or that waits until a moment, and let an alarm or a timer run out. `in order`:
 * what is due first, and others that are ready may run before or after; `any time`: any of them; `when idle`: what is due
 * first, once all others wait, so that what a program orders by sleeping is ordered.
 */
export type Wakes = 'in order' | 'any time' | 'when idle'

/** Choices of an operation that has just one. */
const ONE: readonly number[] = [0]
const NONE: readonly number[] = []

/** What is needed to say what is pending. */
export type Asker = {
  readonly machine: Machine
  readonly numbers: TaskNumbers
  readonly known: KnownOperations
  readonly wakes: Wakes
  readonly spurious: boolean
  readonly isAffected: (pending: Operation, made: Operation) => boolean
  /** Lists in which somebody waits for a stream's lock: what others may do there goes by that, too. */
  readonly streaming: WeakSet<readonly Pending[]>
}

/** Of a machine whose tasks stand in normal form. */
export function askerOf(machine: Machine, numbers: TaskNumbers, wakes: Wakes, spurious: boolean): Asker {
  const known: KnownOperations = new Map()
  return { machine, numbers, known, wakes, spurious, isAffected: affects(), streaming: new WeakSet() }
}

/** What is pending in the state that the machine is in. @param before how it was come to */
export function allPending(asker: Asker, before?: Before): readonly Pending[] {
  const { machine, numbers, wakes, known, spurious, streaming } = asker
  if (machine.state.ended) return []
  const list = before && !streaming.has(before.pending) ? changed(asker, before) : null
  const all = list ?? tasksPending(asker)
  if (spurious) all.push(...spuriousWakings(machine, numbers, known))
  const next = nextTimer(machine)
  if (next < Infinity) {
    const isIdle = all.every(({ choices }) => choices.length === 0)
    all.push(...wakings(machine, numbers, known, wakes, next, isIdle))
  }
  if (machine.state.timers.size > 0 && wakes !== 'when idle') all.push(...processorTime(asker, all))
  return all
}

/**
 * The processor time of a process may go on to the first of its timers that count it, while one of its threads can go on; the
 * clock says nothing of that.
 */
function processorTime({ machine, numbers, known }: Asker, pending: readonly Pending[]): Pending[] {
  const pids = new Set(processorTimers(machine).map(({ process }) => process.pid))
  if (pids.size === 0) return []
  const running = new Set<number>()
  for (const index of machine.state.live) {
    const { tid, pid } = taskAt(machine, index)
    const number = numberOfTid(numbers, tid)
    if (pending.some(({ task, choices }) => task === number && choices.length > 0)) running.add(pid)
  }
  return [...pids]
    .filter((pid) => running.has(pid))
    .map((pid) => {
      const by = numberOfEvent(numbers, { does: 'processor time', of: pid })
      return { task: by, operation: passingOf(machine, known, by, null), choices: ONE }
    })
}

type Ahead = { readonly task: Task; readonly next: NextOperation; readonly stream: StreamLock | null }

function lookAhead(machine: Machine, task: Task): Ahead | null {
  const next = nextOperation(machine, task)
  return next && { task, next, stream: streamLockAhead(machine, task, next) }
}

/** What is pending of all tasks, where only those are asked whose operation may be another one; null: all have to be asked. */
function changed(asker: Asker, { pending, made }: Before): Pending[] | null {
  const { machine, numbers } = asker
  const tid = numbers.tids[made.task] as number
  const mover = tid > 0 ? liveTask(machine, tid) : null
  // Whom a fault in its local work has ended took others along, or is waited for.
  if (tid > 0 && !made.ends && !(mover && isAlive(mover))) return null
  const list: Pending[] = []
  for (const index of machine.state.live) {
    const task = taskAt(machine, index)
    const number = numberOfTid(numbers, task.tid)
    const old = number === made.task ? undefined : pending.find((one) => one.task === number)
    if (old && !asker.isAffected(old.operation, made)) {
      list.push(old)
      continue
    }
    const ahead = lookAhead(machine, task)
    if (ahead?.stream) return null
    if (ahead) list.push(pendingAhead(asker, ahead, []))
  }
  return list
}

/** What a task would do next, and what the kernel says of it; null: it is no more, or others' locks of streams count. */
export function pendingOfTask(
  asker: Asker,
  task: Task,
): { readonly next: NextOperation; readonly pending: Pending } | null {
  const ahead = lookAhead(asker.machine, task)
  return ahead && !ahead.stream ? { next: ahead.next, pending: pendingAhead(asker, ahead, []) } : null
}

function tasksPending(asker: Asker): Pending[] {
  const { machine, streaming } = asker
  const ahead = machine.state.live.flatMap((index) => lookAhead(machine, taskAt(machine, index)) ?? [])
  const list = ahead.map((one) => pendingAhead(asker, one, ahead))
  if (ahead.some(({ stream }) => stream)) streaming.add(list)
  return list
}

/** @param all who may wait for a stream's lock */
function pendingAhead(asker: Asker, { task, next: own, stream }: Ahead, all: readonly Ahead[]): Pending {
  const { machine, numbers, known } = asker
  const enabled = stream === null && isEnabled(machine, task)
  const sleeps = !enabled && stream === null && fallsAsleep(machine, task)
  // Whoever has a stream's lock that is waited for may give it back behind any of its operations.
  const locks = all.flatMap((one) => (one.stream?.holder === task ? [one.stream.lock] : []))
  if (stream) locks.push(stream.lock)
  const next = locks.length > 0 ? { ...own, objects: [...own.objects, ...locks] } : own
  const choices = enabled ? choicesOf(next.choices) : sleeps ? ONE : NONE
  return {
    task: numberOfTid(numbers, task.tid),
    operation: operationOf(machine, numbers, known, task, next, sleeps),
    choices,
  }
}

/** Whether a pending operation may be another one, or become possible or impossible, by one that was made; asked once a pair. */
function affects(): Asker['isAffected'] {
  const known = new Map<string, Map<Operation, boolean>>()
  return (pending, made) => {
    const row = known.get(made.key) ?? new Map<Operation, boolean>()
    if (row.size === 0) known.set(made.key, row)
    const found = row.get(pending)
    if (found !== undefined) return found
    const blocks = made.blocks.map(({ touch }) => touch)
    // The end of a thread is another thing for the last ones of a process.
    const result = pending.ends || conflicts(made, pending) || footprintsConflict(blocks, pending.touches)
    row.set(pending, result)
    return result
  }
}

/** How the clock may go on, given the moment at which something is due next. */
function wakings(
  machine: Machine,
  numbers: TaskNumbers,
  known: KnownOperations,
  wakes: Wakes,
  next: number,
  isIdle: boolean,
): Pending[] {
  const pass = (by: number, woken: readonly Task[] | null): Pending => ({
    task: by,
    operation: passingOf(machine, known, by, woken),
    choices: ONE,
  })
  if (wakes === 'when idle') return isIdle ? [pass(CLOCK, null)] : []
  const [asleep, set] = [sleepers(machine), expiries(machine)]
  if (wakes === 'in order') {
    const isExpiry = isIdle || set.some(({ at }) => at === next)
    return [pass(CLOCK, isExpiry ? null : asleep.filter(({ wakeAt }) => wakeAt === next))]
  }
  return [
    ...asleep.map((task) => pass(numberOfEvent(numbers, { does: 'wakes', of: task.tid }), [task])),
    ...set.map((one) => pass(numberOfEvent(numbers, one), null)),
  ]
}

function spuriousWakings(machine: Machine, numbers: TaskNumbers, known: KnownOperations): Pending[] {
  const waiting = machine.state.live.map((index) => taskAt(machine, index)).filter(awaitsSignal)
  return waiting.map((task) => {
    const by = numberOfEvent(numbers, { does: 'wakes for nothing', of: task.tid })
    return { task: by, operation: passingOf(machine, known, by, [task]), choices: ONE }
  })
}

/** From 1, where there are several: 0 says that there is nothing to choose. */
function choicesOf(count: number): readonly number[] {
  return count <= 1 ? ONE : Array.from({ length: count }, (_, i) => i + 1)
}
