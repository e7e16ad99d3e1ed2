import type { Metadata } from 'next'
import { fill } from '@/app/_ui/fill'
import { getViewer } from '@/lib/auth/viewer'
import { type ClassSummary, classroomsOf } from '@/lib/classroom/store'
import { toLocale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { CodeForm, OpenForm } from './class-forms'
import './classes.css'

export const dynamic = 'force-dynamic'

function List({ classes, locale }: { classes: readonly ClassSummary[]; locale: 'ko' | 'en' }) {
  const m = messages(locale).classes
  return (
    <ul>
      {classes.map((one) => (
        <li key={one.id}>
          <a href={`/${locale}/classes/${one.id}`}>
            <b>{one.name}</b>
            <span>{m[one.role]}</span>
            <span>{fill(m.people, { n: one.learners })}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const m = messages(toLocale((await params).locale)).classes
  return { title: m.title, description: m.lead }
}

/** One's classes, and the two ways into another: a code, or opening one. */
export default async function ClassesPage({ params }: Props) {
  const locale = toLocale((await params).locale)
  const m = messages(locale).classes
  const viewer = await getViewer()
  const mine = viewer ? await classroomsOf(viewer) : []
  const [current, archived] = [false, true].map((over) =>
    mine.filter(({ isArchived }) => isArchived === over),
  )
  const mayTeach = viewer !== null && !viewer.isGuest
  return (
    <main id="main" className="page classes">
      <h1>{m.title}</h1>
      <p className="page-lead">{m.lead}</p>
      <section aria-labelledby="mine" className="classes-mine">
        <h2 id="mine">{m.mine}</h2>
        {mine.length === 0 ? (
          <p className="classes-none">
            {m.none} {m.noneNext}
          </p>
        ) : (
          <List classes={current ?? []} locale={locale} />
        )}
        {archived && archived.length > 0 && (
          <details>
            <summary>{fill(m.archived, { n: archived.length })}</summary>
            <List classes={archived} locale={locale} />
          </details>
        )}
      </section>
      <div className="classes-ways">
        <section aria-labelledby="join">
          <h2 id="join">{m.joinTitle}</h2>
          <p>{m.joinLead}</p>
          <CodeForm locale={locale} labels={m} />
        </section>
        <section aria-labelledby="open">
          <h2 id="open">{m.openTitle}</h2>
          <p>{mayTeach ? m.openLead : m.openNeedsAccount}</p>
          {mayTeach ? (
            <OpenForm locale={locale} name={viewer.displayName ?? ''} labels={m} />
          ) : (
            <a className="button" href={`/${locale}/sign-up?next=/${locale}/classes`}>
              {m.signUp}
            </a>
          )}
        </section>
      </div>
    </main>
  )
}
