import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { scorer } from '@/lib/attempt/scorer'
import type { Viewer } from '@/lib/auth/viewer'
import {
  IDLE_DAYS,
  LEARNER_ORDERS,
  LEARNER_PICKS,
  type LearnerOrder,
  type LearnerPick,
} from '@/lib/classroom/activity'
import { admissionOf } from '@/lib/classroom/admission'
import { timeZoneOf } from '@/lib/classroom/assignment'
import { dueNextOf } from '@/lib/classroom/assignment-result'
import { isStaff, showCode } from '@/lib/classroom/classroom'
import { dashboardOf, learnerAnswers, ownMembership } from '@/lib/classroom/dashboard'
import { handedOnBy } from '@/lib/classroom/duplicate'
import { type EventRow, TOLD, toldOf } from '@/lib/classroom/event-log'
import { liveOf } from '@/lib/classroom/live-store'
import { misconceptionsOf } from '@/lib/classroom/misconception'
import { messagesTo } from '@/lib/classroom/note'
import { ownAssignments } from '@/lib/classroom/own-assignments'
import { pulseOf } from '@/lib/classroom/pulse'
import { sectionsOf } from '@/lib/classroom/section'
import { type ClassSummary, countWaiting } from '@/lib/classroom/store'
import { revealing } from '@/lib/content/revealing'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { hasPlatforms } from '@/lib/lti/platform'
import { askerOf } from '@/lib/progress/asker'
import { shownResults } from '@/lib/progress/shown-store'
import { sectionsOf as visitsOf } from '@/lib/progress/store'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { namingOf } from '@/lib/xapi/settings'
import { Answers } from '../answers'
import { Back } from '../back'
import { Invite, LearnerControls } from '../class-forms'
import { ClassHead } from '../class-head'
import { classLessons, everyClassLesson } from '../class-lessons'
import { ClassLife } from '../class-life'
import { courseStanding } from '../course-standing'
import { DueList } from '../due-next'
import { EventList } from '../event-list'
import { HeatLive } from '../heat-live'
import { HeatLegend, HeatMap } from '../heat-map'
import { Messages } from '../messages'
import { Misconceptions } from '../misconceptions'
import { Moment } from '../moment'
import { type ClassPageProps, lessonOf, openClass, pageOf } from '../opening'
import { OwnAssignments } from '../own-assignment'
import { OwnCourse } from '../own-course'
import { Pager } from '../pager'
import { SectionNav } from '../section-nav'
import { AgreeAsk, LeaveStaff } from '../staff-forms'
import '@/app/_widgets/simulator.css'
import '@/app/_quiz/quiz.css'
import '../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classes.title, robots: { index: false } }
}

/** A class as its teacher sees it, or as a learner of it does. */
export default async function ClassPage({ params, searchParams }: Props) {
  const { notice, viewer, classroom, locale } = await openClass(params, '', null)
  if (notice) return notice
  const query = await searchParams
  return (
    <main id="main" className="page class-page">
      {isStaff(classroom.role) ? (
        <TeacherView
          viewer={viewer}
          classroom={classroom}
          locale={locale}
          page={pageOf(query)}
          order={LEARNER_ORDERS.find((one) => one === query.order) ?? 'name'}
          pick={LEARNER_PICKS.find((one) => one === query.show) ?? null}
          section={typeof query.section === 'string' ? query.section : null}
          believes={query.believes === 'all'}
        />
      ) : (
        <LearnerView
          viewer={viewer}
          classroom={classroom}
          locale={locale}
          slug={lessonOf(query)}
          page={pageOf(query)}
        />
      )}
    </main>
  )
}

type ViewProps = { viewer: Viewer; classroom: ClassSummary; locale: 'ko' | 'en' }

