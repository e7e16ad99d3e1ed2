import type { MachineView, ProcessView, TaskView } from '@/lib/engine'
import type { Frame } from './frame'

/** Tasks that a figure draws one by one; of more, those alike are drawn as one. */
const MOST = 8

/** A task, or several that are in one state and wait in one call. */
export type Crowd<T> = { readonly first: T; readonly all: readonly T[] }

/** Tasks that no figure folds: those on a core, and those that took the step which led here. */
export function keptTasks({ shown, steps }: Pick<Frame, 'shown' | 'steps'>): ReadonlySet<number> {
  return new Set([...shown.cores.flatMap((task) => task ?? []), ...steps.map(({ task }) => task)])
}

/** Of more than that, those that are created first stand by themselves all the same. */
const FIRST = 4

/** Where a crowd stands among the others. */
const PLACE: Readonly<Record<TaskView['state'], number>> = {
  running: 0,
  runnable: 1,
  sleeping: 2,
  stopped: 3,
  zombie: 4,
  gone: 5,
}

/** In order of creation, each by itself, up to eight. Of more the first four, then the others in crowds of those that are in
 *  one state and wait in one call, in an order that is always the same, then who of them is kept: from step to step what is
 *  seen stays where it is, and only the end changes. */
export function foldTasks(tasks: readonly TaskView[], kept: ReadonlySet<number>): Crowd<TaskView>[] {
  const alone = (some: readonly TaskView[]) => some.map((task) => ({ first: task, all: [task] }))
  if (tasks.length <= MOST) return alone(tasks)
  const others = tasks.filter(({ index }) => index >= FIRST)
  const folded = others.filter(({ index }) => !kept.has(index))
  const crowds = grouped(folded, crowdOf).sort((a, b) => (crowdOf(a.first) < crowdOf(b.first) ? -1 : 1))
  return [
    ...alone(tasks.filter(({ index }) => index < FIRST)),
    ...crowds,
    ...alone(others.filter(({ index }) => kept.has(index))),
  ]
}

/** The crowd that a task belongs to where tasks are folded; names are in the order of the crowds. */
export function crowdOf({ state, blocked }: TaskView): string {
  return `${PLACE[state]} ${blocked?.call ?? ''}`
}

/** Things that have the same key, each group where its first one stands. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Crowd<T>[] {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return [...groups.values()].map((group) => ({ first: group[0] as T, all: group }))
}

/** Processes that a figure draws side by side. */
const SIDE_BY_SIDE = 6

/** A machine with no more processes than can stand side by side, in order of creation: those of kept tasks, then the first
 *  ones. `folded`: how many are left out. */
export function fewProcesses(
  view: MachineView,
  kept: ReadonlySet<number>,
): { readonly view: MachineView; readonly folded: number } {
  const all = view.processes.filter(({ state }) => state !== 'gone')
  if (all.length <= SIDE_BY_SIDE) return { view, folded: 0 }
  const isKept = ({ pid }: ProcessView) => view.tasks.some((task) => task.pid === pid && kept.has(task.index))
  const drawn = new Set(
    [...all.filter(isKept), ...all]
      .map(({ pid }) => pid)
      .filter(isFirst)
      .slice(0, SIDE_BY_SIDE),
  )
  const processes = all.filter(({ pid }) => drawn.has(pid))
  return { view: { ...view, processes }, folded: all.length - processes.length }
}

function isFirst(one: number, place: number, all: readonly number[]): boolean {
  return all.indexOf(one) === place
}
