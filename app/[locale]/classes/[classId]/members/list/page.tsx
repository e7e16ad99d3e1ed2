import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fill } from '@/app/_ui/fill'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { tiesOf } from '@/lib/lti/tie'
import { ClassHead } from '../../../class-head'
import { type ClassPageProps, openClass } from '../../../opening'
import { RosterImport } from '../../../roster-import'
import { rosterWords } from '../../../roster-words'
import '../../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

export async function generateMetadata({ params }: ClassPageProps): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).roster.title, robots: { index: false } }
}

/** Where a teacher brings the list of a class. */
export default async function ListPage({ params }: ClassPageProps) {
  const { notice, viewer, classroom, locale, m } = await openClass(params, '/members/list', 'staff')
  if (notice) return notice
  if (classroom.role !== 'teacher') notFound()
  const words = rosterWords(locale)
  const ties = (await tiesOf(viewer, classroom.id)) ?? []
  const courses = ties.flatMap(({ id, hasMembers, platform, title }) =>
    hasMembers ? [{ id, label: fill(messages(locale).lti.membersBring, { platform, course: title }) }] : [],
  )
  return (
    <main id="main" className="page class-page">
      <ClassHead at="members" locale={locale} classId={classroom.id} name={classroom.name} />
      <h2 className="class-members">{words.title}</h2>
      <p className="class-note">{words.lead}</p>
      <RosterImport locale={locale} classId={classroom.id} labels={m} words={words} courses={courses} />
    </main>
  )
}
