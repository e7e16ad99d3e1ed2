/** A call's arguments, from the words that it was made with to what its row says they are; and asking its guard. */

import { GO, hasGuard, isWait, type Look, type Row, rowOf, type Timespec, type Wait } from '../state/call'
import { isCancelled } from '../state/cancellation'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Blocked, type Machine, type PendingCall, spaceOf, type Task } from '../state/machine'
import { contents } from './peek'
import { getI64, readUser, readUserString } from './user-memory'

/** Arguments by name. */
export type Decoded = { readonly [name: string]: number | string | Timespec | null }
/** How memory is looked at: by the faults that the program's own access would take, or without a trace. */
type Reader = {
  readonly string: (machine: Machine, task: Task, address: number) => string | null
  readonly bytes: (machine: Machine, task: Task, address: number, length: number) => Uint8Array | null
}

/** PATH_MAX, its NUL included. */
const LONGEST_PATH = 4096

const NO_ARGUMENTS: Decoded = {}

const TOUCHING: Reader = { string: readUserString, bytes: readUser }
const LOOKING: Reader = { string: seeString, bytes: see }

/** The arguments for an act; a negated errno when one of them cannot be read. */
export function takeArguments(
  machine: Machine,
  task: Task,
  row: Row,
  words: readonly number[],
): Decoded | number {
  return decode(machine, task, row, words, TOUCHING)
}

/** The same for who only looks. */
export function seeArguments(
  machine: Machine,
  task: Task,
  row: Row,
  words: readonly number[],
): Decoded | number {
  return decode(machine, task, row, words, LOOKING)
}

function decode(
  machine: Machine,
  task: Task,
  row: Row,
  words: readonly number[],
  reader: Reader,
): Decoded | number {
  const { parameters } = row
  if (parameters.length === 0) return NO_ARGUMENTS
  const decoded: Record<string, number | string | Timespec | null> = {}
  for (let i = 0; i < parameters.length; i++) {
    const [name, kind] = parameters[i] as (typeof parameters)[number]
    const word = words[i] ?? 0
    switch (kind) {
      case 'int':
      case 'descriptor':
        decoded[name] = word | 0
        break
      case 'string': {
        const text = reader.string(machine, task, word)
        // No NUL in as many bytes as a path may have, all of them readable.
        if (text === null)
          return reader.bytes(machine, task, word, LONGEST_PATH) ? -ERRNO.ENAMETOOLONG : -ERRNO.EFAULT
        decoded[name] = text
        break
      }
      case 'timespec': {
        const bytes = word === 0 ? null : reader.bytes(machine, task, word, 16)
        if (word !== 0 && !bytes) return -ERRNO.EFAULT
        decoded[name] = bytes && { seconds: getI64(bytes, 0), nanoseconds: getI64(bytes, 8) }
        break
      }
      default:
        decoded[name] = word
    }
  }
  return decoded
}

/** What a task's memory holds, as a read of its own would find it; null for a bad address. Changes nothing. */
export function see(machine: Machine, task: Task, address: number, length: number): Uint8Array | null {
  return contents(machine, spaceOf(machine, task), address, length)
}

/**
 * A string up to its NUL, its bytes as characters, as `readUserString` would find it. Null for a bad address, or
 * when no NUL comes in `limit` bytes. Changes nothing.
 */
export function seeString(machine: Machine, task: Task, address: number, limit = 4096): string | null {
  let text = ''
  for (let at = address; text.length < limit; ) {
    const part = Math.min(64, 4096 - (at % 4096))
    const bytes = see(machine, task, at, part)
    if (!bytes) return null
    for (const byte of bytes) {
      if (byte === 0) return text
      text += String.fromCharCode(byte)
    }
    at += part
  }
  return null
}

/** Asks the guard of a call whether it may go on. Changes nothing. */
export function look(machine: Machine, task: Task, pending: PendingCall): Look<unknown> {
  const row = rowOf(pending.call)
  if (!row) return -ERRNO.ENOSYS
  if (row.isCancellationPoint && isCancelled(task)) return GO
  if (!hasGuard(row, pending)) return GO
  return askGuard(machine, task, row, pending, seeArguments(machine, task, row, pending.args))
}

/** The same for who has looked at its arguments. */
export function askGuard(
  machine: Machine,
  task: Task,
  row: Row,
  pending: PendingCall,
  args: Decoded | number,
): Look<unknown> {
  if (typeof args === 'number') return args
  return row.phases[pending.phase]?.guard?.(machine, task, args, pending.data) ?? GO
}

/** What the call that a task is in waits for now; null when it would go on. */
export function waitOf(machine: Machine, task: Task): Wait | null {
  const found = task.pending && look(machine, task, task.pending)
  return found && isWait(found) ? found : null
}

/** What a sleeper waits for has changed: whoever changes that is to find it. */
export function renewKeys(machine: Machine, task: Task): void {
  const wait = waitOf(machine, task)
  if (!wait) return
  const draft = edit(machine, task)
  draft.waitKeys = wait.keys
  draft.blocked = blockedOn(wait)
}

/** A wait as it is kept with its task. */
export function blockedOn({ reason, deadline }: Wait): Blocked {
  const { call, object, task, address = null, children } = reason
  const until = deadline === Infinity ? null : deadline
  return { call, object, task, address, ...(children && { children }), until }
}
