import type { Exploration, MapMove, StateMap, Stories } from '@/lib/engine'
import type { Explored } from './explored'
import type { ItemProgram, Remedy } from './item'
import type { WrittenRemedy, WrittenRun } from './written'

/** A run as content asks for it. `schedule` null: the policy decides everything. */
export type RunRequest = ItemProgram & { readonly schedule: string | null }

/** What a run leaves behind. */
export type RunFacts = {
  readonly stdout: string
  /** The exit status, or 128 + signal. */
  readonly status: number
  readonly deadlock: boolean
  /** False when a budget ended the run; nothing else is then to be believed. */
  readonly finished: boolean
  /** All choices of the run, as a string that replays it. */
  readonly schedule: string
  /** Tasks that existed during the run. */
  readonly threads: number
}

/** A process of a run: which one made it (null: none of the run), and what it wrote to its standard output itself. */
export type Kin = { readonly pid: number; readonly parent: number | null; readonly printed: string }

/** Where content gets the truth from. The default is the engine; tests may count or fail. */
export type Replayer = {
  /** The first complaint of the compiler about a program, or null. */
  readonly complaint: (source: string, file: string) => { line: number; message: string } | null
  readonly facts: (request: RunRequest) => RunFacts
  /** Each different end (output, status, deadlock) among runs with other seeds and short quanta, once. It can miss an end,
   *  never invent one. */
  readonly ends: (request: RunRequest) => readonly RunFacts[]
  /** All that a program can do, whatever the order of its tasks' operations: on one core, by no policy. `complete` tells
   *  whether it is all. */
  readonly orders: (request: RunRequest) => Exploration
  /** The same, told step by step. */
  readonly stories: (request: RunRequest) => Stories
  /** Every state of a small program; null: it has too many. */
  readonly map: (request: RunRequest) => StateMap | null
  /** The schedule of a way through the map. */
  readonly way: (request: RunRequest, moves: readonly MapMove[]) => string
  /** The same as a learner's program is explored: within the budget of an answer, whoever sleeps waking at any time. */
  readonly explored: (program: Omit<RunRequest, 'schedule'>) => Explored
  /** Everything that a program can print: proven where every order can be looked at in a second or so, else what `ends`
   *  found. */
  readonly outputs: (request: RunRequest) => readonly string[]
  /** The processes of a run, in the order in which they were made. */
  readonly kin: (request: RunRequest) => readonly Kin[]
  /** Pages of the heap that copy-on-write copied during the run. */
  readonly heapCopies: (request: RunRequest) => number
  /** The first step before which a task is about to run `line`, or null. */
  readonly stepAtLine: (request: RunRequest, line: number) => number | null
}

/** What building one item needs to know, and where it reports. Paths lead to what is to blame, inside the item. */
export type Workshop = {
  /** Of the item. */
  readonly id: string
  readonly replayer: Replayer
  readonly complain: (path: readonly PropertyKey[], message: string) => void
  /** The program of that name in the lesson's folder; null, with a complaint, when there is none. */
  readonly program: (path: readonly PropertyKey[], run: WrittenRun) => ItemProgram | null
  /** What is said to who fell for something, its misconception looked up and its scene found by running. */
  readonly remedy: (path: readonly PropertyKey[], written: WrittenRemedy) => Remedy
}

/** The program that an item cannot do without. */
export function needProgram(shop: Workshop, run: WrittenRun): ItemProgram {
  const program = shop.program(['program'], run)
  if (!program) throw new Error('the item has no program')
  return program
}

/** A number that a run decides: how it ends, how many tasks it had, how many pages of the heap were copied. */
export type Measure = 'status' | 'copies' | 'threads'

/** What the run of a program under its policy decides. */
export function measure(shop: Workshop, of: Measure, program: ItemProgram): number {
  const request: RunRequest = { ...program, schedule: null }
  return of === 'copies' ? shop.replayer.heapCopies(request) : shop.replayer.facts(request)[of]
}
