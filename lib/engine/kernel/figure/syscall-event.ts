/** System calls in a trace: by the names that programs use, with arguments and result as strace shows them. */
import { seeString } from '../memory/argument'
import { type Kind, rowOf } from '../state/call'
import { errnoName } from '../state/errno'
import type { Machine, Task } from '../state/machine'
import { showByteString } from '../state/text'
import { nameAt } from './address-name'

/**
 * Reports a call that is done, or half done when `result` is null (it goes on to sleep).
 */
export function reportCall(machine: Machine, task: Task, result: number | null): void {
  const { pending } = task
  if (!machine.events || !pending) return
  const row = rowOf(pending.call)
  const failed = result !== null && result < 0 && result > -4096
  const shown = result === null ? null : row?.givesAddress ? hex(result) : String(result)
  machine.events.push({
    kind: 'syscall',
    name: row?.shownAs ?? pending.call,
    arguments: row
      ? showArguments(machine, task, pending.args, Object.values<Kind>(row.args), row.shows)
      : [],
    result: failed ? '-1' : shown,
    errno: failed ? (errnoName(-result) ?? null) : null,
    hasSlept: task.blocked !== null,
    fromLibrary: row?.fromLibrary ?? null,
  })
}

/** @param shows so many of them; without it, all */
function showArguments(
  machine: Machine,
  task: Task,
  args: readonly number[],
  kinds: readonly Kind[],
  shows = kinds.length,
): string[] {
  const passed = Math.min(shows, args.length)
  return kinds.slice(0, passed).map((kind, i) => showArgument(machine, task, kind, args[i] ?? 0))
}

function showArgument(machine: Machine, task: Task, kind: Kind, value: number): string {
  switch (kind) {
    case 'int':
    case 'descriptor':
      return String(value | 0)
    case 'long':
      return String(value)
    case 'string':
      return JSON.stringify(showByteString(seeString(machine, task, value) ?? '?'))
    case 'object': {
      const name = nameAt(machine, task, value)
      return name ? `&${name}` : hex(value)
    }
    default:
      return value === 0 ? 'NULL' : hex(value)
  }
}

function hex(value: number): string {
  return `0x${value.toString(16)}`
}
