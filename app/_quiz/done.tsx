import { fill } from '@/app/_ui/fill'
import type { PublicItem } from '@/lib/quiz/item'
import type { QuizLabels } from './label'
import type { ItemState } from './use-quiz'

/** Said once every item has an answer. */
export function Done(props: {
  items: readonly PublicItem[]
  state: Readonly<Record<string, ItemState>>
  title: string
  labels: QuizLabels
}) {
  const { items, state, title, labels } = props
  const all = items.map((item) => state[item.id])
  if (all.length === 0 || all.some(isOpen)) return null
  if (all.some((now) => now?.answered?.withheld === 'score'))
    return (
      <p className="quiz-done" role="status">
        <b>{title}</b> {labels.scoreWithheld}
      </p>
    )
  // Whoever tries again loses nothing by it.
  const right = all.filter((now) => now?.first === true).length
  return (
    <p className="quiz-done" role="status">
      <b>{title}</b> {fill(labels.allDoneBody, { n: right, total: items.length })}
    </p>
  )
}

/** Whether nothing was answered, as far as is known. */
export function isOpen(now: ItemState | undefined): boolean {
  return !now?.answered && now?.first === null
}
