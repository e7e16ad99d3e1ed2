/** System V semaphores when a process ends; the calls are in system-v-semaphore.ts. */

import { edit } from '../state/edit'
import type { Machine, Process, Task } from '../state/machine'
import { KEY, keyOf, wake } from '../state/wait-queue'

/** SEM_UNDO: what a process did to semaphores is taken back when it ends. */
export function undoSemaphores(machine: Machine, process: Process, by: Task | null): void {
  for (let i = 0; i < process.undo.length; i += 3) {
    const [id = 0, number = 0, change = 0] = process.undo.slice(i, i + 3)
    const set = machine.state.semaphores.get(id)
    if (!set) continue
    edit(machine, set).values = set.values.map((value, n) =>
      n === number ? Math.max(0, value + change) : value,
    )
    wake(machine, keyOf(KEY.semaphores, id), by)
  }
  edit(machine, process).undo = []
}
