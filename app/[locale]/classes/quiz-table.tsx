import type { ClassLesson } from '@/lib/classroom/grades'
import { messages } from '@/lib/i18n/messages'
import type { Reliability } from '@/lib/quiz/analysis'
import { FigureTable } from './figure-table'
import { Statistic } from './statistic'

/** How reliably each lesson's quiz measures, over those who answered all of it.
 *  @param lesson the only one that is wanted; null: those that anybody has answered all of */
export function QuizTable(props: {
  quizzes: ReadonlyMap<string, Reliability>
  lessons: readonly ClassLesson[]
  lesson: string | null
  locale: 'ko' | 'en'
}) {
  const { quizzes, lessons, lesson, locale } = props
  const m = messages(locale).classes
  const rows = lessons.flatMap(({ slug, title }) => {
    const found = quizzes.get(slug)
    const isWanted = lesson ? slug === lesson : (found?.n ?? 0) > 0
    return found && isWanted ? [{ slug, title: title[locale], ...found }] : []
  })
  if (rows.length === 0) return null
  return (
    <section className="class-manage" aria-labelledby="reliability">
      <h2 id="reliability">{m.reliability}</h2>
      <p className="class-note">{m.reliabilityNote}</p>
      <FigureTable look="quizzes" heads={[m.lesson, m.answeredAll, m.alpha, m.standardError]}>
        {rows.map(({ slug, title, n, alpha, standardError }) => (
          <tr key={slug}>
            <th scope="row">{title}</th>
            <td className="number">{n}</td>
            <td className="number">
              <Statistic value={alpha} n={n} />
            </td>
            <td className="number">
              <Statistic value={standardError} n={n} />
            </td>
          </tr>
        ))}
      </FigureTable>
    </section>
  )
}
