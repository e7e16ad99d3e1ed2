import type { Doing, TaskTimes } from '@/lib/player/task-time'

/** Tasks as lanes on one axis of simulated time. Pure. */
export type QueuePicture = {
  readonly lanes: readonly { readonly task: number; readonly bars: readonly QueueBar[] }[]
  /** Tasks beyond those that have a lane. */
  readonly folded: number
  /** ns at which the axis is marked. */
  readonly marks: readonly number[]
  readonly end: number
}

export type QueueBar = {
  readonly doing: Doing
  readonly from: number
  readonly to: number
  readonly isFuture: boolean
}

/** Tasks that have a lane and a row. */
export const MOST_LANES = 8
const MARKS = 5

/** @param now ns since boot
 *  @param isLocked what has not happened yet is not to be told */
export function layQueue(times: TaskTimes, now: number, isLocked: boolean): QueuePicture {
  const shown = isLocked ? times.tasks.filter(({ spans }) => (spans[0]?.from ?? 0) <= now) : times.tasks
  const step = roundStep(times.end / MARKS)
  return {
    lanes: shown.slice(0, MOST_LANES).map(({ task, spans }) => ({
      task,
      bars: spans.flatMap(({ doing, from, to }) => {
        const past = from < now ? [{ doing, from, to: Math.min(to, now), isFuture: false }] : []
        const future = to > now ? [{ doing, from: Math.max(from, now), to, isFuture: true }] : []
        return isLocked ? past : [...past, ...future]
      }),
    })),
    folded: Math.max(0, shown.length - MOST_LANES),
    marks: Array.from({ length: Math.floor(times.end / step) + 1 }, (_, i) => i * step),
    end: times.end,
  }
}

/** The next number that is 1, 2 or 5 with zeros. */
function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wanted)))
  return ([1, 2, 5, 10].find((one) => one * power >= wanted) ?? 10) * power
}
