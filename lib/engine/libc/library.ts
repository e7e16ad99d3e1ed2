/** The library's sources, one unit an area, and what each defines, so that only what a program needs is compiled. */
import { readHeader } from './header'
import { INTERNAL_HEADERS } from './source/internal'
import { QUEUE, SEMAPHORE } from './source/ipc'
import { MALLOC } from './source/malloc'
import { MATH } from './source/math'
import { MESSAGE } from './source/message'
import { PTHREAD, PTHREAD_ATTRIBUTE, PTHREAD_KEY } from './source/pthread'
import { SCANF } from './source/scanf'
import { JUMP, SIGNAL } from './source/signal'
import { DIRECTORY, GETOPT, LOCALE } from './source/small'
import { INET, SOCKET } from './source/socket'
import { ASSERT, EXIT, START } from './source/start'
import { SPRINTF, STDIO } from './source/stdio'
import { STDIO_FILE, STDIO_MEMORY } from './source/stdio-file'
import { STDIO_INPUT } from './source/stdio-input'
import { ENVIRONMENT, NUMBER, RANDOM, SORT } from './source/stdlib'
import { CTYPE, STRING, STRING_MORE } from './source/string'
import { COMMAND, EXECUTE, SCHEDULING, SPAWN, SYSCALL } from './source/system'
import { C11_THREADS, PTHREAD_MORE } from './source/thread-more'
import { CALENDAR, TIME } from './source/time'
import { TIMER } from './source/timer'
import { MEMORY, PROCESS, UNISTD } from './source/unistd'

/** A source text of the library; `name` is what diagnostics call it. */
export type LibraryUnit = { readonly name: string; readonly text: string }

const TEXTS: Readonly<Record<string, string>> = {
  start: START,
  exit: EXIT,
  assert: ASSERT,
  stdio: STDIO,
  sprintf: SPRINTF,
  'stdio-input': STDIO_INPUT,
  'stdio-file': STDIO_FILE,
  'stdio-memory': STDIO_MEMORY,
  scanf: SCANF,
  malloc: MALLOC,
  string: STRING,
  'string-more': STRING_MORE,
  message: MESSAGE,
  ctype: CTYPE,
  number: NUMBER,
  sort: SORT,
  random: RANDOM,
  environment: ENVIRONMENT,
  unistd: UNISTD,
  process: PROCESS,
  execute: EXECUTE,
  command: COMMAND,
  spawn: SPAWN,
  memory: MEMORY,
  scheduling: SCHEDULING,
  syscall: SYSCALL,
  time: TIME,
  calendar: CALENDAR,
  timer: TIMER,
  signal: SIGNAL,
  jump: JUMP,
  pthread: PTHREAD,
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

const UNITS: readonly LibraryUnit[] = Object.entries(TEXTS).map(([name, text]) => ({
  name: `${name}.c`,
  text,
}))

/** All units of the library. */
export function librarySources(): readonly LibraryUnit[] {
  return UNITS
}

/** Headers as the library's own sources see them: the built-in ones and its inner ones. */
export function readLibraryHeader(name: string): string | null {
  return INTERNAL_HEADERS[name] ?? readHeader(name)
}

let definitions: ReadonlyMap<string, LibraryUnit> | null = null

/** Unit that defines each external name; made on first use by reading the units' lines, without compiling them. */
export function libraryIndex(): ReadonlyMap<string, LibraryUnit> {
  if (definitions !== null) return definitions
  const index = new Map<string, LibraryUnit>()
  for (const unit of UNITS) for (const name of definedNames(unit.text)) index.set(name, unit)
  definitions = index
  return index
}

/**
 * External names that a unit defines. The sources keep to a form that makes this a matter of lines: a definition begins in the
 * first column; a function's ends its first line with `{` or with `}`; an object's with `;` and is not `extern`.
 */
export function definedNames(text: string): string[] {
  const names: string[] = []
  for (const line of text.split('\n')) {
    if (!/^[A-Za-z_]/.test(line) || /^(?:static|extern|typedef|enum)\b/.test(line)) continue
    const isFunction = /[{}]$/.test(line) && line.includes('(')
    if (isFunction) names.push(/([A-Za-z_]\w*)\(/.exec(line)![1]!)
    else if (line.endsWith(';') && !/\) *(?:__attribute__.*)?;$/.test(line)) names.push(...objectNames(line))
    else if (/^(?:void|int) \(\*/.test(line)) names.push(...objectNames(line))
  }
  return names
}

function objectNames(line: string): string[] {
  const pointer = /^\w+ \(\*(\w+)\)\(/.exec(line)
  if (pointer) return [pointer[1]!]
  if (/^struct \w+ \{/.test(line)) return []
  const declaration = line
    .replace(/\{[^}]*\}|"[^"]*"/g, '')
    .replace(/^(?:(?:const|_Thread_local|unsigned|struct \w+|long|char|int|short|FILE|\w+_t) )+/, '')
  return declaration
    .replace(/;$/, '')
    .split(',')
    .map((part) => /([A-Za-z_]\w*)/.exec(part.split('=')[0]!)?.[1] ?? '')
    .filter((name) => name !== '')
}
