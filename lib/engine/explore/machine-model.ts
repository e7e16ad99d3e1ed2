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
import { type Machine, taskAt } from '../kernel/state/machine'
import { collectOutput } from '../kernel/state/output'
import { decodeUtf8 } from '../kernel/state/text'
import { type KnownOperations, operationOf, PASSING } from './machine-operation'
import {
  beginMoves,
  CLOCK,
  makeMove,
  numberOfTid,
  sleepers,
  type TaskNumbers,
  taskNumbers,
} from './machine-step'
import type { Ending, Model, Pending } from './model'

export type MachineModel = {
  readonly model: Model
  readonly numbers: TaskNumbers
  readonly close: () => void
}

/**
 * A machine that has just been booted, and that nobody else uses until `close`.
 * @param anyTime whoever sleeps may wake before others have run, and before who is due earlier
 */
export function machineModel(machine: Machine, anyTime = false): MachineModel {
  beginMoves(machine)
  const numbers = taskNumbers()
  const known: KnownOperations = new Map()
  const hash = beginHash(machine)
  const marks: HashMark[] = []
  let work = 0
  const model: Model = {
    pending: () => pendingOf(machine, numbers, known, anyTime),
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
  anyTime: boolean,
): Pending[] {
  if (machine.state.ended) return []
  const list: Pending[] = []
  for (const index of machine.state.live) {
    const task = taskAt(machine, index)
    const next = nextOperation(machine, task)
    if (!next) continue
    const enabled = isEnabled(machine, task)
    const sleeps = !enabled && fallsAsleep(machine, task)
    const choices = enabled ? choicesOf(next.choices) : sleeps ? ONE : NONE
    const operation = operationOf(machine, numbers, known, task, next, sleeps)
    list.push({ task: numberOfTid(numbers, task.tid), operation, choices })
  }
  const choices = wakings(machine, anyTime, list)
  if (choices.length > 0) list.push({ task: CLOCK, operation: PASSING, choices })
  return list
}

/**
 * How the clock may go on: what is due next comes when nobody can go on; at any time, any sleeper may wake while others
 * could still run. An alarm does not, since no schedule could say where in the middle of somebody's work it came.
 */
function wakings(machine: Machine, anyTime: boolean, list: readonly Pending[]): readonly number[] {
  if (nextTimer(machine) === Infinity) return NONE
  const asleep = anyTime ? sleepers(machine) : []
  if (asleep.length > 0) return asleep.map((_, i) => i + 1)
  return list.every(({ choices }) => choices.length === 0) ? ONE : NONE
}

/** How long each sleeper still sleeps is part of the state: when what is begun later comes due depends on it. */
function hashWithTime(machine: Machine, { low, high }: Lanes): readonly [number, number] {
  const { state } = machine
  if (state.nextTimer === Infinity) return [low, high]
  const lanes: Lanes = { low, high }
  const fold: Fold = { a: 0, b: 0 }
  for (const { tid, wakeAt } of sleepers(machine)) {
    beginFold(fold)
    foldNumber(fold, tid)
    foldNumber(fold, wakeAt - state.now)
    addFold(lanes, fold)
  }
  for (const { pid, alarmAt } of state.processes.values()) {
    if (alarmAt === Infinity) continue
    beginFold(fold)
    foldNumber(fold, -pid)
    foldNumber(fold, alarmAt - state.now)
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
