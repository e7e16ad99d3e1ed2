import type { RunShape } from './shape'
import { placeOf } from './source-line'

type Outline = Pick<RunShape, 'length' | 'tasks' | 'lines' | 'files'>

/** Positions, ascending, at which a task is about to run one of the lines (by `placeOf`), having come there from another line or from the
 *  beginning; so many steps of one line, however others come between them, are one arrival. */
function arrivals({ length, tasks, lines, files }: Outline, breaks: ReadonlySet<number>): number[] {
  const last = new Map<number, number>()
  return Array.from({ length }, (_, position) => position).filter((position) => {
    const [task, line] = [tasks[position] ?? 0, lines[position] ?? 0]
    // Steps of the library alone leave a task on its line.
    if (line === 0) return false
    const place = placeOf(files?.[position] ?? 0, line)
    const isArrival = last.get(task) !== place
    last.set(task, place)
    return isArrival && breaks.has(place)
  })
}

/** The next position before a line with a breakpoint; the end where none comes. */
export function nextBreak(shape: Outline, position: number, breaks: ReadonlySet<number>): number {
  return arrivals(shape, breaks).find((at) => at > position) ?? shape.length
}

/** The one before; the beginning where there is none. */
export function lastBreak(shape: Outline, position: number, breaks: ReadonlySet<number>): number {
  return arrivals(shape, breaks).findLast((at) => at < position) ?? 0
}

/** The position after the next step of one task; the end where it takes none any more. */
export function nextStepOf(shape: Outline, position: number, task: number): number {
  const at = shape.tasks.indexOf(task, position)
  return at < 0 ? shape.length : at + 1
}

/** The position after its last step before; the beginning where there is none. */
export function lastStepOf(shape: Outline, position: number, task: number): number {
  const at = position < 2 ? -1 : shape.tasks.lastIndexOf(task, position - 2)
  return at < 0 ? 0 : at + 1
}
