import type { ReactNode } from 'react'
import { fill } from '@/app/_ui/fill'
import { Inline, plain } from '@/app/_ui/inline'
import type { OwnAssignment } from '@/lib/classroom/own-assignments'
import { loadItem } from '@/lib/content/quiz'
import { messages } from '@/lib/i18n/messages'
import { OWN_LESSON, versionOf } from '@/lib/own-item/own-id'
import { stageOf } from '@/lib/progress/assignment'
import type { Item } from '@/lib/quiz/item'
import { cardPath } from '../interview/card-path'
import { Moments } from './assignment-moments'
import { dateTime } from './date-time'
import { OWN_QUIZ } from './own-quiz'

/** What a class asks of a learner, each as one row. */
export function OwnAssignments({ all, locale }: { all: readonly OwnAssignment[]; locale: 'ko' | 'en' }) {
  const words = messages(locale).assignments
  if (all.length === 0) return null
  return (
    <section aria-labelledby="assignments">
      <h2 id="assignments">{words.yours}</h2>
      <ul className="assignment-own">
        {all.map(({ assigned, classroom, dueAt, result }) => (
          <li key={assigned.id}>
            <a
              className="link"
              href={`/${locale}/classes/${assigned.classroomId}/assignments/${assigned.id}`}
            >
              {assigned.title}
            </a>
            <small>
              {words.stages[stageOf(assigned, dueAt, new Date())]} ·{' '}
              {dueAt ? `${words.due} ${dateTime(dueAt, classroom.timeZone, locale)}` : words.noDue} ·{' '}
              {fill(words.toDo, { answered: result.answered, items: result.items })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One assignment for its learner: when, what, and how far they are.
 *  @param written items of the class's own that it asks now, by id
 *  @param children where those are answered */
export function OwnAssignmentView(props: {
  own: OwnAssignment
  written: ReadonlyMap<string, Item>
  locale: 'ko' | 'en'
  children: ReactNode
}) {
  const { own, written, locale, children } = props
  const { assigned, classroom, dueAt, result, answersTo, isScoreShown } = own
  const words = messages(locale).assignments
  const { itemIds, attempts, mockMinutes } = assigned
  return (
    <>
      <h1>{assigned.title}</h1>
      <p className="page-lead">
        {classroom.name} · {fill(words.toDo, { answered: result.answered, items: result.items })}
      </p>
      {result.share !== null && result.answered > 0 && (
        <p>{isScoreShown ? fill(words.ownScore, { n: Math.round(result.share * 100) }) : words.scoreLater}</p>
      )}
      {mockMinutes !== null ? (
        <p>
          {fill(words.interview, { n: mockMinutes })}{' '}
          <a className="button button-primary" href={`/${locale}/interview/mock`}>
            {words.start}
          </a>
        </p>
      ) : (
        <ol className="assignment-own">
          {itemIds.map((id) => {
            const n = answersTo(id)
            return (
              <li key={id}>
                <ItemLink id={id} own={written.get(id) ?? null} locale={locale} />
                <small>{n === 0 ? words.notAnswered : fill(words.answersLeft, { n, total: attempts })}</small>
              </li>
            )
          })}
        </ol>
      )}
      {children}
      <Moments assigned={assigned} dueAt={dueAt} zone={classroom.timeZone} locale={locale} />
    </>
  )
}

/** Where an item is answered: in its lesson's quiz, on the card's page, or on this one. */
function ItemLink({ id, own, locale }: { id: string; own: Item | null; locale: 'ko' | 'en' }) {
  const item = own ?? loadItem(id)
  if (!item) return <span>{versionOf(id) === null ? id : messages(locale).ownItems.byTeacher}</span>
  const path = pathOf(item, locale)
  return (
    <a className="link" href={path}>
      <Inline text={plain(item.stem[locale])} />
    </a>
  )
}

function pathOf({ id, kind, lesson, section }: Item, locale: 'ko' | 'en'): string {
  if (lesson === OWN_LESSON) return `#${OWN_QUIZ}`
  return kind === 'card' ? cardPath(locale, id) : `/${locale}/learn/${lesson}#${section}`
}
