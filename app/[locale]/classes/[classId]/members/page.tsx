import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { admissionOf } from '@/lib/classroom/admission'
import { MEMBERSHIP_STATUSES } from '@/lib/classroom/classroom'
import { invitedTo } from '@/lib/classroom/invitee'
import { rosterOf } from '@/lib/classroom/roster'
import { sectionsOf } from '@/lib/classroom/section'
import { OFFER_DAYS, staffOf } from '@/lib/classroom/staff'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { AdmissionForm } from '../../admission-form'
import { ClassHead } from '../../class-head'
import { InvitedTable } from '../../invited-table'
import { type ClassPageProps, openClass, pageOf } from '../../opening'
import { Pager } from '../../pager'
import { RosterTable } from '../../roster-table'
import { Sections } from '../../section-forms'
import { Staff } from '../../staff-forms'
import '../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classes.members, robots: { index: false } }
}

/** Beside the states of memberships: on the list, and not joined. */
const INVITED = 'invited'

/** Who is in a class and who was, for its teacher. */
export default async function MembersPage({ params, searchParams }: Props) {
  const { notice, viewer, classroom, locale, m } = await openClass(params, '/members', 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const query = await searchParams
  const status = MEMBERSHIP_STATUSES.find((one) => one === query.state) ?? null
  const mayChange = classroom.role === 'teacher'
  const isInvited = query.state === INVITED
  const [staff, admission, roster, invited, sections] = await Promise.all([
    staffOf(viewer, classId),
    admissionOf(viewer, classId),
    rosterOf(viewer, classId, status, pageOf(query)),
    invitedTo(viewer, classId, isInvited ? pageOf(query) : null),
    sectionsOf(viewer, classId),
  ])
  if (!roster || !admission || !staff || !invited) notFound()
  const words = messages(locale).roster
  const { counts, rows } = roster
  const everyone = MEMBERSHIP_STATUSES.reduce((sum, one) => sum + counts[one], 0)
  const hrefOf = (state: string | null, n: number) => {
    const asks = new URLSearchParams({ ...(state && { state }), ...(n > 1 && { page: String(n) }) })
    return `/${locale}/classes/${classId}/members${asks.size > 0 ? `?${asks}` : ''}`
  }
  return (
    <main id="main" className="page class-page">
      <ClassHead at="members" locale={locale} classId={classId} name={classroom.name} />
      <h2 className="class-members">{m.members}</h2>
      <nav className="class-states" aria-label={m.statusFilter}>
        {[null, ...MEMBERSHIP_STATUSES].map((one) => (
          <a key={one} href={hrefOf(one, 1)} aria-current={one === status && !isInvited ? 'true' : undefined}>
            {one ? m.status[one] : m.everyone} {one ? counts[one] : everyone}
          </a>
        ))}
        <a href={hrefOf(INVITED, 1)} aria-current={isInvited ? 'true' : undefined}>
          {words.invited} {invited.total}
        </a>
        {mayChange && (
          <a className="link-strong" href={`/${locale}/classes/${classId}/members/list`}>
            {words.title}
          </a>
        )}
      </nav>
      {isInvited ? (
        <InvitedTable
          key={invited.page}
          classId={classId}
          rows={invited.rows}
          mayChange={mayChange}
          labels={m}
          words={words}
          pager={
            <Pager page={invited.page} pages={invited.pages} hrefOf={(n) => hrefOf(INVITED, n)} labels={m} />
          }
        />
      ) : (
        <RosterTable
          key={`${status} ${roster.page}`}
          locale={locale}
          classId={classId}
          rows={rows}
          mayChange={mayChange}
          labels={m}
          words={words}
          said={messages(locale).classFeedback}
          sections={sections}
          parts={messages(locale).classSections}
          pager={
            <Pager page={roster.page} pages={roster.pages} hrefOf={(n) => hrefOf(status, n)} labels={m} />
          }
        />
      )}
      <p className="class-note">{m.membersNote}</p>
      {mayChange && (
        <section className="class-manage" aria-labelledby="sections">
          <h2 id="sections">{messages(locale).classSections.title}</h2>
          <p className="class-note">{messages(locale).classSections.lead}</p>
          <Sections classId={classId} sections={sections} labels={m} words={messages(locale).classSections} />
        </section>
      )}
      {mayChange && (
        <section className="class-manage" aria-labelledby="staff">
          <h2 id="staff">{m.staffTitle}</h2>
          <Staff locale={locale} classId={classId} {...staff} days={OFFER_DAYS} labels={m} />
        </section>
      )}
      {mayChange && (
        <section className="class-manage" aria-labelledby="admission">
          <h2 id="admission">{m.admission}</h2>
          <p className="class-note">{m.admissionNote}</p>
          <AdmissionForm classId={classId} admission={admission} labels={m} />
        </section>
      )}
    </main>
  )
}
