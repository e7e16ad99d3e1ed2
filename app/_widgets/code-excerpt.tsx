import { highlightLines } from '@/lib/content/highlight'
import { TaskChip, taskClass } from '../_ui/task-chip'
import { nameOfTask } from './order-word'
import { Tokens } from './tokens'

/** Lines around those that are marked. */
const AROUND = 2

/** The lines of a program that tasks stand at, with a few around them.
 *  @param marks tasks by line */
export function CodeExcerpt(props: {
  text: string
  marks: ReadonlyMap<number, readonly number[]>
  isRace?: boolean
}) {
  const { text, marks, isRace = false } = props
  const lines = highlightLines(text)
  const near = (number: number) => [...marks.keys()].some((line) => Math.abs(line - number) <= AROUND)
  const shown = lines.flatMap((tokens, i) => (near(i + 1) ? [{ tokens, number: i + 1 }] : []))
  return (
    <ol className={isRace ? 'code-excerpt races' : 'code-excerpt'}>
      {shown.map(({ tokens, number }, i) => {
        const tasks = [...new Set(marks.get(number))].sort((a, b) => a - b)
        const isCut = i > 0 && shown[i - 1]?.number !== number - 1
        const tone = tasks[0] === undefined ? '' : `${taskClass(tasks[0])} at`
        return (
          <li key={number} className={`${tone} ${isCut ? 'cut' : ''}`}>
            <span className="code-excerpt-gutter">
              {tasks.map((task) => (
                <TaskChip key={task} index={task} size={16} label={nameOfTask(task)} />
              ))}
              <span aria-hidden="true">{number}</span>
            </span>
            <code>
              <Tokens tokens={tokens} />
            </code>
          </li>
        )
      })}
    </ol>
  )
}
