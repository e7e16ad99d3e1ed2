/** What a run of the lab is made of, and how much of it there may be. A browser needs this and not what checks it. */
import type { PolicyName } from '@/lib/engine'

/** All that a run of the lab is made of. */
export type LabProgram = {
  readonly text: string
  readonly config: {
    readonly cores: number
    readonly policy: PolicyName
    readonly quantum: number
    readonly seed: number
  }
  readonly grain: 'line' | 'operation'
  readonly stdin: string
  readonly args: string
  readonly schedule: string
  /** Visible operations after which it is opened; left out: at the beginning. */
  readonly after?: number
}

/** In the order in which they are offered. */
export const POLICIES = ['fifo', 'rr', 'priority', 'mlfq', 'fair'] as const satisfies readonly PolicyName[]

/** Characters of a program, of its input, of its arguments and of its schedule at most. */
export const MOST_TEXT = 200_000
/** The greatest values of a run's settings; all of them are whole numbers. */
export const MOST = { cores: 8, quantum: 1_000_000, seed: 0xffff_ffff, after: 1_000_000 } as const

/** Characters of the name of a saved program at most. */
export const MOST_NAME = 60
/** Versions that are kept of a saved program: the newest. */
export const MOST_VERSIONS = 50
/** Programs that a person may have saved at once, and bytes of all versions of them. */
export const MOST_SAVED = { programs: 100, bytes: 10_000_000 } as const
