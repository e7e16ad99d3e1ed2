/** Robust mutexes of a task that ended without unlocking them. */

import { writeI32 } from '../memory/user-memory'
import { edit } from '../state/edit'
import { MUTEX, MUTEX_OWNER_DIED } from '../state/layout'
import type { Machine, Task } from '../state/machine'
import { wakeObject } from './user-object'

/** Marks each as `owner died` and lets the next one have it. The process's memory must still be there. */
export function releaseRobust(machine: Machine, task: Task): void {
  const held = task.robust
  edit(machine, task).robust = []
  for (const address of held) {
    if (writeI32(machine, task, address + MUTEX.lock, MUTEX_OWNER_DIED)) wakeObject(machine, task, address)
  }
}
