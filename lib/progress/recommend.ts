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

/** A section that was opened. `isRead`: for long enough to have been read: a glance begins nothing. */
export type LookedSection = { readonly section: string; readonly isRead: boolean }

/** A way that is walked for a day, as a recommendation sees it. `lesson` is null for the questions at its end. */
export type WalkedWay = {
  readonly path: string
  /** No day is left before the one that it is for. */
  readonly isLastDay: boolean
  readonly steps: readonly {
    readonly lesson: string | null
    readonly sections: readonly string[]
    readonly done: boolean
    readonly begun: boolean
  }[]
}

/** What is due for review today: how many, how many of these are cards, for how many days the longest of them, and whether all
 *  are due only because a plan for a day asks them sooner. */
export type DueReviews = {
  readonly due: number
  readonly cards: number
  readonly daysLate: number
  readonly isForPlan: boolean
}

/** Nothing is due. */
export const NONE_DUE: DueReviews = { due: 0, cards: 0, daysLate: 0, isForPlan: false }

/** What to do next, and why.
 *  - `review`: what is due today, for it is short and lost while it waits
 *  - `plan`: the next step of a way that is walked for a day, `at` counted from 0, and where in it one was
 *  - `continue`: a lesson that was begun, `left` of its questions being open
 *  - `repair`: a concept that the next lesson builds on and whose answers are more often wrong than right
 *  - `next`: the first lesson that was not begun and whose lessons before were worked through
 *  - `finished`: there is no lesson left */
export type Recommendation =
  | ({ readonly kind: 'review' } & DueReviews)
  | {
      readonly kind: 'plan'
      readonly path: string
      readonly at: number
      readonly lesson: string | null
      readonly section: string | null
    }
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

/** Lessons that were worked through: they are known, or every question of theirs was answered; where they have none, they were
 *  opened. Parameters as `recommend` has them. */
export function workedThrough(
  lessons: readonly LessonState[],
  looked: readonly LookedSection[],
  answered: ReadonlySet<string>,
): ReadonlySet<string> {
  const isThrough = ({ itemIds, sections, isKnown }: LessonState) =>
    isKnown ||
    (itemIds.length > 0
      ? itemIds.every((id) => answered.has(id))
      : sections.some((id) => looked.some(({ section }) => section === id)))
  return new Set(lessons.filter(isThrough).map(({ slug }) => slug))
}

/** Recommends one thing. On the last day of a way that is walked for a day it goes on along that; else what is due for review
 *  comes before anything new, then such a way, then the lesson that is begun, then what the next lesson rests on and is weak.
 *  @param lessons in the order of the course
 *  @param looked sections that were opened, the newest look first
 *  @param answered ids of items that were ever answered
 *  @param beside the ways that are walked for a day, the earliest day first, and what is due for review */
export function recommend(
  lessons: readonly LessonState[],
  looked: readonly LookedSection[],
  answered: ReadonlySet<string>,
  mastery: readonly ConceptMastery[],
  beside: { readonly ways: readonly WalkedWay[]; readonly reviews: DueReviews } = NOTHING_BESIDE,
): Recommendation {
  const { ways, reviews } = beside
  const planned = ways.flatMap((way) => nextStep(way, looked) ?? [])[0]
  const isPressing = ways.find(({ path }) => path === planned?.path)?.isLastDay ?? false
  if (reviews.due > 0 && !isPressing) return { kind: 'review', ...reviews }
  if (planned) return planned
  const open = openLesson(lessons, looked, answered)
  if (open) return open
  const through = workedThrough(lessons, looked, answered)
  const next =
    lessons.find((lesson) => !through.has(lesson.slug) && lesson.after.every((slug) => through.has(slug))) ??
    lessons.find(({ slug }) => !through.has(slug))
  if (!next) return { kind: 'finished' }
  return weakest(next, lessons, mastery) ?? { kind: 'next', lesson: next.slug, after: next.after }
}

const NOTHING_BESIDE = { ways: [], reviews: NONE_DUE } as const

/** The first step of a way that is not done; null when all are. */
function nextStep(
  { path, steps }: WalkedWay,
  looked: readonly LookedSection[],
): Extract<Recommendation, { kind: 'plan' }> | null {
  const at = steps.findIndex(({ done }) => !done)
  const step = steps[at]
  if (!step) return null
  const last = step.begun ? looked.find(({ section }) => step.sections.includes(section)) : undefined
  return { kind: 'plan', path, at, lesson: step.lesson, section: last?.section ?? null }
}

/** The lesson that was looked at last of those that are begun, by an answer or by reading, while questions of it are open. */
function openLesson(
  lessons: readonly LessonState[],
  looked: readonly LookedSection[],
  answered: ReadonlySet<string>,
): Recommendation | null {
  const isBegun = ({ itemIds, sections }: LessonState) =>
    itemIds.some((id) => answered.has(id)) ||
    looked.some(({ section, isRead }) => isRead && sections.includes(section))
  for (const { section } of looked) {
    const lesson = lessons.find(({ sections }) => sections.includes(section))
    if (!lesson || lesson.isKnown || !isBegun(lesson)) continue
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
