/**
 * What the explorer asks of whatever it explores. A model stands in a state in which every task is stopped before its
 * next visible operation; it makes one such operation at a time, and takes it back.
 */
import { footprintsConflict, type ObjectOrder, type Touch } from '../kernel/state/footprint'
import type { MemoryOrder } from '../vm/opcode'
import type { Misuse } from './misuse'

/**
 * What one visible operation does, in the words that all results need. Equal operations should be one object: they are told
 * apart by `key`.
 */
export type Operation = {
  /** Equal keys: equal in all that follows. */
  readonly key: string
  /** Number of the task that makes it: the same on every path. */
  readonly task: number
  /** Place in the source: index of the file and line from 1; line 0 where there is none. */
  readonly file: number
  readonly line: number
  /** All that it reads and writes: which operations it may be exchanged with. */
  readonly touches: readonly Touch[]
  /** Of that the program's own memory, which can race. */
  readonly accesses: readonly OrderedAccess[]
  /** Objects through which it learns of what others did, or lets them know (happens-before). */
  readonly orders: readonly ObjectOrder[]
  /** Task that it creates, or whose end it waits for: neither may be exchanged with that task's own steps. */
  readonly spawns: number | null
  readonly joins: number | null
  /** The task's last one. */
  readonly ends: boolean
  /** `atomic_thread_fence`; null: none. */
  readonly fence: MemoryOrder | null
  /** With store buffers: it waits until its task's is empty; or it is a store of these bytes, which goes into it. */
  readonly drains: boolean
  readonly buffers: { readonly address: number; readonly size: number } | null
  /** It is a plain access: which one is its task's own affair, and nobody can make it wait. */
  readonly isPlain: boolean
  /** What is undefined about it; null or absent: nothing. */
  readonly misuse?: Misuse | null
  /** Of one that was made: blocks of the heap that were taken and given back behind it, in order. */
  readonly blocks: readonly HeapBlock[]
}

/** A block of the heap that a task takes, or gives back, which counts as a write, in its local work behind an operation. */
export type HeapBlock = {
  readonly key: string
  readonly task: number
  readonly file: number
  readonly line: number
  readonly name: string
  readonly isTaken: boolean
  readonly touch: Touch
}

/**
 * An access to the program's memory. By C11 (5.1.2.4) a plain one, whose order is null, may race; an atomic one orders as far
 * as its memory order says.
 */
export type OrderedAccess = Touch & {
  readonly order: MemoryOrder | null
  /** It writes what it makes of what it read, in one step. */
  readonly updates: boolean
  /** Words for the range: `count`. */
  readonly name: string
}

/** A step that can be made: a task, and which of the things that Linux leaves open (whom a signal wakes). */
export type Move = { readonly task: number; readonly choice: number }

/** What a task would do next, whether it can or not: no choices, it waits. */
export type Pending = {
  readonly task: number
  readonly operation: Operation
  readonly choices: readonly number[]
}

/** How a run ended. `key` tells endings apart by what a reader can see: what was printed, and the status. */
export type Ending = {
  readonly kind: 'exited' | 'deadlock' | 'cut'
  readonly key: string
}

/** How a state was come to: what was pending before, and what was done then, with the blocks behind it. */
export type Before = { readonly pending: readonly Pending[]; readonly made: Operation }

export type Model = {
  /**
   * The next operation of every task that is there, in the order of tasks. None can go on: the run has ended.
   * @param before what need not be found out anew: an operation that does not conflict with the one that was made is as it was
   */
  readonly pending: (before?: Before) => readonly Pending[]
  /** Makes a move; told are the blocks of the heap that were taken and given back behind its operation. */
  readonly step: (move: Move) => readonly HeapBlock[]
  /** A place to come back to; `undo` goes back to the last one that is left. */
  readonly mark: () => number
  readonly undo: (mark: number) => void
  /** 64 bits over all that can still matter. */
  readonly hash: () => readonly [low: number, high: number]
  /** How the run ended; asked only where there is no move. Null: it never does, since somebody spins for ever. */
  readonly ending: () => Ending | null
  /** Units of work done so far, for the budget; never goes down. */
  readonly work: () => number
  /** Bytes that are kept to go back from where it stands; left out: hardly any. */
  readonly pathBytes?: () => number
}

/** Whether two operations of different tasks cannot be exchanged without being seen. */
export function conflicts(a: Operation, b: Operation): boolean {
  if (a.spawns === b.task || b.spawns === a.task || a.joins === b.task || b.joins === a.task) return true
  return footprintsConflict(a.touches, b.touches)
}

/** Whether two touches have a byte in common, however they touch it. */
export function overlaps(a: Touch, b: Touch): boolean {
  return a.object === b.object && a.offset < b.offset + b.length && b.offset < a.offset + a.length
}
