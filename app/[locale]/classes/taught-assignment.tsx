import { fill } from '@/app/_ui/fill'
import type { assignmentOf, LearnerResult } from '@/lib/classroom/assignment-result'
import type { ClassSection } from '@/lib/classroom/section'
import { localTime } from '@/lib/classroom/zone'
import { messages } from '@/lib/i18n/messages'
import { ChangeForm, DeleteAssignment, ExtendForm } from './assignment-forms'
import { Moments } from './assignment-moments'
import { dateTime } from './date-time'
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
  const { classes: labels, assignments: words, classSections: said } = messages(locale)
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
      <td>
        {learner.extendedTo && <small>{dateTime(learner.extendedTo, zone, locale)}</small>}
        {mayChange && dueAt && (
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
            }}
            zone={zone}
            whom={{ sections, said }}
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
