import { fill } from '@/app/_ui/fill'
import type { SeenAnswer } from '@/lib/classroom/dashboard'
import type { Decision } from '@/lib/classroom/decision'
import { messages } from '@/lib/i18n/messages'
import { DecideScore } from './decide-score'
import { Moment } from './moment'

/** What was decided of an answer's score, the oldest first, and for who teaches the class the form that decides.
 *  @param taughtId of the class; null for everybody else */
export function Decisions(props: { answer: SeenAnswer; locale: 'ko' | 'en'; taughtId: string | null }) {
  const { answer, locale, taughtId } = props
  const { classes: labels, classFeedback: words } = messages(locale)
  const { decisions } = answer
  const last = decisions.at(-1)
  return (
    <>
      {last && (
        <div className="answers-decisions">
          <p>{words.history}</p>
          <ol>
            {decisions.map((one) => (
              <li key={one.id}>
                {change(one, locale)}
                {one.reason !== null && <q>{one.reason}</q>}
                <small>
                  {one.by ?? words.gone} · <Moment at={one.at.toISOString()} locale={locale} exact />
                </small>
              </li>
            ))}
          </ol>
        </div>
      )}
      {taughtId !== null && answer.total > 0 && (
        <DecideScore
          classId={taughtId}
          responseId={answer.id}
          earned={rounded(answer.earned)}
          total={answer.total}
          isDecided={last !== undefined && last.earned !== null}
          labels={labels}
          words={words}
        />
      )}
    </>
  )
}

function change({ earned, total, wasEarned, wasTotal }: Decision, locale: 'ko' | 'en'): string {
  const words = messages(locale).classFeedback
  const points = (of: number, all: number) => fill(words.points, { earned: rounded(of), total: all })
  const was = wasEarned === null || wasTotal === null ? words.unscored : points(wasEarned, wasTotal)
  const became = earned === null || total === null ? words.restored : points(earned, total)
  return fill(words.change, { was, became })
}

/** As points are told everywhere. */
function rounded(points: number): number {
  return Math.round(points * 100) / 100
}
