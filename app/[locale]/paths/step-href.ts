import { catalogLesson } from '@/lib/content/catalog'
import type { LearningPath, PathStep } from '@/lib/content/path'
import { type Place, placeHref } from '../learn/place'

/** Where a step of a way begins: its lesson, or the first of the passages that the way takes of it. The address names the way, so
 *  that the lesson can lead on along it.
 *  @param step none: the questions that the way ends with */
export function stepPlace({ id }: LearningPath, step: PathStep | undefined): Place {
  if (!step) return { lesson: null, section: null, passage: 0, path: id }
  const first = catalogLesson(step.lesson)?.sections.find((section) => step.sections.includes(section.id))
  return {
    lesson: step.lesson,
    section: isWhole(step) ? null : (first?.id ?? null),
    passage: 0,
    path: id,
  }
}

/** Its address. */
export function stepHref(path: LearningPath, step: PathStep | undefined, locale: string): string {
  return placeHref(locale, stepPlace(path, step))
}

/** A section as it is read on a way. */
export function sectionHref(path: LearningPath, lesson: string, section: string, locale: string): string {
  return placeHref(locale, { lesson, section, passage: 0, path: path.id })
}

/** Whether a step takes all of its lesson. */
export function isWhole({ lesson, sections }: PathStep): boolean {
  return sections.length > 0 && catalogLesson(lesson)?.sections.length === sections.length
}
