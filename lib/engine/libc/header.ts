/** The built-in headers by name. */
import { IPC_HEADERS } from './header/ipc'
import { MATH_HEADERS } from './header/math'
import { STANDARD_HEADERS } from './header/standard'
import { STDIO_HEADERS } from './header/stdio'
import { STDLIB_HEADERS } from './header/stdlib'
import { SYSTEM_HEADERS } from './header/system'
import { THREAD_HEADERS } from './header/thread'
import { TIME_HEADERS } from './header/time'
import { UNISTD_HEADERS } from './header/unistd'

const HEADERS = new Map<string, string>(
  [
    STANDARD_HEADERS,
    STDIO_HEADERS,
    STDLIB_HEADERS,
    SYSTEM_HEADERS,
    TIME_HEADERS,
    UNISTD_HEADERS,
    THREAD_HEADERS,
    IPC_HEADERS,
    MATH_HEADERS,
  ].flatMap((group) => Object.entries(group)),
)

/** Text of `<name>`, or null if there is no such header. */
export function readHeader(name: string): string | null {
  return HEADERS.get(name) ?? null
}

/** Names that `#include <…>` knows, without the library's inner ones. */
export function headerNames(): string[] {
  return [...HEADERS.keys()].filter((name) => !name.startsWith('bits/'))
}
