import { MEASURES, measuredTasks, type PolicyRun } from '@/lib/player/policy'
import type { TaskTimes } from '@/lib/player/task-time'

/** What a core did when: a task, a switch to the next one, or nothing. Pure; times in ns. */
export type CoreSpan = { readonly task: number | null; readonly from: number; readonly to: number }

/** Tasks that have a lane; of more the first ones, and their number. */
export const MOST_LANES = 6

/** Lanes of the measured tasks, and how many have none. */
export function lanesOf(run: PolicyRun): { lanes: TaskTimes['tasks']; folded: number } {
  const tasks = measuredTasks(run)
  const lanes = tasks.length > MOST_LANES ? tasks.slice(0, MOST_LANES - 1) : tasks
  return { lanes, folded: tasks.length - lanes.length }
}

/** What a core did, in order: whom it ran, and the switch before each; idle is left out. */
export function coreSpans({ times, switchCost }: PolicyRun, core: number): CoreSpan[] {
  const runs = times.tasks
    .flatMap(({ task, spans }) =>
      spans.flatMap((span) =>
        span.doing === 'running' && span.core === core ? [{ task, from: span.from, to: span.to }] : [],
      ),
    )
    .sort((a, b) => a.from - b.from)
  return runs.flatMap((run, i) => {
    const before = runs[i - 1]
    const since = Math.max(before?.to ?? 0, run.from - switchCost)
    const isSwitch = run.from > since && before?.task !== run.task
    return isSwitch ? [{ task: null, from: since, to: run.from }, run] : [run]
  })
}

/** The longest of all measured times, so that every bar of every policy and measure is on one scale: ns, at least 1. */
export function longestMeasure(runs: readonly PolicyRun[]): number {
  const times = runs.flatMap((run) =>
    measuredTasks(run).flatMap(({ metrics }) => MEASURES.map((measure) => metrics[measure])),
  )
  return Math.max(1, ...times)
}

/** One scale for all pictures: the latest end, and round numbers on the way there.
 *  @param room how many marks have room */
export function scaleOf(runs: readonly PolicyRun[], room: number): { end: number; marks: number[] } {
  const end = Math.max(1, ...runs.map(({ times }) => times.end))
  const wanted = end / Math.max(1, room)
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wanted)))
  const step = ([1, 2, 4, 5, 8, 10].find((one) => one * power >= wanted) ?? 10) * power
  return { end, marks: Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step) }
}
