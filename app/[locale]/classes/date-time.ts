import { localTime } from '@/lib/classroom/zone'

/** A moment as a clock in a zone shows it, with the day of the week and the zone's name, and the year where it is not this one.
 *  @param timeZone by IANA's name */
export function dateTime(at: Date, timeZone: string, locale: 'ko' | 'en', now = new Date()): string {
  const yearOf = (one: Date) => localTime(one, timeZone).slice(0, 4)
  const year = yearOf(at) === yearOf(now) ? undefined : 'numeric'
  const field = '2-digit'
  return new Intl.DateTimeFormat(locale === 'ko' ? 'ko-KR' : 'en-GB', {
    ...{ timeZone, hourCycle: 'h23', timeZoneName: 'short' },
    ...{ year, weekday: 'short', month: 'short', day: 'numeric', hour: field, minute: field },
  }).format(at)
}
