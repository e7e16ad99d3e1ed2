/**
 * The steps of a machine as the explorer makes them: each task stands in normal form (kernel/run/next-operation.ts), and a
 * move is one visible operation of one of them. The same moves on the same machine lead to the same state.
 */

import { sendExpiry } from '../kernel/run/idle'
import { noteLocal } from '../kernel/run/schedule'
import { isLocal, settleLocal, stepTask, type Watcher } from '../kernel/run/task-step'
import { fireTimers, nextTimer } from '../kernel/state/clock'
import { edit } from '../kernel/state/edit'
import { type Machine, type Task, taskAt } from '../kernel/state/machine'
import { heapBlockAt } from './heap-block'
import type { HeapBlock, Move } from './model'

/** Numbers of tasks, in order of their discovery: a tid is the same on every path, an index of the machine is not. */
export type TaskNumbers = { readonly tids: number[]; readonly byTid: Map<number, number> }

/** The number that stands for the clock, which makes a move when something is due. */
export const CLOCK = 0

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
export function settleAll(machine: Machine): void {
  for (const index of machine.state.live) settle(machine, taskAt(machine, index))
}

function settle(machine: Machine, task: Task): void {
  settleLocal(machine, task, LOCAL)
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
  if (number === CLOCK) {
    passTime(machine)
    return NONE
  }
  const task = liveTask(machine, numbers.tids[number] as number)
  if (!task) return NONE
  const blocks: HeapBlock[] = []
  const watched: Watcher = (_, other) => {
    const steps = settleLocal(machine, other, LOCAL, () => {
      const block = heapBlockAt(machine, other, numberOfTid(numbers, other.tid))
      if (block) blocks.push(block)
    })
    if (isExact) noteLocal(machine, other, steps)
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

/** The clock goes to what is due next. */
function passTime(machine: Machine): void {
  const { state } = machine
  const next = nextTimer(machine)
  if (next === Infinity) return
  for (const core of state.cores) edit(machine, core).clock = Math.max(core.clock, next)
  const draft = edit(machine, state)
  draft.now = Math.max(state.now, next)
  draft.nextTimer = next
  fireTimers(machine, sendExpiry)
  settleAll(machine)
}
