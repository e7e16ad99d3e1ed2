import { Inline, plain } from '@/app/_ui/inline'
import type { OwnAssignment } from '@/lib/classroom/own-assignments'
import { cardsAsAsked } from '@/lib/content/card'
import { loadItem } from '@/lib/content/quiz'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { Agenda, Due } from '@/lib/progress/agenda'
import type { Readiness } from '@/lib/progress/readiness'
import { dateTime } from '../classes/date-time'
import { cardPath } from '../interview/card-path'
import type { Walked } from '../paths/walked'
import { dayInWords } from '../review/date'
import { titlesOf } from '../review/title'

/** Rows of what is due that are named. */
const NAMED = 3

/** What is to be reviewed today. */
export function Reviews({ agenda, locale }: { agenda: Agenda; locale: Locale }) {
  const m = messages(locale).today
  const { today, coming } = agenda
  const isCard = ({ itemId }: Due) => loadItem(itemId)?.kind === 'card'
  const n = today.filter(isCard).length
  const titles = titlesOf(
    today.flatMap(({ itemId }) => loadItem(itemId) ?? []),
    locale,
  )
  const next = coming.find(({ items, cards: some }) => items + some > 0)
  return (
    <section className="column" aria-labelledby="reviews">
      <h2 id="reviews">
        {m.review} {today.length > 0 && <span className="today-count">{today.length}</span>}
      </h2>
      <p>{today.length > 0 ? m.reviewBody(today.length - n, n) : m.reviewNone}</p>
      {today.length > 0 ? (
        <ul className="today-rows">
          {today.slice(0, NAMED).map((due) => (
            <li key={due.itemId}>
              <span>{titles.get(due.itemId)}</span>
              <small>{noteOf(due, locale)}</small>
            </li>
          ))}
          {today.length > NAMED && <li>{m.reviewMore(today.length - NAMED)}</li>}
        </ul>
      ) : (
        next && <p>{m.reviewNext(dayInWords(next.day, locale), m.reviewBody(next.items, next.cards))}</p>
      )}
      <a className="link" href={`/${locale}/review#coming`}>
        {m.reviewSee}
      </a>
    </section>
  )
}

function noteOf({ why, daysLate }: Due, locale: Locale): string {
  const m = messages(locale).today
  const words = { missed: m.missed, late: m.late(daysLate), time: m.due, plan: m.forPlan }
  return words[why]
}

/** What classes wait for. */
export function Homework({ homework, locale }: { homework: readonly OwnAssignment[]; locale: Locale }) {
  const m = messages(locale).today
  return (
    <section className="column" aria-labelledby="homework">
      <h2 id="homework">
        {m.homework} {homework.length > 0 && <span className="today-count">{homework.length}</span>}
      </h2>
      {homework.length === 0 && <p>{m.homeworkNone}</p>}
      <ul className="today-rows">
        {homework.map(({ assigned, classroom, dueAt, result }) => (
          <li key={assigned.id}>
            <a
              className="link"
              href={`/${locale}/classes/${assigned.classroomId}/assignments/${assigned.id}`}
            >
              {assigned.title}
            </a>
            <small>
              {classroom.name} · {result.answered}/{result.items} ·{' '}
              {dueAt ? m.homeworkDue(dateTime(dueAt, classroom.timeZone, locale)) : m.homeworkOpen}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How ready one is for interviews, and the question to take up next: one that was tried and is due, or the most asked of those
 *  that were not. */
export function Interview(props: {
  readiness: Readonly<Record<string, Readiness>>
  agenda: Agenda
  walked: readonly Walked[]
  locale: Locale
}) {
  const { readiness, agenda, walked, locale } = props
  const m = messages(locale).today
  const deck = cardsAsAsked(locale)
  const of = (id: string): Readiness => readiness[id] ?? 'open'
  const count = (kind: Readiness) => deck.filter(({ id }) => of(id) === kind).length
  const [ready, practising, open] = [count('ready'), count('practising'), count('open')]
  // What is being practised comes back when it is due, and not before.
  const due = agenda.today.find(({ itemId }) => of(itemId) === 'practising')?.itemId
  // Who has a day to come practises what their plan ends with before the others.
  const planned = walked.flatMap(({ path, until }) => (until === null ? [] : path.practice.cards))
  const untried = deck.filter(({ id }) => of(id) === 'open')
  const next =
    deck.find(({ id }) => id === due) ?? untried.find(({ id }) => planned.includes(id)) ?? untried[0]
  return (
    <section className="column" aria-labelledby="prepared">
      <h2 id="prepared">{m.interview}</h2>
      <p>{m.interviewBody}</p>
      <svg
        className="ready-bar"
        viewBox={`0 0 ${Math.max(1, deck.length)} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect className="ready-open" width={deck.length} height="1" />
        <rect className="ready-practising" width={ready + practising} height="1" />
        <rect className="ready-ready" width={ready} height="1" />
      </svg>
      <p className="today-ready">
        <b>{ready}</b> {m.ready} · <b>{practising}</b> {m.practising} · <b>{open}</b> {m.open}
      </p>
      {next && (
        <p>
          {m.interviewNext}{' '}
          <a className="link link-strong" href={cardPath(locale, next.id)}>
            <Inline text={plain(next.question)} />
          </a>
        </p>
      )}
      <a className="link link-strong" href={`/${locale}/interview/mock`}>
        {messages(locale).mock.open}
      </a>
      <a className="link" href={`/${locale}/interview`}>
        {m.interviewStart}
      </a>
    </section>
  )
}
