import type { TaskView } from '@/lib/engine'
import type { TaskLook } from '../_ui/task-chip'

/** How the chip of a task is filled; one that a signal has killed is dead, though it has not run since. */
export function lookOf(task: Pick<TaskView, 'state' | 'endingBy'> | undefined): TaskLook {
  if (!task || task.endingBy !== null) return 'zombie'
  if (task.state === 'running' || task.state === 'runnable') return task.state
  return task.state === 'zombie' || task.state === 'gone' ? 'zombie' : 'sleeping'
}
