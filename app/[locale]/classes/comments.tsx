import type { SeenAnswer } from '@/lib/classroom/dashboard'
import { messages } from '@/lib/i18n/messages'
import { CommentForm } from './note-forms'
import { NoteList } from './note-list'

/** What is written on an answer, the oldest first, and for who teaches the class the form that adds to it.
 *  @param taughtId of the class; null for everybody else */
export function Comments(props: { answer: SeenAnswer; locale: 'ko' | 'en'; taughtId: string | null }) {
  const { answer, locale, taughtId } = props
  const { classes: labels, classFeedback: words } = messages(locale)
  return (
    <>
      {answer.comments.length > 0 && (
        <div className="answers-decisions">
          <p>{words.comments}</p>
          <NoteList notes={answer.comments} locale={locale} taughtId={taughtId} />
        </div>
      )}
      {taughtId !== null && (
        <CommentForm classId={taughtId} responseId={answer.id} labels={labels} words={words} />
      )}
    </>
  )
}
