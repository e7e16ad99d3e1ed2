import { Icon } from '@/app/_ui/icon'
import { Inline } from '@/app/_ui/inline'
import { catalog } from '@/lib/content/catalog'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import type { ConceptMastery } from '@/lib/progress/mastery'
import { MasteryBar, percent } from '../today/mastery-bar'
import { type ConceptRow, conceptRows, meanOf } from './concept-rows'

/** The course, module by module, with what is known of each lesson's concepts; a lesson opens to its rows. */
export function MasteryMap(props: {
  mastery: readonly ConceptMastery[]
  /** Lessons that may be skipped. */
  known: ReadonlySet<string>
  locale: Locale
}) {
  const { mastery, known, locale } = props
  const { modules, lessons } = catalog()
  const levels = new Map(mastery.map((one) => [one.concept, one]))
  return (
    <ol className="mastery-map">
      {modules.map((module) => (
        <li key={module.id}>
          <h3>{module.title[locale]}</h3>
          <ol>
            {module.lessons.flatMap((slug) => {
              const at = lessons.findIndex((lesson) => lesson.slug === slug)
              const lesson = lessons[at]
              if (!lesson) return []
              const rows = conceptRows(lesson.itemIds, levels, locale)
              return (
                <li key={slug}>
                  <Lesson
                    number={at + 1}
                    title={lesson.title[locale]}
                    slug={slug}
                    isKnown={known.has(slug)}
                    after={lessons.flatMap((one, i) => (lesson.after.includes(one.slug) ? [i + 1] : []))}
                    rows={rows}
                    locale={locale}
                  />
                </li>
              )
            })}
          </ol>
        </li>
      ))}
    </ol>
  )
}

function Lesson(props: {
  number: number
  title: string
  slug: string
  isKnown: boolean
  /** Numbers of the lessons that come before. */
  after: readonly number[]
  rows: readonly ConceptRow[]
  locale: Locale
}) {
  const { number, title, slug, isKnown, after, rows, locale } = props
  const { today: m, map, known } = messages(locale)
  const mean = meanOf(rows)
  const name = (
    <span className="mastery-lesson">
      <span>{number}</span> {title}
      {after.length > 0 && <small>{map.from(after.join('·'))}</small>}
      {isKnown && (
        <small className="mastery-known">
          <Icon name="check" size={12} bold /> {known.mark}
        </small>
      )}
    </span>
  )
  if (rows.length === 0) return <a href={`/${locale}/learn/${slug}`}>{name}</a>
  return (
    <details>
      <summary>
        {name}
        <span className="mastery-cells" aria-hidden="true">
          {rows.map(({ id, estimate }) => (
            <MasteryBar key={id} estimate={estimate} />
          ))}
        </span>
        <span className="mastery-mean">
          {mean === null ? m.unanswered : `${m.lessonMean} ${percent(mean)}`}
        </span>
      </summary>
      <ul className="mastery-rows">
        {rows.map(({ id, name: concept, needs, answers, estimate }) => (
          <li key={id}>
            <span>{concept}</span>
            <MasteryBar estimate={estimate} />
            <small>
              {estimate ? (
                <>
                  <b>{percent(estimate.level)}</b> {percent(estimate.low)}–{percent(estimate.high)} ·{' '}
                  {m.answers(answers)}
                </>
              ) : (
                m.unanswered
              )}
            </small>
            {needs.length > 0 && (
              <p className="mastery-needs">
                {map.needs} <Inline text={needs.join(', ')} />
              </p>
            )}
          </li>
        ))}
      </ul>
      <a className="link" href={`/${locale}/learn/${slug}`}>
        {title}
      </a>
    </details>
  )
}
