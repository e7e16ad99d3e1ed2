/** What fewer programs need: a page fetches it when one does. */
import { BIN_SOURCES } from './bin/source'
import { KNOWN_NAMES } from './compiler/meaning/well-known-name'
import { RARE_RULES } from './compiler/parse/rare'
import type { Rest } from './core'
import { CONNECTION_CALLS } from './kernel/file/connection'
import { DIRECTORY_CALLS } from './kernel/file/directory'
import { EPOLL_CALLS } from './kernel/file/epoll'
import { EVENT_DESCRIPTOR_CALLS } from './kernel/file/event-descriptor'
import { FILE_CONTROL_CALLS } from './kernel/file/file-control'
import { FILE_STATUS_CALLS } from './kernel/file/file-status'
import { POLL_CALLS } from './kernel/file/poll'
import { POSIX_QUEUE_CALLS } from './kernel/file/posix-queue'
import { PROC_FILES } from './kernel/file/proc'
import { SOCKET_MESSAGE_CALLS } from './kernel/file/socket-message'
import { SYSTEM_V_MEMORY_CALLS } from './kernel/file/system-v-memory'
import { SYSTEM_V_QUEUE_CALLS } from './kernel/file/system-v-queue'
import { SYSTEM_V_SEMAPHORE_CALLS } from './kernel/file/system-v-semaphore'
import { PROCESS_DESCRIPTOR_CALLS } from './kernel/process/process-descriptor'
import { EXEC_CALLS } from './kernel/process/program-image'
import { SCHEDULING_CALLS } from './kernel/process/scheduling'
import { SESSION_CALLS } from './kernel/process/session'
import { SIGNAL_WAIT_CALLS } from './kernel/process/signal-wait'
import { TIMER_CALLS } from './kernel/process/timer'
import type { CORE_CALLS } from './kernel/run/syscall'
import type { RowTable } from './kernel/state/call'
import { BARRIER_CALLS } from './kernel/sync/barrier'
import { CONDVAR_CALLS } from './kernel/sync/condvar'
import { RWLOCK_CALLS } from './kernel/sync/rwlock'
import { SEMAPHORE_CALLS } from './kernel/sync/semaphore'
import { REST_HEADERS, REST_INTRINSICS, REST_UNITS } from './libc/rest'
import { runFast } from './vm/dispatch'

/** Rows of the system calls that fewer programs make; those of run/syscall.ts are in the core. */
const REST_CALLS = {
  ...BARRIER_CALLS,
  ...CONDVAR_CALLS,
  ...CONNECTION_CALLS,
  ...DIRECTORY_CALLS,
  ...EPOLL_CALLS,
  ...EVENT_DESCRIPTOR_CALLS,
  ...EXEC_CALLS,
  ...FILE_CONTROL_CALLS,
  ...FILE_STATUS_CALLS,
  ...POLL_CALLS,
  ...POSIX_QUEUE_CALLS,
  ...PROCESS_DESCRIPTOR_CALLS,
  ...RWLOCK_CALLS,
  ...SCHEDULING_CALLS,
  ...SEMAPHORE_CALLS,
  ...SESSION_CALLS,
  ...SIGNAL_WAIT_CALLS,
  ...SOCKET_MESSAGE_CALLS,
  ...SYSTEM_V_MEMORY_CALLS,
  ...SYSTEM_V_QUEUE_CALLS,
  ...SYSTEM_V_SEMAPHORE_CALLS,
  ...TIMER_CALLS,
} satisfies RowTable

/** All system calls that there are. */
export type SyscallName = keyof typeof CORE_CALLS | keyof typeof REST_CALLS

export const REST: Rest = {
  units: REST_UNITS,
  headers: REST_HEADERS,
  intrinsics: REST_INTRINSICS,
  calls: REST_CALLS,
  proc: PROC_FILES,
  bin: BIN_SOURCES,
  known: KNOWN_NAMES,
  rare: RARE_RULES,
  runner: runFast,
}
