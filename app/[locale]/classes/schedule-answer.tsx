import { Fragment } from 'react'
import { TaskChip } from '@/app/_ui/task-chip'
import { decodeSchedule } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'

/** At most so many turns are drawn; a longer order says how many follow. */
const MAX_TURNS = 24

/** A schedule that somebody sent, as the tasks that took turns: A → B → A, and then by itself.
 *  @param words `andThen` follows the last turn, `more` has `{n}` turns that are not drawn */
export function ScheduleAnswer(props: {
  schedule: string
  words: { readonly order: string; readonly andThen: string; readonly more: (n: number) => string }
}) {
  const { schedule, words } = props
  const turns = turnsOf(schedule)
  if (turns === null) return <code className="answers-given">{schedule}</code>
  const shown = turns.slice(0, MAX_TURNS)
  const rest = turns.length - shown.length
  return (
    <span className="answers-turns">
      <span className="visually-hidden">{`${words.order}: `}</span>
      {shown.map((task, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: turns never move within their schedule
        <Fragment key={i}>
          {i > 0 && ' → '}
          <TaskChip index={task} size={19} label={taskLetter(task)} />
        </Fragment>
      ))}
      {rest > 0 && ` → ${words.more(rest)}`}
      {` → ${words.andThen}`}
    </span>
  )
}

/** The tasks in the order in which they got the processor, one after another of the same task being one turn; null when
 *  it cannot be read. */
export function turnsOf(schedule: string): number[] | null {
  const runs = decodeSchedule(schedule)?.runs
  if (!runs) return null
  return runs.map(({ task }) => task).filter((task, i, tasks) => task !== tasks[i - 1])
}
