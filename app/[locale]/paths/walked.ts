import 'server-only'
import { cookies } from 'next/headers'
import { catalog } from '@/lib/content/catalog'
import { type LearningPath, learningPath, learningPaths } from '@/lib/content/path'
import type { DatedPlan } from '@/lib/progress/agenda'
import { dayOf } from '@/lib/progress/day'
import { type KeptPlan, keptPlans, planCookie } from '@/lib/progress/kept-plan'
import { minutesAt, paceOf } from '@/lib/progress/pace'
import { daysUntil, planOf, restOf, type StepState, stepStates } from '@/lib/progress/plan'
import type { NewestResult, SectionState } from '@/lib/progress/store'
import { isCorrect } from '@/lib/quiz/score'
import { stepTasks } from './tasks'

/** The ways that this browser keeps, the one that comes first before the others. */
export async function plansNow(): Promise<KeptPlan[]> {
  const jar = await cookies()
  // Most keep none, and the ways need not be read then.
  if (!jar.getAll().some(({ name }) => name.startsWith(planCookie('')))) return []
  const paths = learningPaths().map(({ id }) => id)
  return keptPlans(paths, (name) => jar.get(name)?.value, dayOf(new Date()))
}

/** Of those ways the ones for a day that is to come, as reviews see them: with all that they ask. */
export function datedPlans(kept: readonly KeptPlan[]): DatedPlan[] {
  return kept.flatMap(({ path: id, until }) => {
    const path = learningPath(id)
    if (!path || until === null) return []
    return [{ until, itemIds: [...path.steps.flatMap(({ itemIds }) => itemIds), ...path.practice.cards] }]
  })
}

/** What somebody did, as it is stored. */
export type Footing = {
  readonly sections: readonly SectionState[]
  readonly results: readonly NewestResult[]
}

/** How far somebody is on a way. */
export type Walked = {
  readonly path: LearningPath
  readonly until: number | null
  /** Of the steps, and of the practice at the end. */
  readonly states: readonly StepState[]
  /** Minutes that are left. */
  readonly left: number
  /** Whole days before the day that it is for, today among them; null while there is no date. */
  readonly days: number | null
  /** What today holds: the first and the last step, counted from 0, and their minutes; null while there is no date or when
   *  nothing is left. */
  readonly today: { readonly from: number; readonly to: number; readonly minutes: number } | null
}

/** How far somebody is on the ways that they keep. */
export function walkedWays(kept: readonly KeptPlan[], footing: Footing): Walked[] {
  return kept.flatMap((one) => walkedWay(one, footing) ?? [])
}

function walkedWay({ path: id, until }: KeptPlan, { sections, results }: Footing): Walked | null {
  const path = learningPath(id)
  if (!path) return null
  const tasks = stepTasks(path)
  const states = stepStates(tasks, {
    results: new Map(results.map((one) => [one.itemId, wasRight(one)])),
    looked: new Set(sections.map(({ section }) => section)),
    read: new Set(sections.flatMap(({ section, doneAt }) => (doneAt ? [section] : []))),
  })
  const pace = readingPace(sections)
  const rest = restOf(
    tasks.map(({ minutes }) => minutesAt(pace, minutes)),
    states,
  )
  const left = rest.reduce((sum, { minutes }) => sum + minutes, 0)
  const from = rest.findIndex(({ done }) => !done)
  const days = until === null ? null : daysUntil(until, dayOf(new Date()))
  if (days === null || from < 0) return { path, until, states, left, days, today: null }
  const to = Math.max(from, planOf(rest, days).lastIndexOf(0))
  const minutes = rest.slice(from, to + 1).reduce((sum, one) => sum + one.minutes, 0)
  return { path, until, states, left, days, today: { from, to, minutes } }
}

/** Whether an answer was entirely right; null for what has no right. */
export function wasRight({ newestEarned, newestTotal }: NewestResult): boolean | null {
  return newestTotal > 0 ? isCorrect(newestEarned, newestTotal) : null
}

/** `paceOf` over the lessons of the course. */
export function readingPace(sections: readonly SectionState[]): number | null {
  const lessons = catalog().lessons.map(({ minutes, sections: own }) => ({
    minutes,
    sections: own.map(({ id }) => id),
  }))
  return paceOf(lessons, sections)
}
