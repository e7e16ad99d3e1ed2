/**
 * The simulated computer as a model of the explorer. A step is one visible operation of one task with the local work
 * behind it, as a schedule counts them; so every path is a schedule, and `replay` shows it.
 */

import { shellStatus } from '../kernel/process/process'
import { waitAhead } from '../kernel/run/next-operation'
import {
  beginHash,
  currentHash,
  endHash,
  type HashMark,
  markHash,
  undoHash,
} from '../kernel/run/rolling-hash'
import { addFold, beginFold, type Fold, foldNumber, type Lanes } from '../kernel/state/fold'
import { type Machine, taskAt } from '../kernel/state/machine'
import { collectOutput } from '../kernel/state/output'
import { decodeUtf8 } from '../kernel/state/text'
import { storageLeft } from '../vm/frame'
import { journalBytes } from '../vm/journal'
import { expiries, processorTimers, sleepers } from './clock-move'
import { deferringModel, FEW_MOVES } from './deferring-model'
import { allPending, askerOf, type Wakes } from './machine-pending'
import { beginMoves, makeMove } from './machine-step'
import type { Ending, Model } from './model'
import { type TaskNumbers, taskNumbers } from './task-number'

export type MachineModel = {
  readonly model: Model
  readonly numbers: TaskNumbers
  /** Has the machine stand where the model does: before it is looked at by another way than the model's. */
  readonly stand: () => void
  /** Moves that the machine has made: not those that were put off, but twice what it made twice. */
  readonly made: () => number
  readonly close: () => void
}

/**
 * A machine that has just been booted, and that nobody else uses until `close`.
 * @param spurious whoever waits on a condition variable may wake without a signal, at any time
 * @param deferAfter after so many moves those whose effect is known are put off; Infinity: the machine always stands where the
 * model does
 * @param mostLate of the work of moves that were put off (deferring-model.ts)
 */
export function machineModel(
  machine: Machine,
  wakes: Wakes = 'in order',
  spurious = false,
  deferAfter = spurious ? Infinity : FEW_MOVES,
  mostLate?: number,
): MachineModel {
  beginMoves(machine)
  const numbers = taskNumbers()
  const hash = beginHash(machine)
  const marks: HashMark[] = []
  const asker = askerOf(machine, numbers, wakes, spurious)
  let [work, made] = [0, 0]
  const model: Model = {
    pending: (before) => allPending(asker, before),
    step(move) {
      const before = machine.state.steps
      const blocks = makeMove(machine, numbers, move)
      work += machine.state.steps - before
      made++
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
    ending: () => (spinsForEver(machine) ? null : endingOf(machine)),
    work: () => work,
    // Frames that are given back stay in storage: enough must be left for what a step may take.
    pathBytes: () => (storageLeft(machine.memory) < 0 ? Infinity : journalBytes(machine.memory)),
  }
  const shown = { numbers, made: () => made, close: () => endHash(hash) }
  if (deferAfter === Infinity) return { ...shown, model, stand: () => {} }
  const deferring = deferringModel(model, hash, asker, deferAfter, mostLate)
  return { ...shown, model: deferring, stand: deferring.stand }
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
  addProcessorTime(machine, lanes)
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

/** What timers of processor time still wait for, and how much of it has passed where the program can see that. */
function addProcessorTime(machine: Machine, lanes: Lanes): void {
  const { state, programs } = machine
  const fold: Fold = { a: 0, b: 0 }
  const add = (what: number, of: number, time: number) => {
    beginFold(fold)
    for (const number of [what, of, time]) foldNumber(fold, number)
    addFold(lanes, fold)
  }
  for (const { id, left } of processorTimers(machine)) add(TIMER, id, left)
  if (!programs.some(({ program }) => readsClock(program.calls))) return
  for (const { pid, cpu, childrenCpu } of state.processes.values()) {
    if (cpu > 0) add(PROCESS, pid, cpu)
    if (childrenCpu > 0) add(CHILDREN, pid, childrenCpu)
  }
}

/** Tell apart whose processor time a number is. */
const [TIMER, PROCESS, CHILDREN] = [-1, -2, -3]

/** How the run of a machine ended in which nobody can make a move; with no end of its own, all wait for ever. */
export function endingOf(machine: Machine): Ending {
  const { ended, output, mainStatus } = machine.state
  const stdout = decodeUtf8(collectOutput(output, 1))
  const stderr = decodeUtf8(collectOutput(output, 2))
  // Who is left waits for ever; that matters only while the program's first process is there.
  const status = ended?.status ?? (mainStatus === null ? STUCK : shellStatus(mainStatus))
  const kind = isCut(ended?.reason) ? 'cut' : !ended && mainStatus === null ? 'deadlock' : 'exited'
  return { kind, key: JSON.stringify([stdout, stderr, status]) }
}

/**
 * Whether the first process waits for somebody, and somebody for a spin lock: who waits for one is not blocked, but tries again and
 * again (pthread_spin_lock(3)), so that is no deadlock. Asked where nobody can make a move.
 */
function spinsForEver(machine: Machine): boolean {
  const { ended, mainStatus, live } = machine.state
  if (ended || mainStatus !== null) return false
  return live.some((index) => waitAhead(machine, taskAt(machine, index))?.reason.call === 'pthread_spin_lock')
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
