import type { Say } from '@/lib/cli/host/environment'

/** How long something is waited for. */
export interface Patience {
  readonly say: Say
  /** Milliseconds. */
  readonly limit: number
  /** What is known at the moment of why it takes so long; empty when nothing is. */
  readonly reason?: () => string
  /** Milliseconds until it is said that it is waited for, and then between two such words. */
  readonly silence?: number
}

/** Thrown when something did not come in its time. What was waited for may still be under way. */
export class GaveUp extends Error {}

/**
 * Waits for work, and says so when it takes longer than a moment.
 * @param what as in "waiting for PostgreSQL"
 * @throws GaveUp with a sentence when the limit is over; what the work itself rejects with before that
 */
export async function waitFor<T>(what: string, work: Promise<T>, patience: Patience): Promise<T> {
  const { say, limit, reason = () => '', silence = 10_000 } = patience
  const why = () => (reason() ? ` (${reason()})` : '')
  const words = setInterval(() => say(`waiting for ${what}${why()}`), silence)
  let over: NodeJS.Timeout | undefined
  const gaveUp = new Promise<never>((_, reject) => {
    const sentence = () => `Gave up waiting for ${what} after ${Math.round(limit / 1000)} s${why()}.`
    over = setTimeout(() => reject(new GaveUp(sentence())), limit)
  })
  try {
    return await Promise.race([work, gaveUp])
  } finally {
    clearInterval(words)
    clearTimeout(over)
  }
}
