import type { Frame } from './frame'

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

/** The file in which a task stands. */
export function sourceOf(frame: Frame, task: number): number {
  const file = frame.view.tasks[task]?.file ?? -1
  return file >= 0 ? file : (frame.sources?.[task] ?? 0)
}
