import type { Note } from '@/lib/classroom/note'
import { messages } from '@/lib/i18n/messages'
import { Moment } from './moment'
import { WithdrawNote } from './note-forms'

/** What teachers wrote, as it comes.
 *  @param taughtId of the class, for who may take it back; null for everybody else */
export function NoteList(props: { notes: readonly Note[]; locale: 'ko' | 'en'; taughtId: string | null }) {
  const { notes, locale, taughtId } = props
  const { classes: labels, classFeedback: words } = messages(locale)
  return (
    <ol className="notes">
      {notes.map(({ id, at, by, text }) => (
        <li key={id}>
          <p className="note-text">{text}</p>
          <small>
            {by ?? words.gone} · <Moment at={at.toISOString()} locale={locale} exact />
          </small>
          {taughtId !== null && <WithdrawNote classId={taughtId} noteId={id} labels={labels} words={words} />}
        </li>
      ))}
    </ol>
  )
}
