import { fill } from '@/app/_ui/fill'
import { type Note, SHOWN_MESSAGES } from '@/lib/classroom/note'
import { messages } from '@/lib/i18n/messages'
import { MessageForm } from './note-forms'
import { NoteList } from './note-list'

/** What was written to a learner of a class, the newest first.
 *  @param taught to whom who teaches the class can write more; null for everybody else */
export function Messages(props: {
  notes: readonly Note[]
  locale: 'ko' | 'en'
  taught: { readonly classId: string; readonly membershipId: string; readonly name: string } | null
}) {
  const { notes, locale, taught } = props
  const { classes: labels, classFeedback: words } = messages(locale)
  return (
    <section className="class-manage" aria-labelledby="messages">
      <h2 id="messages">{words.messages}</h2>
      {notes.length === 0 && <p className="class-note">{words.noMessages}</p>}
      <NoteList notes={notes} locale={locale} taughtId={taught?.classId ?? null} />
      {notes.length === SHOWN_MESSAGES && (
        <p className="class-note">{fill(words.onlyNewest, { n: SHOWN_MESSAGES })}</p>
      )}
      {taught && <MessageForm {...taught} labels={labels} words={words} />}
    </section>
  )
}
