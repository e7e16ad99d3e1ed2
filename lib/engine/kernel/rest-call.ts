/** Handlers of the system calls that fewer programs make, to be added to the others (syscall.ts). */
import { MESSAGE_CALLS } from './message-call'
import { POLL_CALLS } from './poll'
import { SOCKET_CALLS } from './socket-call'
import type { HandlerTable } from './syscall-arguments'

export const REST_CALLS: HandlerTable = { ...MESSAGE_CALLS, ...POLL_CALLS, ...SOCKET_CALLS }
