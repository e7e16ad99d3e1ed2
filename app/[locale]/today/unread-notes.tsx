import type { Unread } from '@/lib/classroom/note'
import { loadItem } from '@/lib/content/quiz'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { OWN_LESSON, versionOf } from '@/lib/own-item/own-id'
import { Moment } from '../classes/moment'
import { HaveRead } from './have-read'

/** What teachers wrote and the learner has not said to have read. */
export function UnreadNotes({ notes, locale }: { notes: readonly Unread[]; locale: Locale }) {
  const { classes: labels, classFeedback: words } = messages(locale)
  if (notes.length === 0) return null
  return (
    <section className="callout today-notes" aria-labelledby="from-teachers">
      <h2 id="from-teachers">{words.fromTeachers}</h2>
      <ul className="notes">
        {notes.map(({ id, at, by, text, classroomId, classroom, itemId }) => (
          <li key={id}>
            <p className="note-text">{text}</p>
            <small>
              {by ?? words.gone} · {classroom}
              {itemId && ` · ${words.onAnswer}`} · <Moment at={at.toISOString()} locale={locale} exact />
            </small>
            <a className="link" href={`/${locale}/classes/${classroomId}${placeOf(itemId)}`}>
              {itemId ? words.toAnswer : words.toClass}
            </a>
          </li>
        ))}
      </ul>
      <HaveRead ids={notes.map(({ id }) => id)} label={words.haveRead} labels={labels} />
    </section>
  )
}

/** Where on a learner's page of a class the answers to an item are. */
function placeOf(itemId: string | null): string {
  if (itemId === null) return ''
  const slug = versionOf(itemId) === null ? loadItem(itemId)?.lesson : OWN_LESSON
  return slug ? `?lesson=${slug}#${slug}` : ''
}
