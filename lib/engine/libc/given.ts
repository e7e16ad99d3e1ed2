/**
 * Which accesses of the library may go to memory that the program has given it: `strlen` reads a string, `fgets` writes to a buffer.
 * The explorer makes operations of them where others use the same bytes (explore/contest.ts).
 */
import { GIVEN_NAMED, GIVEN_READ, GIVEN_WRITE, OP, OPCODE_MASK, VISIBLE, WORDS } from '../vm/opcode'

const BOTH = GIVEN_READ | GIVEN_WRITE

/**
 * What a unit does to such memory; any other both reads and writes it. Units of 0 use memory that the library keeps for itself: the heap's
 * lists, what it knows of threads, streams, the sequence of `rand`, texts of errors: what glibc guards with locks or has for each thread, so
 * that man pages call it MT-Safe. What they call "MT-Unsafe race" (`strtok`, `gmtime`, `drand48`) is memory like the program's. What stdio
 * writes of all that are its own buffers, under a lock that is an operation, what `%n` names, and what its input reads.
 */
export const UNITS_GIVEN: Readonly<Record<string, number>> = {
  'start.c': 0,
  'exit.c': 0,
  'malloc.c': 0,
  'stdio.c': GIVEN_READ | GIVEN_NAMED,
  'stdio-input.c': GIVEN_WRITE,
  'stdio-file.c': 0,
  'stdio-memory.c': 0,
  'wide-stdio.c': 0,
  'pthread.c': 0,
  'pthread-lock.c': 0,
  'pthread-key.c': 0,
  'pthread-attribute.c': 0,
  'pthread-control.c': 0,
  'threads.c': 0,
  'semaphore.c': 0,
  'signal.c': 0,
  'signal-wait.c': 0,
  'process.c': 0,
  'process-group.c': 0,
  'log.c': 0,
  'error.c': 0,
  'random.c': 0,
  'message.c': 0,
  'timer.c': 0,
  'backtrace.c': 0,
  'context.c': 0,
  'dynamic.c': 0,
}

const BYTE_ACCESSES: ReadonlySet<number> = new Set([OP.load8S, OP.load8U, OP.store8])
const ACCESSES: Readonly<Record<number, number>> = {
  [OP.load8S]: GIVEN_READ,
  [OP.load8U]: GIVEN_READ,
  [OP.load16S]: GIVEN_READ,
  [OP.load16U]: GIVEN_READ,
  [OP.load32]: GIVEN_READ,
  [OP.load64]: GIVEN_READ,
  [OP.store8]: GIVEN_WRITE,
  [OP.store16]: GIVEN_WRITE,
  [OP.store32]: GIVEN_WRITE,
  [OP.store64]: GIVEN_WRITE,
  [OP.copy]: BOTH,
  [OP.zero]: GIVEN_WRITE,
  [OP.intrinsic]: BOTH | GIVEN_NAMED,
}

/** Marks such accesses in the code of a function. @param words four an instruction @param unit name of its source */
export function markGiven(words: Int32Array, unit: string): void {
  const given = UNITS_GIVEN[unit] ?? BOTH
  if (given === 0) return
  for (let at = 0; at < words.length; at += WORDS) {
    const word = words[at] as number
    const opcode = word & OPCODE_MASK
    if ((word & VISIBLE) !== 0) continue
    // Wider ones of stdio go to what it knows of a stream.
    if (given !== BOTH && opcode !== OP.intrinsic && !BYTE_ACCESSES.has(opcode)) continue
    words[at] = word | ((ACCESSES[opcode] ?? 0) & given)
  }
}
