/** A sentence about a run, in pieces, so that a figure can set a task's chip, a name in code and a new value on
 *  the highlighter, while a screen reader gets plain words. */
export type Part =
  | string
  | { readonly task: number }
  | { readonly code: string }
  /** A value that has just changed. */
  | { readonly changed: string }

export type Narration = readonly Part[]

/** Letter of a task by its order of creation: A to H, then A2 to H2 (colours repeat, the number tells). */
export function taskLetter(task: number): string {
  const letter = String.fromCharCode(65 + (task % 8))
  const round = Math.floor(task / 8) + 1
  return round === 1 ? letter : `${letter}${round}`
}

/** The sentence as plain text. */
export function plainText(narration: Narration): string {
  return narration
    .map((part) => {
      if (typeof part === 'string') return part
      if ('task' in part) return taskLetter(part.task)
      return 'code' in part ? part.code : part.changed
    })
    .join('')
}
