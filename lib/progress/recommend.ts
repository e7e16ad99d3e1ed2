import { conceptOf } from '@/lib/quiz/item'
import { type ConceptMastery, estimateOf } from './mastery'

/** A lesson as a recommendation sees it. */
export type LessonState = {
  readonly slug: string
  /** Lessons that come before this one. */
  readonly after: readonly string[]
  readonly sections: readonly string[]
  readonly itemIds: readonly string[]
  /** True when it may be skipped: its check was passed. */
  readonly isKnown: boolean
}

/** What to do next, and why.
 *  - `continue`: a lesson that was begun, `left` of its questions being open
 *  - `repair`: a concept that the next lesson builds on and whose answers are more often wrong than right
 *  - `next`: the first lesson that was not begun and whose lessons before were worked through
 *  - `finished`: there is no lesson left */
export type Recommendation =
  | { readonly kind: 'continue'; readonly lesson: string; readonly section: string; readonly left: number }
  | {
      readonly kind: 'repair'
      readonly lesson: string
      readonly concept: string
      readonly level: number
      readonly answers: number
      /** The lesson that waits for it. */
      readonly before: string
    }
  | { readonly kind: 'next'; readonly lesson: string; readonly after: readonly string[] }
  | { readonly kind: 'finished' }

/** Below this level a concept is repaired first, */
const WEAK = 0.5
/** where so many answers say so: one alone says little. */
const ENOUGH_ANSWERS = 2

/** Recommends one thing. What is begun is ended first; then what the next lesson rests on is repaired.
 *  @param lessons in the order of the course
 *  @param looked sections that were opened, the newest look first
 *  @param answered ids of items that were ever answered */
export function recommend(
  lessons: readonly LessonState[],
  looked: readonly string[],
  answered: ReadonlySet<string>,
  mastery: readonly ConceptMastery[],
): Recommendation {
  const open = openLesson(lessons, looked, answered)
  if (open) return open
  const isThrough = ({ itemIds, sections, isKnown }: LessonState) =>
    isKnown ||
    (itemIds.length > 0
      ? itemIds.every((id) => answered.has(id))
      : sections.some((id) => looked.includes(id)))
  const through = new Set(lessons.filter(isThrough).map(({ slug }) => slug))
  const next =
    lessons.find((lesson) => !through.has(lesson.slug) && lesson.after.every((slug) => through.has(slug))) ??
    lessons.find(({ slug }) => !through.has(slug))
  if (!next) return { kind: 'finished' }
  return weakest(next, lessons, mastery) ?? { kind: 'next', lesson: next.slug, after: next.after }
}

/** The lesson that was looked at last, while questions of it are open and some were answered or it was read. */
function openLesson(
  lessons: readonly LessonState[],
  looked: readonly string[],
  answered: ReadonlySet<string>,
): Recommendation | null {
  for (const section of looked) {
    const lesson = lessons.find(({ sections }) => sections.includes(section))
    if (!lesson || lesson.isKnown) continue
    const left = lesson.itemIds.filter((id) => !answered.has(id)).length
    return left > 0 ? { kind: 'continue', lesson: lesson.slug, section, left } : null
  }
  return null
}

/** The weakest concept of the lessons that come just before one. */
function weakest(
  next: LessonState,
  lessons: readonly LessonState[],
  mastery: readonly ConceptMastery[],
): Recommendation | null {
  const found = lessons
    .filter(({ slug }) => next.after.includes(slug))
    .flatMap(({ slug, itemIds }) => {
      const own = new Set(itemIds.map(conceptOf))
      return mastery.flatMap((known) => {
        const { level } = estimateOf(known)
        const isWeak = own.has(known.concept) && known.answers >= ENOUGH_ANSWERS && level < WEAK
        return isWeak ? [{ lesson: slug, concept: known.concept, level, answers: known.answers }] : []
      })
    })
    .sort((a, b) => a.level - b.level)
  const [first] = found
  return first ? { kind: 'repair', ...first, before: next.slug } : null
}
