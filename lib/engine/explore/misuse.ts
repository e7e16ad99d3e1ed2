/** Calls whose effect C and POSIX leave undefined. They are explored as glibc does them, and told. */
import { nameAt } from '../kernel/figure/address-name'
import { see } from '../kernel/memory/argument'
import { getI32 } from '../kernel/memory/user-memory'
import { threadAt } from '../kernel/process/thread'
import { callAhead } from '../kernel/run/next-operation'
import { rowOf } from '../kernel/state/call'
import { BARRIER, CONDVAR, DESTROYED, RWLOCK, SEMAPHORE } from '../kernel/state/layout'
import type { Machine, Task } from '../kernel/state/machine'
import { seeMutex } from '../kernel/sync/mutex'

/**
 * `not held`: a mutex of no checking type is unlocked by who does not hold it; `locked`: a mutex that somebody holds is
 * initialised or destroyed; `destroyed`: an object is used after it was destroyed; `no thread`: a thread is joined or
 * detached that was joined before, or that is detached.
 */
export type MisuseKind = 'not held' | 'locked' | 'destroyed' | 'no thread'

export type Misuse = {
  readonly kind: MisuseKind
  /** Of the call, as programs use it, and of the object; null: it has none. */
  readonly call: string
  readonly object: string | null
}

/** Calls by what they do with a mutex, and which of their arguments it is. */
const UNLOCKS: Readonly<Record<string, number>> = { mutex_unlock: 0, cond_wait: 1, cond_timedwait: 1 }
const USES: readonly string[] = ['mutex_lock', 'mutex_trylock', 'mutex_timedlock', 'mutex_consistent']
const MAKES: readonly string[] = ['mutex_init', 'mutex_destroy']
/** Calls on other objects, their first argument, and where in those it stands that they are destroyed. */
const OTHERS: Readonly<Record<string, number>> = {
  cond_wait: CONDVAR.destroyed,
  cond_timedwait: CONDVAR.destroyed,
  cond_signal: CONDVAR.destroyed,
  cond_broadcast: CONDVAR.destroyed,
  cond_destroy: CONDVAR.destroyed,
  rwlock_rdlock: RWLOCK.destroyed,
  rwlock_tryrdlock: RWLOCK.destroyed,
  rwlock_wrlock: RWLOCK.destroyed,
  rwlock_trywrlock: RWLOCK.destroyed,
  rwlock_unlock: RWLOCK.destroyed,
  rwlock_destroy: RWLOCK.destroyed,
  barrier_wait: BARRIER.destroyed,
  barrier_destroy: BARRIER.destroyed,
  sem_wait: SEMAPHORE.destroyed,
  sem_timedwait: SEMAPHORE.destroyed,
  sem_trywait: SEMAPHORE.destroyed,
  sem_post: SEMAPHORE.destroyed,
  sem_getvalue: SEMAPHORE.destroyed,
  sem_destroy: SEMAPHORE.destroyed,
}
const THREADS: readonly string[] = ['thread_join', 'thread_detach']

/** What a task would misuse by its next operation, or null. Changes nothing. */
export function misuseAhead(machine: Machine, task: Task): Misuse | null {
  const pending = callAhead(machine, task)
  if (!pending) return null
  const { call, args, phase } = pending
  if (phase === 0 && isDestroyed(machine, task, call, args[0] ?? 0))
    return misuse(machine, task, 'destroyed', call, args[0] ?? 0)
  const unlocked = UNLOCKS[call]
  const address = args[unlocked ?? 0] ?? 0
  const isThread = THREADS.includes(call)
  if (!isThread && unlocked === undefined && !USES.includes(call) && !MAKES.includes(call)) return null
  const kind = isThread
    ? threadMisuse(machine, task, address)
    : mutexMisuse(machine, task, call, address, unlocked !== undefined && phase === 0)
  return kind && misuse(machine, task, kind, call, isThread ? null : address)
}

function misuse(
  machine: Machine,
  task: Task,
  kind: MisuseKind,
  call: string,
  address: number | null,
): Misuse {
  const object = address === null ? null : nameAt(machine, task, address)
  return { kind, call: rowOf(call)?.shownAs ?? call, object }
}

function isDestroyed(machine: Machine, task: Task, call: string, address: number): boolean {
  const word = OTHERS[call]
  const bytes = word === undefined ? null : see(machine, task, address + word, 4)
  return bytes !== null && getI32(bytes, 0) === DESTROYED
}

function threadMisuse(machine: Machine, task: Task, handle: number): MisuseKind | null {
  const thread = threadAt(machine, task, handle)
  return !thread || thread.detached ? 'no thread' : null
}

/** @param unlocks as far as it has come, the call would give the mutex up; to wait takes it back later, which needs no owner */
function mutexMisuse(
  machine: Machine,
  task: Task,
  call: string,
  address: number,
  unlocks: boolean,
): MisuseKind | null {
  const mutex = seeMutex(machine, task, address)
  if (!mutex) return null
  if (mutex.isDestroyed) return call === 'mutex_init' ? null : 'destroyed'
  if (MAKES.includes(call)) return mutex.isHeld ? 'locked' : null
  return unlocks && !mutex.isOwn && !mutex.isChecked ? 'not held' : null
}
