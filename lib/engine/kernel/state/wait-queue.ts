/**
 * Sleeping and waking. Who sleeps in a call leaves the keys of what its guard said that it waits for; whoever changes such
 * an object wakes the key. A woken task is asked again (`waitOf` of memory/argument.ts) before it runs, so waking too many
 * costs nothing and shows nowhere.
 */
import { edit } from './edit'
import { type Machine, type Task, taskAt, type WaitKey } from './machine'

/** What a key is made of: the kind in the low four bits, the object's number above. */
export const KEY = {
  memory: 0,
  pipeRead: 1,
  pipeWrite: 2,
  child: 3,
  thread: 4,
  socket: 5,
  file: 6,
  queue: 7,
  semaphores: 8,
  signal: 9,
  epoll: 10,
  timer: 11,
  condvar: 12,
  /** A process has ended, or has left the memory that it borrowed. */
  ended: 13,
  futex: 14,
} as const

/**
 * The key of what can be waited for at an object.
 * @param kind a value of `KEY`
 * @param id of the object's record, below 2^49
 */
export function keyOf(kind: number, id: number): number {
  return id * 16 + kind
}

/** Brings a task's call into another phase; who sleeps in it is asked by that phase's guard from now on. */
export function enterPhase(machine: Machine, task: Task, phase: number, data: readonly number[]): void {
  if (task.pending) edit(machine, task).pending = { ...task.pending, phase, data }
}

/** Makes every task that sleeps on `key` ready to be asked again. */
export function wake(machine: Machine, key: WaitKey, by: Task | null): void {
  for (const index of machine.state.live) {
    const task = machine.state.tasks[index] as Task
    if (task.pending && task.waitKeys.includes(key)) wakeTask(machine, task, by)
  }
}

/**
 * Makes one sleeping task ready, whatever it waits for. One that was woken before but has not been asked yet is woken
 * anew: whether it was sent back to sleep in between depends on when the scheduler looked, and must not show.
 */
export function wakeTask(machine: Machine, task: Task, by: Task | null): void {
  if (!task.pending || task.core !== null || (task.state !== 'sleeping' && task.state !== 'runnable')) return
  edit(machine, task).readyAt = machine.state.now
  if (task.state === 'sleeping') {
    edit(machine, task).state = 'runnable'
    enqueue(machine, task)
  }
  machine.events?.push({ kind: 'wake', task: task.index, by: by ? by.name : 'timer' })
}

/** To the end of the run queue. */
export function enqueue(machine: Machine, task: Task): void {
  edit(machine, machine.state).ready = [...machine.state.ready, task.index]
}

/** Tasks asleep on a key, in the order in which they fell asleep is not kept: in order of creation. */
export function sleepersOn(machine: Machine, key: WaitKey): Task[] {
  return machine.state.live
    .map((index) => taskAt(machine, index))
    .filter((task) => task.waitKeys.includes(key) && task.pending !== null)
}
