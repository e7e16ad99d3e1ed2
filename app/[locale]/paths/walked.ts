import 'server-only'
import { cookies } from 'next/headers'
import { catalog } from '@/lib/content/catalog'
import { type LearningPath, learningPath, learningPaths } from '@/lib/content/path'
import { dayOf } from '@/lib/progress/day'
import { type KeptPlan, keptPlan, planCookie } from '@/lib/progress/kept-plan'
import { minutesAt, paceOf } from '@/lib/progress/pace'
import { daysUntil, planOf, restOf, type StepState, stepStates } from '@/lib/progress/plan'
import type { NewestResult, SectionState } from '@/lib/progress/store'
import { isCorrect } from '@/lib/quiz/score'
import { stepTasks } from './tasks'

/** The way that this browser keeps; null for none. */
export async function planNow(): Promise<KeptPlan | null> {
  const jar = await cookies()
  // Most keep none, and the ways need not be read then.
  if (!jar.getAll().some(({ name }) => name.startsWith(planCookie('')))) return null
  const paths = learningPaths().map(({ id }) => id)
  return keptPlan(paths, (name) => jar.get(name)?.value, dayOf(new Date()))
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
  /** What today holds: the first and the last step, counted from 0, and their minutes; null while there is no date or when
   *  nothing is left. */
  readonly today: { readonly from: number; readonly to: number; readonly minutes: number } | null
}

/** How far somebody is on the way that they keep. */
export function walkedWay({ path: id, until }: KeptPlan, { sections, results }: Footing): Walked | null {
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
  if (until === null || from < 0) return { path, until, states, left, today: null }
  const days = planOf(rest, daysUntil(until, dayOf(new Date())))
  const to = Math.max(from, days.lastIndexOf(0))
  const minutes = rest.slice(from, to + 1).reduce((sum, one) => sum + one.minutes, 0)
  return { path, until, states, left, today: { from, to, minutes } }
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
