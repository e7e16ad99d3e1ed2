/** What is asked live and ended by nobody is over after so long, in ms: no lesson takes it. */
const OPEN_FOR = 6 * 3600_000

/** What was asked since then is open where nobody has ended it. */
export function openSince(): Date {
  return new Date(Date.now() - OPEN_FOR)
}
