import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EVENT_GROUPS } from '@/lib/classroom/event'
import { filterOf, type LogFilter, logOf } from '@/lib/classroom/event-log'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { ClassHead } from '../../class-head'
import { EventList } from '../../event-list'
import { LogDaysForm } from '../../log-days-form'
import { type ClassPageProps, openClass, pageOf } from '../../opening'
import { Pager } from '../../pager'
import '../../classes.css'

export const dynamic = 'force-dynamic'
export const dynamicParams = true

export async function generateMetadata({ params }: ClassPageProps): Promise<Metadata> {
  return { title: messages(toLocale((await params).locale)).classLog.title, robots: { index: false } }
}

/** Who looked at what of a class and who changed what, for who teaches it. */
export default async function LogPage({ params, searchParams }: ClassPageProps) {
  const { notice, viewer, classroom, locale, m } = await openClass(params, '/log', 'staff')
  if (notice) return notice
  const { id: classId } = classroom
  const query = await searchParams
  const filter = filterOf(query)
  const log = await logOf(viewer, classId, filter, pageOf(query))
  if (!log) notFound()
  const words = messages(locale).classLog
  const hrefOf = ({ group, actorId }: LogFilter, n = 1) => {
    const asks = new URLSearchParams({
      ...(group && { of: group }),
      ...(actorId && { by: actorId }),
      ...(n > 1 && { page: String(n) }),
    })
    return `/${locale}/classes/${classId}/log${asks.size > 0 ? `?${asks}` : ''}`
  }
  const groups = [null, ...EVENT_GROUPS].map((group) => ({
    href: hrefOf({ ...filter, group }),
    isHere: group === filter.group,
    word: group ? words.groups[group] : words.everything,
  }))
  const people = [null, ...log.actors].map((actor) => ({
    href: hrefOf({ ...filter, actorId: actor?.id ?? null }),
    isHere: (actor?.id ?? null) === filter.actorId,
    word: actor?.name ?? words.everybody,
  }))
  return (
    <main id="main" className="page class-page">
      <ClassHead at="log" locale={locale} classId={classId} name={classroom.name} />
      <h2 className="class-members">{words.title}</h2>
      <p className="class-note">{words.lead}</p>
      <Choices label={words.kindFilter} all={groups} />
      {log.actors.length > 1 && <Choices label={words.personFilter} all={people} />}
      {log.rows.length === 0 ? <p>{words.empty}</p> : <EventList rows={log.rows} locale={locale} />}
      <Pager page={log.page} pages={log.pages} hrefOf={(n) => hrefOf(filter, n)} labels={m} />
      <section className="class-manage" aria-label={words.keep}>
        <LogDaysForm classId={classId} days={log.days} labels={m} words={words} />
      </section>
    </main>
  )
}

type Choice = { readonly href: string; readonly isHere: boolean; readonly word: string }

function Choices({ label, all }: { label: string; all: readonly Choice[] }) {
  return (
    <nav className="class-states" aria-label={label}>
      {all.map(({ href, isHere, word }) => (
        <a key={href} href={href} aria-current={isHere ? 'true' : undefined}>
          {word}
        </a>
      ))}
    </nav>
  )
}
