import { fill } from '@/app/_ui/fill'
import type { ExamNow } from '@/lib/classroom/exam'
import type { OwnAssignment } from '@/lib/classroom/own-assignments'
import { messages } from '@/lib/i18n/messages'
import { askedParts } from '../_shell/asked'
import { dateTime } from './date-time'
import { BeginExam, ExamRoom } from './exam-room'

/** An exam for one who learns in the class: what is told before, the exam itself, and what comes after. */
export function ExamView(props: {
  viewerId: string
  own: OwnAssignment
  exam: ExamNow
  locale: 'ko' | 'en'
}) {
  const { viewerId, own, exam, locale } = props
  const { assigned, classroom, dueAt, result, isScoreShown } = own
  const { classes: labels, assignments, exam: words, quiz } = messages(locale)
  const { sitting, minutes } = exam
  const now = new Date()
  const at = (moment: Date) => dateTime(moment, classroom.timeZone, locale)
  if (sitting && sitting.handedInAt === null) {
    const items = sitting.asked.map(({ item }) => item)
    const known = sitting.asked.map(({ item, answer, keptAt }) => [
      item.id,
      { answer, keptAt: keptAt?.toISOString() ?? null },
    ])
    return (
      <>
        <h1>{assigned.title}</h1>
        <p className="page-lead">
          {classroom.name} · {fill(words.ends, { at: at(sitting.endsAt) })}
        </p>
        <ExamRoom
          viewerId={viewerId}
          classId={assigned.classroomId}
          assignmentId={assigned.id}
          items={items}
          {...askedParts(items, locale)}
          known={Object.fromEntries(known)}
          clock={{ now: now.toISOString(), endsAt: sitting.endsAt.toISOString() }}
          {...{ locale, quiz, labels, words }}
        />
      </>
    )
  }
  const title = (
    <>
      <h1>{assigned.title}</h1>
      <p className="page-lead">
        {classroom.name} · {words.exam}
      </p>
    </>
  )
  if (sitting) {
    const handedIn = sitting.byTime ? words.handedInByTime : words.handedIn
    const end =
      sitting.handedInAt && sitting.handedInAt < sitting.endsAt ? sitting.handedInAt : sitting.endsAt
    return (
      <>
        {title}
        <p>{fill(handedIn, { at: at(end) })}</p>
        <p>{fill(assignments.toDo, { answered: result.answered, items: result.items })}</p>
        <p>
          {isScoreShown && result.share !== null
            ? fill(assignments.ownScore, { n: Math.round(result.share * 100) })
            : assignments.scoreLater}
        </p>
        <p className="class-note">{words.toAnswers}</p>
      </>
    )
  }
  const isOver = dueAt !== null && dueAt <= now
  if (isOver)
    return (
      <>
        {title}
        <p>{words.missed}</p>
      </>
    )
  const { told } = words
  const isNever = assigned.scoreRelease === 'never' && assigned.release === 'never'
  const release = isNever ? 'never' : 'after_due'
  return (
    <>
      {title}
      <section className="exam-told" aria-labelledby="told">
        <h2 id="told">{told.title}</h2>
        <ul>
          <li>{fill(told.time, { n: minutes, until: dueAt ? at(dueAt) : '' })}</li>
          <li>{fill(told.once, { n: assigned.itemIds.length })}</li>
          <li>{told.kept}</li>
          <li>{told.handed}</li>
          <li>{fill(told.quiet, { release: words.releases[release] })}</li>
          <li>{told.own}</li>
        </ul>
      </section>
      {assigned.openAt > now ? (
        <p>{fill(words.opensAt, { at: at(assigned.openAt) })}</p>
      ) : (
        <BeginExam
          classId={assigned.classroomId}
          assignmentId={assigned.id}
          {...{ minutes, locale, labels, words }}
        />
      )}
    </>
  )
}
