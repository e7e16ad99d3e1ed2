import type { ReactNode } from 'react'
import { sceneLabels } from '@/app/_quiz/label'
import { SceneButton } from '@/app/_quiz/scene-button'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { Inline, plain } from '@/app/_ui/inline'
import { cards, type InterviewCard } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import {
  type MockReport,
  type PlanDay,
  planOf,
  type QuestionResult,
  reportOf,
  spansOf,
} from '@/lib/interview/report'
import type { StoredMock } from '@/lib/interview/store'
import { dayOf } from '@/lib/progress/day'
import { dayInWords } from '../../review/date'
import { cardPath } from '../card-path'
import { clockWords } from './clock-words'
import { Question, Squares } from './report-question'
import '@/app/_widgets/simulator.css'
import './mock.css'

/** What a mock interview showed: strengths, gaps, each question beside its model answer, and a week.
 *  @param props.earlier interviews of the same person that it is compared with; null for somebody else, who is told nothing of them
 *  @param props.actions what can be done with it
 *  @param props.more stands below the lead */
export function Report(props: {
  mock: StoredMock
  earlier: readonly StoredMock[] | null
  locale: Locale
  actions: ReactNode
  more?: ReactNode
}) {
  const { mock, earlier, locale, actions, more } = props
  const m = messages(locale).mock
  const deck = new Map(cards(locale).map((card) => [card.id, card]))
  const known = (cardId: string) => {
    const card = deck.get(cardId)
    return card ? { points: card.points.length, asked: card.asked } : null
  }
  const report = reportOf(
    mock.answers,
    known,
    (earlier ?? []).map(({ answers }) => answers),
  )
  const again = report.questions.filter(({ before }) => before !== null)
  const sum = (of: (one: QuestionResult) => number) => again.reduce((total, one) => total + of(one), 0)
  const dateOf = (day: number) =>
    dayInWords(dayOf(mock.endedAt) + 1 + day, locale, { weekday: 'short', day: 'numeric' })
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
        <div className="mock-buttons">{actions}</div>
      </div>
      {more}
      <Line report={report} deck={deck} isOwn={earlier !== null} locale={locale} />
      <Findings report={report} deck={deck} locale={locale} />
      <section className="mock-each" aria-labelledby="each">
        <h2 id="each">{m.perQuestion}</h2>
        {report.questions.map((one) => (
          <Question
            key={one.cardId}
            one={one}
            card={deck.get(one.cardId)}
            isOwn={earlier !== null}
            spoken={mock.locale}
            locale={locale}
          />
        ))}
      </section>
      <section className="mock-plan" aria-labelledby="plan">
        <h2 id="plan">{m.plan}</h2>
        <ol>
          {spansOf(planOf(report.gaps)).map(({ day, first, last }) => (
            <li key={first}>
              <b>
                {dateOf(first)}
                {last > first && `–${dateOf(last)}`}
              </b>
              <Plan day={day} card={'cardId' in day ? deck.get(day.cardId) : undefined} locale={locale} />
            </li>
          ))}
        </ol>
      </section>
    </main>
  )
}

type Shown = {
  report: MockReport
  deck: ReadonlyMap<string, InterviewCard>
  locale: Locale
}

/** The interview from its first question to its last, follow-ups branching off. */
function Line({ report, deck, isOwn, locale }: Shown & { isOwn: boolean }) {
  const { mock: m, mockShare } = messages(locale)
  return (
    <section className="mock-line" aria-labelledby="line">
      <h2 id="line">{m.line}</h2>
      <ol>
        {report.questions.map((one) => (
          <li key={one.cardId}>
            <b>{clockWords(one.answer.seconds)}</b>
            <span>{plain(deck.get(one.cardId)?.question ?? '')}</span>
            <Squares said={one.answer.said} points={one.points} words={m.points} />
            {one.followUps.map(({ followUp, seconds, text }) => (
              <span key={followUp} className={`mock-branch${text === '' ? ' mock-skipped' : ''}`}>
                {text === '' ? m.skipped : clockWords(seconds)} ·{' '}
                {plain(deck.get(one.cardId)?.followUps[followUp ?? 0]?.question ?? '')}
              </span>
            ))}
          </li>
        ))}
      </ol>
      <p className="card-note">{isOwn ? m.selfTicked : mockShare.theyTicked}</p>
    </section>
  )
}

function Findings({ report, deck, locale }: Shown) {
  const m = messages(locale).mock
  return (
    <div className="mock-columns">
      <section aria-labelledby="strengths">
        <h2 id="strengths">{m.strengths}</h2>
        {report.strengths.length === 0 && <p>{m.noStrengths}</p>}
        <ul>
          {report.strengths.map(({ cardId, points, answer }) => (
            <li key={cardId}>
              <Icon name="check" bold /> <b>{plain(deck.get(cardId)?.question ?? '')}</b>
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
  )
}

/** A question whose points were not all said, those that were missed, and the run that shows that the answer is true. */
function Gap(props: { gap: QuestionResult; card: InterviewCard | undefined; locale: Locale }) {
  const { gap, card, locale } = props
  const m = messages(locale).mock
  if (!card) return null
  const { file, source, config, says } = card.proof
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
      <p>
        <Inline text={says} />
      </p>
      <SceneButton
        scene={{ file, source, config, schedule: '', step: 0, shows: 'run' }}
        words={messages(locale).interview.run}
        locale={locale}
        labels={sceneLabels(messages(locale).quiz)}
      />
      <a className="link" href={cardPath(locale, card.id)}>
        {m.toCard}
      </a>
    </li>
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
