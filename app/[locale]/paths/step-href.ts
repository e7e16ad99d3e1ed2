import { catalogLesson } from '@/lib/content/catalog'
import type { LearningPath, PathStep } from '@/lib/content/path'

/** Where a step of a way is read: the lesson, or the first of the passages that the way takes of it. */
export function stepHref(path: LearningPath, step: PathStep, locale: string): string {
  const all = catalogLesson(step.lesson)?.sections ?? []
  const first = all.find(({ id }) => step.sections.includes(id))
  return placeHref(locale, step.lesson, path.id, isWhole(step) ? undefined : first?.id)
}

/** Whether a step takes all of its lesson. */
export function isWhole({ lesson, sections }: PathStep): boolean {
  return sections.length > 0 && catalogLesson(lesson)?.sections.length === sections.length
}

/** A lesson, or a section of it, as it is read on a way. The address names the way, so that the lesson can lead on along it. */
export function placeHref(locale: string, lesson: string, path: string, section?: string): string {
  return `/${locale}/learn/${lesson}?path=${path}${section ? `#${section}` : ''}`
}

/** Where the questions are that a way ends with. */
export function practiceHref({ id }: Pick<LearningPath, 'id'>, locale: string): string {
  return `/${locale}/interview?path=${id}`
}
