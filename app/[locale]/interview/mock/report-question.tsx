import { fill } from '@/app/_ui/fill'
import { Inline, plain } from '@/app/_ui/inline'
import type { InterviewCard } from '@/lib/content/card'
import { markTerms } from '@/lib/content/key-term'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { QuestionResult } from '@/lib/interview/report'
import { clockWords } from './clock-words'

/** The points of a question, those that were made filled. */
export function Squares(props: { said: readonly number[]; points: number; words: string; pale?: boolean }) {
  const { said, points, words, pale = false } = props
  return (
    <span className={`mock-squares${pale ? ' mock-pale' : ''}`}>
      {Array.from({ length: points }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a square is known by its place
        <i key={i} data-said={said.includes(i) || undefined} aria-hidden="true" />
      ))}
      <span className="visually-hidden">{fill(words, { said: said.length, n: points })}</span>
    </span>
  )
}

/** One question beside its model answer.
 *  @param props.before whether it is said how it went the time before */
export function Question(props: {
  one: QuestionResult
  card: InterviewCard | undefined
  before: boolean
  locale: Locale
}) {
  const { one, card, locale } = props
  const m = messages(locale).mock
  if (!card) return null
  const { before, answer, followUps } = one
  const said = Array.from({ length: before ?? 0 }, (_, i) => i)
  return (
    <article>
      <h3>{plain(card.question)}</h3>
      <p className="mock-times">
        {props.before && (before === null ? m.first : m.before)}{' '}
        {before !== null && <Squares said={said} points={one.points} words={m.points} pale />}
        <Squares said={answer.said} points={one.points} words={m.points} /> {clockWords(answer.seconds)}
      </p>
      <Pair own={answer.text} model={card.short} locale={locale} />
      {followUps.map(({ followUp, text }) => {
        const asked = card.followUps[followUp ?? 0]
        return (
          asked && (
            <div key={followUp} className="mock-branch">
              <h4>{plain(asked.question)}</h4>
              <Pair own={text} model={asked.answer} locale={locale} />
            </div>
          )
        )
      })}
    </article>
  )
}

function Pair({ own, model, locale }: { own: string; model: string; locale: Locale }) {
  const m = messages(locale).mock
  return (
    <dl className="mock-pair">
      <div>
        <dt>{m.own}</dt>
        <dd>{own === '' ? m.skipped : own}</dd>
      </div>
      <div>
        <dt>{m.model}</dt>
        <dd>
          <Inline text={markTerms(model, locale)} />
        </dd>
      </div>
    </dl>
  )
}
