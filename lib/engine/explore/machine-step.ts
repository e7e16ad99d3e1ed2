/**
 * The steps of a machine as the explorer makes them: each task stands in normal form (kernel/run/next-operation.ts), and a
 * move is one visible operation of one of them. The same moves on the same machine lead to the same state.
 */

import { sendExpiry } from '../kernel/run/idle'
import { noteLocal, openRun } from '../kernel/run/schedule'
import { isLocal, settleLocal, stepTask, type Watcher } from '../kernel/run/task-step'
import { nextTimer, passTime } from '../kernel/state/clock'
import { edit } from '../kernel/state/edit'
import { type Machine, type Task, taskAt } from '../kernel/state/machine'
import { wakeTask } from '../kernel/state/wait-queue'
import { endWait } from '../kernel/sync/condvar'
import { heapBlockAt, resizesHeap } from './heap-block'
import type { HeapBlock, Move } from './model'

/** Numbers of tasks, in order of their discovery: a tid is the same on every path, an index of the machine is not. */
export type TaskNumbers = { readonly tids: number[]; readonly byTid: Map<number, number> }

/** The number that stands for the clock, which makes a move when something is due. */
export const CLOCK = 0

/** Tids from here down stand for what wakes the task whose tid is that much lower. No other number is that low. */
const WAKERS = -0x4000_0000
const SPURIOUS = -0x8000_0000

/** The number that stands for the clock as far as one sleeper is concerned. */
export function wakerOf(numbers: TaskNumbers, tid: number): number {
  return numberOfTid(numbers, WAKERS - tid)
}

/** The number that stands for what wakes one waiter without a signal. */
export function spuriousOf(numbers: TaskNumbers, tid: number): number {
  return numberOfTid(numbers, SPURIOUS - tid)
}

/** Steps that local work goes on for at once. What it does longer nobody can observe: a step of its own, which may never end. */
const LOCAL = 100_000

export function taskNumbers(): TaskNumbers {
  return { tids: [-1], byTid: new Map() }
}

export function numberOfTid({ tids, byTid }: TaskNumbers, tid: number): number {
  const known = byTid.get(tid)
  if (known !== undefined) return known
  byTid.set(tid, tids.length)
  tids.push(tid)
  return tids.length - 1
}

/** Brings a machine that has just been booted to where the first move is made. */
export function beginMoves(machine: Machine): void {
  // That a loop never ends is what is to be found out, and states are to be the same whoever ran before.
  machine.skipsWaiting = false
  machine.timeStands = true
  settleAll(machine)
}

function settleAll(machine: Machine): void {
  for (const index of machine.state.live) settle(machine, taskAt(machine, index))
}

/** The local work of a task, the growing of the library's heap among it. `note` gets the steps of each part. */
function settle(machine: Machine, task: Task, atHeap?: () => void, note?: (steps: number) => void): void {
  for (;;) {
    const steps = settleLocal(machine, task, LOCAL, atHeap)
    note?.(steps)
    if (!resizesHeap(machine, task)) return
    stepTask(machine, task, () => {})
  }
}

/**
 * @param isExact the schedule of the machine is to say of the local work, too, when it was done
 * @returns blocks of the heap that were taken and given back behind the operation
 */
export function makeMove(
  machine: Machine,
  numbers: TaskNumbers,
  { task: number, choice }: Move,
  isExact = false,
): readonly HeapBlock[] {
  const tid = numbers.tids[number] as number
  const base = tid <= SPURIOUS ? SPURIOUS : tid <= WAKERS ? WAKERS : null
  const task = liveTask(machine, base === null ? tid : base - tid)
  if (number === CLOCK) passToNext(machine)
  else if (task && base === WAKERS) wakeByClock(machine, task)
  else if (task && base === SPURIOUS) wakeForNothing(machine, task)
  else if (task) return makeTurn(machine, numbers, task, choice, isExact)
  return NONE
}

function makeTurn(
  machine: Machine,
  numbers: TaskNumbers,
  task: Task,
  choice: number,
  isExact: boolean,
): readonly HeapBlock[] {
  const blocks: HeapBlock[] = []
  const watched: Watcher = (_, other) => {
    const atHeap = () => {
      const block = heapBlockAt(machine, other, numberOfTid(numbers, other.tid))
      if (block) blocks.push(block)
    }
    settle(machine, other, atHeap, isExact ? (steps) => noteLocal(machine, other, steps) : undefined)
  }
  if (isLocal(machine, task)) watched(machine, task)
  else stepTask(machine, task, watched, choice === 0 ? null : choice - 1)
  return blocks
}

const NONE: readonly HeapBlock[] = []

export function liveTask(machine: Machine, tid: number): Task | null {
  for (const index of machine.state.live) {
    const task = taskAt(machine, index)
    if (task.tid === tid) return task
  }
  return null
}

/** Tasks that sleep until a moment, by tid. */
export function sleepers(machine: Machine): Task[] {
  return machine.state.live
    .map((index) => taskAt(machine, index))
    .filter(({ wakeAt }) => wakeAt < Infinity)
    .sort((a, b) => a.tid - b.tid)
}

/** The clock goes to what is due next. Who is woken while others are ready is put on a core, so that a replay does it, too. */
function passToNext(machine: Machine): void {
  const next = nextTimer(machine)
  const [first] = sleepers(machine).filter(({ wakeAt }) => wakeAt === next)
  const isIdle = machine.state.ready.length === 0
  passTime(machine, next, sendExpiry)
  if (first && !isIdle) openRun(machine, first.index, first.core ?? 0)
  settleAll(machine)
}

/** One of the sleepers wakes, due or not. */
function wakeByClock(machine: Machine, task: Task): void {
  const draft = edit(machine, task)
  draft.wakeAt = Infinity
  draft.timedOut = true
  wakeTask(machine, task, null)
  edit(machine, machine.state).nextTimer = nextTimer(machine)
  settleAll(machine)
}

/** A waiter on a condition variable wakes, and nobody has signalled. */
function wakeForNothing(machine: Machine, task: Task): void {
  endWait(machine, task, null)
  settleAll(machine)
}
