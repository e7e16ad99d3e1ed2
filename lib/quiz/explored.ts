// A program that is mended: what is asked of it, what is found of it, what can be wrong with it.

/** What must be so of a mended program, in every order of its tasks. It is told to the learner. */
export type Must = {
  /** What it prints, and its exit status. */
  readonly stdout: string
  readonly status: number
  /** Tasks that it starts at least, in every run; and so many of them that are not joined before the last one is started. */
  readonly started: number
  readonly together: number
  /** How many of the tasks besides the first one write to a variable, at least, by its name in the words of the source. */
  readonly writers: Readonly<Record<string, number>>
  /** No two tasks access the same memory without an order between them (C11 5.1.2.4). */
  readonly raceFree: boolean
}

/** What is wrong with a mended program, the first first.
 *  - `compile`: it is none
 *  - `deadlock`, `endless`: some order never comes to an end
 *  - `output`: some order prints or returns something else
 *  - `race`: two tasks access the same memory and nothing orders them, where that is asked
 *  - `started`, `together`, `writers`: what must still happen does not: tasks are missing, each is joined before the next is
 *    started, or too few of them do the work */
export type MendFault =
  | 'compile'
  | 'deadlock'
  | 'endless'
  | 'output'
  | 'race'
  | 'started'
  | 'together'
  | 'writers'

/** A program of which every order is to be looked at before the answer can be scored. It takes seconds, and longer where
 *  others wait too: the answer is stored before. */
export type ExploreRequest = { readonly file: string; readonly source: string }

/** What a look at all orders of a program showed, as much of it as is kept. Plain data: it is stored with the score. */
export type Explored =
  | { readonly state: 'uncompiled'; readonly line: number; readonly code: string }
  | {
      readonly state: 'explored'
      readonly complete: boolean
      /** The bound that ended the look, or null: states, steps, tasks, memory or time of the machine that looked, or
       *  the machine of the program itself. */
      readonly cut: string | null
      readonly states: number
      readonly executions: number | null
      /** Each once, the fewest switches between tasks first. Where there are two or more, two or more are kept. */
      readonly outcomes: readonly ExploredOutcome[]
      readonly races: readonly {
        readonly location: string
        readonly lines: readonly number[]
        readonly schedule: string
      }[]
      readonly endless: string | null
      readonly crew: {
        readonly started: number
        readonly together: number
        readonly writers: Readonly<Record<string, number>>
      }
    }
export type ExploredOutcome = {
  readonly stdout: string
  readonly status: number
  readonly deadlock: boolean
  /** Null where no replay shows it. */
  readonly schedule: string | null
  readonly switches: number
  /** After how many of its schedule's steps nothing else could come any more; absent: not known. */
  readonly turned?: { readonly at: number; readonly of: number }
}

/** Outcomes as they are read from where they were stored: those that no replay shows had an empty schedule once. */
export function storedOutcomes<T extends { readonly schedule: string | null }>(outcomes: readonly T[]): T[] {
  return outcomes.map((one) => (one.schedule === '' ? { ...one, schedule: null } : one))
}
