/** What is being run, what was, what a schedule still asks for, and what came out. */

/**
 * How a run goes on after its last counted operation: not at all, until its task sleeps or ends, through `amount` quiet
 * stretches, or for `amount` instructions. Nobody else can tell; it makes a replay exact. The others are runs of nothing: `@`, the
 * clock goes on to what is due next; `%`, the processor time of the task's process does; `=`, from here on time goes on by those alone.
 */
export type RunEnding = '' | '*' | "'" | '~' | ClockEnding
export type ClockEnding = '@' | '%' | '='

/** One task's uninterrupted work, as a schedule writes it. */
export type Run = {
  readonly task: number
  readonly visibles: number
  /** Which of several waiters it wakes when it first wakes one; null: the seed's choice. */
  readonly waiter: number | null
  readonly ending: RunEnding
  readonly amount: number
  /** It is then taken off its core. */
  readonly leaves: boolean
}

export type RunNode = { readonly before: RunNode | null; readonly run: Run }

/**
 * Whom somebody chose to run next: how many visible operations it may make at once where nobody else can run, and which of
 * several waiters it is to wake first (null: the seed's choice).
 */
export type Choice = { readonly task: number; readonly alone: number; readonly waiter: number | null }

/** What runs now: up to the next preemption. */
export type Slice = {
  readonly core: number
  readonly task: number
  /** Visible operations left; Infinity while no other task is ready. */
  readonly visiblesLeft: number
  /** Which of several waiters its task is to wake first; null: the seed's choice. */
  readonly waiter: number | null
  /** What comes after the last of them where a schedule is followed. */
  readonly ending: RunEnding
  readonly amount: number
  /** The last advance ended with a counted operation. */
  readonly counted: boolean
}

/** The part of the schedule that is being written. */
export type OpenRun = {
  readonly task: number
  /** The core that it runs on, and whether it was taken off it since. */
  readonly core: number
  readonly left: boolean
  readonly visibles: number
  /** Steps since the run began, and how many whole stretches of them had no visible operation at its end. */
  readonly steps: number
  readonly quiet: number
  /** Steps at which a waiting loop was last skipped in it. */
  readonly skipped: number
  /** Visible operations in the present stretch. */
  readonly stretchVisibles: number
  /** Steps since the last counted operation or sleep; null where operations were counted without looking when. */
  readonly local: number | null
  /** It is asleep (or has ended) without a counted operation; or it was, and goes on. */
  readonly slept: boolean
  readonly woke: boolean
  /** Which of several waiters somebody chose for it to wake, and the same until it has. */
  readonly waiter: number | null
  readonly toWake: number | null
}

/** The schedule to follow: index of its current run and what is left of it. */
export type ScriptPosition = {
  readonly runs: readonly Run[]
  readonly index: number
  readonly left: number
  /** Its current run has begun. */
  readonly begun: boolean
  /** Time stands still while somebody runs. */
  readonly stands: boolean
}

/** Output in pieces, newest first. */
export type OutputNode = {
  readonly before: OutputNode | null
  readonly task: number
  readonly fd: number
  readonly bytes: Uint8Array
  /** Bytes up to and including this node. */
  readonly total: number
}
