/** What is being run, what was, what a schedule still asks for, and what came out. */

/** What runs now: up to the next preemption. */
export type Slice = {
  readonly core: number
  readonly task: number
  /** Visible operations left; Infinity while no other task is ready. */
  readonly visiblesLeft: number
  /** Beyond its last counted operation: until it sleeps, or until that many quiet stretches have passed. */
  readonly ending: '' | '*' | "'"
  readonly stretches: number
  /** The last advance ended with a counted operation. */
  readonly counted: boolean
}

/** The part of the schedule that is being written: one task's uninterrupted work. */
export type OpenRun = {
  readonly task: number
  readonly visibles: number
  /** Steps since the run began, and how many whole stretches of them had no visible operation at its end. */
  readonly steps: number
  readonly quiet: number
  /** Visible operations in the present stretch. */
  readonly stretchVisibles: number
  readonly slept: boolean
  /** The core that it runs on, and whether it was taken off it since. */
  readonly core: number
  readonly left: boolean
}

export type RunNode = {
  readonly before: RunNode | null
  readonly task: number
  readonly visibles: number
  readonly suffix: string
}

export type ScriptPosition = {
  readonly runs: readonly ScriptRun[]
  readonly index: number
  readonly left: number
}
/**
 * `suffix`: '' ends right after the last visible operation; '*' goes on until the task sleeps; n > 0 quiet stretches.
 * `leaves`: it is then taken off its core.
 */
export type ScriptRun = {
  readonly task: number
  readonly visibles: number
  readonly suffix: '' | '*' | number
  readonly leaves: boolean
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
