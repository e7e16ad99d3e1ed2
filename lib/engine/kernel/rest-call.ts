/** Handlers of the system calls that fewer programs make, to be added to the others (syscall.ts). */
import { BARRIER_CALLS } from './barrier'
import { CONDVAR_CALLS } from './condvar'
import { MORE_DESCRIPTOR_CALLS } from './descriptor-call'
import { DIRECTORY_CALLS } from './directory'
import { EVENT_FILE_CALLS } from './event-file-call'
import { MORE_FILE_CALLS } from './file-call'
import { MORE_IDENTITY_CALLS } from './identity-call'
import { MESSAGE_CALLS } from './message-call'
import { POLL_CALLS } from './poll'
import { EXEC_CALLS } from './program-image'
import { RWLOCK_CALLS } from './rwlock'
import { MORE_SCHEDULING_CALLS } from './scheduling-call'
import { SEMAPHORE_CALLS } from './semaphore'
import { MORE_SIGNAL_CALLS } from './signal-wait-call'
import { SOCKET_CALLS } from './socket-call'
import type { HandlerTable } from './syscall-arguments'
import { SYSTEM_V_CALLS } from './system-v-call'
import { TIMER_CALLS } from './timer-call'

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
