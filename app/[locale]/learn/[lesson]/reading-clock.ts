/** A pause without a sign of the reader counts this long at most, in ms: pages are also left open. */
const LONGEST_PAUSE_MS = 120_000

/** Measures how long somebody reads: the time between signs of them, of which long pauses count in part and those while the
 *  page is hidden not at all. Times are in ms of one clock that never goes back. */
export class ReadingClock {
  #last: number | null
  #spent = 0

  constructor(now: number) {
    this.#last = now
  }

  /** Something was moved, pressed or typed, or the page is in sight again. */
  sign(now: number): void {
    if (this.#last !== null) this.#spent += Math.min(now - this.#last, LONGEST_PAUSE_MS)
    this.#last = now
  }

  /** The page is out of sight, until the next sign. */
  pause(now: number): void {
    this.sign(now)
    this.#last = null
  }

  /** What was read since it was last taken. */
  take(now: number): number {
    if (this.#last !== null) this.sign(now)
    const spent = Math.round(this.#spent)
    this.#spent = 0
    return spent
  }
}
