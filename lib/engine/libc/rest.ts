/** What of the library fewer programs reach: units, headers and intrinsics, to be added to the others. */
import type { IntrinsicName } from '../vm/abi'
import type { Intrinsic } from '../vm/cpu'
import { IPC_HEADERS } from './header/ipc'
import { MATH_HEADERS } from './header/math'
import { STANDARD_MORE_HEADERS } from './header/standard-more'
import { STDLIB_MORE_HEADERS } from './header/stdlib-more'
import { SYSTEM_MORE_HEADERS } from './header/system-more'
import { THREAD_MORE_HEADERS } from './header/thread-more'
import { UNISTD_MORE_HEADERS } from './header/unistd-more'
import { MATH_INTRINSICS } from './math/intrinsic'
import { NUMBER_INTRINSICS } from './number'
import { MESSAGE_INTRINSICS } from './signal-message'
import { ASSERT } from './source/assert'
import { CALENDAR } from './source/calendar'
import { QUEUE } from './source/ipc'
import { JUMP } from './source/jump'
import { MATH } from './source/math'
import { MESSAGE } from './source/message'
import { PTHREAD_ATTRIBUTE, PTHREAD_KEY } from './source/pthread-attribute'
import { PTHREAD_LOCK } from './source/pthread-lock'
import { SCANF } from './source/scanf'
import { SEMAPHORE } from './source/semaphore'
import { SIGNAL_MORE } from './source/signal-more'
import { DIRECTORY, GETOPT, LOCALE } from './source/small'
import { INET, SOCKET } from './source/socket'
import { SPAWN } from './source/spawn'
import { SPRINTF } from './source/sprintf'
import { STDIO_FILE, STDIO_MEMORY } from './source/stdio-file'
import { STDIO_INPUT } from './source/stdio-input'
import { ENVIRONMENT, NUMBER, RANDOM, SORT } from './source/stdlib'
import { CTYPE, STRING_MORE } from './source/string-more'
import { COMMAND, EXECUTE, SCHEDULING, SYSCALL } from './source/system'
import { C11_THREADS, PTHREAD_MORE } from './source/thread-more'
import { TIMER } from './source/timer'
import { PROCESS_MORE, UNISTD_MORE } from './source/unistd-more'

export const REST_UNITS: Readonly<Record<string, string>> = {
  assert: ASSERT,
  sprintf: SPRINTF,
  'stdio-input': STDIO_INPUT,
  'stdio-file': STDIO_FILE,
  'stdio-memory': STDIO_MEMORY,
  scanf: SCANF,
  'string-more': STRING_MORE,
  message: MESSAGE,
  ctype: CTYPE,
  number: NUMBER,
  sort: SORT,
  random: RANDOM,
  environment: ENVIRONMENT,
  'unistd-more': UNISTD_MORE,
  'process-more': PROCESS_MORE,
  'signal-more': SIGNAL_MORE,
  execute: EXECUTE,
  command: COMMAND,
  spawn: SPAWN,
  scheduling: SCHEDULING,
  syscall: SYSCALL,
  calendar: CALENDAR,
  timer: TIMER,
  jump: JUMP,
  'pthread-lock': PTHREAD_LOCK,
  'pthread-key': PTHREAD_KEY,
  'pthread-attribute': PTHREAD_ATTRIBUTE,
  'pthread-more': PTHREAD_MORE,
  threads: C11_THREADS,
  semaphore: SEMAPHORE,
  queue: QUEUE,
  socket: SOCKET,
  inet: INET,
  directory: DIRECTORY,
  getopt: GETOPT,
  locale: LOCALE,
  math: MATH,
}

export const REST_HEADERS: Readonly<Record<string, string>> = {
  ...STANDARD_MORE_HEADERS,
  ...STDLIB_MORE_HEADERS,
  ...SYSTEM_MORE_HEADERS,
  ...THREAD_MORE_HEADERS,
  ...UNISTD_MORE_HEADERS,
  ...IPC_HEADERS,
  ...MATH_HEADERS,
}

export const REST_INTRINSICS: Readonly<Partial<Record<IntrinsicName, Intrinsic>>> = {
  ...NUMBER_INTRINSICS,
  ...MATH_INTRINSICS,
  ...MESSAGE_INTRINSICS,
}
