/** Handlers of the system calls that fewer programs make, to be added to the others (syscall.ts). */

import { MORE_DESCRIPTOR_CALLS } from '../file/descriptor-call'
import { DIRECTORY_CALLS } from '../file/directory'
import { EVENT_FILE_CALLS } from '../file/event-file-call'
import { MORE_FILE_CALLS } from '../file/file-call'
import { MESSAGE_CALLS } from '../file/message-call'
import { POLL_CALLS } from '../file/poll'
import { SOCKET_CALLS } from '../file/socket-call'
import { SYSTEM_V_CALLS } from '../file/system-v-call'
import { MORE_IDENTITY_CALLS } from '../process/identity-call'
import { EXEC_CALLS } from '../process/program-image'
import { MORE_SCHEDULING_CALLS } from '../process/scheduling-call'
import { MORE_SIGNAL_CALLS } from '../process/signal-wait-call'
import { TIMER_CALLS } from '../process/timer-call'
import type { HandlerTable } from '../state/syscall-arguments'
import { BARRIER_CALLS } from '../sync/barrier'
import { CONDVAR_CALLS } from '../sync/condvar'
import { RWLOCK_CALLS } from '../sync/rwlock'
import { SEMAPHORE_CALLS } from '../sync/semaphore'

export const REST_CALLS: HandlerTable = {
  ...BARRIER_CALLS,
  ...CONDVAR_CALLS,
  ...DIRECTORY_CALLS,
  ...EVENT_FILE_CALLS,
  ...EXEC_CALLS,
  ...MESSAGE_CALLS,
  ...MORE_DESCRIPTOR_CALLS,
  ...MORE_FILE_CALLS,
  ...MORE_IDENTITY_CALLS,
  ...MORE_SCHEDULING_CALLS,
  ...MORE_SIGNAL_CALLS,
  ...POLL_CALLS,
  ...RWLOCK_CALLS,
  ...SEMAPHORE_CALLS,
  ...SOCKET_CALLS,
  ...SYSTEM_V_CALLS,
  ...TIMER_CALLS,
}
