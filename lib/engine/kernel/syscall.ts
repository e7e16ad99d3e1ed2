/**
 * The table of system calls: number → handler, by name. To add one: append its name to SYSCALLS in vm/abi.ts, write a
 * handler in the file of its noun, and it is found here, or in rest-call.ts where fewer programs make it. A name
 * without a handler fails with ENOSYS.
 */
import { SYSCALLS } from '../vm/abi'
import { DESCRIPTOR_CALLS } from './descriptor'
import { FILE_CALLS } from './file'
import { FUTEX_CALLS } from './futex'
import { IDENTITY_CALLS, SCHEDULING_CALLS } from './identity'
import { MAPPING_CALLS } from './mapping'
import { MUTEX_CALLS } from './mutex'
import { PROCESS_CALLS } from './process-call'
import { READ_WRITE_CALLS } from './read-write'
import { SIGNAL_CALLS } from './signal-call'
import type { Handler, HandlerTable } from './syscall-arguments'
import { THREAD_CALLS } from './thread'
import { TIME_CALLS } from './time-call'
import { WAIT_CALLS } from './wait'

const TABLE: HandlerTable = {
  ...DESCRIPTOR_CALLS,
  ...FILE_CALLS,
  ...FUTEX_CALLS,
  ...IDENTITY_CALLS,
  ...MAPPING_CALLS,
  ...MUTEX_CALLS,
  ...PROCESS_CALLS,
  ...READ_WRITE_CALLS,
  ...SCHEDULING_CALLS,
  ...SIGNAL_CALLS,
  ...THREAD_CALLS,
  ...TIME_CALLS,
  ...WAIT_CALLS,
}

/** By number; null where nothing answers. */
export const HANDLERS: (Handler | null)[] = SYSCALLS.map(() => null)
addHandlers(TABLE)

export function addHandlers(table: HandlerTable): void {
  for (const [number, name] of SYSCALLS.entries()) HANDLERS[number] = table[name] ?? HANDLERS[number] ?? null
}
