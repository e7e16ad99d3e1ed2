import { fill } from '@/app/_ui/fill'
import { IDLE_DAYS, type LearnerOrder } from '@/lib/classroom/activity'
import { BANDS, bandOf, type Cell, type Summary } from '@/lib/classroom/classroom'
import type { Dashboard } from '@/lib/classroom/dashboard'
import type { ClassLabels } from './class-forms'
import { HeatBox } from './heat-box'

/** Learners by lessons. Every cell carries its number: colour only helps the eye. Name and score stay where they are
 *  while the lessons scroll; on a phone the lessons' titles stand below, by number. */
export function HeatMap(props: {
  dashboard: Dashboard
  locale: 'ko' | 'en'
  classId: string
  labels: ClassLabels
  order: LearnerOrder
}) {
  const { dashboard, locale, classId, labels, order } = props
  const { lessons, learners } = dashboard
  const pageOf = ({ membershipId }: Learner) => `/${locale}/classes/${classId}/learners/${membershipId}`
  return (
    <>
      <HeatBox labels={{ more: labels.heatMore, previous: labels.heatPrevious, next: labels.heatNext }}>
        <table className="heat">
          <thead>
            <tr>
              <th scope="col" data-stays>
                {labels.name}
              </th>
              <th scope="col" className="heat-mean" data-stays>
                {labels.score}
                <small>{labels.answeredOf}</small>
              </th>
              {lessons.map((lesson, i) => (
                <th key={lesson.slug} scope="col" data-at={`?lesson=${lesson.slug}#${lesson.slug}`}>
                  {lesson.itemIds.length === 0 ? (
                    <>
                      <b>{i + 1}</b>
                      <span>{lesson.title[locale]}</span>
                    </>
                  ) : (
                    <a href={`/${locale}/classes/${classId}/grid?of=${lesson.slug}`}>
                      <b>{i + 1}</b>
                      <span>{lesson.title[locale]}</span>
                    </a>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {learners.map((learner) => (
              <tr key={learner.membershipId}>
                <th scope="row">
                  <a href={pageOf(learner)}>{learner.name}</a>
                  {learner.isGuest && <small>{labels.guest}</small>}
                  {learner.returnedAt && <small>{labels.returned}</small>}
                  <LastDone
                    learner={learner}
                    lessons={lessons}
                    page={pageOf(learner)}
                    labels={labels}
                    always={order === 'idle'}
                  />
                </th>
                <td className="heat-mean">
                  {percent(learner.summary)}
                  <small>
                    {learner.summary.answered}/{learner.summary.items}
                  </small>
                </td>
                {learner.cells.map((cell, i) => (
                  <HeatCell key={lessons[i]?.slug} cell={cell} labels={labels} />
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{labels.score}</th>
              <td className="heat-mean" />
              {lessons.map((lesson) => (
                <td key={lesson.slug} className="heat-total">
                  {percent(lesson.summary)}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{labels.completion}</th>
              <td className="heat-mean" />
              {lessons.map(({ slug, summary }) => (
                <td key={slug}>{Math.floor((100 * summary.answered) / Math.max(1, summary.items))}%</td>
              ))}
            </tr>
            <tr>
              <th scope="row">{labels.mostAnsweredBy}</th>
              <td className="heat-mean" />
              {lessons.map((lesson) => (
                <td key={lesson.slug}>{lesson.summary.learners}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </HeatBox>
      <ol className="heat-lessons" aria-hidden="true">
        {lessons.map((lesson) => (
          <li key={lesson.slug}>{lesson.title[locale]}</li>
        ))}
      </ol>
    </>
  )
}

type Learner = Dashboard['learners'][number]

/** Since when somebody has not answered, once it is long, and at how many items they are stuck, which leads to their answers.
 *  @param page of the learner
 *  @param always when they answered last is told of everybody */
function LastDone(props: {
  learner: Learner
  lessons: Dashboard['lessons']
  page: string
  labels: ClassLabels
  always: boolean
}) {
  const { learner, lessons, page, labels, always } = props
  const { lastAt, stuckAt } = learner
  const slug = lessons.find(({ itemIds }) => itemIds.includes(stuckAt[0] ?? ''))?.slug
  const days = lastAt && Math.floor((Date.now() - lastAt.getTime()) / 86_400_000)
  const isIdle = days !== null && days >= IDLE_DAYS
  const last =
    days === null
      ? labels.neverAnswered
      : isIdle
        ? fill(labels.idleFor, { n: days })
        : days === 0
          ? labels.answeredToday
          : fill(labels.answeredAgo, { n: days })
  return (
    <>
      {(always || isIdle) && <small className="heat-last">{last}</small>}
      {slug && (
        <small className="heat-last">
          <a href={`${page}?lesson=${slug}#${slug}`}>{fill(labels.stuckAt, { n: stuckAt.length })}</a>
        </small>
      )}
    </>
  )
}

function HeatCell({ cell, labels }: { cell: Cell; labels: ClassLabels }) {
  if (cell.rate === null)
    return (
      <td className="heat-none">
        <span aria-hidden="true">·</span>
        <span className="visually-hidden">{labels.notYet}</span>
      </td>
    )
  return (
    <td className={`heat-${bandOf(cell.rate)}`}>
      {Math.round(cell.rate * 100)}
      <small>
        {cell.answered}/{cell.items}
      </small>
    </td>
  )
}

function percent(summary: Summary): string {
  return summary.rate === null ? '·' : String(Math.round(summary.rate * 100))
}

/** What the colours mean, in numbers. */
export function HeatLegend({ labels }: { labels: ClassLabels }) {
  const tops = [...BANDS, 100]
  return (
    <ul className="heat-legend">
      <li>· {labels.notYet}</li>
      {tops.map((top, i) => (
        <li key={top}>
          <i className={`heat-${i + 1}`} aria-hidden="true" />
          {fill('≤ {n}%', { n: top })}
        </li>
      ))}
    </ul>
  )
}
