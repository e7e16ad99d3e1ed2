/** Whoever left a question open for longer did something else meanwhile. */
const LONGEST_MS = 300_000

/** How many minutes a review takes somebody who takes as long for each question as the last time.
 *  @param times of the questions, in ms; null where that is not known: such a one takes what is in the middle of the others
 *  @returns null where nothing is known */
export function minutesOfReview(times: readonly (number | null)[]): number | null {
  const known = times
    .flatMap((time) => (time === null ? [] : [Math.min(LONGEST_MS, time)]))
    .sort((a, b) => a - b)
  const middle = known[Math.floor(known.length / 2)]
  if (middle === undefined) return null
  const sum = known.reduce((all, time) => all + time, middle * (times.length - known.length))
  return Math.max(1, Math.ceil(sum / 60_000))
}
