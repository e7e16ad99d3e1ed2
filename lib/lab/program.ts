/** What a run of the lab is made of, and how much of it there may be. A browser needs this and not what checks it. */
import type { PolicyName, SourceFile } from '@/lib/engine'

/** All that a run of the lab is made of. */
export type LabProgram = {
  /** At least one, each with a name of its own. Every `.c` file is compiled and linked; `#include "name"` finds the others. */
  readonly files: readonly SourceFile[]
  readonly config: {
    readonly cores: number
    readonly policy: PolicyName
    readonly quantum: number
    readonly seed: number
    /** Standard input is a terminal: what is typed comes line by line, and its end is where it is asked for more. */
    readonly tty?: boolean
  }
  readonly grain: 'line' | 'operation'
  readonly stdin: string
  readonly args: string
  readonly schedule: string
  /** Visible operations after which it is opened; left out: at the beginning. */
  readonly after?: number
}

/** How a program is run: all of it but its files. */
export type RunSettings = Omit<LabProgram, 'files'>

/** In the order in which they are offered. */
export const POLICIES = ['fifo', 'rr', 'priority', 'mlfq', 'fair'] as const satisfies readonly PolicyName[]

/** What the first file of a program goes by that was given no name. */
export const FIRST_FILE = 'program.c'
/** Files of a program, and characters of the name of one, at most. */
export const MOST_FILES = 12
export const MOST_FILE_NAME = 40
/** What a file may be called: what the compiler takes for C, in the one folder that there is. */
export const FILE_NAME = /^\w[\w.-]*\.[ch]$/

/** Why files are no program of the lab: `name`: one has no fit name; `taken`: two have the same; `many`, `long`: there is
 *  more of them, or in them, than may be. */
export type FilesProblem = 'name' | 'taken' | 'many' | 'long'

/** @returns null where nothing is wrong with them */
export function filesProblem(files: readonly SourceFile[]): FilesProblem | null {
  const names = new Set(files.map(({ name }) => name))
  if (files.some(({ name }) => name.length > MOST_FILE_NAME || !FILE_NAME.test(name))) return 'name'
  if (names.size < files.length) return 'taken'
  if (files.length === 0 || files.length > MOST_FILES) return 'many'
  return files.reduce((sum, { text }) => sum + text.length, 0) > MOST_TEXT ? 'long' : null
}

/** Characters of a program's files together, of its input, of its arguments and of its schedule at most. */
export const MOST_TEXT = 200_000
/** The greatest values of a run's settings; all of them are whole numbers. */
export const MOST = { cores: 8, quantum: 1_000_000, seed: 0xffff_ffff, after: 1_000_000 } as const

/** Characters of the name of a saved program at most. */
export const MOST_NAME = 60
/** Versions that are kept of a saved program: the newest. */
export const MOST_VERSIONS = 50
/** Programs that a person may have saved at once, and bytes of all versions of them. */
export const MOST_SAVED = { programs: 100, bytes: 10_000_000 } as const
