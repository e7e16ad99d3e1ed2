import type { GraphLesson } from './course-graph'

/** A chosen lesson that stands on others: which of them are not chosen, and which stand after it. One of the two is not empty. */
export type CourseGap = {
  readonly slug: string
  readonly missing: readonly string[]
  readonly later: readonly string[]
}

/** Where a choice of lessons does not have what its lessons stand on, in the order of the choice. Pure.
 *  @param chosen slugs in the order of the choice
 *  @param lessons all that there are, each with those that come right before it in the course's graph */
export function courseGaps(chosen: readonly string[], lessons: readonly GraphLesson[]): CourseGap[] {
  const before = new Map(lessons.map(({ slug, after }) => [slug, after]))
  return chosen.flatMap((slug, at) => {
    const needed = before.get(slug) ?? []
    const missing = needed.filter((one) => !chosen.includes(one))
    const later = needed.filter((one) => chosen.indexOf(one) > at)
    return missing.length + later.length > 0 ? [{ slug, missing, later }] : []
  })
}
