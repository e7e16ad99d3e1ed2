import type { PolicyName } from '@/lib/engine'
import type { TaskTimes } from './task-time'

/** One workload under one policy. Plain data; times in ns. */
export type PolicyRun = {
  readonly policy: PolicyName
  readonly times: TaskTimes
  readonly switches: number
  /** When a quantum was over and the core went to another task. */
  readonly expiries: readonly { readonly core: number; readonly time: number }[]
  readonly switchCost: number
}

/** What a scheduler is measured by: each the less the better. */
export const MEASURES = ['response', 'waiting', 'turnaround'] as const
export type Measure = (typeof MEASURES)[number]

/** The tasks that are measured: the first one makes the others and waits for them, where there are others. */
export function measuredTasks({ times }: PolicyRun): TaskTimes['tasks'] {
  return times.tasks.length > 1 ? times.tasks.slice(1) : times.tasks
}

/** ns, over the measured tasks. */
export function meanOf(run: PolicyRun, measure: Measure): number {
  const tasks = measuredTasks(run)
  return tasks.reduce((sum, { metrics }) => sum + metrics[measure], 0) / Math.max(1, tasks.length)
}

/** Which runs have the least of something: one, or several that are alike. */
export function bestOf(runs: readonly PolicyRun[], of: (run: PolicyRun) => number): PolicyName[] {
  const least = Math.min(...runs.map(of))
  return runs.filter((run) => of(run) === least).map(({ policy }) => policy)
}

/** How long one of the measured tasks is ready without running under each policy, and how long it runs: ns. */
export type TaskWaits = {
  readonly task: number
  /** In the order of the runs. */
  readonly waits: readonly number[]
  /** The least and the most that it runs: its own work is the same under every policy. */
  readonly runs: readonly [number, number]
}

/** What the policy changes for each measured task, and what it does not. @param runs of one program */
export function waitsOf(runs: readonly PolicyRun[]): TaskWaits[] {
  const metricsOf = (run: PolicyRun, task: number) =>
    measuredTasks(run).find((one) => one.task === task)?.metrics ?? null
  return (runs[0] ? measuredTasks(runs[0]) : []).flatMap(({ task }) => {
    const all = runs.map((run) => metricsOf(run, task))
    if (!all.every((metrics) => metrics !== null)) return []
    const running = all.map((metrics) => metrics.running)
    return [
      {
        task,
        waits: all.map(({ waiting }) => waiting),
        runs: [Math.min(...running), Math.max(...running)] as const,
      },
    ]
  })
}
