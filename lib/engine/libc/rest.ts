/** What of the library fewer programs reach: units, headers and intrinsics, to be added to the others. */
import type { IntrinsicName } from '../vm/abi'
import type { Intrinsic } from '../vm/cpu'
import { ACCOUNT_HEADERS } from './header/account'
import { BYTE_ORDER_HEADERS } from './header/byte-order'
import { CHARACTER_HEADERS } from './header/character'
import { CONTEXT_HEADERS } from './header/context'
import { EVENT_HEADERS } from './header/event'
import { GENERIC_MATH_HEADERS } from './header/generic-math'
import { IPC_HEADERS } from './header/ipc'
import { KERNEL_HEADERS } from './header/kernel'
import { LANGUAGE_HEADERS } from './header/language'
import { MACHINE_HEADERS } from './header/machine'
import { MATH_HEADERS } from './header/math'
import { NETWORK_HEADERS } from './header/network'
import { PATTERN_HEADERS } from './header/pattern'
import { REPORT_HEADERS } from './header/report'
import { SEARCH_HEADERS } from './header/search'
import { SYNCHRONIZATION_HEADERS } from './header/synchronization'
import { WIDE_HEADERS } from './header/wide'
import { MATH_INTRINSICS } from './math/intrinsic'
import { MESSAGE_INTRINSICS } from './signal-message'
import { ACCOUNT } from './source/account'
import { ASSERT } from './source/assert'
import { BACKTRACE } from './source/backtrace'
import { C11_THREADS } from './source/c11-thread'
import { CALENDAR } from './source/calendar'
import { CALENDAR_INPUT } from './source/calendar-input'
import { CONTEXT } from './source/context'
import { CTYPE } from './source/ctype'
import { FNMATCH, FTW, GLOB } from './source/file-name'
import { FILE_OPERATION } from './source/file-operation'
import { QUEUE } from './source/ipc'
import { JUMP } from './source/jump'
import { LONG_DOUBLE } from './source/long-double'
import { DYNAMIC, LANGINFO, MACHINE } from './source/machine'
import { MATH } from './source/math'
import { MESSAGE, MESSAGE_COPY } from './source/message'
import { LOCALE, MULTIBYTE } from './source/multibyte'
import { NETWORK } from './source/network'
import { PROCESS_GROUP } from './source/process-group'
import { PTHREAD_ATTRIBUTE, PTHREAD_KEY } from './source/pthread-attribute'
import { PTHREAD_CONTROL } from './source/pthread-control'
import { PTHREAD_LOCK } from './source/pthread-lock'
import { REGEX } from './source/regex'
import { ERROR, LOG, REPORT } from './source/report'
import { SCANF } from './source/scanf'
import { SEARCH } from './source/search'
import { SEMAPHORE } from './source/semaphore'
import { SIGNAL_WAIT } from './source/signal-wait'
import { DIRECTORY, GETOPT } from './source/small'
import { INET, SOCKET } from './source/socket'
import { SPAWN } from './source/spawn'
import { SPRINTF } from './source/sprintf'
import { STDIO_FILE, STDIO_MEMORY } from './source/stdio-file'
import { STDIO_INPUT } from './source/stdio-input'
import { ENVIRONMENT, NUMBER, RANDOM, RANDOM_BARE, SORT } from './source/stdlib'
import { STRING_TOKEN } from './source/string-token'
import { COMMAND, EXECUTE, SCHEDULING, SYSCALL } from './source/system'
import { TIMER } from './source/timer'
import { WIDE_STRING, WIDE_TYPE } from './source/wide'
import { WIDE_STDIO } from './source/wide-stdio'
import { NUMBER_INTRINSICS } from './text-to-number'

export const REST_UNITS: Readonly<Record<string, string>> = {
  assert: ASSERT,
  sprintf: SPRINTF,
  'stdio-input': STDIO_INPUT,
  'stdio-file': STDIO_FILE,
  'stdio-memory': STDIO_MEMORY,
  scanf: SCANF,
  'string-token': STRING_TOKEN,
  message: MESSAGE,
  'message-copy': MESSAGE_COPY,
  ctype: CTYPE,
  number: NUMBER,
  sort: SORT,
  random: RANDOM,
  'random-bare': RANDOM_BARE,
  environment: ENVIRONMENT,
  'file-operation': FILE_OPERATION,
  'process-group': PROCESS_GROUP,
  'signal-wait': SIGNAL_WAIT,
  execute: EXECUTE,
  command: COMMAND,
  spawn: SPAWN,
  scheduling: SCHEDULING,
  syscall: SYSCALL,
  calendar: CALENDAR,
  'calendar-input': CALENDAR_INPUT,
  timer: TIMER,
  jump: JUMP,
  'pthread-lock': PTHREAD_LOCK,
  'pthread-key': PTHREAD_KEY,
  'pthread-attribute': PTHREAD_ATTRIBUTE,
  'pthread-control': PTHREAD_CONTROL,
  threads: C11_THREADS,
  semaphore: SEMAPHORE,
  queue: QUEUE,
  socket: SOCKET,
  inet: INET,
  directory: DIRECTORY,
  getopt: GETOPT,
  locale: LOCALE,
  multibyte: MULTIBYTE,
  'wide-string': WIDE_STRING,
  'wide-type': WIDE_TYPE,
  'wide-stdio': WIDE_STDIO,
  report: REPORT,
  error: ERROR,
  backtrace: BACKTRACE,
  log: LOG,
  account: ACCOUNT,
  network: NETWORK,
  regex: REGEX,
  fnmatch: FNMATCH,
  glob: GLOB,
  ftw: FTW,
  search: SEARCH,
  context: CONTEXT,
  machine: MACHINE,
  langinfo: LANGINFO,
  dynamic: DYNAMIC,
  math: MATH,
  'long-double': LONG_DOUBLE,
}

export const REST_HEADERS: Readonly<Record<string, string>> = {
  ...LANGUAGE_HEADERS,
  ...CHARACTER_HEADERS,
  ...KERNEL_HEADERS,
  ...SYNCHRONIZATION_HEADERS,
  ...EVENT_HEADERS,
  ...IPC_HEADERS,
  ...MATH_HEADERS,
  ...GENERIC_MATH_HEADERS,
  ...ACCOUNT_HEADERS,
  ...BYTE_ORDER_HEADERS,
  ...CONTEXT_HEADERS,
  ...MACHINE_HEADERS,
  ...NETWORK_HEADERS,
  ...PATTERN_HEADERS,
  ...REPORT_HEADERS,
  ...SEARCH_HEADERS,
  ...WIDE_HEADERS,
}

export const REST_INTRINSICS: Readonly<Partial<Record<IntrinsicName, Intrinsic>>> = {
  ...NUMBER_INTRINSICS,
  ...MATH_INTRINSICS,
  ...MESSAGE_INTRINSICS,
}
