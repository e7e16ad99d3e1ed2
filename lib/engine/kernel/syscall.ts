/**
 * The table of system calls: number → handler, by name. To add one: append its name to SYSCALLS in vm/abi.ts, write a
 * handler in the file of its noun, and it is found here, or in rest-call.ts where fewer programs make it. A name
 * without a handler fails with ENOSYS.
 */
import { SYSCALLS } from '../vm/abi'
import { BARRIER_CALLS } from './barrier'
import { CONDVAR_CALLS } from './condvar'
import { DESCRIPTOR_CALLS } from './descriptor'
import { DIRECTORY_CALLS } from './directory'
import { EVENT_FILE_CALLS } from './event-file'
import { FILE_CALLS } from './file'
import { FUTEX_CALLS } from './futex'
import { IDENTITY_CALLS, SCHEDULING_CALLS } from './identity'
import { TIMER_CALLS } from './interval-timer'
import { MAPPING_CALLS } from './mapping'
import { MUTEX_CALLS } from './mutex'
import { PROCESS_CALLS } from './process-call'
import { EXEC_CALLS } from './program-image'
import { READ_WRITE_CALLS } from './read-write'
import { RWLOCK_CALLS } from './rwlock'
import { SEMAPHORE_CALLS } from './semaphore'
import { SIGNAL_CALLS } from './signal-call'
import type { Handler, HandlerTable } from './syscall-arguments'
import { SYSTEM_V_CALLS } from './system-v'
import { THREAD_CALLS } from './thread'
import { TIME_CALLS } from './time-call'
import { WAIT_CALLS } from './wait'

const TABLE: HandlerTable = {
  ...BARRIER_CALLS,
  ...CONDVAR_CALLS,
  ...DESCRIPTOR_CALLS,
  ...DIRECTORY_CALLS,
  ...EVENT_FILE_CALLS,
  ...EXEC_CALLS,
  ...FILE_CALLS,
  ...FUTEX_CALLS,
  ...IDENTITY_CALLS,
  ...MAPPING_CALLS,
  ...MUTEX_CALLS,
  ...PROCESS_CALLS,
  ...READ_WRITE_CALLS,
  ...RWLOCK_CALLS,
  ...SCHEDULING_CALLS,
  ...SEMAPHORE_CALLS,
  ...SIGNAL_CALLS,
  ...SYSTEM_V_CALLS,
  ...THREAD_CALLS,
  ...TIME_CALLS,
  ...TIMER_CALLS,
  ...WAIT_CALLS,
}

/** By number; null where nothing answers. */
export const HANDLERS: (Handler | null)[] = SYSCALLS.map(() => null)
addHandlers(TABLE)

export function addHandlers(table: HandlerTable): void {
  for (const [number, name] of SYSCALLS.entries()) HANDLERS[number] = table[name] ?? HANDLERS[number] ?? null
}
