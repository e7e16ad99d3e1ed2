/**
 * The rows of the system calls that most programs make, from their nouns' files. The others are listed in lib/engine/rest.ts,
 * the only place that says which of them a page fetches later. How to add one: README.md.
 */
import { DESCRIPTOR_CALLS } from '../file/descriptor'
import { FILE_CALLS } from '../file/file'
import { MAPPING_CALLS } from '../file/mapping'
import { READ_WRITE_CALLS } from '../file/read-write'
import { FORK_CALLS } from '../process/fork'
import { IDENTITY_CALLS } from '../process/identity'
import { SIGNAL_ACTION_CALLS } from '../process/signal-action'
import { THREAD_CALLS } from '../process/thread'
import { TIME_CALLS } from '../process/time'
import { WAIT_CALLS } from '../process/wait'
import { addRows, type RowTable } from '../state/call'
import { FUTEX_CALLS } from '../sync/futex'
import { MUTEX_CALLS } from '../sync/mutex'

export const CORE_CALLS = {
  ...DESCRIPTOR_CALLS,
  ...FILE_CALLS,
  ...FORK_CALLS,
  ...FUTEX_CALLS,
  ...IDENTITY_CALLS,
  ...MAPPING_CALLS,
  ...MUTEX_CALLS,
  ...READ_WRITE_CALLS,
  ...SIGNAL_ACTION_CALLS,
  ...THREAD_CALLS,
  ...TIME_CALLS,
  ...WAIT_CALLS,
} satisfies RowTable

addRows(CORE_CALLS)
