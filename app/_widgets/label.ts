import type { TaskView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import type { simulator } from '@/lib/i18n/en/simulator'
import { fill } from '../_ui/fill'

/** The simulator's words in the reader's language, handed down from the server. */
export type Labels = typeof simulator

/** A thread that has ended is there until it is joined, a process until its parent has waited for it. */
export function stateWord(task: TaskView, labels: Labels): string {
  return task.state === 'zombie' && task.tid !== task.pid ? labels.unjoined : labels[task.state]
}

/** What the chip of a task is called where no words beside it say so. */
export function chipName(task: TaskView | undefined, labels: Labels): string | undefined {
  return task && fill(labels.taskIs, { task: taskLetter(task.index), state: stateWord(task, labels) })
}
