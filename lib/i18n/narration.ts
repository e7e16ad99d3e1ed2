import { taskLetter } from '@/lib/engine/task-letter'

/** A sentence about a run, in pieces, so that a figure can set a task's chip, a name in code and a new value on
 *  the highlighter, while a screen reader gets plain words. */
export type Part =
  | string
  | { readonly task: number }
  | { readonly code: string }
  /** A value that has just changed. */
  | { readonly changed: string }

export type Narration = readonly Part[]

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
