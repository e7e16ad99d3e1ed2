/**
 * What a system call is: one row. Everything that anybody asks about a call, how its arguments are read and shown, whether it
 * may go on now and what it waits for, what it does, what it touches, what a signal makes of it, stands in its row
 * and nowhere else.
 *
 * A call has one phase or several. A phase's *guard* only looks: it never changes anything, not even by making a page
 * present, so it may be asked at any time and as often as one likes. Its *act* is called once the guard has said go, and
 * does the whole of the phase. An act that leaves the call half done (cond_wait has released the mutex, a long write has
 * filled the pipe) names the phase that is to follow; the call counts as one more visible operation, and sleeps.
 */

import type { ObjectOrder, Ordering, Touch } from './footprint'
import type { Machine, PendingCall, Task, WaitKey } from './machine'
import type { BlockReason } from './trace'

/** A timespec as it lies in memory; which clock it is on, and which values it may have, its call knows. */
export type Timespec = { readonly seconds: number; readonly nanoseconds: number }

/**
 * Kinds of arguments, and what a call gets of them. All are passed as 64-bit words.
 * - `int` the low 32 bits, signed; `long` all of it, exact to 2^53
 * - `descriptor` an int; `pointer` and `object` an address: an object is shown by its name in the source
 * - `string` the bytes up to the NUL; `timespec` null for a null pointer. What cannot be read makes the call fail with EFAULT
 */
export type KindValue = {
  int: number
  long: number
  descriptor: number
  pointer: number
  object: number
  string: string
  timespec: Timespec | null
}
export type Kind = keyof KindValue
/** By name, in the order in which they are passed. */
export type Kinds = { readonly [argument: string]: Kind }
export type Arguments<K extends Kinds> = { readonly [A in keyof K]: KindValue[K[A]] }

/** The call cannot go on: what wakes it, what a figure says of it, and when it is asked again anyway (ns since boot). */
export type Wait = {
  readonly keys: readonly WaitKey[]
  readonly reason: Omit<BlockReason, 'until'> & { readonly address?: number }
  readonly deadline: number
}
/** It can: what the guard has found on the way is given to the act. */
export type Go<F> = { readonly found: F }
/** A number is a negated errno, or the result of a call that has nothing to do. */
export type Look<F> = number | Wait | Go<F>

/** The call is half done: it goes on in another phase, with what this one leaves it. At most four numbers outlive a handler. */
export type Next = { readonly phase: number; readonly data: readonly number[] }
/** sigreturn: the task is back in what the handler interrupted. */
export const RETURNED = 'returned'
/** What an act leaves: the result (negative: a negated errno), or what is to follow. */
export type Outcome = number | Next | typeof RETURNED

export type Phase<A, F> = {
  /** Whether it may go on now. Pure. Without one it always may. */
  guard?(machine: Machine, task: Task, args: A, data: readonly number[]): Look<F>
  act(machine: Machine, task: Task, args: A, found: F, data: readonly number[]): Outcome
  /** What falling asleep leaves behind: a priority lent to a mutex's owner, the name of who joins. */
  asleep?(machine: Machine, task: Task, args: A): void
  /** A signal ends its sleep, `caught` when by a handler. The result that it then has, or null: EINTR, or a restart. */
  interrupted?(machine: Machine, task: Task, args: A, data: readonly number[], caught: boolean): number | null
  /** No signal ends its sleep. */
  readonly isDeaf?: true
}

export type Orders<K extends Kinds> = { readonly [A in keyof K]?: Ordering | null }

