import { fill } from '@/app/_ui/fill'
import { catalogLesson } from '@/lib/content/catalog'
import { learningPaths } from '@/lib/content/path'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { shareInWords } from './share'
import { stepHref } from './step-href'
import type { Walked } from './walked'
import './path.css'

/** The ways through the course, for who has a date.
 *  @param walked those that are walked, each of which says how far it is and what comes next on it */
export function Ways({ locale, walked = [] }: { locale: Locale; walked?: readonly Walked[] }) {
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
            {walked
              .filter(({ path }) => path.id === id)
              .map((one) => (
                <Progress key={id} walked={one} locale={locale} />
              ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Progress({ walked, locale }: { walked: Walked; locale: Locale }) {
  const m = messages(locale).path
  const { path, states, left } = walked
  const done = states.filter((one) => one.done).length
  const next = states.findIndex((one) => !one.done)
  const step = path.steps[next]
  const share = shareInWords(walked, locale)
  return (
    <div className="ways-walked">
      <p>
        <b>
          {next < 0
            ? m.finished
            : fill(m.left, { n: String(done), total: String(states.length), minutes: String(left) })}
        </b>
        {share !== '' && ` · ${share}`}
      </p>
      <svg viewBox={`0 0 ${states.length} 1`} preserveAspectRatio="none" aria-hidden="true">
        <rect className="ways-all" width={states.length} height="1" />
        <rect className="ways-done" width={done} height="1" />
      </svg>
      {next >= 0 && (
        <p>
          {m.next}:{' '}
          <a className="link link-strong" href={stepHref(path, step, locale)}>
            {(step && catalogLesson(step.lesson)?.title[locale]) ?? m.practice(path.practice.cards.length)}
          </a>
        </p>
      )}
    </div>
  )
}

/** The same as one line of short names, in the first view of the front page on a phone too. */
export function WaysLine({ locale }: { locale: Locale }) {
  const paths = learningPaths()
  if (paths.length === 0) return null
  const m = messages(locale).path
  return (
    <p className="ways-line">
      {m.soon}
      {paths.map(({ id, title }) => (
        <a key={id} className="link" href={`/${locale}/paths/${id}`}>
          {shortName(title[locale])}
        </a>
      ))}
    </p>
  )
}

/** The part of a name before its colon. */
function shortName(name: string): string {
  return name.split(':', 1)[0] ?? name
}