/** @param believes all that the class believes, instead of where it stands */
async function TeacherView(
  props: ViewProps & {
    page: number
    order: LearnerOrder
    pick: LearnerPick | null
    section: string | null
    believes: boolean
  },
) {
  const { viewer, classroom, locale, page, order, pick, believes } = props
  if (believes) return <Believed viewer={viewer} classroom={classroom} locale={locale} />
  const m = messages(locale).classes
  const [lessons, every] = await Promise.all([classLessons(classroom.id), everyClassLesson(classroom.id)])
  const itemIds = every.flatMap((lesson) => lesson.itemIds)
  // Before the rest: what comes while that is read is seen by the next look.
  const pulse = await pulseOf(viewer, classroom.id)
  const sections = await sectionsOf(viewer, classroom.id)
  const section = sections.find(({ id }) => id === props.section)?.id ?? null
  const [dashboard, held, admission, waiting, handedOn, offersPlatforms, due, zone] = await Promise.all([
    dashboardOf(viewer, classroom.id, lessons, page, order, pick, section),
    misconceptionsOf(viewer, classroom.id, itemIds, revealing()),
    admissionOf(viewer, classroom.id),
    countWaiting(classroom.id),
    handedOnBy(viewer, classroom.id),
    hasPlatforms(),
    dueNextOf(viewer, classroom.id),
    timeZoneOf(viewer, classroom.id),
  ])
  if (!dashboard || pulse === null || !zone) notFound()
  const { invitation } = classroom
  const hrefOf = (by: LearnerOrder, which: LearnerPick | null, n = 1, part = section) => {
    const asks = new URLSearchParams({
      ...(by !== 'name' && { order: by }),
      ...(which && { show: which }),
      ...(part && { section: part }),
      ...(n > 1 && { page: String(n) }),
    })
    return `/${locale}/classes/${classroom.id}${asks.size > 0 ? `?${asks}` : ''}`
  }
  return (
    <>
      <ClassHead
        at="overview"
        locale={locale}
        classId={classroom.id}
        name={classroom.name}
        lead={fill(m.people, { n: classroom.learners })}
      />
      {invitation && (
        <Invite
          locale={locale}
          classId={classroom.id}
          code={showCode(invitation.code)}
          expires={<Moment at={invitation.expiresAt.toISOString()} locale={locale} template={m.expires} />}
          labels={m}
        />
      )}
      {classroom.isArchived && <p className="callout">{m.archivedNote}</p>}
      {admission?.closed && <p className="class-note">{m.closedNote}</p>}
      {waiting > 0 && (
        <p className="callout">
          <a className="link link-strong" href={`/${locale}/classes/${classroom.id}/members?state=waiting`}>
            {fill(m.someWait, { n: waiting })}
          </a>
        </p>
      )}
      <DueList due={due} classId={classroom.id} zone={zone} locale={locale} />
      <HeatLive classId={classroom.id} pulse={pulse} />
      <div className="class-head">
        <h2 id="heat">{m.heatTitle}</h2>
        <HeatLegend labels={m} />
      </div>
      <SectionNav
        sections={sections}
        at={section}
        hrefOf={(part) => hrefOf(order, pick, 1, part)}
        words={messages(locale).classSections}
      />
      {dashboard.total === 0 ? (
        <div className="state-row">
          <span />
          <div>
            <b>{m.emptyTitle}</b>
            <p>{m.emptyBody}</p>
          </div>
        </div>
      ) : (
        <>
          <p className="class-note">{m.heatNote}</p>
          <nav className="class-states" aria-label={m.orderBy}>
            {LEARNER_ORDERS.map((one) => (
              <a key={one} href={hrefOf(one, pick)} aria-current={one === order ? 'true' : undefined}>
                {m.learnerOrders[one]}
              </a>
            ))}
          </nav>
          <nav className="class-states" aria-label={m.show}>
            {[null, ...LEARNER_PICKS].map((one) => (
              <a key={one} href={hrefOf(order, one)} aria-current={one === pick ? 'true' : undefined}>
                {one ? m.learnerPicks[one] : m.everyone}
              </a>
            ))}
          </nav>
          {pick && pick !== 'stuck' && (
            <p className="class-note">{fill(m.pickNotes[pick], { n: IDLE_DAYS })}</p>
          )}
          {dashboard.learners.length === 0 ? (
            <p>{m.nobodyPicked}</p>
          ) : (
            <HeatMap
              dashboard={dashboard}
              locale={locale}
              classId={classroom.id}
              labels={m}
              order={pick === 'inactive' ? 'idle' : order}
            />
          )}
          <Pager
            page={dashboard.page}
            pages={dashboard.pages}
            hrefOf={(n) => hrefOf(order, pick, n)}
            labels={m}
          />
          {(pick === 'stuck' || dashboard.learners.some(({ stuckAt }) => stuckAt.length > 0)) && (
            <p className="class-note">{m.stuckNote}</p>
          )}
        </>
      )}
      <section className="class-misconceptions" aria-labelledby="misconceptions">
        <h2 id="misconceptions">{m.misconceptionsTitle}</h2>
        <p className="class-note">{m.misconceptionsNote}</p>
        <Misconceptions
          rows={held}
          locale={locale}
          classId={classroom.id}
          all={`/${locale}/classes/${classroom.id}?believes=all`}
        />
      </section>
      <section className="class-manage" aria-labelledby="manage">
        <h2 id="manage">{m.manage}</h2>
        {offersPlatforms && (
          <p>
            <a className="link link-strong" href={`/${locale}/classes/${classroom.id}/platform`}>
              {messages(locale).lti.classTitle}
            </a>
          </p>
        )}
        {handedOn ? (
          <>
            <p>
              <a className="link link-strong" href={`/${locale}/classes/${classroom.id}/log`}>
                {messages(locale).classLog.title}
              </a>
            </p>
            <ClassLife
              locale={locale}
              classId={classroom.id}
              className={classroom.name}
              isArchived={classroom.isArchived}
              handedOn={handedOn}
              labels={m}
            />
          </>
        ) : (
          <LeaveStaff locale={locale} classId={classroom.id} className={classroom.name} labels={m} />
        )}
      </section>
    </>
  )
}

