import type { RunShape } from './shape'

/** Whether two outlines are of the same steps: whoever steers makes other ones, a worker that opens the run again does not. */
export function isSameOrder(a: RunShape, b: RunShape): boolean {
  return a === b || a.tasks.join() === b.tasks.join()
}
