/**
 * What compiler, C library and kernel agree on: addresses, the frame, how system calls are named, and the numbers of
 * intrinsics. That list is append-only within one `engineVersion`; both sides use the names.
 */

export const PAGE_SIZE = 4096
/** User addresses are below 2^31; a pointer is 64 bits with a zero high half. */
export const CODE_BASE = 0x0040_0000
/** Read-only data, data, bss and heap follow the code, each on a page of its own. */
export const MMAP_TOP = 0x7000_0000
export const STACK_TOP = 0x7fff_f000
/** Bytes reserved for a stack (touched pages only are backed), as `ulimit -s` gives; one guard page lies below. */
export const STACK_SIZE = 8 << 20
export const USER_END = 0x8000_0000

/** Frame header: saved frame pointer, return address (a user address; 0 in a task's first frame), parameters. */
export const FRAME_SAVED_FP = 0
export const FRAME_RETURN = 8
export const FRAME_PARAMETERS = 16

/**
 * The number of a system call in a table of names, appended when it is new. `__syscall("write", fd, p, n)` compiles to
 * `sys` with a position in the program's own table; which names mean something, only the kernel knows. A result in
 * [-4095, -1] is a negated errno (Linux's convention).
 */
export function callNumber(names: string[], name: string): number {
  const known = names.indexOf(name)
  return known >= 0 ? known : names.push(name) - 1
}

/**
 * Library functions on the process's own memory that run as one instruction: `__intrinsic("strlen", s)`. They never
 * block and are never preempted. They live in libc/intrinsic.ts, which the machine hands to the processor.
 */
export const INTRINSICS = [
  'memcpy',
  'memmove',
  'memset',
  'memcmp',
  'memchr',
  'strlen',
  'strnlen',
  'strcpy',
  'strncpy',
  'strcat',
  'strncat',
  'strcmp',
  'strncmp',
  'strchr',
  'strrchr',
  'strstr',
  'strcasecmp',
  'strncasecmp',
  'strspn',
  'strcspn',
  'strpbrk',
  // format(buffer, size, format, va_list*, errno) → bytes that the whole text needs, or a negated error number; writes
  // at most size bytes, no NUL
  'format',
  // number scanning: strtol(s, endptr | 0, base, int *errno), strtoul the same, strtod(s, endptr | 0, int *errno)
  'strtol',
  'strtoul',
  'strtod',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'atan2',
  'exp',
  'log',
  'log2',
  'log10',
  'pow',
  'sqrt',
  'fmod',
  'floor',
  'ceil',
  'round',
  'trunc',
  'fabs',
  'cbrt',
  'hypot',
  'exp2',
  'expm1',
  'log1p',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'rint',
  'erf',
  'erfc',
  'tgamma',
  'lgamma',
  'fma',
  // message(kind, number, buffer) → bytes with NUL of an error's (kind 0) or a signal's (1) description; of known numbers
  // only: the same (2, 3), and a signal's short name (4)
  'message',
  // the thread pointer of the running task
  'thread_pointer',
  // strtold(text, end, errno, to): as strtod, the result to memory
  'strtold',
] as const

export type IntrinsicName = (typeof INTRINSICS)[number]
