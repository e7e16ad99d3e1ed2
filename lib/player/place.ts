import type { Frame } from './frame'
import type { Session } from './session'
import { stepsAt } from './session'

/** Lines that a file may have, and more: a place is a number, that of a line of the first file the line itself. */
const LINES = 1 << 20

/** A line of one of a program's files as one number.
 *  @param file index into the files of the run */
export function placeOf(file: number, line: number): number {
  return file * LINES + line
}

/** The inverse of `placeOf`. */
export function lineOfPlace(place: number): { readonly file: number; readonly line: number } {
  return { file: Math.floor(place / LINES), line: place % LINES }
}

/** For each task the file that its line counts in: that of the last line of the program that it has run, since from
 *  there it went into the library. Index into the files of the run; -1 where it has run none. */
export function sourcesAt(session: Session, position: number, tasks: number): number[] {
  const sources = Array<number>(tasks).fill(-1)
  let left = tasks
  for (let at = stepsAt(session, position) - 1; at >= 0 && left > 0; at--) {
    const { task, file } = session.recording.step(at)
    if (file < 0 || sources[task] !== -1) continue
    sources[task] = file
    left--
  }
  return sources
}

/** The file in which a task stands. */
export function sourceOf(frame: Frame, task: number): number {
  const file = frame.view.tasks[task]?.file ?? -1
  return file >= 0 ? file : (frame.sources?.[task] ?? 0)
}
