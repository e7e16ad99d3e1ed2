import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { scorer } from '@/lib/attempt/scorer'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { showCode } from '@/lib/classroom/classroom'
import { dashboardOf, learnerAnswers, ownMembership } from '@/lib/classroom/dashboard'
import { type ClassSummary, classroomOf } from '@/lib/classroom/store'
import { catalog } from '@/lib/content/catalog'
import { concepts, misconception } from '@/lib/content/concept'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { Answers } from '../answers'
import { DeleteClass, Invite, LearnerControls } from '../class-forms'
import { ClassTabs } from '../class-tabs'
import { HeatLegend, HeatMap } from '../heat-map'
import { Moment } from '../moment'
import { SignInNotice } from '../sign-in-notice'
import '../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = { params: Promise<{ locale: string; classId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classes.title, robots: { index: false } }
}

/** A class as its teacher sees it, or as a learner of it does. */
export default async function ClassPage({ params }: Props) {
  const { locale: asked, classId } = await params
  const locale = toLocale(asked)
  const viewer = await getViewer()
  const classroom = viewer && (await classroomOf(viewer, classId))
  if (!viewer) return <SignInNotice path={`/classes/${classId}`} locale={locale} />
  if (!classroom) notFound()
  return (
    <main id="main" className="page class-page">
      {classroom.role === 'teacher' ? (
        <TeacherView viewer={viewer} classroom={classroom} locale={locale} />
      ) : (
        <LearnerView viewer={viewer} classroom={classroom} locale={locale} />
      )}
    </main>
  )
}

type ViewProps = { viewer: Viewer; classroom: ClassSummary; locale: 'ko' | 'en' }

async function TeacherView({ viewer, classroom, locale }: ViewProps) {
  const m = messages(locale).classes
  const dashboard = await dashboardOf(viewer, classroom.id, catalog().lessons)
  if (!dashboard) notFound()
  const { invitation } = classroom
  return (
    <>
      <h1>{classroom.name}</h1>
      <p className="page-lead">{fill(m.people, { n: classroom.learners })}</p>
      <ClassTabs at="overview" locale={locale} classId={classroom.id} labels={m} />
      {invitation && (
        <Invite
          locale={locale}
          classId={classroom.id}
          code={showCode(invitation.code)}
          expires={<Moment at={invitation.expiresAt.toISOString()} locale={locale} template={m.expires} />}
          labels={m}
        />
      )}
      <div className="class-head">
        <h2 id="heat">{m.heatTitle}</h2>
        <HeatLegend labels={m} />
      </div>
      {dashboard.learners.length === 0 ? (
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
          <HeatMap dashboard={dashboard} locale={locale} classId={classroom.id} labels={m} />
        </>
      )}
      <section className="class-misconceptions" aria-labelledby="misconceptions">
        <h2 id="misconceptions">{m.misconceptionsTitle}</h2>
        <p className="class-note">{m.misconceptionsNote}</p>
        <Misconceptions rows={dashboard.misconceptions} locale={locale} />
      </section>
      <section className="class-manage" aria-labelledby="manage">
        <h2 id="manage">{m.manage}</h2>
        <DeleteClass locale={locale} classId={classroom.id} className={classroom.name} labels={m} />
      </section>
    </>
  )
}

function Misconceptions({
  rows,
  locale,
}: {
  rows: readonly { id: string; holders: number; answered: number }[]
  locale: 'ko' | 'en'
}) {
  const m = messages(locale).classes
  if (rows.length === 0) return <p>{m.noMisconceptions}</p>
  const all = concepts()
  return (
    <ol>
      {rows.slice(0, 12).map(({ id, holders, answered }) => (
        <li key={id}>
          <span>{misconception(all, id)?.name[locale] ?? id}</span>
          <svg
            viewBox={`0 0 ${Math.max(1, answered) * 12} 14`}
            width={Math.max(1, answered) * 12}
            height="14"
            aria-hidden="true"
          >
            {Array.from({ length: answered }, (_, i) => i).map((i) => (
              <rect
                key={i}
                x={i * 12 + 1}
                y="1"
                width="10"
                height="12"
                rx="2"
                className={i < holders ? 'held' : 'free'}
              />
            ))}
          </svg>
          <b>{fill(m.holders, { n: holders, total: answered })}</b>
        </li>
      ))}
    </ol>
  )
}

async function LearnerView({ viewer, classroom, locale }: ViewProps) {
  const m = messages(locale).classes
  const membershipId = await ownMembership(viewer, classroom.id)
  const seen =
    membershipId &&
    (await learnerAnswers(viewer, classroom.id, membershipId, catalog().lessons, locale, scorer))
  if (!seen) notFound()
  return (
    <>
      <h1>{classroom.name}</h1>
      <p className="page-lead">
        <Moment at={classroom.joinedAt.toISOString()} locale={locale} template={m.joinedOn} />
      </p>
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
        <Answers seen={seen} locale={locale} />
      </LearnerControls>
    </>
  )
}
