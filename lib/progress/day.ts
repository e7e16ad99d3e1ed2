const DAY_MS = 86_400_000
/** Seoul is nine hours before UTC, without summer time. */
const SEOUL_MS = 9 * 3_600_000

/** A day as learners of this course have it, in Seoul, as a count of days: the one after is one more. */
export function dayOf(at: Date): number {
  return Math.floor((at.getTime() + SEOUL_MS) / DAY_MS)
}

/** When a day begins. */
export function startOf(day: number): Date {
  return new Date(day * DAY_MS - SEOUL_MS)
}
