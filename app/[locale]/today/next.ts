import 'server-only'
import { catalog } from '@/lib/content/catalog'
import type { ConceptMastery } from '@/lib/progress/mastery'
import { type Recommendation, recommend, type WalkedWay, workedThrough } from '@/lib/progress/recommend'
import type { Place } from '../learn/place'
import { knownLessons } from '../map/known-lessons'
import { stepPlace } from '../paths/step-href'
import type { Footing, Walked } from '../paths/walked'

/** Read for so long, in ms, a section was read; a shorter look may have been a glance. */
const READ_MS = 30_000

/** What is recommended to somebody, and where that is: every page that says what comes next asks here. `through`: so many
 *  lessons were worked through. */
export type NextUp = { readonly step: Recommendation; readonly place: Place; readonly through: number }

/** @param walked the way that their browser keeps; null for none */
export function nextUp(
  of: Footing & { readonly mastery: readonly ConceptMastery[] },
  walked: Walked | null,
): NextUp {
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
  const step = recommend(lessons, looked, answered, of.mastery, walked && forADay(walked))
  const through = workedThrough(lessons, looked, answered).size
  return { step, place: placeOf(step, of, walked), through }
}

/** A way without a date only says along what a lesson is read. */
function forADay({ path, until, states }: Walked): WalkedWay | null {
  if (until === null) return null
  const steps = states.map(({ done, share }, i) => {
    const step = path.steps[i]
    return { lesson: step?.lesson ?? null, sections: step?.sections ?? [], done, begun: share > 0 }
  })
  return { path: path.id, steps }
}

function placeOf(step: Recommendation, { sections }: Footing, walked: Walked | null): Place {
  if (step.kind === 'finished') return { lesson: null, section: null, passage: 0, path: null }
  const onWay = walked?.path.steps.some(({ lesson }) => lesson === step.lesson)
  const there = {
    lesson: step.lesson,
    section: null,
    passage: 0,
    path: onWay && walked ? walked.path.id : null,
  }
  if (step.kind === 'plan' && walked && step.section === null)
    return stepPlace(walked.path, walked.path.steps[step.at])
  if (step.kind !== 'plan' && step.kind !== 'continue') return there
  const passage = sections.find(({ section }) => section === step.section)?.passage ?? 0
  return { ...there, section: step.section, passage }
}
