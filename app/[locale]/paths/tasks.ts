import { catalogLesson } from '@/lib/content/catalog'
import type { LearningPath } from '@/lib/content/path'
import type { StepTasks } from '@/lib/progress/plan'

/** What there is to do on a way, step by step; the practice is the last. */
export function stepTasks({ steps, practice }: LearningPath): StepTasks[] {
  return [
    ...steps.map(({ lesson, minutes, itemIds, sections }) => {
      const own = catalogLesson(lesson)
      return {
        minutes,
        itemIds,
        sectionIds: sections,
        lessonSections: (own?.sections ?? []).map(({ id }) => id),
        check: own?.check ?? [],
      }
    }),
    { minutes: practice.minutes, itemIds: practice.cards, sectionIds: [], lessonSections: [], check: [] },
  ]
}
