'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { dayOf } from '@/lib/progress/day'
import { checkState } from '@/lib/progress/known'
import { minutesAt } from '@/lib/progress/pace'
import { planOf } from '@/lib/progress/plan'
import { useMe } from '../_shell/me'
import { dayInWords } from '../review/date'
import { dayKept, keepDate, keptDate } from './kept-date'

export type PlannedStep = {
  readonly key: string
  readonly day: number
  /** The author's. */
  readonly minutes: number
  readonly number: number
  readonly title: string
  readonly href: string
  readonly itemIds: readonly string[]
  readonly sectionIds: readonly string[]
  /** Items by which the lesson counts as known. */
  readonly check: readonly string[]
  readonly parts: readonly {
    readonly title: string
    readonly links: readonly { readonly text: string; readonly href: string }[]
  }[]
}

type Labels = Record<
  'minutes' | 'date' | 'dateHelp' | 'done' | 'left' | 'today' | 'day' | 'next' | 'finished',
  string
>

/** The steps of a way by day. Without a date the days are the author's; with one, what is left is laid over the days that are
 *  left, so that what was missed moves. */
export function PathPlan(props: {
  path: string
  days: number
  locale: 'ko' | 'en'
  steps: readonly PlannedStep[]
  labels: Labels
}) {
  const { path, days, locale, labels } = props
  const pace = useMe()?.pace ?? null
  const steps = props.steps.map((step) => ({ ...step, minutes: minutesAt(pace, step.minutes) }))
  const input = useRef<HTMLInputElement>(null)
  const [date, setDate] = useStoredDate(path, input)
  const isDone = useDone()
  const today = dayOf(new Date())
  const done = steps.map(isDone)
  const until = dayKept(date)
  const planned =
    until === null
      ? steps.map(({ day }) => day - 1)
      : planOf(
          steps.map(({ minutes }, i) => ({ minutes, done: done[i] ?? false })),
          // The day itself is for the interview.
          Math.max(1, until - today),
        )
  const nameOf = (day: number) =>
    until === null
      ? fill(labels.day, { n: String(day + 1) })
      : day === 0
        ? labels.today
        : dayInWords(today + day, locale)
  const next = steps.find((_, i) => !done[i])
  const left = steps.reduce((sum, { minutes }, i) => sum + (done[i] ? 0 : minutes), 0)
  return (
    <>
      <div className="path-state">
        <p role="status">
          {next
            ? fill(labels.left, {
                n: String(done.filter(Boolean).length),
                total: String(steps.length),
                minutes: String(left),
              })
            : labels.finished}
        </p>
        <div className="field path-date">
          <label htmlFor="path-date">{labels.date}</label>
          <input
            id="path-date"
            ref={input}
            type="date"
            value={date}
            aria-describedby="path-date-help"
            onChange={(event) => setDate(event.target.value)}
          />
          <p className="field-help" id="path-date-help">
            {labels.dateHelp}
          </p>
        </div>
        {next && (
          <a className="button button-primary" href={next.href}>
            {labels.next}: {next.title}
          </a>
        )}
      </div>
      <ol className="path-steps">
        {steps.map((step, i) => {
          const day = planned[i] ?? null
          const isFirst = day !== null && steps.every((_, other) => other >= i || planned[other] !== day)
          return (
            <li key={step.key} data-done={done[i] || undefined}>
              <p className="path-day">
                {isFirst && day !== null && (days > 1 || until !== null) ? nameOf(day) : ''}
              </p>
              <Step step={step} isDone={done[i] ?? false} labels={labels} />
            </li>
          )
        })}
      </ol>
    </>
  )
}

function Step({ step, isDone, labels }: { step: PlannedStep; isDone: boolean; labels: Labels }) {
  return (
    <div className="path-step">
      <a href={step.href}>
        <span className="path-number">{step.number}</span> <b>{step.title}</b>
      </a>
      {step.parts.map(({ title, links }) => (
        <p key={title} className="path-part">
          {title}:{' '}
          {links.map(({ text, href }, i) => (
            <span key={href}>
              {i > 0 && ', '}
              <a className="link" href={href}>
                {text}
              </a>
            </span>
          ))}
        </p>
      ))}
      <small>
        {isDone && (
          <>
            <Icon name="check" size={14} bold /> {labels.done} ·{' '}
          </>
        )}
        {fill(labels.minutes, { n: step.minutes })}
      </small>
    </div>
  )
}

/** A step is done when all of its items were answered or its lesson is known; one without items, when its sections were
 *  worked through. */
function useDone(): (step: PlannedStep) => boolean {
  const me = useMe()
  const answered = new Set(me?.answered.map(({ itemId }) => itemId))
  const read = new Set(me?.done)
  const results = new Map(me?.answered.map(({ itemId, correct }) => [itemId, correct]))
  return ({ itemIds, sectionIds, check }) =>
    checkState(check, results).isKnown ||
    (itemIds.length > 0
      ? itemIds.every((id) => answered.has(id))
      : sectionIds.length > 0 && sectionIds.every((id) => read.has(id)))
}

/** A date that this device remembers, empty while there is none. One that was typed before the page was ready counts. */
function useStoredDate(
  path: string,
  input: RefObject<HTMLInputElement | null>,
): [string, (date: string) => void] {
  const [date, setDate] = useState('')
  useEffect(() => {
    const typed = input.current?.value ?? ''
    if (typed !== '') keepDate(path, typed)
    setDate(typed || keptDate(path))
  }, [path, input])
  const store = (value: string) => {
    setDate(value)
    keepDate(path, value)
  }
  return [date, store]
}
