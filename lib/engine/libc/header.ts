/** The built-in headers by name: those that most programs include, and what `addHeaders` brings besides. */
import { STANDARD_HEADERS } from './header/standard'
import { STDIO_HEADERS } from './header/stdio'
import { STDLIB_HEADERS } from './header/stdlib'
import { SYSTEM_HEADERS } from './header/system'
import { THREAD_HEADERS } from './header/thread'
import { TIME_HEADERS } from './header/time'
import { UNISTD_HEADERS } from './header/unistd'

const headers = new Map<string, string>()
for (const group of [
  STANDARD_HEADERS,
  STDIO_HEADERS,
  STDLIB_HEADERS,
  SYSTEM_HEADERS,
  TIME_HEADERS,
  UNISTD_HEADERS,
  THREAD_HEADERS,
])
  addHeaders(group)

/** More headers, by name. */
export function addHeaders(group: Readonly<Record<string, string>>): void {
  for (const name in group) headers.set(name, group[name] as string)
}

/** Text of `<name>`, or null if there is no such header. */
export function readHeader(name: string): string | null {
  return headers.get(name) ?? null
}

/** Names that `#include <…>` knows, without the library's inner ones. */
export function headerNames(): string[] {
  return [...headers.keys()].filter((name) => !name.startsWith('bits/'))
}
