'use client'

import { useSyncExternalStore } from 'react'
import { fill } from '@/app/_ui/fill'
import { answersByDay } from '@/lib/classroom/classroom'

/** Without a browser to ask, dates are those of the country that most classes are in. */
const ZONE_OF_SERVER = 'Asia/Seoul'

type Locale = 'ko' | 'en'

/** A moment in the reader's own time zone, to the day or to the minute.
 *  @param at ISO 8601
 *  @param template a sentence with `{day}` in it; the date alone when absent */
export function Moment(props: { at: string; locale: Locale; exact?: boolean; template?: string }) {
  const { at, locale, exact = false, template = '{day}' } = props
  const zone = useZone()
  return <time dateTime={at}>{fill(template, { day: format(new Date(at), locale, zone, exact) })}</time>
}

/** On which days something was answered, and how often: each day as the reader's clock has it.
 *  @param template one day: `{day}` and how many answers, `{n}` */
export function Days(props: { times: readonly string[]; locale: Locale; template: string }) {
  const { times, locale, template } = props
  const zone = useZone()
  return answersByDay(times, zone)
    .map(({ at, answers }) => fill(template, { day: format(new Date(at), locale, zone, false), n: answers }))
    .join(' · ')
}

function useZone(): string {
  return useSyncExternalStore(subscribe, zoneOfBrowser, () => ZONE_OF_SERVER)
}

function zoneOfBrowser(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  // A device that knows no zone names this one, which no date can be written in.
  return timeZone && timeZone !== 'Etc/Unknown' ? timeZone : ZONE_OF_SERVER
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
