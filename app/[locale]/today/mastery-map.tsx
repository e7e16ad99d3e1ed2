import { catalog } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { type ConceptMastery, type Estimate, estimateOf } from '@/lib/progress/mastery'
import { conceptOf } from '@/lib/quiz/item'
import { MasteryBar, percent } from './mastery-bar'

type Row = {
  readonly id: string
  readonly name: string
  readonly answers: number
  readonly estimate: Estimate | null
}

/** The course, module by module, with what is known of each lesson's concepts; a lesson opens to its rows. */
export function MasteryMap({ mastery, locale }: { mastery: readonly ConceptMastery[]; locale: Locale }) {
  const { modules, lessons } = catalog()
  const known = new Map(mastery.map((one) => [one.concept, one]))
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
              const rows = rowsOf(lesson.itemIds, known, locale)
              return (
                <li key={slug}>
                  <Lesson
                    number={at + 1}
                    title={lesson.title[locale]}
                    slug={slug}
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

function rowsOf(
  itemIds: readonly string[],
  known: ReadonlyMap<string, ConceptMastery>,
  locale: Locale,
): Row[] {
  return [...new Set(itemIds.map(conceptOf))].map((id) => {
    const own = known.get(id)
    const name = concepts().get(id)?.name[locale] ?? id
    return { id, name, answers: own?.answers ?? 0, estimate: own ? estimateOf(own) : null }
  })
}

function Lesson(props: {
  number: number
  title: string
  slug: string
  rows: readonly Row[]
  locale: Locale
}) {
  const { number, title, slug, rows, locale } = props
  const m = messages(locale).today
  const levels = rows.flatMap(({ estimate }) => (estimate ? [estimate.level] : []))
  const mean = levels.length === 0 ? null : levels.reduce((sum, level) => sum + level, 0) / levels.length
  const name = (
    <span className="mastery-lesson">
      <span>{number}</span> {title}
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
        {rows.map(({ id, name: concept, answers, estimate }) => (
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
          </li>
        ))}
      </ul>
      <a className="link" href={`/${locale}/learn/${slug}`}>
        {title}
      </a>
    </details>
  )
}
