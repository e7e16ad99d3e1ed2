/** How types and what they are made of are called in a figure. */
import type { TypeInfo } from '../../vm/program'

/** Types of the library whose members are nobody's business: a mutex is named and shown as a whole. */
export function isOpaque(name: string): boolean {
  return /pthread_|^(union )?sem_t$|__sem|_IO_FILE|^FILE$|sigset/.test(name)
}

/**
 * What a program calls a member. Names that begin with two underscores are the library's own (C11 7.1.3): filling has none,
 * and what a union of that kind is meant by is its first member, as `sa_handler` is.
 * @returns null for a member that no program speaks of
 */
export function memberName(name: string, type: TypeInfo): string | null {
  if (!name.startsWith('__')) return name
  return type.kind === 'union' ? (type.fields[0]?.name ?? null) : null
}
