/** What a task's next visible operation is, for who tells a path: codes, and names of the source. */

import { nameAt } from '../kernel/figure/address-name'
import { backtrace, sourcePosition } from '../kernel/figure/backtrace'
import { callAhead, nextOperation } from '../kernel/run/next-operation'
import { type Row, rowOf } from '../kernel/state/call'
import type { Machine, Task } from '../kernel/state/machine'
import type { OrderedAccess } from './model'

export type Deed =
  /** One access to memory; `update`: it reads and writes in one step. */
  | { readonly kind: 'read' | 'write' | 'update'; readonly name: string }
  /** A call by the name that programs use, and the object that it is made on: `pthread_mutex_lock`, `lock`. */
  | { readonly kind: 'call'; readonly call: string; readonly object: string | null }
  /** A task's last operation. */
  | { readonly kind: 'end' }
  | { readonly kind: 'signal' | 'fence' }
  /** Something that the C library does for a line of the source. */
  | { readonly kind: 'library' }
  /** Nobody can go on: the clock goes to what is due next. */
  | { readonly kind: 'clock' }

const ENDS: ReadonlySet<string | null> = new Set(['thread_exit', 'exit', 'exit_group'])

/**
 * Asked before the operation is made.
 * @param accesses what it will do to memory, as the explorer has recorded it
 */
export function deedOf(machine: Machine, task: Task, accesses: readonly OrderedAccess[]): Deed {
  const next = nextOperation(machine, task)
  if (!next || next.kind === 'local' || next.kind === 'library') return { kind: 'library' }
  if (next.kind === 'signal' || next.kind === 'fence') return { kind: next.kind }
  if (next.kind === 'call') return ENDS.has(next.call) ? { kind: 'end' } : callDeed(machine, task)
  const last = accesses.at(-1)
  if (!last || sourcePosition(machine, task).isLibrary) return { kind: 'library' }
  return { kind: last.updates ? 'update' : last.mode === 'read' ? 'read' : 'write', name: last.name }
}

function callDeed(machine: Machine, task: Task): Deed {
  const pending = callAhead(machine, task)
  const row = pending && rowOf(pending.call)
  if (!pending || !row || isOfLibrary(machine, task, row)) return { kind: 'library' }
  const place = Object.values(row.args).indexOf('object')
  const object = place < 0 ? null : nameAt(machine, task, pending.args[place] ?? 0)
  return { kind: 'call', call: row.shownAs ?? pending.call, object }
}

/** Whether the library makes a call for something else that the program asked for: `printf` writes, `malloc` asks for memory. */
function isOfLibrary(machine: Machine, task: Task, { shownAs }: Row): boolean {
  if (shownAs !== undefined) return false
  const frames = backtrace(machine, task)
  const inside = frames.findIndex(({ info }) => !info.isLibrary)
  return inside < 0 || inside > 1
}
