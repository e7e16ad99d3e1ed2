import { taskLetter } from '@/lib/engine/task-letter'
import { fill } from '../_ui/fill'
import { TaskChip, type TaskLook } from '../_ui/task-chip'
import type { Labels } from './label'

/** Chips that stand in a row at most. */
const MOST = 10

/** Tasks in a row, the last of too many as a number. */
export function ChipCrowd(props: {
  tasks: readonly number[]
  look: TaskLook | ((task: number) => TaskLook)
  labels: Labels
}) {
  const { tasks, look, labels } = props
  const shown = tasks.length > MOST ? tasks.slice(0, MOST - 2) : tasks
  return (
    <span className="sim-chips">
      {shown.map((task) => (
        <TaskChip
          key={task}
          index={task}
          size={22}
          look={typeof look === 'string' ? look : look(task)}
          label={taskLetter(task)}
        />
      ))}
      {tasks.length > shown.length && (
        <small>+ {fill(labels.manyTasks, { n: tasks.length - shown.length })}</small>
      )}
    </span>
  )
}
