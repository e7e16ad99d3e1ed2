/** Whoever left a question open for longer did something else meanwhile. */
const LONGEST_MS = 300_000

/** Of a follow-up question nobody measures how long it took: a short answer, said aloud. */
const FOLLOW_UP_MS = 30_000

/** How long a review takes: `followUps` of the `minutes` go to as many follow-up questions, half a minute each. */
export type ReviewTime = { readonly minutes: number; readonly followUps: number }

/** How long a review takes somebody who takes as long for each question as the last time.
 *  @param asked the questions: how long each took, in ms, null where that is not known: such a one takes what is in the middle of
 *    the others; and how many questions follow it
 *  @returns null where nothing is known */
export function timeOfReview(
  asked: readonly { readonly took: number | null; readonly followUps: number }[],
): ReviewTime | null {
  const known = asked
    .flatMap(({ took }) => (took === null ? [] : [Math.min(LONGEST_MS, took)]))
    .sort((a, b) => a - b)
  const middle = known[Math.floor(known.length / 2)]
  if (middle === undefined) return null
  const followUps = asked.reduce((all, one) => all + one.followUps, 0)
  const answers = known.reduce((all, took) => all + took, middle * (asked.length - known.length))
  return { minutes: Math.max(1, Math.ceil((answers + followUps * FOLLOW_UP_MS) / 60_000)), followUps }
}
