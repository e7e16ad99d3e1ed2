const DAY_MS = 86_400_000
/** Seoul is nine hours before UTC, without summer time. */
const SEOUL_MS = 9 * 3_600_000

/** Whose days they are, where a moment is told by name of a zone. */
export const ZONE = 'Asia/Seoul'

/** A day as learners of this course have it, in Seoul, as a count of days: the one after is one more. */
export function dayOf(at: Date): number {
  return Math.floor((at.getTime() + SEOUL_MS) / DAY_MS)
}

/** The hour of that day, 0 to 23. */
export function hourOf(at: Date): number {
  return Math.floor(((at.getTime() + SEOUL_MS) % DAY_MS) / 3_600_000)
}

/** When a day begins. */
export function startOf(day: number): Date {
  return new Date(day * DAY_MS - SEOUL_MS)
}
