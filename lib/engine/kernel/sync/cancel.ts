/** Cancellation of threads: asked for by another thread, acted upon by the thread itself at a cancellation point. */

import { edit } from '../state/edit'
import { CANCELLED } from '../state/layout'
import type { Machine, Task } from '../state/machine'

/** Calls that end at once, with CANCELLED, when the caller has been cancelled. */
export const CANCELLATION_POINTS: ReadonlySet<string> = new Set([
  'read',
  'write',
  'pread',
  'pwrite',
  'open',
  'accept',
  'connect',
  'sendto',
  'recvfrom',
  'sendmsg',
  'recvmsg',
  'poll',
  'select',
  'epoll_wait',
  'wait4',
  'waitid',
  'sigsuspend',
  'sigtimedwait',
  'pause',
  'nanosleep',
  'clock_nanosleep',
  'thread_join',
  'sem_wait',
  'sem_timedwait',
  'mq_send',
  'mq_receive',
  'msgsnd',
  'msgrcv',
])

export function isCancelled(task: Task): boolean {
  return task.cancelRequested && !task.cancelDisabled
}

/** The task acts on its cancellation now, and only once. */
export function takeCancellation(machine: Machine, task: Task): number {
  const draft = edit(machine, task)
  draft.cancelRequested = false
  draft.cancelDisabled = true
  return CANCELLED
}
