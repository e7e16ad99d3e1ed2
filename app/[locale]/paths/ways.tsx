import { learningPaths } from '@/lib/content/path'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { PlanDate } from './plan-date'
import './path.css'

/** The ways through the course, for who has a date. */
export function Ways({ locale }: { locale: Locale }) {
  const m = messages(locale).path
  const paths = learningPaths()
  if (paths.length === 0) return null
  return (
    <section className="ways" aria-labelledby="ways">
      <h2 id="ways">{m.ways}</h2>
      <ul>
        {paths.map(({ id, title, lead, minutes }) => (
          <li key={id}>
            <a className="link link-strong" href={`/${locale}/paths/${id}`}>
              {title[locale]}
            </a>
            <p>
              {lead[locale]} {m.total(minutes)}.
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The same as one line, for who sees the top of the front page alone. */
export function WaysLine({ locale }: { locale: Locale }) {
  const paths = learningPaths()
  if (paths.length === 0) return null
  const m = messages(locale).path
  return (
    <p className="ways-line">
      {m.soon}
      {paths.map(({ id, title }) => (
        <a key={id} className="link" href={`/${locale}/paths/${id}`}>
          {title[locale]} <PlanDate path={id} locale={locale} words={m.until} />
        </a>
      ))}
    </p>
  )
}
