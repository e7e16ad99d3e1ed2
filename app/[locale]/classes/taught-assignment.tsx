import { fill } from '@/app/_ui/fill'
import type { assignmentOf, LearnerResult } from '@/lib/classroom/assignment-result'
import { EXTRA_MINUTES } from '@/lib/classroom/exam-time'
import type { ClassSection } from '@/lib/classroom/section'
import type { SittingSeen } from '@/lib/classroom/sitting'
import { localTime } from '@/lib/classroom/zone'
import { messages } from '@/lib/i18n/messages'
import { ChangeForm, DeleteAssignment, ExtendForm } from './assignment-forms'
import { Moments } from './assignment-moments'
import { dateTime } from './date-time'
import { GiveTime, LookAgain } from './exam-seen'
import { Pager } from './pager'

/** Where a class stands with an assignment, and how it is set. */
export function TaughtAssignment(props: {
  found: NonNullable<Awaited<ReturnType<typeof assignmentOf>>>
  zone: string
  mayChange: boolean
  sections: readonly ClassSection[]
  locale: 'ko' | 'en'
}) {
  const { found, zone, mayChange, sections, locale } = props
  const { assigned, rows, page, pages } = found
  const { classes: labels, assignments: words, classSections: said, exam } = messages(locale)
  const isExam = assigned.examMinutes !== null
  const now = new Date()
  const isOn = assigned.openAt <= now && (assigned.closesAt === null || assigned.closesAt > now)
  const seenOf = (sitting: SittingSeen) => {
    const { startedAt, endsAt, handedInAt, byTime, kept } = sitting
    const at = (moment: Date | null) => (moment ? dateTime(moment, zone, locale) : '')
    if (startedAt === null) return exam.seen.not
    if (handedInAt === null)
      return fill(exam.seen.in, { kept, total: assigned.itemIds.length, until: at(endsAt) })
    return byTime ? fill(exam.seen.time, { at: at(endsAt) }) : fill(exam.seen.handed, { at: at(handedInAt) })
  }
  const section = sections.find((one) => one.id === assigned.sectionId)
  const { id: assignmentId, classroomId: classId, title, openAt, dueAt } = assigned
  const row = (learner: LearnerResult) => (
    <tr key={learner.membershipId}>
      <th scope="row">{learner.name}</th>
      <td className="number">
        {learner.result.answered}/{learner.result.items}
        {learner.result.isLate && <small>{words.isLate}</small>}
      </td>
      <td className="number">
        {learner.result.share === null ? '–' : `${Math.round(learner.result.share * 100)}%`}
      </td>
      {learner.sitting && (
        <td>
          {seenOf(learner.sitting)}
          {learner.sitting.extraMinutes > 0 && (
            <small>{fill(exam.extra, { n: learner.sitting.extraMinutes })}</small>
          )}
        </td>
      )}
      <td>
        {mayChange && learner.sitting && learner.sitting.handedInAt === null && (
          <GiveTime
            classId={classId}
            assignmentId={assignmentId}
            membershipId={learner.membershipId}
            name={learner.name}
            choices={EXTRA_MINUTES}
            labels={labels}
            words={exam}
          />
        )}
        {learner.extendedTo && <small>{dateTime(learner.extendedTo, zone, locale)}</small>}
        {mayChange && dueAt && !learner.sitting?.startedAt && (
          <ExtendForm
            classId={classId}
            assignmentId={assignmentId}
            membershipId={learner.membershipId}
            name={learner.name}
            until={localTime(learner.extendedTo ?? dueAt, zone)}
            zone={zone}
            labels={labels}
            words={words}
          />
        )}
      </td>
    </tr>
  )
  return (
    <>
      <h1>{title}</h1>
      {section && <p className="page-lead">{fill(said.only, { name: section.name })}</p>}
      <Moments assigned={assigned} dueAt={dueAt} zone={zone} locale={locale} />
      <h2 className="assignment-part">{words.who}</h2>
      {assigned.itemIds.length > 0 && (
        <p>
          <a className="link link-strong" href={`/${locale}/classes/${classId}/grid?of=${assignmentId}`}>
            {messages(locale).itemGrid.open}
          </a>
        </p>
      )}
      <p className="class-note">{words.scoreNote}</p>
      {isExam && (
        <p className="class-note">
          {fill(exam.counts, countsOf(rows))}
          {isOn && <LookAgain />}
        </p>
      )}
      <table className="table assignment-results">
        <thead>
          <tr>
            <th scope="col">{labels.name}</th>
            <th scope="col" className="number">
              {labels.completion}
            </th>
            <th scope="col" className="number">
              {words.score}
            </th>
            {isExam && <th scope="col">{exam.state}</th>}
            <th scope="col">{words.more}</th>
          </tr>
        </thead>
        <tbody>{rows.map(row)}</tbody>
      </table>
      <Pager
        page={page}
        pages={pages}
        hrefOf={(n) => `/${locale}/classes/${classId}/assignments/${assignmentId}?page=${n}`}
        labels={labels}
      />
      {mayChange && (
        <section className="class-manage" aria-labelledby="settings">
          <h2 id="settings">{words.settings}</h2>
          <ChangeForm
            classId={classId}
            assignmentId={assignmentId}
            terms={{
              title,
              openAt: localTime(openAt, zone),
              dueAt: dueAt ? localTime(dueAt, zone) : '',
              latePercent: assigned.latePercent,
              attempts: assigned.attempts,
              release: assigned.release,
              scoreRelease: assigned.scoreRelease,
              sectionId: assigned.sectionId,
              examMinutes: assigned.examMinutes,
            }}
            zone={zone}
            whom={{ sections, said }}
            exam={exam}
            labels={labels}
            words={words}
          />
          <DeleteAssignment
            locale={locale}
            classId={classId}
            assignmentId={assignmentId}
            title={title}
            labels={labels}
            words={words}
          />
        </section>
      )}
    </>
  )
}

/** How many of a page's learners stand where with an exam. */
function countsOf(rows: readonly LearnerResult[]) {
  const sittings = rows.flatMap(({ sitting }) => sitting ?? [])
  const many = (is: (sitting: SittingSeen) => boolean) => sittings.filter(is).length
  return {
    not: many(({ startedAt }) => startedAt === null),
    in: many(({ startedAt, handedInAt }) => startedAt !== null && handedInAt === null),
    handed: many(({ handedInAt, byTime }) => handedInAt !== null && !byTime),
    time: many(({ byTime }) => byTime),
  }
}
