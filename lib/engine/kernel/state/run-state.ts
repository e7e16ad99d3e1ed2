/** What is being run, what was, and what a schedule still asks for. */

/** What runs now: up to the next preemption. */
export type Slice = {
  readonly core: number
  readonly task: number
  /** Visible operations left; Infinity while no other task is ready. */
  visiblesLeft: number
  /** Beyond its last counted operation: until it sleeps, or until that many quiet stretches have passed. */
  readonly ending: '' | '*' | "'"
  readonly stretches: number
  /** The last advance ended with a counted operation. */
  counted: boolean
}

/** The part of the schedule that is being written: one task's uninterrupted work. */
export type OpenRun = {
  readonly task: number
  visibles: number
  /** Steps since the run began, and how many whole stretches of them had no visible operation at its end. */
  steps: number
  quiet: number
  /** Visible operations in the present stretch. */
  stretchVisibles: number
  slept: boolean
  /** The core that it runs on, and whether it was taken off it since. */
  readonly core: number
  left: boolean
}

export type RunNode = {
  readonly before: RunNode | null
  readonly task: number
  readonly visibles: number
  readonly suffix: string
}

export type ScriptPosition = { readonly runs: readonly ScriptRun[]; index: number; left: number }
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
