/** Calls whose effect C and POSIX leave undefined. They are explored as glibc does them, and told. */
import { nameAt } from '../kernel/figure/place'
import { threadAt } from '../kernel/process/thread'
import { callAhead } from '../kernel/run/next-operation'
import type { Machine, Task } from '../kernel/state/machine'
import { seeMutex } from '../kernel/sync/mutex'

/**
 * `not held`: a mutex of no checking type is unlocked by who does not hold it; `locked`: a mutex that somebody holds is
 * initialised or destroyed; `destroyed`: a mutex is used after it was destroyed; `no thread`: a thread is joined or
 * detached that was joined before, or that is detached.
 */
export type MisuseKind = 'not held' | 'locked' | 'destroyed' | 'no thread'

export type Misuse = {
  readonly kind: MisuseKind
  /** Of the call, as programs use it, and of the object; null: it has none. */
  readonly call: string
  readonly object: string | null
}

const UNLOCKS: Readonly<Record<string, number>> = { mutex_unlock: 0, cond_wait: 1, cond_timedwait: 1 }
const LOCKS: readonly string[] = ['mutex_lock', 'mutex_trylock', 'mutex_timedlock']
const MAKES: readonly string[] = ['mutex_init', 'mutex_destroy']
const THREADS: readonly string[] = ['thread_join', 'thread_detach']

/** What a task would misuse by its next operation, or null. Changes nothing. */
export function misuseAhead(machine: Machine, task: Task): Misuse | null {
  const pending = callAhead(machine, task)
  if (!pending || pending.phase > 0) return null
  const { call, args } = pending
  const told = (kind: MisuseKind, address: number | null): Misuse => ({
    kind,
    call: `pthread_${call.replace(/^thread_/, '')}`,
    object: address === null ? null : nameAt(machine, task, address),
  })
  if (THREADS.includes(call)) {
    const thread = threadAt(machine, task, args[0] ?? 0)
    return !thread || thread.detached ? told('no thread', null) : null
  }
  const unlocked = UNLOCKS[call]
  const isMade = MAKES.includes(call)
  if (unlocked === undefined && !isMade && !LOCKS.includes(call)) return null
  const address = args[unlocked ?? 0] ?? 0
  const mutex = seeMutex(machine, task, address)
  if (!mutex) return null
  if (isMade) return mutex.isHeld ? told('locked', address) : null
  if (mutex.isDestroyed) return told('destroyed', address)
  return unlocked !== undefined && !mutex.isOwn && !mutex.isChecked ? told('not held', address) : null
}
