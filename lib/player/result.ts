import type { Recording } from '@/lib/engine'
import { isHousekeeping } from './news'

/** Of each task the steps at which the last thing that it did was to come back from a call, and those at which it was not:
 *  a processor leaves the result in RAX, and what it computes there between two calls no line of the source says. */
export type Results = ReadonlyMap<number, readonly { readonly at: number; readonly isResult: boolean }[]>

/** Looks at the whole run once: `at` is how many steps have been made. */
export function resultsOf(recording: Recording): Results {
  const results = new Map<number, { at: number; isResult: boolean }[]>()
  for (let i = 0; i < recording.length; i++) {
    const { task, line, file, events } = recording.step(i)
    // The rest of a line changes nothing of it that is told.
    const isRest = events.every((event) => event.kind === 'local' || isHousekeeping(event))
    const before = i > 0 ? recording.step(i - 1) : null
    if (isRest && before?.task === task && before.line === line && before.file === file) continue
    const comesBack = events.some(
      (event) =>
        (event.kind === 'return' && event.value !== null) ||
        (event.kind === 'syscall' &&
          !isHousekeeping(event) &&
          event.fromLibrary === null &&
          (event.result ?? event.errno) !== null),
    )
    const known = results.get(task) ?? []
    if (known.at(-1)?.isResult !== comesBack)
      results.set(task, [...known, { at: i + 1, isResult: comesBack }])
  }
  return results
}

/** Whether RAX of a task holds what a call has just come back with, after so many steps. */
export function holdsResult(results: Results, task: number, steps: number): boolean {
  return results.get(task)?.findLast(({ at }) => at <= steps)?.isResult === true
}
