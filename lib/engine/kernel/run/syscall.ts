/**
 * The table of system calls: number → handler, by name. To add one: append its name to SYSCALLS in vm/abi.ts, write a
 * handler in the file of its noun, and it is found here, or in rest-call.ts where fewer programs make it. A name
 * without a handler fails with ENOSYS.
 */
import { SYSCALLS } from '../../vm/abi'
import { DESCRIPTOR_CALLS } from '../file/descriptor'
import { FILE_CALLS } from '../file/file'
import { MAPPING_CALLS } from '../file/mapping'
import { READ_WRITE_CALLS } from '../file/read-write'
import { IDENTITY_CALLS, SCHEDULING_CALLS } from '../process/identity'
import { PROCESS_CALLS } from '../process/process-call'
import { SIGNAL_CALLS } from '../process/signal-call'
import { THREAD_CALLS } from '../process/thread'
import { TIME_CALLS } from '../process/time-call'
import { WAIT_CALLS } from '../process/wait'
import type { Handler, HandlerTable } from '../state/syscall-arguments'
import { FUTEX_CALLS } from '../sync/futex'
import { MUTEX_CALLS } from '../sync/mutex'

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
