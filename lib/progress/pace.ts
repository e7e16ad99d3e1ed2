/** A lesson as its author timed it. */
export type TimedLesson = { readonly minutes: number; readonly sections: readonly string[] }
/** What is known of somebody's reading of a section. */
export type ReadSection = {
  readonly section: string
  readonly doneAt: Date | null
  readonly spentMs: number
}

/** From so many of the author's minutes on, own reading says something, */
const ENOUGH_MINUTES = 10
/** which so many minutes at the author's pace are added to: a first lesson alone does not decide. */
const PRIOR_MINUTES = 20
/** Whoever left a page open or knew it all before still gets an estimate that can be believed. */
const SLOWEST = 2.5
const FASTEST = 0.4

/** How long somebody takes for what the author gives one minute: of each lesson the sections that were worked through count, at
 *  equal shares of its minutes. null while too little was read to say, and the author's minutes hold. */
export function paceOf(lessons: readonly TimedLesson[], visits: readonly ReadSection[]): number | null {
  const done = new Map(
    visits.filter(({ doneAt }) => doneAt).map(({ section, spentMs }) => [section, spentMs]),
  )
  let [given, taken] = [0, 0]
  for (const { minutes, sections } of lessons)
    for (const section of sections) {
      const spentMs = done.get(section) ?? 0
      if (spentMs === 0) continue
      given += minutes / sections.length
      taken += spentMs / 60_000
    }
  if (given < ENOUGH_MINUTES) return null
  return Math.min(SLOWEST, Math.max(FASTEST, (taken + PRIOR_MINUTES) / (given + PRIOR_MINUTES)))
}

/** Whole minutes at somebody's own pace, one at least.
 *  @param pace null: the author's */
export function minutesAt(pace: number | null, minutes: number): number {
  return Math.max(1, Math.round(minutes * (pace ?? 1)))
}
