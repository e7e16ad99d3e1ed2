import 'server-only'
import { stemId } from '@/app/_quiz/stem-id'
import { catalog } from '@/lib/content/catalog'
import { conceptPlaces } from '@/lib/content/concept-place'
import type { ConceptMastery } from '@/lib/progress/mastery'
import {
  type DueReviews,
  NONE_DUE,
  type Recommendation,
  recommend,
  type WalkedWay,
  workedThrough,
} from '@/lib/progress/recommend'
import type { ReviewTime } from '@/lib/progress/review-time'
import type { Place } from '../learn/place'
import { knownLessons } from '../map/known-lessons'
import { stepPlace } from '../paths/step-href'
import type { Footing, Walked } from '../paths/walked'

/** Read for so long, in ms, a section was read; a shorter look may have been a glance. */
const READ_MS = 30_000

/** Something to do next, and where that is; of a review the place says nothing. */
export type Step = { readonly step: Recommendation; readonly place: Place }

/** What is recommended to somebody: every page that says what comes next asks here. `after`: of a review, what comes once it is
 *  done; `time`: of that review, null where nothing tells; `through`: so many lessons were worked through. */
export type NextUp = Step & {
  readonly after: Step | null
  readonly time: ReviewTime | null
  readonly through: number
}

/** What it rests on. */
export type Standing = Footing & {
  readonly mastery: readonly ConceptMastery[]
  readonly reviews: DueReviews & { readonly time: ReviewTime | null }
}

/** @param walked the ways that their browser keeps, the first one before the others */
export function nextUp(of: Standing, walked: readonly Walked[]): NextUp {
  const known = knownLessons(of.results)
  const lessons = catalog().lessons.map(({ sections, ...lesson }) => ({
    ...lesson,
    sections: sections.map(({ id }) => id),
    isKnown: known.has(lesson.slug),
  }))
  const looked = of.sections.map(({ section, doneAt, spentMs }) => ({
    section,
    isRead: doneAt !== null || spentMs >= READ_MS,
  }))
  const answered = new Set(of.results.map(({ itemId }) => itemId))
  const ways = walked.flatMap((one) => leadingWay(one, answered.size === 0) ?? [])
  const { time, ...reviews } = of.reviews
  const stepAt = (due: DueReviews): Step => {
    const step = recommend(lessons, looked, answered, of.mastery, { ways, reviews: due })
    return { step, place: placeOf(step, of, walked) }
  }
  const first = stepAt(reviews)
  const after = first.step.kind === 'review' ? stepAt(NONE_DUE) : null
  return { ...first, after, time, through: workedThrough(lessons, looked, answered).size }
}

/** A way leads once it has a date or is begun, and where it is all that somebody chose so far; otherwise it only says along what a
 *  lesson is read. */
function leadingWay({ path, days, states }: Walked, isAll: boolean): WalkedWay | null {
  if (days === null && !isAll && !states.some(({ share }) => share > 0)) return null
  const steps = states.map(({ done, share }, i) => {
    const step = path.steps[i]
    return { lesson: step?.lesson ?? null, sections: step?.sections ?? [], done, begun: share > 0 }
  })
  return { path: path.id, isLastDay: days === 1, steps }
}

/** Where it is done: a step of a way whose questions are begun, at the first of them that is open. */
function placeOf(step: Recommendation, { sections, results }: Footing, walked: readonly Walked[]): Place {
  if (step.kind === 'finished' || step.kind === 'review')
    return { lesson: null, section: null, passage: 0, path: null }
  const way = walked.find(({ path }) =>
    step.kind === 'plan' ? path.id === step.path : path.steps.some(({ lesson }) => lesson === step.lesson),
  )
  const there = { lesson: step.lesson, section: null, passage: 0, path: way?.path.id ?? null }
  if (step.kind === 'plan' && way) {
    const asked = way.states[step.at]?.answered ? (way.path.steps[step.at]?.itemIds ?? []) : []
    const open = asked.find((id) => !results.some(({ itemId }) => itemId === id))
    if (open) return { ...there, section: stemId(open) }
    if (step.section === null) return stepPlace(way.path, way.path.steps[step.at])
  }
  if (step.kind === 'repair') {
    const told = conceptPlaces().get(step.concept)
    return told?.lesson === step.lesson ? { ...there, section: told.section } : there
  }
  if (step.kind !== 'plan' && step.kind !== 'continue') return there
  const passage = sections.find(({ section }) => section === step.section)?.passage ?? 0
  return { ...there, section: step.section, passage }
}
