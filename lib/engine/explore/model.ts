/**
 * What the explorer asks of whatever it explores. A model stands in a state in which every task is stopped before its
 * next visible operation; it makes one such operation at a time, and takes it back.
 */

/** What one visible operation does, in the words that all results need. Equal operations should be one object: they are told
 *  apart by `key`. */
export type Operation = {
  /** Equal keys: equal in all that follows. */
  readonly key: string
  /** Index of the task that makes it. */
  readonly task: number
  /** Place in the source: index of the file and line from 1; line 0 where there is none. */
  readonly file: number
  readonly line: number
  readonly accesses: readonly Access[]
  /** Ends the whole process, or for another reason conflicts with whatever any task does. */
  readonly killsAll: boolean
  /** Task that it creates, or whose end it waits for: neither may be exchanged with that task's own steps. */
  readonly spawns: number | null
  readonly joins: number | null
  /** The task's last one. */
  readonly ends: boolean
  /** `atomic_thread_fence`; null: none. */
  readonly fence: MemoryOrder | null
}

/**
 * A range of an object that is touched. `memory` of programs can race; `kernel` (locks, pipes, files, processes) cannot,
 * but whoever touches it is ordered with the others who do.
 */
export type Access = {
  /** The same on every path: an address space or a file and the place in it, or a kernel object. */
  readonly object: string
  readonly start: number
  readonly length: number
  readonly mode: Mode
  readonly kind: 'memory' | 'kernel'
  /**
   * By C11 (5.1.2.4): a plain access, null, may race; an atomic one orders as far as its memory order says. The same
   * words say of a kernel object what it orders: taking a lock acquires, giving it up releases, `relaxed` orders nothing.
   */
  readonly order: MemoryOrder | null
  /** Words for the range: `count`. */
  readonly name: string
}

/** Two `read`s commute, and so do two accesses of the same commuting class (posts of a semaphore). */
export type Mode = 'read' | 'write' | `commuting ${string}`
export type MemoryOrder = 'relaxed' | 'acquire' | 'release' | 'acq_rel' | 'seq_cst'

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

export type Model = {
  /** The next operation of every task that is there, in the order of tasks. None can go on: the run has ended. */
  readonly pending: () => readonly Pending[]
  readonly step: (move: Move) => void
  /** A place to come back to; `undo` goes back to the last one that is left. */
  readonly mark: () => number
  readonly undo: (mark: number) => void
  /** 64 bits over all that can still matter. */
  readonly hash: () => readonly [low: number, high: number]
  /** How the run ended; asked only where there is no move. */
  readonly ending: () => Ending
  /** Units of work done so far, for the budget; never goes down. */
  readonly work: () => number
}

/** Whether two operations of different tasks cannot be exchanged without being seen. */
export function conflicts(a: Operation, b: Operation): boolean {
  if (a.killsAll || b.killsAll) return true
  if (a.spawns === b.task || b.spawns === a.task || a.joins === b.task || b.joins === a.task) return true
  return a.accesses.some((x) => b.accesses.some((y) => overlaps(x, y) && !commute(x.mode, y.mode)))
}

export function overlaps(a: Access, b: Access): boolean {
  return a.object === b.object && a.start < b.start + b.length && b.start < a.start + a.length
}

function commute(a: Mode, b: Mode): boolean {
  return a === b && a !== 'write'
}
