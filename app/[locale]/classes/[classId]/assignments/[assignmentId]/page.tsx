import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { scorer } from '@/lib/attempt/scorer'
import type { Viewer } from '@/lib/auth/viewer'
import { timeZoneOf } from '@/lib/classroom/assignment'
import { assignmentOf } from '@/lib/classroom/assignment-result'
import { isStaff } from '@/lib/classroom/classroom'
import { examOf } from '@/lib/classroom/exam'
import { ownAssignment } from '@/lib/classroom/own-assignments'
import { sectionsOf } from '@/lib/classroom/section'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { loadOwnItems } from '@/lib/own-item/store'
import { askerOf } from '@/lib/progress/asker'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { Back } from '../../../back'
import { ExamView } from '../../../exam-view'
import { type ClassPageProps, openClass, pageOf } from '../../../opening'
import { OwnAssignmentView } from '../../../own-assignment'
import { OwnQuiz } from '../../../own-quiz'
import { TaughtAssignment } from '../../../taught-assignment'
import '@/app/_widgets/simulator.css'
import '../../../../learn/lesson.css'
import '../../../classes.css'
import '../../../own-item.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps<'assignmentId'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).assignments.title, robots: { index: false } }
}

/** One assignment: what it asks of a learner, or where the class stands with it. */
export default async function AssignmentPage({ params, searchParams }: Props) {
  const { assignmentId } = await params
  const { notice, viewer, classroom, locale } = await openClass(params, `/assignments/${assignmentId}`, null)
  if (notice) return notice
  const place = { classroomId: classroom.id, id: assignmentId }
  const words = messages(locale).assignments
  const isTaught = isStaff(classroom.role)
  const [path, label] = isTaught ? ['/assignments', words.back] : ['', words.backToClass]
  return (
    <main id="main" className="page class-page">
      <Back href={`/${locale}/classes/${classroom.id}${path}`} label={label} />
      {isTaught ? (
        <Taught
          viewer={viewer}
          {...place}
          locale={locale}
          page={pageOf(await searchParams)}
          mayChange={classroom.role === 'teacher'}
        />
      ) : (
        <Own viewer={viewer} {...place} locale={locale} />
      )}
    </main>
  )
}

type ViewProps = { viewer: Viewer; classroomId: string; id: string; locale: 'ko' | 'en' }

async function Own({ viewer, classroomId, id, locale }: ViewProps) {
  // First, since it hands in what is over: what is told of it below is told of that.
  const exam = await examOf(viewer, classroomId, id, locale, scorer)
  const own = await ownAssignment(viewer, await allWithheldFrom(await askerOf(viewer)), classroomId, id)
  if (!own) notFound()
  if (exam) return <ExamView viewerId={viewer.id} own={own} exam={exam} locale={locale} />
  const { openAt, itemIds } = own.assigned
  // Before it opens nobody reads what it will ask.
  const written = await loadOwnItems(openAt <= new Date() ? itemIds : [])
  const items = itemIds.flatMap((itemId) => written.get(itemId) ?? [])
  return (
    <OwnAssignmentView own={own} written={written} locale={locale}>
      <OwnQuiz viewer={viewer} items={items} locale={locale} />
    </OwnAssignmentView>
  )
}

async function Taught(props: ViewProps & { page: number; mayChange: boolean }) {
  const { viewer, classroomId, id, locale, page, mayChange } = props
  const [zone, sections, found] = await Promise.all([
    timeZoneOf(viewer, classroomId),
    sectionsOf(viewer, classroomId),
    assignmentOf(viewer, classroomId, id, page),
  ])
  if (!found || !zone) notFound()
  return <TaughtAssignment {...{ found, zone, mayChange, sections, locale }} />
}
