import { taskLetter } from '@/lib/engine/task-letter'
import { taskClass } from '../_ui/task-chip'
import './turn.css'

/** More operations than these are no strip that could be read. */
const MOST_BLOCKS = 96
/** Up to so many there is room for the letters. */
const MOST_LETTERS = 30

/** An order at a glance: a block a visible operation in its task's colour, the one that decided marked.
 *  @param turn counts from 1; null: nobody knows
 *  @param label says it in words */
export function OrderStrip(props: { tasks: readonly number[]; turn: number | null; label: string }) {
  const { tasks, turn, label } = props
  if (tasks.length > MOST_BLOCKS) return null
  return (
    <div className="order-strip" role="img" aria-label={label}>
      {tasks.map((task, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: operations are told apart by their place alone
        <i key={i} className={i + 1 === turn ? `${taskClass(task)} turn` : taskClass(task)}>
          {tasks.length <= MOST_LETTERS ? taskLetter(task) : ''}
        </i>
      ))}
    </div>
  )
}
