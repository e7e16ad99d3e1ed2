import type { MachineView, TaskView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import type { simulator } from '@/lib/i18n/en/simulator'
import { fill } from '../_ui/fill'

/** The simulator's words in the reader's language, handed down from the server. */
export type Labels = typeof simulator

/** A thread that has ended is there until it is joined, a process until its parent has waited for it; when the run is over
 *  nobody is left who could. */
export function stateWord(task: TaskView, view: Pick<MachineView, 'ended'>, labels: Labels): string {
  if (isDead(task, view)) return labels.gone
  if (task.endingBy !== null) return fill(labels.endingBy, { signal: task.endingBy })
  return task.state === 'zombie' && task.tid !== task.pid ? labels.unjoined : labels[task.state]
}

/** Whether every task has come to its end, and what is shown is what they left behind. */
export function isOver({ ended }: Pick<MachineView, 'ended'>): boolean {
  return ended !== null && ended.reason !== 'deadlock'
}

function isDead({ state }: TaskView, view: Pick<MachineView, 'ended'>): boolean {
  return state === 'gone' || (state === 'zombie' && isOver(view))
}

/** How a task is, in a sentence: one that waits with where, at what and for whom, one that has ended with its status. */
export function toldState(task: TaskView, view: MachineView, labels: Labels): string {
  const { state, blocked, core, exitStatus } = task
  const status = task.tid === task.pid ? exitStatus : null
  const word = stateWord(task, view, labels)
  if (status !== null && isDead(task, view)) return fill(labels.endedWith, { n: status })
  if (status !== null && state === 'zombie') return fill(labels.zombieIs, { n: status })
  if (task.endingBy !== null) return fill(labels.endingByIs, { signal: task.endingBy })
  if (!blocked) return core === null ? word : `${word}, ${fill(labels.core, { n: core })}`
  return [
    fill(labels.waitingIn, { call: blocked.call }),
    ...(blocked.object === null ? [] : [fill(labels.waitsAt, { object: blocked.object })]),
    ...waitedTasks(blocked, labels),
  ].join(', ')
}

/** For whom a task waits, where it is one or one of several: `for B`, `for B or C`. */
export function waitedTasks({ task, children = [] }: Blocked, labels: Labels): string[] {
  if (task !== null) return [fill(labels.waitsOn, { task: taskLetter(task) })]
  if (children.length === 0) return []
  const names = children.map(taskLetter)
  return [fill(labels[names.length === 1 ? 'waitsOn' : 'waitsOnOne'], { task: names.join(', ') })]
}

/** What it takes to say for whom a task waits. */
export type Blocked = Pick<NonNullable<TaskView['blocked']>, 'task' | 'children'>

/** What the chip of a task is called where no words beside it say so. */
export function chipName(task: TaskView | undefined, view: MachineView, labels: Labels): string | undefined {
  return task && fill(labels.taskIs, { task: taskLetter(task.index), state: toldState(task, view, labels) })
}
