import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
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
  const { notice, classroom, locale, m } = await openClass(params, '/members/list', 'staff')
  if (notice) return notice
  if (classroom.role !== 'teacher') notFound()
  const words = rosterWords(locale)
  return (
    <main id="main" className="page class-page">
      <ClassHead at="members" locale={locale} classId={classroom.id} name={classroom.name} />
      <h2 className="class-members">{words.title}</h2>
      <p className="class-note">{words.lead}</p>
      <RosterImport locale={locale} classId={classroom.id} labels={m} words={words} />
    </main>
  )
}
