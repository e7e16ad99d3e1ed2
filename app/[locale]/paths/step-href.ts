import { catalogLesson } from '@/lib/content/catalog'
import type { LearningPath, PathStep } from '@/lib/content/path'

/** Where a step of a way is read: the lesson, or the first of the passages that the way takes of it. The address names the way,
 *  so that the lesson can lead on along it. */
export function stepHref(path: LearningPath, step: PathStep, locale: string): string {
  const all = catalogLesson(step.lesson)?.sections ?? []
  const first = all.find(({ id }) => step.sections.includes(id))
  const isWhole = all.length === step.sections.length
  const place = isWhole || !first ? '' : `#${first.id}`
  return `/${locale}/learn/${step.lesson}?path=${path.id}${place}`
}
