/**
 * What a task is called, in order of creation: `A` to `Z`, then `AA`, `AB` and so on, as the columns of a spreadsheet. One
 * name wherever a task is named: in a schedule, on a figure, in what is said about a run, in an answer. Colours and shapes
 * come round again sooner, which is why the letters do not. A file of its own, so that a page which only names tasks does
 * not load the engine.
 */

/** @param task counted from 0 */
export function taskLetter(task: number): string {
  const before = Math.floor(task / 26) - 1
  return (before < 0 ? '' : taskLetter(before)) + String.fromCharCode(65 + (task % 26))
}

/** The task of a name, counted from 0: the inverse of `taskLetter`.
 *  @param letters one or more of A to Z */
export function taskOfLetter(letters: string): number {
  let count = 0
  for (let i = 0; i < letters.length; i++) count = count * 26 + letters.charCodeAt(i) - 64
  return count - 1
}
