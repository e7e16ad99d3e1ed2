'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { dayOf } from '@/lib/progress/day'
import { dayKept } from '@/lib/progress/kept-plan'
import { minutesAt } from '@/lib/progress/pace'
import {
  daysUntil,
  planOf,
  restOf,
  type StepState,
  type StepTasks,
  stepStates,
  type Work,
} from '@/lib/progress/plan'
import { type Me, useMe } from '../_shell/me'
import { dayInWords } from '../review/date'
import { keepDate, keptDate } from './kept-date'
import type { StepPart } from './step'
import { StepParts } from './step-parts'

/** A step as the plan shows it. */
export type PlannedStep = StepTasks & {
  readonly day: number
  /** Of the lesson; null for the practice. */
  readonly number: number | null
  readonly title: string
  readonly href: string
  readonly parts: readonly StepPart[]
}

type Labels = Record<
  | 'minutes'
  | 'date'
  | 'dateHelp'
  | 'done'
  | 'begun'
  | 'answered'
  | 'left'
  | 'doneWhen'
  | 'today'
  | 'day'
  | 'next'
  | 'finished'
  | 'step'
  | 'lesson'
  | 'dueFirst'
  | 'dueThen'
  | 'review',
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
  const me = useMe()
  const pace = me?.pace ?? null
  const steps = props.steps.map((step) => ({ ...step, minutes: minutesAt(pace, step.minutes) }))
  const input = useRef<HTMLInputElement>(null)
  const [date, setDate] = useStoredDate(path, input)
  const states = stepStates(steps, useWork())
  const today = dayOf(new Date())
  const rest = restOf(
    steps.map(({ minutes }) => minutes),
    states,
  )
  const until = dayKept(date)
  const planned = until === null ? steps.map(({ day }) => day - 1) : planOf(rest, daysUntil(until, today))
  const nameOf = (day: number) =>
    until === null
      ? fill(labels.day, { n: String(day + 1) })
      : day === 0
        ? labels.today
        : dayInWords(today + day, locale)
  const next = steps.find((_, i) => !rest[i]?.done)
  const left = rest.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <>
      <div className="path-state">
        <p role="status">
          {next
            ? fill(labels.left, {
                n: String(rest.filter(({ done }) => done).length),
                total: String(steps.length),
                minutes: String(left),
              })
            : labels.finished}
        </p>
        <p className="path-rule">{labels.doneWhen}</p>
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
        {me !== null && me.due > 0 && <DueReviews me={me} locale={locale} labels={labels} />}
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
            <li key={step.href} data-done={states[i]?.done || undefined}>
              <p className="path-day">
                {isFirst && day !== null && (days > 1 || until !== null) ? nameOf(day) : ''}
              </p>
              <Step step={step} place={i + 1} state={states[i]} labels={labels} />
            </li>
          )
        })}
      </ol>
    </>
  )
}

/** What is due besides, and whether it comes before the plan: as home says it. */
function DueReviews({ me, locale, labels }: { me: Me; locale: 'ko' | 'en'; labels: Labels }) {
  const href = `/${locale}/review`
  return (
    <p className="path-due">
      {fill(me.next?.href === href ? labels.dueFirst : labels.dueThen, { n: me.due })}{' '}
      <a className="link link-strong" href={href}>
        {labels.review}
      </a>
    </p>
  )
}

/** @param props.place from 1 */
function Step(props: { step: PlannedStep; place: number; state: StepState | undefined; labels: Labels }) {
  const { step, place, state, labels } = props
  const of = step.itemIds.length
  return (
    <div className="path-step">
      <a href={step.href}>
        <span className="path-number">{fill(labels.step, { n: place })} </span>
        <b>{step.title}</b>
      </a>
      <StepParts parts={step.parts} />
      <small>
        {state?.done ? (
          <>
            <Icon name="check" size={14} bold /> {labels.done} ·{' '}
          </>
        ) : (
          state !== undefined &&
          state.share > 0 && (
            <b>{of > 0 ? fill(labels.answered, { n: state.answered, of }) : labels.begun} · </b>
          )
        )}
        {step.number !== null && `${fill(labels.lesson, { n: step.number })} · `}
        {fill(labels.minutes, { n: step.minutes })}
      </small>
    </div>
  )
}

/** What the reader did, as far as it is known. */
function useWork(): Work {
  const me = useMe()
  return {
    results: new Map(me?.answered.map(({ itemId, correct }) => [itemId, correct])),
    looked: new Set(me?.sections),
    read: new Set(me?.done),
  }
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
