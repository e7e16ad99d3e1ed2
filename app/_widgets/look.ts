import type { MachineView } from '@/lib/engine'
import type { TaskLook } from '../_ui/task-chip'

/** How the chip of a task in a state is filled. */
export function lookOf(state: MachineView['tasks'][number]['state']): TaskLook {
  if (state === 'running') return 'running'
  if (state === 'runnable') return 'runnable'
  return state === 'zombie' || state === 'gone' ? 'zombie' : 'sleeping'
}