type Facts<K extends Kinds> = {
  readonly args: K
  /** The name in the source, where it is another one than the row's. */
  readonly shownAs?: string
  /** So many of its arguments are shown; without it, all. */
  readonly shows?: number
  /** Its result is an address. */
  readonly givesAddress?: true
  /** A function of the C library that is no system call on Linux; `waits`: it may wait in `futex` there. */
  readonly fromLibrary?: { readonly waits: boolean }
  /** After a handler that interrupted it: made again always, or never, whatever SA_RESTART says. */
  readonly restarts?: 'always' | 'never'
  /** It ends at once when its caller has been cancelled (pthreads(7), "Cancellation points"). */
  readonly isCancellationPoint?: true
  /** Its caller gives the core up. */
  readonly yields?: true
  /** It ends its caller's whole process. */
  readonly kills?: true
  /** It makes a task. */
  readonly spawns?: true
  /** The task that it is about: joined, cancelled, signalled. */
  target?(machine: Machine, task: Task, args: Arguments<K>): Task | null
  /** In how many ways it may go: which of several waiters wakes. Without it, one. */
  choices?(machine: Machine, task: Task, args: Arguments<K>): number
  /** What it reads and writes, its caller's own record apart; complete before it runs. */
  touches(machine: Machine, task: Task, args: Arguments<K>): readonly Touch[]
  /**
   * Which of its arguments it orders tasks through, and how; of a lock in memory the object, of another kind of argument
   * whatever channel the call touches. Pure.
   */
  orders?(machine: Machine, task: Task, args: Arguments<K>, phase: number): Orders<K>
  /** Objects besides that it orders tasks through: those that no argument names. Pure. */
  ordersBesides?(machine: Machine, task: Task, args: Arguments<K>): readonly ObjectOrder[]
  /** What it fixes when it is made (the moment at which a timeout is over). Pure. A number is a negated errno. */
  begin?(machine: Machine, task: Task, args: Arguments<K>): readonly number[] | number
}

/** A row of whatever arguments: what it makes of them was checked where it was written. */
export type Row = Facts<Kinds> & {
  readonly phases: readonly Phase<Arguments<Kinds>, unknown>[]
  /** Its `args` one by one. */
  readonly parameters: readonly (readonly [name: string, kind: Kind])[]
  /** Its arguments are what was passed: none of them is read from memory, so they are the same for whoever looks. */
  readonly takesNoMemory: boolean
}
export type RowTable = { readonly [name: string]: Row }

/** A call of one phase. */
export function call<const K extends Kinds, F = null>(row: Facts<K> & Phase<Arguments<K>, F>): Row {
  return { ...row, phases: [row], ...parametersOf(row.args) }
}

/** A call of several. What their guards find, their acts look up anew. */
export function callInPhases<const K extends Kinds>(
  row: Facts<K> & { readonly phases: readonly Phase<Arguments<K>, null>[] },
): Row {
  return { ...row, ...parametersOf(row.args) }
}

function parametersOf(args: Kinds): Pick<Row, 'parameters' | 'takesNoMemory'> {
  const parameters = Object.entries(args)
  return {
    parameters,
    takesNoMemory: !parameters.some(([, kind]) => kind === 'string' || kind === 'timespec'),
  }
}

/** A guard's answer that the call may go on, with what its act shall not have to look for again. */
export function go<F>(found: F): Go<F> {
  return { found }
}

/** For a guard that found nothing that its act could not see for itself. */
export const GO: Go<null> = { found: null }

/** @param deadline Infinity: only what it waits for ends it */
export function wait(keys: readonly WaitKey[], reason: Wait['reason'], deadline = Infinity): Wait {
  return { keys, reason, deadline }
}

/** Whether a guard's answer is to wait: neither a negated errno nor that it may go on. */
export function isWait(look: Look<unknown>): look is Wait {
  return typeof look === 'object' && 'keys' in look
}

/** The rows that are here, by name. The core's are added by run/syscall.ts, the rest's by rest.ts. */
const rows = new Map<string, Row>()

/**
 * Adds calls by name, in place of those that have the name already. For the whole engine, not for one machine.
 */
export function addRows(table: RowTable): void {
  for (const name in table) rows.set(name, table[name] as Row)
}

/**
 * The row of a call. Null: nobody has one of this name (ENOSYS), or it belongs to the rest, which is not here
 * yet.
 */
export function rowOf(name: string): Row | null {
  return rows.get(name) ?? null
}

/** Whether a call is asked before it goes on. */
export function hasGuard(row: Row, { phase }: PendingCall): boolean {
  return row.phases[phase]?.guard !== undefined
}

/** Whether a call is in progress that no signal interrupts. */
export function isDeaf(task: Task): boolean {
  const { pending } = task
  return pending !== null && rowOf(pending.call)?.phases[pending.phase]?.isDeaf === true
}
