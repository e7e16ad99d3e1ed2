/**
 * The steps of a machine as the explorer makes them: each task stands in normal form (kernel/run/next-operation.ts), and a
 * move is one visible operation of one of them. The same moves on the same machine lead to the same state.
 */

import { noteLocal } from '../kernel/run/schedule'
import {
  isLocal,
  isSharedAhead,
  makeShared,
  settleLocal,
  stepTask,
  type Watcher,
} from '../kernel/run/task-step'
import { type Machine, type Task, taskAt } from '../kernel/state/machine'
import { liveTask, makeEvent, passToNext } from './clock-move'
import { heapBlockAt, resizesHeap } from './heap-block'
import type { HeapBlock, Move } from './model'
import { CLOCK, eventOf, numberOfTid, type TaskNumbers } from './task-number'

/** Steps that local work goes on for at once. What it does longer nobody can observe: a step of its own, which may never end. */
const LOCAL = 100_000

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
  const event = eventOf(numbers, number)
  if (!event && number !== CLOCK) {
    const task = liveTask(machine, numbers.tids[number] as number)
    return task ? makeTurn(machine, numbers, task, choice, isExact) : NONE
  }
  if (event) makeEvent(machine, event)
  else passToNext(machine)
  settleAll(machine)
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
  else if (isSharedAhead(machine, task)) {
    const steps = makeShared(machine, task)
    if (isExact) noteLocal(machine, task, steps)
    for (const index of machine.state.live) watched(machine, taskAt(machine, index))
  } else stepTask(machine, task, watched, choice === 0 ? null : choice - 1)
  return blocks
}

const NONE: readonly HeapBlock[] = []
