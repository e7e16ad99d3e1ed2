import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import type { PublicItem } from '@/lib/quiz/item'
import type { QuizLabels } from './label'
import { type QuizPlan, waysOf } from './plan'
import type { ItemState } from './use-quiz'

/** The items of the quiz as a row of numbers, each with what became of it. */
export function QuizBar(props: {
  items: readonly PublicItem[]
  plans: Readonly<Record<string, QuizPlan>> | undefined
  state: Readonly<Record<string, ItemState>>
  /** Whether what was answered before is known by now. */
  isKnown: boolean
  at: number
  onGo: (index: number) => void
  labels: QuizLabels
}) {
  const { items, plans, state, isKnown, at, onGo, labels } = props
  const status = state[items[at]?.id ?? '']?.status
  return (
    <div className="quiz-bar">
      <nav aria-label={labels.progress}>
        <ol className="quiz-dots">
          {items.map((item, i) => {
            const result = resultOf(state[item.id])
            const words = {
              right: labels.stateRight,
              part: labels.statePart,
              wrong: labels.stateWrong,
              done: labels.stateDone,
              open: isKnown ? labels.stateOpen : '',
            }
            return (
              <li key={item.id} data-ways={waysOf(plans, item.id)} suppressHydrationWarning>
                <button
                  type="button"
                  className={`quiz-dot quiz-dot-${result}`}
                  aria-current={i === at ? 'step' : undefined}
                  title={words[result] || undefined}
                  aria-label={[fill(labels.number, { n: i + 1 }), words[result]].filter(Boolean).join(', ')}
                  onClick={() => onGo(i)}
                >
                  {i !== at && result === 'right' && <Icon name="check" bold />}
                  {i !== at && result === 'part' && <Icon name="minus" bold />}
                  {i !== at && result === 'wrong' && <Icon name="cross" bold />}
                  {(i === at || result === 'open' || result === 'done') && i + 1}
                </button>
              </li>
            )
          })}
        </ol>
      </nav>
      <span className="quiz-saved">
        {status === 'answered' && labels.saved}
        {status === 'kept' && labels.queued}
      </span>
    </div>
  )
}

/** What became of an item, as far as it may be shown. */
function resultOf(now: ItemState | undefined): 'right' | 'part' | 'wrong' | 'done' | 'open' {
  const answered = now?.answered
  if (!answered) return now && now.first !== null ? 'done' : 'open'
  if (answered.state !== 'scored' || answered.withheld === 'score') return 'done'
  if (answered.earned > answered.total - 1e-9) return 'right'
  return answered.earned > 0 ? 'part' : 'wrong'
}
