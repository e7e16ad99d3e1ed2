/** Dates and times of a class as its clock has them, summer time included. Pure. */

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/
const clocks = new Map<string, Intl.DateTimeFormat>()

/** Whether this is a time zone by IANA's name. */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name)
    return true
  } catch {
    return false
  }
}

/** A moment as a clock in a zone shows it: `2026-03-08T01:30`.
 *  @throws RangeError when there is no such zone */
export function localTime(at: Date, timeZone: string): string {
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`
}

/** The moment at which a clock in a zone shows this; null when it is no date and time. What it shows twice, as summer time
 *  ends, is the first of the two; what it skips, as summer time begins, is as long after the jump as it would have been.
 *  @param local as `2026-03-08T01:30`
 *  @throws RangeError when there is no such zone */
export function momentOf(local: string, timeZone: string): Date | null {
  const utc = LOCAL.test(local) ? Date.parse(`${local}:00Z`) : Number.NaN
  if (Number.isNaN(utc) || !new Date(utc).toISOString().startsWith(local)) return null
  // No zone is further than a day from UTC, and none changes twice in two days.
  const before = utc - offsetAt(utc - DAY_MS, timeZone)
  const after = utc - offsetAt(utc + DAY_MS, timeZone)
  const shown = [before, after].sort((a, b) => a - b).find((at) => at + offsetAt(at, timeZone) === utc)
  return new Date(shown ?? before)
}

const DAY_MS = 86_400_000

/** The moment so many days later at which a clock in a zone shows the same time; null beyond the year 9999.
 *  @throws RangeError when there is no such zone */
export function daysLater(at: Date, days: number, timeZone: string): Date | null {
  if (days === 0) return at
  const utc = new Date(Date.parse(`${localTime(at, timeZone)}Z`) + days * DAY_MS)
  return Number.isNaN(utc.getTime()) ? null : momentOf(utc.toISOString().slice(0, 16), timeZone)
}

/** How many days a day comes after another, both as `2026-03-08`. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY_MS
}

/** How far a zone's clock is before UTC, in ms. */
function offsetAt(at: number, timeZone: string): number {
  const minute = Math.floor(at / 60_000) * 60_000
  return Date.parse(`${localTime(new Date(minute), timeZone)}:00Z`) - minute
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const field = '2-digit'
  const clock = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: field, day: field, hour: field, minute: field },
  })
  clocks.set(timeZone, clock)
  return clock
}
