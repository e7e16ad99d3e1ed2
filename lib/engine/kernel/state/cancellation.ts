/** Cancellation of threads: asked for by another thread, acted upon by the thread itself at a cancellation point. */

import { edit } from '../state/edit'
import { CANCELLED } from '../state/layout'
import type { Machine, Task } from '../state/machine'

/** Whether the thread is to act on a cancellation at its next cancellation point (pthread_setcancelstate(3)). */
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
