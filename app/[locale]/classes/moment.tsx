'use client'

import { useSyncExternalStore } from 'react'
import { fill } from '@/app/_ui/fill'
import { answersByDay } from '@/lib/classroom/classroom'
import type { classes } from '@/lib/i18n/en/classes'
import { ZONE } from '@/lib/progress/day'

type Locale = 'ko' | 'en'

/** A moment in the reader's own time zone, to the day or to the minute.
 *  @param at ISO 8601
 *  @param template a sentence with `{day}` in it; the date alone when absent */
export function Moment(props: { at: string; locale: Locale; exact?: boolean; template?: string }) {
  const { at, locale, exact = false, template = '{day}' } = props
  const zone = useZone()
  return <time dateTime={at}>{fill(template, { day: format(new Date(at), locale, zone, exact) })}</time>
}

type DayLabels = Pick<typeof classes, 'days' | 'dayAnswers' | 'daysTold' | 'everyDay'>

/** On which days something was answered, and how often, each day as the reader's clock has it: a bar a day, and in words. */
export function Days(props: { times: readonly string[]; locale: Locale; labels: DayLabels }) {
  const { times, locale, labels } = props
  const zone = useZone()
  const days = answersByDay(times, zone)
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return null
  const say = (at: string) => format(new Date(at), locale, zone, false)
  const from = dayNumber(first.at, zone)
  const most = Math.max(...days.map(({ answers }) => answers))
  const bars = days.map(({ at, answers }) => {
    const height = (BARS * answers) / most
    return `M${(dayNumber(at, zone) - from) * DAY_WIDTH + 1} ${BARS - height}h${DAY_WIDTH - 2}v${height}h${2 - DAY_WIDTH}z`
  })
  const width = (dayNumber(last.at, zone) - from + 1) * DAY_WIDTH
  return (
    <div className="answer-days">
      <h2>{labels.days}</h2>
      <p className="class-note">
        {fill(labels.daysTold, { days: days.length, n: times.length, from: say(first.at), to: say(last.at) })}
      </p>
      <svg viewBox={`0 0 ${width} ${BARS + 1}`} width={width} height={BARS + 1} aria-hidden="true">
        <path className="answer-days-bars" d={bars.join('')} />
        <path className="answer-days-line" d={`M0 ${BARS + 0.5}h${width}`} />
      </svg>
      <details>
        <summary>{labels.everyDay}</summary>
        <ul>
          {days.map(({ at, answers }) => (
            <li key={at}>{fill(labels.dayAnswers, { day: say(at), n: answers })}</li>
          ))}
        </ul>
      </details>
    </div>
  )
}
/** Of a day, and of the day with the most answers, in pixels. */
const [DAY_WIDTH, BARS] = [10, 40]

/** Days since 1970 of the day that a moment is on in a time zone. */
function dayNumber(at: string, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone })
  const of = new Map(parts.formatToParts(new Date(at)).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(of.get('year') ?? 0, (of.get('month') ?? 1) - 1, of.get('day') ?? 1) / 86_400_000
}

function useZone(): string {
  // Without a browser to ask, dates are those of the country that most classes are in.
  return useSyncExternalStore(subscribe, zoneOfBrowser, () => ZONE)
}

function zoneOfBrowser(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  // A device that knows no zone names this one, which no date can be written in.
  return timeZone && timeZone !== 'Etc/Unknown' ? timeZone : ZONE
}

function subscribe(): () => void {
  return () => {}
}

function format(date: Date, locale: Locale, timeZone: string, exact: boolean): string {
  // A Korean particle follows the day, and would stand badly after the dot of the shorter form.
  const dateStyle = locale === 'ko' ? 'long' : 'medium'
  // ICU writes AM and PM in Latin letters into a Korean date.
  const hours = locale === 'ko' ? ({ hourCycle: 'h23' } as const) : {}
  const time = exact ? ({ timeStyle: 'short', ...hours } as const) : {}
  return new Intl.DateTimeFormat(locale, { dateStyle, ...time, timeZone }).format(date)
}
