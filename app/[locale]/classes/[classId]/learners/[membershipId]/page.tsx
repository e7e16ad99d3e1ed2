import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { scorer } from '@/lib/attempt/scorer'
import { learnerAnswers } from '@/lib/classroom/dashboard'
import { messagesTo } from '@/lib/classroom/note'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { askerOf } from '@/lib/progress/asker'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { Answers } from '../../../answers'
import { Back } from '../../../back'
import { RemoveLearner } from '../../../class-forms'
import { everyClassLesson } from '../../../class-lessons'
import { Messages } from '../../../messages'
import { Moment } from '../../../moment'
import { type ClassPageProps, lessonOf, openClass } from '../../../opening'
import '@/app/_widgets/simulator.css'
import '@/app/_quiz/quiz.css'
import '../../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = ClassPageProps<'membershipId'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classes.title, robots: { index: false } }
}

/** One learner's answers, for their teacher. */
export default async function LearnerPage({ params, searchParams }: Props) {
  const { membershipId } = await params
  const below = `/learners/${membershipId}`
  const { notice, viewer, classroom, locale, m } = await openClass(params, below, 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const slug = lessonOf(await searchParams)
  const shown = { locale, slug }
  const withheld = await allWithheldFrom(await askerOf(viewer))
  const lessons = await everyClassLesson(classId)
  const seen = await learnerAnswers(viewer, classId, membershipId, lessons, shown, scorer, withheld)
  if (!seen) notFound()
  return (
    <main id="main" className="page class-page">
      <Back href={`/${locale}/classes/${classId}`} label={m.back} />
      <h1>{seen.name}</h1>
      <p className="page-lead">
        {classroom.name}
        {seen.isGuest ? ` · ${m.guest}` : ''}
        {seen.shareEarlier ? ` · ${m.shared}` : ''}
      </p>
      <p className="class-note">
        <Moment at={seen.joinedAt.toISOString()} locale={locale} template={m.joinedOn} />
      </p>
      <Answers
        seen={seen}
        locale={locale}
        here={`/${locale}/classes/${classId}${below}`}
        taughtId={classroom.role === 'teacher' ? classId : null}
      />
      <Messages
        notes={await messagesTo(viewer, classId, membershipId)}
        locale={locale}
        taught={classroom.role === 'teacher' ? { classId, membershipId, name: seen.name } : null}
      />
      {classroom.role === 'teacher' && (
        <section className="class-manage" aria-labelledby="manage">
          <h2 id="manage">{m.manage}</h2>
          <RemoveLearner
            locale={locale}
            classId={classId}
            membershipId={membershipId}
            name={seen.name}
            labels={m}
          />
        </section>
      )}
    </main>
  )
}
