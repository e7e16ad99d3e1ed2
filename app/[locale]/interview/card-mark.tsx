'use client'

import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { dayOf } from '@/lib/progress/day'
import { dayInWords } from '../review/date'

export type CardMarkLabels = {
  readonly levels: readonly string[]
  readonly last: string
  readonly due: string
  readonly now: string
}

/** What was said of a card last, and when it comes back.
 *  @param dueAt ISO 8601; left out where that is not to be told */
export function CardMark(props: {
  rating: number
  dueAt: string | undefined
  locale: 'ko' | 'en'
  labels: CardMarkLabels
}) {
  const { rating, dueAt, locale, labels } = props
  const day = dueAt === undefined ? null : dayOf(new Date(dueAt))
  const isDue = day !== null && day <= dayOf(new Date())
  return (
    <p className="card-mark">
      <Icon name={rating > 1 ? 'check' : 'minus'} size={14} bold />{' '}
      {fill(labels.last, { level: labels.levels[rating - 1] ?? '' })}
      {day !== null && ` · ${isDue ? labels.now : fill(labels.due, { date: dayInWords(day, locale) })}`}
    </p>
  )
}
