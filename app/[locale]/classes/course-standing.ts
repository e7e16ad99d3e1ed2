import { chosenLessons } from '@/lib/classroom/course'
import type { Locale } from '@/lib/i18n/locale'

/** A lesson of a class's course, with how far a learner is: `done` when every question is answered, or, where there is none, every
 *  section was worked through. */
export type CourseLesson = {
  readonly slug: string
  readonly title: string
  readonly answered: number
  readonly items: number
  readonly done: boolean
}

/** How far somebody is in the course of a class. Pure but for what the lessons are.
 *  @param course as the class keeps it
 *  @param results what was answered
 *  @param sections which sections were opened, and when each was worked through */
export function courseStanding(
  course: readonly string[],
  results: readonly { readonly itemId: string }[],
  sections: readonly { readonly section: string; readonly doneAt: Date | null }[],
  locale: Locale,
): CourseLesson[] {
  const given = new Set(results.map(({ itemId }) => itemId))
  const read = new Set(sections.flatMap(({ section, doneAt }) => (doneAt ? [section] : [])))
  return chosenLessons(course).map(({ slug, title, itemIds, sections: own }) => {
    const answered = itemIds.filter((id) => given.has(id)).length
    const done = itemIds.length > 0 ? answered === itemIds.length : own.every(({ id }) => read.has(id))
    return { slug, title: title[locale], answered, items: itemIds.length, done }
  })
}
