import type { Watched } from '@/lib/player/watch'

/** What was answered, with what was asked: by task, and by expression. */
export type Answered = {
  readonly tasks: readonly number[]
  readonly expressions: readonly string[]
  readonly watched: readonly (readonly Watched[])[]
}

/** What an expression came to for a task; undefined where that has not been answered. */
export function answerOf(answered: Answered | null, task: number, text: string): Watched | undefined {
  if (!answered) return undefined
  const { tasks, expressions, watched } = answered
  return watched[tasks.indexOf(task)]?.[expressions.indexOf(text)]
}
