'use client'

import { useId } from 'react'
import { fill } from '@/app/_ui/fill'
import type { Locale } from '@/lib/i18n/locale'
import { type DayLoad, REVIEW_LIMIT_COOKIE } from '@/lib/progress/agenda'
import { dayInWords, weekdayOf } from './date'
import type { ReviewLabels } from './label'

const YEAR_IN_SECONDS = 365 * 24 * 60 * 60

/** Days of some week, Monday first. */
const WEEK = Array.from({ length: 7 }, (_, i) => i + 4)

/** The four weeks that follow: how many questions and cards come on each day, and how many a day may hold. */
export function Coming(props: {
  coming: readonly DayLoad[]
  moved: number
  today: number
  limit: number
  limits: readonly number[]
  locale: Locale
  labels: ReviewLabels
}) {
  const { coming, moved, today, limit, limits, locale, labels } = props
  const field = useId()
  const sum = (days: readonly DayLoad[]) => days.reduce((n, { items, cards }) => n + items + cards, 0)
  const choose = (to: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${REVIEW_LIMIT_COOKIE}=${to};path=/;max-age=${YEAR_IN_SECONDS};samesite=lax`
    location.reload()
  }
  return (
    <section className="coming" aria-labelledby="coming">
      <h2 id="coming">{labels.coming}</h2>
      <p className="coming-lead">
        {fill(labels.comingLead, { tomorrow: sum(coming.slice(0, 1)), week: sum(coming.slice(0, 7)) })}{' '}
        {moved > 0 && fill(labels.moved, { n: moved })}
      </p>
      <p className="coming-legend" aria-hidden="true">
        <span>
          <i className="coming-bar" /> {labels.comingItems}
        </span>
        <span>
          <i className="coming-bar coming-cards" /> {labels.comingCards}
        </span>
      </p>
      <p className="coming-weekdays" aria-hidden="true">
        {WEEK.map((day) => (
          <span key={day}>{dayInWords(day, locale, { weekday: 'short' })}</span>
        ))}
      </p>
      <ol className="coming-days">
        {coming.map(({ day, items, cards }, i) => (
          <li key={day} data-weekday={day === today + 1 ? weekdayOf(day) : undefined}>
            <span className="visually-hidden">
              {dayInWords(day, locale, { weekday: 'long', month: 'long', day: 'numeric' })}
              {': '}
              {items + cards > 0 ? loadInWords(items, cards, labels) : labels.comingNone}
            </span>
            <span className="coming-date" aria-hidden="true">
              {dayInWords(
                day,
                locale,
                i === 0 || isFirst(day) ? { month: 'short', day: 'numeric' } : { day: 'numeric' },
              )}
            </span>
            <b aria-hidden="true">{items + cards > 0 ? items + cards : '·'}</b>
            <svg
              className="coming-load"
              viewBox={`0 0 ${limit} 1`}
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              <rect className="coming-items" width={items} height="1" />
              <rect className="coming-hatched" x={items} width={cards} height="1" />
            </svg>
          </li>
        ))}
      </ol>
      <div className="coming-foot">
        <label htmlFor={field}>{labels.limit}</label>
        <select id={field} defaultValue={limit} onChange={(event) => choose(event.target.value)}>
          {limits.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <p>{labels.limitLead}</p>
        <a className="button button-small" href={`/api/review/export?locale=${locale}`} download>
          {labels.exportCsv}
        </a>
        <a className="button button-small" href={`/api/review/anki?locale=${locale}`} download>
          {labels.exportAnki}
        </a>
      </div>
    </section>
  )
}

/** Whether a day begins a month. */
function isFirst(day: number): boolean {
  return new Date(day * 86_400_000).getUTCDate() === 1
}

function loadInWords(items: number, cards: number, labels: ReviewLabels): string {
  return [
    items > 0 && fill(labels.someItems, { n: items }),
    cards > 0 && fill(labels.someCards, { n: cards }),
  ]
    .filter(Boolean)
    .join(', ')
}
