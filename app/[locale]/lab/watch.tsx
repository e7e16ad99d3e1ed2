import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { TaskChip } from '@/app/_ui/task-chip'
import { lookOf } from '@/app/_widgets/look'
import type { Reader } from '@/app/_widgets/simulator'
import { taskLetter } from '@/lib/engine/task-letter'
import { watch as en } from '@/lib/i18n/en/watch'
import { watch as ko } from '@/lib/i18n/ko/watch'
import { MOST_EXPRESSION } from '@/lib/player/expression'
import type { Watched } from '@/lib/player/watch'
import { type Answered, answerOf } from './answer'
import './line-form.css'
import './watch.css'

/** Expressions, and tasks that are shown beside each other, at most. */
const MOST = 12
const MOST_TASKS = 6

/** Expressions of C and what they come to for each task, at the moment that is shown. */
export function Watch(props: {
  locale: 'ko' | 'en'
  reader: Reader
  /** The task that is followed: it is among those that are shown. */
  followed: number
  expressions: readonly string[]
  onChange: (expressions: readonly string[]) => void
}) {
  const { locale, reader, followed, expressions, onChange } = props
  const m = locale === 'ko' ? ko : en
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const { frame } = reader
  const tasks = tasksOf(reader, followed)
  const answered = useAnswered(reader, tasks, expressions)
  const add = (event: FormEvent) => {
    event.preventDefault()
    const text = field.current?.value.trim() ?? ''
    if (text !== '' && !expressions.includes(text)) onChange([...expressions, text])
    if (field.current) field.current.value = ''
  }
  return (
    <div className="lab-watched">
      <form onSubmit={add}>
        <label htmlFor={id}>{m.add}</label>
        <input
          ref={field}
          id={id}
          placeholder="list->next->value"
          maxLength={MOST_EXPRESSION}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          disabled={expressions.length >= MOST}
        />
        <button type="submit" className="button button-small">
          {m.addDone}
        </button>
      </form>
      {expressions.length === 0 ? (
        <small>{m.help}</small>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with keys
        <div className="table-box" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{m.expression}</th>
                {tasks.map((task) => (
                  <th key={task} scope="col">
                    <TaskChip
                      index={task}
                      size={18}
                      look={lookOf(frame.view.tasks[task])}
                      label={taskLetter(task)}
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {expressions.map((text) => (
                <tr key={text}>
                  <th scope="row">
                    <code>{text}</code>
                    <button
                      type="button"
                      aria-label={fill(m.remove, { text })}
                      title={fill(m.remove, { text })}
                      onClick={() => onChange(expressions.filter((one) => one !== text))}
                    >
                      <Icon name="cross" size={14} />
                    </button>
                  </th>
                  <Answers answers={tasks.map((task) => answerOf(answered, task, text))} m={m} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

/** One for each task; what is wrong with the expression itself is said once. */
function Answers({ answers, m }: { answers: readonly (Watched | undefined)[]; m: typeof en }) {
  const [first] = answers
  if (first && 'problem' in first && OF_TEXT.includes(first.problem.code))
    return (
      <td colSpan={answers.length}>
        <Answer watched={first} m={m} />
      </td>
    )
  return answers.map((answer, column) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a column is a task's
    <td key={column}>
      <Answer watched={answer} m={m} />
    </td>
  ))
}

const OF_TEXT: readonly string[] = ['syntax', 'effect', 'long']

function Answer({ watched, m }: { watched: Watched | undefined; m: typeof en }) {
  if (!watched) return null
  if ('problem' in watched) {
    const { code, text } = watched.problem
    return <small>{fill(text === '' && code === 'syntax' ? m.unfinished : m.problems[code], { text })}</small>
  }
  const { value, type, hasChanged } = watched
  return (
    <span className={hasChanged ? 'sim-mark' : undefined} title={type}>
      <code>{value}</code>
      {hasChanged && <span className="visually-hidden">, {m.changed}</span>}
    </span>
  )
}

/** Those that are there now, the followed one among them; where none is, the followed one. */
function tasksOf({ frame, shape }: Reader, followed: number): number[] {
  const there = frame.view.tasks
    .filter(({ state }) => state !== 'gone' && state !== 'zombie')
    .map(({ index }) => index)
  const first = there.slice(0, MOST_TASKS)
  const one = Math.min(followed, shape.names.length - 1)
  if (there.length === 0) return [one]
  return there.includes(one) && !first.includes(one) ? [...first.slice(0, -1), one] : first
}

/** What the engine answers; the answer of the moment before stands until it comes, under what it was of. */
function useAnswered(reader: Reader, tasks: readonly number[], expressions: readonly string[]) {
  const [answered, setAnswered] = useState<Answered | null>(null)
  const { frame, inquire } = reader
  const key = tasks.join()
  useEffect(() => {
    if (expressions.length === 0) return
    let isOld = false
    const asked = { tasks: key.split(',').map(Number), expressions }
    inquire({ kind: 'watch', position: frame.position, ...asked }, (reply) => {
      if (!isOld) setAnswered('watched' in reply ? { ...asked, watched: reply.watched } : null)
    })
    return () => {
      isOld = true
    }
  }, [frame, inquire, key, expressions])
  return answered
}
