/** What the machine keeps of a timer. */
import type { Pid } from './trace'

export type KernelTimer = {
  readonly id: number
  /** ns since boot, or of its process's processor time. */
  readonly at: number
  readonly interval: number
  readonly expirations: number
  /** Expirations since the signal that is pending, or was the last, was made. */
  readonly overrun: number
  /** Null: a timerfd's. */
  readonly owner: TimerOwner | null
}

/** A timer of timer_create or setitimer. `number`: the process's own name for it; -1 ITIMER_VIRTUAL, -2 ITIMER_PROF. */
export type TimerOwner = {
  readonly pid: Pid
  readonly number: number
  readonly clock: number
  /** Counts processor time. */
  readonly usesCpu: boolean
  /** SIGEV_SIGNAL 0, SIGEV_NONE 1, SIGEV_THREAD 2, SIGEV_THREAD_ID 4. */
  readonly notify: number
  readonly signal: number
  readonly value: number
  readonly tid: number
}
