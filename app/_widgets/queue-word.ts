import { taskLetter } from '@/lib/engine/task-letter'
import type { RunShape } from '@/lib/player/shape'
import type { Doing } from '@/lib/player/task-time'
import { fill } from '../_ui/fill'
import type { Labels } from './label'
import type { QueuePicture } from './queue-layout'

/** The policy of a run and how ties are broken. */
export function policyWords({ policy, quantum }: NonNullable<RunShape['times']>, labels: Labels): string {
  const named = policy ? [fill(labels.policyIs, { policy: policy.toUpperCase(), n: quantum ?? 20 })] : []
  return [...named, labels.tieRule].join(' ')
}

/** What each task is doing now. */
export function lastWords({ lanes }: QueuePicture, labels: Labels): string {
  const told = lanes.map(({ task, bars }) => {
    const last = bars.findLast(({ isFuture }) => !isFuture)
    return `${taskLetter(task)}: ${last ? doingWord(last.doing, labels) : labels.notYet}`
  })
  return told.join(', ')
}

/** What each task has done so far and when, in microseconds of simulated time: a row a task. */
export function laneWords({ lanes, folded }: QueuePicture, labels: Labels): string[] {
  const micro = (ns: number) => (ns / 1000).toFixed(1)
  const rows = lanes.map(({ task, bars }) => {
    const done = bars
      .filter(({ isFuture }) => !isFuture)
      .map(({ doing, from, to }) => `${doingWord(doing, labels)} ${micro(from)}–${micro(to)}`)
    return `${taskLetter(task)}: ${done.length > 0 ? fill(labels.microseconds, { n: done.join(', ') }) : labels.notYet}`
  })
  return folded > 0 ? [...rows, `+ ${fill(labels.manyTasks, { n: folded })}`] : rows
}

function doingWord(doing: Doing, labels: Labels): string {
  return { running: labels.running, ready: labels.runnable, waiting: labels.sleeping }[doing]
}
