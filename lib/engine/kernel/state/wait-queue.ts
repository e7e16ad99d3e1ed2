/**
 * Sleeping and waking. A call that cannot go on leaves the keys of what it waits for and returns BLOCK; whoever
 * changes such an object wakes the key. A woken task is asked again (`probe` in step.ts) before it runs, so waking
 * too many costs nothing and shows nowhere.
 */
import { edit } from './edit'
import { type Machine, type Pending, type Task, taskAt } from './machine'
import type { BlockReason } from './trace'

/** Result of a handler: nothing was changed, and the task is to sleep. */
export const BLOCK = -100_000
/** As BLOCK, but the first half of the call took effect (cond_wait has released the mutex): it counts as an operation. */
export const BLOCK_AFTER_EFFECT = -100_001

/** Result of a handler: a signal came while it slept; step.ts makes EINTR or a restart of it. */
export const INTERRUPTED = -100_002

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
  vfork: 13,
  futex: 14,
} as const

export function keyOf(kind: number, id: number): number {
  return id * 16 + kind
}

/**
 * Puts the caller of a blocking call to sleep. In a probe nothing happens but the answer.
 * @param deadline ns since boot at which the call is asked again with `timedOut` set; Infinity: never
 */
export function block(
  machine: Machine,
  task: Task,
  keys: readonly number[],
  reason: Omit<BlockReason, 'until'> & { readonly address?: number },
  deadline = Infinity,
): number {
  if (task.interrupted) return INTERRUPTED
  if (machine.probing) return BLOCK
  const draft = edit(machine, task)
  draft.waitKeys = keys
  draft.wakeAt = deadline
  draft.blocked = {
    ...reason,
    address: reason.address ?? null,
    until: deadline === Infinity ? null : deadline,
  }
  if (deadline < machine.state.nextTimer) edit(machine, machine.state).nextTimer = deadline
  return BLOCK
}

/** Remembers that the first halves of a call are done; the handler finds it in `task.pending` when it is asked again. */
export function enterPhase(
  machine: Machine,
  task: Task,
  pending: Pending,
  phase: number,
  data: readonly number[],
): void {
  edit(machine, task).pending = { ...pending, phase, data }
}

/** Makes every task that sleeps on `key` ready to be asked again. */
export function wake(machine: Machine, key: number, by: Task | null): void {
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
export function sleepersOn(machine: Machine, key: number): Task[] {
  return machine.state.live
    .map((index) => taskAt(machine, index))
    .filter((task) => task.waitKeys.includes(key) && task.pending !== null)
}
