/**
 * The simulated computer as a model of the explorer. A step is one visible operation of one task with the local work
 * behind it, as a schedule counts them; so every path is a schedule, and `replay` shows it.
 */

import { shellStatus } from '../kernel/process/process'
import { fallsAsleep, isEnabled, nextOperation } from '../kernel/run/next-operation'
import {
  beginHash,
  currentHash,
  endHash,
  type HashMark,
  markHash,
  undoHash,
} from '../kernel/run/rolling-hash'
import { nextTimer } from '../kernel/state/clock'
import { addFold, beginFold, type Fold, foldNumber, type Lanes } from '../kernel/state/fold'
import { type Machine, type Task, taskAt } from '../kernel/state/machine'
import { collectOutput } from '../kernel/state/output'
import { decodeUtf8 } from '../kernel/state/text'
import { awaitsSignal } from '../kernel/sync/condvar'
import { expiries, sleepers } from './clock-move'
import { type KnownOperations, operationOf, passingOf } from './machine-operation'
import { beginMoves, makeMove } from './machine-step'
import type { Ending, Model, Pending } from './model'
import { streamLockAhead } from './stream-lock'
import { CLOCK, numberOfEvent, numberOfTid, type TaskNumbers, taskNumbers } from './task-number'

export type MachineModel = {
  readonly model: Model
  readonly numbers: TaskNumbers
  readonly close: () => void
}

/**
 * When the clock may wake a task that sleeps, or that waits until a moment, and let an alarm or a timer run out. `in order`:
 * what is due first, and others that are ready may run before or after; `any time`: any of them; `when idle`: what is due
 * first, once all others wait, so that what a program orders by sleeping is ordered.
 */
export type Wakes = 'in order' | 'any time' | 'when idle'

/**
 * A machine that has just been booted, and that nobody else uses until `close`.
 * @param spurious whoever waits on a condition variable may wake without a signal, at any time
 */
export function machineModel(machine: Machine, wakes: Wakes = 'in order', spurious = false): MachineModel {
  beginMoves(machine)
  const numbers = taskNumbers()
  const known: KnownOperations = new Map()
  const hash = beginHash(machine)
  const marks: HashMark[] = []
  let work = 0
  const model: Model = {
    pending: () => pendingOf(machine, numbers, known, wakes, spurious),
    step(move) {
      const before = machine.state.steps
      const blocks = makeMove(machine, numbers, move)
      work += machine.state.steps - before
      return blocks
    },
    mark: () => marks.push(markHash(hash)),
    undo(to) {
      undoHash(hash, marks[to - 1] as HashMark)
      marks.length = to - 1
    },
    hash() {
      return hashWithTime(machine, currentHash(hash))
    },
    ending: () => endingOf(machine),
    work: () => work,
  }
  return { model, numbers, close: () => endHash(hash) }
}

/** Choices of an operation that has just one. */
const ONE: readonly number[] = [0]
const NONE: readonly number[] = []

function pendingOf(
  machine: Machine,
  numbers: TaskNumbers,
  known: KnownOperations,
  wakes: Wakes,
  spurious: boolean,
): Pending[] {
  if (machine.state.ended) return []
  const list: Pending[] = []
  const ahead = machine.state.live.flatMap((index) => {
    const task = taskAt(machine, index)
    const next = nextOperation(machine, task)
    return next ? [{ task, next, stream: streamLockAhead(machine, task, next) }] : []
  })
  for (const { task, next: own, stream } of ahead) {
    const enabled = stream === null && isEnabled(machine, task)
    const sleeps = !enabled && stream === null && fallsAsleep(machine, task)
    // Whoever has a stream's lock that is waited for may give it back behind any of its operations.
    const locks = ahead.flatMap((one) => (one.stream?.holder === task ? [one.stream.lock] : []))
    if (stream) locks.push(stream.lock)
    const next = locks.length > 0 ? { ...own, objects: [...own.objects, ...locks] } : own
    const choices = enabled ? choicesOf(next.choices) : sleeps ? ONE : NONE
    const operation = operationOf(machine, numbers, known, task, next, sleeps)
    list.push({ task: numberOfTid(numbers, task.tid), operation, choices })
  }
  if (spurious) list.push(...spuriousWakings(machine, numbers, known))
  const next = nextTimer(machine)
  if (next === Infinity) return list
  const isIdle = list.every(({ choices }) => choices.length === 0)
  return [...list, ...wakings(machine, numbers, known, wakes, next, isIdle)]
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

/** Calls by which a program sees what time it is. */
const CLOCK_READERS: readonly string[] = ['clock_gettime', 'times', 'getrusage', 'fstat', 'stat']

const readsClock = (calls: readonly string[]): boolean => calls.some((name) => CLOCK_READERS.includes(name))

/**
 * How long each sleeper still sleeps, and how long it is until each timer runs out, is part of the state: when what is begun later comes due depends on it. Where the
 * program can see what time it is, that is, too.
 */
function hashWithTime(machine: Machine, { low, high }: Lanes): readonly [number, number] {
  const { state } = machine
  const lanes: Lanes = { low, high }
  const fold: Fold = { a: 0, b: 0 }
  if (state.now > 0 && machine.programs.some(({ program }) => readsClock(program.calls))) {
    beginFold(fold)
    foldNumber(fold, state.now)
    addFold(lanes, fold)
  }
  if (state.nextTimer === Infinity) return [lanes.low, lanes.high]
  for (const { tid, wakeAt } of sleepers(machine)) {
    beginFold(fold)
    foldNumber(fold, tid)
    foldNumber(fold, wakeAt - state.now)
    addFold(lanes, fold)
  }
  for (const { does, of, at } of expiries(machine)) {
    beginFold(fold)
    foldNumber(fold, does === 'alarm' ? -of : of)
    foldNumber(fold, at - state.now)
    addFold(lanes, fold)
  }
  return [lanes.low, lanes.high]
}

/** From 1, where there are several: 0 says that there is nothing to choose. */
function choicesOf(count: number): readonly number[] {
  return count <= 1 ? ONE : Array.from({ length: count }, (_, i) => i + 1)
}

export function endingOf(machine: Machine): Ending {
  const { ended, output, mainStatus } = machine.state
  const stdout = decodeUtf8(collectOutput(output, 1))
  const stderr = decodeUtf8(collectOutput(output, 2))
  // Who is left waits for ever; that matters only while the program's first process is there.
  const status = ended?.status ?? (mainStatus === null ? STUCK : shellStatus(mainStatus))
  const kind = isCut(ended?.reason) ? 'cut' : !ended && mainStatus === null ? 'deadlock' : 'exited'
  return { kind, key: JSON.stringify([stdout, stderr, status]) }
}

/** The status of a run whose tasks all wait for ever. */
const STUCK = 125

function isCut(reason: string | undefined): boolean {
  return reason === 'steps' || reason === 'memory' || reason === 'output'
}

/** What an ending of a machine says. */
export function readEnding({ key }: Ending): { stdout: string; stderr: string; status: number } {
  const [stdout, stderr, status] = JSON.parse(key) as [string, string, number]
  return { stdout, stderr, status }
}
