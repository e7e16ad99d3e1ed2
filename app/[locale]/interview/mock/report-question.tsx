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
 *  @param props.isOwn whether who reads it has answered it: how it went the time before is told to nobody else
 *  @param props.spoken the language that it was answered in */
export function Question(props: {
  one: QuestionResult
  card: InterviewCard | undefined
  isOwn: boolean
  spoken: Locale
  locale: Locale
}) {
  const { one, card, isOwn, spoken, locale } = props
  const m = messages(locale).mock
  if (!card) return null
  const { before, answer, followUps } = one
  const said = Array.from({ length: before ?? 0 }, (_, i) => i)
  return (
    <article>
      <h3>{plain(card.question)}</h3>
      <p className="mock-times">
        {isOwn && (before === null ? m.first : m.before)}{' '}
        {before !== null && <Squares said={said} points={one.points} words={m.points} pale />}
        <Squares said={answer.said} points={one.points} words={m.points} /> {clockWords(answer.seconds)}
      </p>
      <Pair own={answer.text} model={card.short} isOwn={isOwn} spoken={spoken} locale={locale} />
      {followUps.map(({ followUp, text }) => {
        const asked = card.followUps[followUp ?? 0]
        return (
          asked && (
            <div key={followUp} className="mock-branch">
              <h4>{plain(asked.question)}</h4>
              <Pair own={text} model={asked.answer} isOwn={isOwn} spoken={spoken} locale={locale} />
            </div>
          )
        )
      })}
    </article>
  )
}

function Pair(props: { own: string; model: string; isOwn: boolean; spoken: Locale; locale: Locale }) {
  const { own, model, isOwn, spoken, locale } = props
  const { mock: m, mockShare } = messages(locale)
  return (
    <dl className="mock-pair">
      <div>
        <dt>{isOwn ? m.own : mockShare.theirs}</dt>
        {own === '' ? <dd>{m.skipped}</dd> : <dd lang={spoken}>{own}</dd>}
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
