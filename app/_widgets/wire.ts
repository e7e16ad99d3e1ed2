import type { Exploration, MapMove, Mend, PartialConfig, PolicyName, StateMap, Stories } from '@/lib/engine'
import type { ComparePicture, Comparison } from '@/lib/player/compare'
import type { Frame } from '@/lib/player/frame'
import type { PolicyRun } from '@/lib/player/policy'
import type { RunInput } from '@/lib/player/session'
import type { RunShape } from '@/lib/player/shape'
import type { AskedEnd, TurnedOrder } from '@/lib/player/turning'
import type { Watched } from '@/lib/player/watch'

/** What goes to the page's engine, and what comes back. `session` is the figure's: one worker serves all of a page. */
export type WorkerRequest = { readonly id: number; readonly session: number } & (
  | { readonly kind: 'open'; readonly input: RunInput; readonly position: number }
  /** Opens where `step` steps of the trace have been made. */
  | { readonly kind: 'openAt'; readonly input: RunInput; readonly step: number }
  /** Opens where so many visible operations of the schedule have been made. */
  | { readonly kind: 'openAfter'; readonly input: RunInput; readonly operations: number }
  /** Opens where what is printed begins to differ from `stdout`. */
  | { readonly kind: 'openUnlike'; readonly input: RunInput; readonly stdout: string }
  | { readonly kind: 'frame'; readonly position: number }
  | { readonly kind: 'choose'; readonly position: number; readonly task: number }
  /** Looks at every order of the program. */
  | { readonly kind: 'explore'; readonly input: RunInput }
  /** Asks for the schedule of a way through the map of all states. */
  | { readonly kind: 'schedule'; readonly input: RunInput; readonly moves: readonly MapMove[] }
  /** Asks where some orders of the program turned. */
  | { readonly kind: 'turns'; readonly input: RunInput; readonly orders: readonly AskedOrder[] }
  /** Asks for every step of the open run as lines of JSON. */
  | { readonly kind: 'trace' }
  /** Asks what is in a file at a position of the open run, so many bytes at most. */
  | { readonly kind: 'file'; readonly position: number; readonly inode: number; readonly most: number }
  /** Asks what expressions come to for some tasks at a position of the open run. */
  | {
      readonly kind: 'watch'
      readonly position: number
      readonly tasks: readonly number[]
      readonly expressions: readonly string[]
    }
  /** Opens two runs in lockstep, after so many columns; null: where they part. */
  | {
      readonly kind: 'compare'
      readonly left: RunInput
      readonly right: RunInput
      readonly column: number | null
    }
  | { readonly kind: 'compareAt'; readonly column: number }
  /** Runs a program under each of some policies. */
  | {
      readonly kind: 'policies'
      readonly input: RunInput
      readonly policies: readonly PolicyName[]
    }
  /** The figure is gone: its machine can go. */
  | { readonly kind: 'close' }
)

/** An order of a program, and after how many visible operations it was settled, where that is known, or what was asked of its end. */
export type AskedOrder = {
  readonly config: PartialConfig
  readonly schedule: string | null
  readonly turned: number | AskedEnd
}

/** What the compiler says, in the reader's language. */
export type Told = {
  readonly severity: 'error' | 'warning'
  /** The name of the file that `line` counts in. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly length: number
  readonly message: string
  readonly hint: string | null
  /** What to write in that file, where the compiler knows it and has tried it, and the words of a button for that. */
  readonly mend: ToldMend | null
}

export type ToldMend = Mend & { readonly label: string }

/** `compile`: it is no program; `budget`: it took too long and was ended; `engine`: anything else. */
export type EngineProblem = 'compile' | 'budget' | 'engine'

/** The number of a reply that is to every request: the engine itself has ended. */
export const ENDED = -1

/** How far a look at all orders has come: states, and ways to end, that were found. */
export type ExploreProgress = { readonly states: number; readonly outcomes: number }

export type WorkerReply =
  /** The answer is still to come. */
  | { readonly id: number; readonly session: number; readonly progress: ExploreProgress }
  | {
      readonly id: number
      readonly session: number
      readonly exploration: Exploration
      readonly stories: Stories
      /** Null: there are too many states for one. */
      readonly map: StateMap | null
      /** Of the outcomes, then of the deadlocks; of the last of many there is none. */
      readonly turns: readonly TurnedOrder[]
    }
  | { readonly id: number; readonly session: number; readonly turns: readonly TurnedOrder[] }
  | { readonly id: number; readonly session: number; readonly schedule: string }
  | { readonly id: number; readonly session: number; readonly trace: string }
  /** Null: there is no such file then. */
  | { readonly id: number; readonly session: number; readonly bytes: Uint8Array | null }
  /** By task, in the order in which they were named, and by expression. */
  | {
      readonly id: number
      readonly session: number
      readonly watched: readonly (readonly Watched[])[]
    }
  | { readonly id: number; readonly session: number; readonly policies: readonly PolicyRun[] }
  | {
      readonly id: number
      readonly session: number
      /** Null: the same as before. */
      readonly comparison: Comparison | null
      readonly picture: ComparePicture
    }
  | {
      readonly id: number
      readonly session: number
      readonly shape: RunShape | null
      readonly frame: Frame
      /** Warnings of the run that was opened. */
      readonly told: readonly Told[]
    }
  | {
      readonly id: number
      readonly session: number
      readonly problem: EngineProblem
      readonly told: readonly Told[]
    }

/** The answers about one run. */
export type RunReply = Extract<WorkerReply, { readonly frame: unknown } | { readonly problem: unknown }>

export function isRunReply(reply: WorkerReply): reply is RunReply {
  return 'frame' in reply || 'problem' in reply
}
