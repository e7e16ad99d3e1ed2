/** What a run leaves behind, and a run that can be looked at step by step. */
import type { Scope } from './scope'
import type { TraceStep } from './trace'
import type { EndReason, MachineView } from './view'

/** What a run put out and how it ended. */
export type RunOutcome = {
  /** Bytes as UTF-8; what is not UTF-8 shows as U+FFFD (`stdoutBytes` has it exactly). */
  readonly stdout: string
  readonly stderr: string
  readonly stdoutBytes: Uint8Array
  readonly stderrBytes: Uint8Array
  /** Exit status of the first process, 128 + signal, 124 when a budget ended the run, 125 for a deadlock. */
  readonly status: number
  readonly reason: EndReason
  /** Instructions. */
  readonly steps: number
  /** Every choice of the run, as a string that replays it. */
  readonly schedule: string
  /** The first run of the schedule that could not be followed, or that the program's end left over, by index; null where all of it
   *  was followed. */
  readonly misfit: number | null
  readonly metrics: Metrics
}

export type RunResult = RunOutcome & {
  /** Sixteen hexadecimal digits over memory and kernel objects at the end; the clock is not in it. */
  readonly hash: string
}

export type Metrics = {
  /** ns of simulated time from boot to the end. */
  readonly time: number
  readonly contextSwitches: number
  readonly visibleOperations: number
  readonly systemCalls: number
  readonly faults: { readonly minor: number; readonly copied: number }
  /** Share of core time spent running tasks, 0 to 1. */
  readonly utilisation: number
  readonly tasks: readonly TaskMetrics[]
}

/** Times in ns. Turnaround: from creation to end; response: from creation to first run; waiting: ready but not running. */
export type TaskMetrics = {
  readonly task: number
  readonly turnaround: number
  readonly response: number
  readonly waiting: number
  readonly running: number
  readonly switches: number
}

/** A recorded run, with what is told of its end. Steps are counted from 0; `view(i)` is the state after `i` steps. */
export type Recording<Result extends RunOutcome = RunOutcome> = {
  /** Steps of the run; if it was cut by the limit given to `record`, of its beginning. */
  readonly length: number
  /** @throws RangeError outside `0 ≤ i < length`. */
  step(i: number): TraceStep
  /** @throws RangeError outside `0 ≤ i ≤ length`. */
  view(i: number): MachineView
  /** The first bytes of a regular file after `i` steps, by the id of its inode; null where there is none. */
  file(i: number, inode: number, most: number): Uint8Array | null
  /** What names mean to a task after `i` steps, till anything else is asked of the recording; null where it has none: it has
   *  ended or not begun. */
  scope(i: number, task: number): Scope | null
  /** Indexes of the tasks that can run next after `i` steps. */
  choices(i: number): number[]
  /**
   * The same first `i` steps, then `task`, then the policy again.
   * @param waiter whom it wakes when it wakes one of several, counted in the order in which they wait; else the seed says
   * @throws RangeError when `task` is not a choice
   */
  choose(i: number, task: number, waiter?: number): Recording<Result>
  /** The schedule of the first `i` steps. */
  schedule(i: number): string
  /** Of the whole run; when it was cut by the limit given to `record`, of the part that was run. */
  readonly result: Result
  /** False when the run was cut by the limit given to `record`, or because it never ends. */
  readonly complete: boolean
  /** It was cut because it never ends: after the last step all who can run repeat the same steps, in whatever order. */
  readonly isEndless: boolean
}
