import type { TaskView } from '@/lib/engine'
import type { simulator } from '@/lib/i18n/en/simulator'

/** The simulator's words in the reader's language, handed down from the server. */
export type Labels = typeof simulator

/** A thread that has ended is there until it is joined, a process until its parent has waited for it. */
export function stateWord(task: TaskView, labels: Labels): string {
  return task.state === 'zombie' && task.tid !== task.pid ? labels.unjoined : labels[task.state]
}
