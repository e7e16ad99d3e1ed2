/** Robust mutexes of a task that ended without unlocking them. */

import { memoryObject } from '../memory/footprint'
import { writeI32 } from '../memory/user-memory'
import { edit } from '../state/edit'
import type { ObjectOrder } from '../state/footprint'
import { MUTEX, MUTEX_OWNER_DIED } from '../state/layout'
import { type Machine, spaceOf, type Task } from '../state/machine'
import { wakeObject } from './user-object'

/** What the end of a task orders by those that it holds: whoever gets one next knows what the task did. Pure. */
export function robustLocks(machine: Machine, task: Task): readonly ObjectOrder[] {
  return task.robust.flatMap((address) => {
    const place = memoryObject(spaceOf(machine, task), address)
    return place ? [{ object: place.object, offset: place.offset, ordering: 'release' as const }] : []
  })
}

/** Marks each as `owner died` and lets the next one have it. The process's memory must still be there. */
export function releaseRobust(machine: Machine, task: Task): void {
  const held = task.robust
  edit(machine, task).robust = []
  for (const address of held) {
    if (writeI32(machine, task, address + MUTEX.lock, MUTEX_OWNER_DIED)) wakeObject(machine, task, address)
  }
}
