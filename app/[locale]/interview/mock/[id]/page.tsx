import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline, plain } from '@/app/_ui/inline'
import { getViewer } from '@/lib/auth/viewer'
import { cards, type InterviewCard } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { type Locale, toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { type PlanDay, planOf, type QuestionResult, reportOf } from '@/lib/interview/report'
import { mockOf, mocksOf } from '@/lib/interview/store'
import { dayOf } from '@/lib/progress/day'
import { dayInWords } from '../../../review/date'
import { cardPath } from '../../card-path'
import { clockWords } from '../clock-words'
import { PrintButton } from './print-button'
import '../mock.css'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).mock.reportTitle }
}

/** What a mock interview showed: strengths, gaps, each question beside its model answer, and a week. One's own alone. */
export default async function MockReportPage({ params }: Props) {
  const { locale: language, id } = await params
  const locale = toLocale(language)
  const m = messages(locale).mock
  const viewer = await getViewer()
  const mock = viewer && (await mockOf(viewer, id))
  if (!viewer || !mock) notFound()
  const earlier = await mocksOf(viewer, mock.endedAt)
  const deck = new Map(cards(locale).map((card) => [card.id, card]))
  const known = (cardId: string) => {
    const card = deck.get(cardId)
    return card ? { points: card.points.length, asked: card.asked } : null
  }
  const report = reportOf(
    mock.answers,
    known,
    earlier.map(({ answers }) => answers),
  )
  const again = report.questions.filter(({ before }) => before !== null)
  const sum = (of: (one: QuestionResult) => number) => again.reduce((total, one) => total + of(one), 0)
  const title = (cardId: string) => plain(deck.get(cardId)?.question ?? '')
  return (
    <main id="main" className="page mock mock-report">
      <div className="mock-head">
        <div>
          <p className="card-about">{dayInWords(dayOf(mock.endedAt), locale, { dateStyle: 'full' })}</p>
          <h1>{m.reportTitle}</h1>
          <p className="page-lead">
            {fill(m.reportLead, {
              n: report.questions.length,
              said: report.said,
              points: report.points,
              minutes: mock.settings.minutes,
            })}{' '}
            {again.length > 0 &&
              fill(m.compared, {
                before: sum(({ before }) => before ?? 0),
                now: sum(({ answer }) => answer.said.length),
              })}
          </p>
        </div>
        <p className="mock-buttons">
          <PrintButton label={m.print} />
          <a className="button button-primary" href={`/${locale}/interview/mock`}>
            {m.sameAgain}
          </a>
        </p>
      </div>
      <section className="mock-line" aria-labelledby="line">
        <h2 id="line">{m.line}</h2>
        <ol>
          {report.questions.map((one) => (
            <li key={one.cardId}>
              <b>{clockWords(one.answer.seconds)}</b>
              <span>{title(one.cardId)}</span>
              <Squares said={one.answer.said} points={one.points} words={m.points} />
              {one.followUps.map(({ followUp, seconds, text }) => (
                <span key={followUp} className={`mock-branch${text === '' ? ' mock-skipped' : ''}`}>
                  {text === '' ? m.skipped : clockWords(seconds)}{' '}
                  {plain(deck.get(one.cardId)?.followUps[followUp ?? 0]?.question ?? '')}
                </span>
              ))}
            </li>
          ))}
        </ol>
        <p className="card-note">{m.selfTicked}</p>
      </section>
      <div className="mock-columns">
        <section aria-labelledby="strengths">
          <h2 id="strengths">{m.strengths}</h2>
          {report.strengths.length === 0 && <p>{m.noStrengths}</p>}
          <ul>
            {report.strengths.map(({ cardId, points, answer }) => (
              <li key={cardId}>
                <Icon name="check" bold /> <b>{title(cardId)}</b>
                <small>{fill(m.strong, { n: points, time: clockWords(answer.seconds) })}</small>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="gaps">
          <h2 id="gaps">{m.gaps}</h2>
          {report.gaps.length === 0 && <p>{m.noGaps}</p>}
          <ol>
            {report.gaps.map((gap) => (
              <Gap key={gap.cardId} gap={gap} card={deck.get(gap.cardId)} locale={locale} />
            ))}
          </ol>
        </section>
      </div>
      <section className="mock-each" aria-labelledby="each">
        <h2 id="each">{m.perQuestion}</h2>
        {report.questions.map((one) => (
          <Question key={one.cardId} one={one} card={deck.get(one.cardId)} locale={locale} />
        ))}
      </section>
      <section className="mock-plan" aria-labelledby="plan">
        <h2 id="plan">{m.plan}</h2>
        <ol>
          {planOf(report.gaps).map((day, i) => (
            // A day is known by its place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={i}>
              <b>{dayInWords(dayOf(mock.endedAt) + 1 + i, locale, { weekday: 'short', day: 'numeric' })}</b>
              <Plan day={day} card={'cardId' in day ? deck.get(day.cardId) : undefined} locale={locale} />
            </li>
          ))}
        </ol>
      </section>
    </main>
  )
}

/** The points of a question, those that were made filled. */
function Squares(props: { said: readonly number[]; points: number; words: string; pale?: boolean }) {
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

function Gap(props: { gap: QuestionResult; card: InterviewCard | undefined; locale: Locale }) {
  const { gap, card, locale } = props
  const m = messages(locale).mock
  if (!card) return null
  return (
    <li>
      <b>{plain(card.question)}</b>
      <ul>
        {card.points.flatMap(({ text }, i) =>
          gap.answer.said.includes(i)
            ? []
            : [
                <li key={text}>
                  <Inline text={text} />
                </li>,
              ],
        )}
      </ul>
      <a className="link" href={cardPath(locale, card.id)}>
        {m.toCard}
      </a>
    </li>
  )
}

function Question(props: { one: QuestionResult; card: InterviewCard | undefined; locale: Locale }) {
  const { one, card, locale } = props
  const m = messages(locale).mock
  if (!card) return null
  const { before, answer, followUps } = one
  const said = Array.from({ length: before ?? 0 }, (_, i) => i)
  return (
    <article>
      <h3>{plain(card.question)}</h3>
      <p className="mock-times">
        {before === null ? m.first : m.before}{' '}
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
          <Inline text={model} />
        </dd>
      </div>
    </dl>
  )
}

function Plan({ day, card, locale }: { day: PlanDay; card: InterviewCard | undefined; locale: Locale }) {
  const m = messages(locale).mock
  if (day.kind === 'again')
    return (
      <a className="link" href={`/${locale}/interview/mock`}>
        {m.planAgain}
      </a>
    )
  if (day.kind === 'rest' || !card) return <span>{m.planRest}</span>
  if (day.kind === 'card')
    return (
      <a className="link" href={cardPath(locale, card.id)}>
        {fill(m.planCard, { title: plain(card.question) })}
      </a>
    )
  const lesson = catalog().lessons.find(({ sections }) => sections.some(({ id }) => id === card.section))
  if (!lesson) return <span>{m.planRest}</span>
  return (
    <a className="link" href={`/${locale}/learn/${lesson.slug}#${card.section}`}>
      {fill(m.planLesson, { title: lesson.title[locale] })}
    </a>
  )
}