/** Every misconception of a class. */
async function Believed({ viewer, classroom, locale }: ViewProps) {
  const m = messages(locale).classes
  const itemIds = (await everyClassLesson(classroom.id)).flatMap((lesson) => lesson.itemIds)
  const held = await misconceptionsOf(viewer, classroom.id, itemIds, revealing())
  return (
    <>
      <Back href={`/${locale}/classes/${classroom.id}`} label={m.back} />
      <h1>{m.misconceptionsTitle}</h1>
      <p className="page-lead">{classroom.name}</p>
      <section className="class-misconceptions" aria-label={m.misconceptionsTitle}>
        <p className="class-note">{m.misconceptionsNote}</p>
        <Misconceptions rows={held} locale={locale} classId={classroom.id} />
      </section>
    </>
  )
}

/** What a learner is told of who looked at their work. */
function WhoLooked({ rows, locale }: { rows: readonly EventRow[]; locale: 'ko' | 'en' }) {
  const m = messages(locale).classLog
  return (
    <section className="class-manage" aria-labelledby="who-looked">
      <h2 id="who-looked">{m.ownTitle}</h2>
      {rows.length === 0 ? (
        <p>{m.ownEmpty}</p>
      ) : (
        <>
          <p className="class-note">{fill(m.ownNote, { n: TOLD })}</p>
          <EventList rows={rows} locale={locale} whom={m.you} />
        </>
      )}
    </section>
  )
}

async function LearnerView(props: ViewProps & { slug: string | null; page: number }) {
  const { viewer, classroom, locale, slug, page } = props
  const m = messages(locale).classes
  const withheld = await allWithheldFrom(await askerOf(viewer))
  const membershipId = await ownMembership(viewer, classroom.id)
  const seen =
    membershipId &&
    (await learnerAnswers(
      viewer,
      classroom.id,
      membershipId,
      await everyClassLesson(classroom.id),
      { locale, slug },
      scorer,
      withheld,
    ))
  if (!seen) notFound()
  const [assigned, asked, told, written] = await Promise.all([
    ownAssignments(viewer, withheld, classroom.id, page),
    liveOf(viewer, classroom.id),
    toldOf(viewer, classroom.id),
    messagesTo(viewer, classroom.id, seen.membershipId),
  ])
  const stated = namingOf(process.env)
  const hasCourse = classroom.course.length > 0
  const [results, sections] = hasCourse
    ? await Promise.all([shownResults(viewer, withheld), visitsOf(viewer)])
    : [[], []]
  return (
    <>
      <h1>{classroom.name}</h1>
      <p className="page-lead">
        <Moment at={classroom.joinedAt.toISOString()} locale={locale} template={m.joinedOn} />
      </p>
      {asked?.live && (
        <p className="callout">
          <a className="link link-strong" href={`/${locale}/classes/${classroom.id}/live`}>
            {messages(locale).live.toLive}
          </a>
        </p>
      )}
      {!classroom.agreed && <AgreeAsk classId={classroom.id} labels={m} />}
      <OwnAssignments all={assigned.rows} locale={locale} />
      <Pager
        page={assigned.page}
        pages={assigned.pages}
        hrefOf={(n) => `/${locale}/classes/${classroom.id}?page=${n}`}
        labels={m}
      />
      {hasCourse && (
        <OwnCourse
          classId={classroom.id}
          lessons={courseStanding(classroom.course, results, sections, locale)}
          locale={locale}
        />
      )}
      <LearnerControls
        locale={locale}
        classId={classroom.id}
        className={classroom.name}
        shares={classroom.shareEarlier}
        asked={classroom.shareAgain}
        labels={m}
      >
        <h2>{seen.name}</h2>
        <p className="class-note">{m.whatTeacherSees}</p>
        {stated && <p className="class-note">{m.stated[stated]}</p>}
        <Answers seen={seen} locale={locale} here={`/${locale}/classes/${classroom.id}`} />
        {written.length > 0 && <Messages notes={written} locale={locale} taught={null} />}
        <WhoLooked rows={told} locale={locale} />
      </LearnerControls>
    </>
  )
}
