import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { scorer } from '@/lib/attempt/scorer'
import { getViewer } from '@/lib/auth/viewer'
import { learnerAnswers } from '@/lib/classroom/dashboard'
import { classroomOf } from '@/lib/classroom/store'
import { catalog } from '@/lib/content/catalog'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { Answers } from '../../../answers'
import { RemoveLearner } from '../../../class-forms'
import { Moment } from '../../../moment'
import { SignInNotice } from '../../../sign-in-notice'
import '../../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

type Props = { params: Promise<{ locale: string; classId: string; membershipId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classes.title, robots: { index: false } }
}

/** One learner's answers, for their teacher. */
export default async function LearnerPage({ params }: Props) {
  const { locale: asked, classId, membershipId } = await params
  const locale = toLocale(asked)
  const m = messages(locale).classes
  const viewer = await getViewer()
  const classroom = viewer && (await classroomOf(viewer, classId))
  if (!viewer) return <SignInNotice path={`/classes/${classId}/learners/${membershipId}`} locale={locale} />
  if (classroom?.role !== 'teacher') notFound()
  const seen = await learnerAnswers(viewer, classId, membershipId, catalog().lessons, locale, scorer)
  if (!seen) notFound()
  return (
    <main id="main" className="page class-page">
      <p>
        <a className="link" href={`/${locale}/classes/${classId}`}>
          {m.back}
        </a>
      </p>
      <h1>{seen.name}</h1>
      <p className="page-lead">
        {classroom.name}
        {seen.isGuest ? ` · ${m.guest}` : ''}
        {seen.shareEarlier ? ` · ${m.shared}` : ''}
      </p>
      <p className="class-note">
        <Moment at={seen.joinedAt.toISOString()} locale={locale} template={m.joinedOn} />
      </p>
      <Answers seen={seen} locale={locale} />
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
    </main>
  )
}
