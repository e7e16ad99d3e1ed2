/** Mutexes: normal, recursive, error-checking, robust, with priority inheritance, shared between processes. */

import { memoryObject, touchMemory } from '../memory/footprint'
import { getI32, putU32, readI32, writeI32, writeUser } from '../memory/user-memory'
import { call, GO, type Look, type RowTable, wait } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { kindOf, OBJECT, type Touch, type TouchMode } from '../state/footprint'
import { MUTEX, MUTEX_DESTROYED, MUTEX_KIND, MUTEX_NOT_RECOVERABLE, MUTEX_OWNER_DIED } from '../state/layout'
import { type Machine, spaceOf, type Task, taskAt } from '../state/machine'
import {
  badObject,
  claim,
  deadlineOf,
  objectAt,
  objectKey,
  readObject,
  reportLock,
  seeObject,
  wakeObject,
} from './user-object'

type MutexState = {
  readonly address: number
  lock: number
  count: number
  owner: number
  kind: number
}

const TYPE = { normal: 0, recursive: 1, errorcheck: 2 } as const

export const MUTEX_CALLS = {
  mutex_init: call({
    args: { mutex: 'object', attributes: 'pointer' },
    shownAs: 'pthread_mutex_init',
    shows: 1,
    fromLibrary: { waits: false },
    touches: (machine, task, { mutex, attributes }) => [
      ...touchMutex(machine, task, mutex),
      ...touchMemory(machine, task, attributes, attributes === 0 ? 0 : 4, 'read'),
    ],
    act(machine, task, { mutex, attributes }) {
      const kind = attributes === 0 ? 0 : readI32(machine, task, attributes)
      if (kind === null) return badObject(machine, task, attributes)
      const bytes = new Uint8Array(MUTEX.size)
      putU32(bytes, MUTEX.kind, kind)
      return writeUser(machine, task, mutex, bytes) ? 0 : badObject(machine, task, mutex)
    },
  }),

  mutex_lock: call({
    args: { mutex: 'object' },
    shownAs: 'pthread_mutex_lock',
    fromLibrary: { waits: true },
    restarts: 'always',
    orders: () => ({ mutex: 'acquire' }),
    touches: (machine, task, { mutex }) => touchMutex(machine, task, mutex),
    guard: (machine, task, { mutex }) => lookAtMutex(machine, task, mutex, 'pthread_mutex_lock'),
    act: (machine, task, { mutex }) => takeMutex(machine, task, mutex),
    asleep: (machine, task, { mutex }) => lendPriority(machine, task, mutex),
  }),

  mutex_timedlock: call({
    args: { mutex: 'object', until: 'timespec' },
    shownAs: 'pthread_mutex_timedlock',
    shows: 1,
    fromLibrary: { waits: true },
    restarts: 'always',
    orders: () => ({ mutex: 'acquire' }),
    touches: (machine, task, { mutex }) => touchMutex(machine, task, mutex),
    guard: (machine, task, { mutex, until }) =>
      lookAtMutex(machine, task, mutex, 'pthread_mutex_timedlock', deadlineOf(until)),
    act: (machine, task, { mutex }) => takeMutex(machine, task, mutex),
    asleep: (machine, task, { mutex }) => lendPriority(machine, task, mutex),
  }),

  mutex_trylock: call({
    args: { mutex: 'object' },
    shownAs: 'pthread_mutex_trylock',
    fromLibrary: { waits: false },
    orders: (machine, task, { mutex }) => ({ mutex: canTry(machine, task, mutex) ? 'acquire' : null }),
    touches: (machine, task, { mutex }) =>
      touchMutex(machine, task, mutex, canTry(machine, task, mutex) ? 'write' : 'read'),
    act(machine, task, { mutex: address }) {
      const mutex = load(machine, task, address)
      if (!mutex) return badObject(machine, task, address)
      if (mutex.kind === MUTEX_DESTROYED) return -ERRNO.EINVAL
      if (isOwner(mutex, task) && (mutex.kind & MUTEX_KIND.typeMask) === TYPE.recursive)
        return acquire(machine, task, mutex)
      if (isHeld(mutex)) {
        reportLock(machine, task, 'mutex', mutex.address, MUTEX.size, 'busy')
        return -ERRNO.EBUSY
      }
      return acquire(machine, task, mutex)
    },
  }),

  mutex_unlock: call({
    args: { mutex: 'object' },
    shownAs: 'pthread_mutex_unlock',
    fromLibrary: { waits: false },
    orders: () => ({ mutex: 'release' }),
    touches: (machine, task, { mutex }) => touchMutex(machine, task, mutex),
    act: (machine, task, { mutex }) => unlockMutex(machine, task, mutex),
  }),

  mutex_destroy: call({
    args: { mutex: 'object' },
    shownAs: 'pthread_mutex_destroy',
    fromLibrary: { waits: false },
    touches: (machine, task, { mutex }) => touchMutex(machine, task, mutex),
    act(machine, task, { mutex: address }) {
      const mutex = load(machine, task, address)
      if (!mutex) return badObject(machine, task, address)
      if (isHeld(mutex)) return -ERRNO.EBUSY
      writeI32(machine, task, address + MUTEX.kind, MUTEX_DESTROYED)
      return 0
    },
  }),

  mutex_consistent: call({
    args: { mutex: 'object' },
    shownAs: 'pthread_mutex_consistent',
    fromLibrary: { waits: false },
    touches: (machine, task, { mutex }) => touchMutex(machine, task, mutex),
    act(machine, task, { mutex: address }) {
      const mutex = load(machine, task, address)
      if (!mutex) return badObject(machine, task, address)
      const inconsistent = isOwner(mutex, task) && mutex.lock === MUTEX_OWNER_DIED + 1
      if ((mutex.kind & MUTEX_KIND.robust) === 0 || !inconsistent) return -ERRNO.EINVAL
      mutex.lock = 1
      store(machine, task, mutex)
      return 0
    },
  }),
} satisfies RowTable

/** The bytes of a `pthread_mutex_t`, in the footprint of a call on it. */
export function touchMutex(
  machine: Machine,
  task: Task,
  address: number,
  mode: TouchMode = 'write',
): readonly Touch[] {
  return touchMemory(machine, task, address, MUTEX.size, mode)
}

/** Whether a trylock would get it. */
function canTry(machine: Machine, task: Task, address: number): boolean {
  const mutex = stateSeen(machine, task, address)
  if (!mutex) return true
  if (mutex.kind === MUTEX_DESTROYED) return false
  if (!isHeld(mutex)) return true
  return isOwner(mutex, task) && (mutex.kind & MUTEX_KIND.typeMask) === TYPE.recursive
}

/**
 * Whether a mutex can be had now. Shared with cond_wait, which takes it back in its second half. A signal handler runs,
 * then the mutex is waited for again: pthread_mutex_lock never fails with EINTR.
 */
export function lookAtMutex(
  machine: Machine,
  task: Task,
  address: number,
  by: string,
  deadline = Infinity,
): Look<null> {
  const mutex = stateSeen(machine, task, address)
  if (!mutex) return GO
  if (mutex.kind === MUTEX_DESTROYED) return -ERRNO.EINVAL
  const type = mutex.kind & MUTEX_KIND.typeMask
  if (isOwner(mutex, task)) {
    if (type === TYPE.recursive) return GO
    if (type === TYPE.errorcheck) return -ERRNO.EDEADLK
  }
  if (!isHeld(mutex)) return GO
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  if (deadline !== Infinity && (task.timedOut || deadline <= machine.state.now)) return -ERRNO.ETIMEDOUT
  const owner = ownerOf(machine, mutex)
  const reason = { call: by, object: 'mutex', task: owner?.index ?? null, address }
  const key = objectKey(machine, task, address)
  return key === null ? GO : wait([key], reason, deadline)
}

/** Takes a mutex that can be had. */
export function takeMutex(machine: Machine, task: Task, address: number): number {
  const mutex = load(machine, task, address)
  return mutex ? acquire(machine, task, mutex) : badObject(machine, task, address)
}

/**
 * Who waits for a mutex with inheritance lends its owner the own priority, and so on, if the owner waits for such a
 * mutex itself. Who is asleep for it already is counted, so this comes after the waiter's sleep is noted.
 */
export function lendPriority(machine: Machine, waiter: Task, address: number): void {
  const seen = new Set([waiter])
  let mutex = seeInheriting(machine, waiter, address)
  while (mutex) {
    const owner = ownerOf(machine, mutex)
    if (!owner || seen.has(owner)) return
    seen.add(owner)
    edit(machine, owner).inherited = lentTo(machine, owner)
    mutex = mutexAwaited(machine, owner)
  }
}

/** The highest priority of those who wait for a mutex with inheritance of a task's; null: not above its own. */
function lentTo(machine: Machine, owner: Task): number | null {
  let highest = owner.realtimePriority
  for (const index of machine.state.live) {
    const waiter = taskAt(machine, index)
    if (waiter === owner || mutexAwaited(machine, waiter)?.owner !== owner.tid) continue
    highest = Math.max(highest, waiter.inherited ?? waiter.realtimePriority)
  }
  return highest > owner.realtimePriority ? highest : null
}

/** The mutex with inheritance that a task waits for, held by whomever; null: it waits for none. */
function mutexAwaited(machine: Machine, { blocked, index }: Task): MutexState | null {
  if (blocked?.object !== 'mutex' || blocked.address === null) return null
  return seeInheriting(machine, taskAt(machine, index), blocked.address)
}

function seeInheriting(machine: Machine, task: Task, address: number): MutexState | null {
  const mutex = stateSeen(machine, task, address)
  return mutex && mutex.kind & MUTEX_KIND.inherit && isHeld(mutex) ? mutex : null
}

/** Gives the mutex up; whoever of the waiters runs first may take it. */
export function unlockMutex(machine: Machine, task: Task, address: number): number {
  const mutex = load(machine, task, address)
  if (!mutex) return badObject(machine, task, address)
  if (mutex.kind === MUTEX_DESTROYED) return -ERRNO.EINVAL
  if (isChecked(mutex) && !isOwner(mutex, task)) return -ERRNO.EPERM
  if (mutex.count > 1) {
    mutex.count--
    store(machine, task, mutex)
    return 0
  }
  // Unlocked without having been made consistent: nobody can ever have it again.
  mutex.lock = mutex.lock === MUTEX_OWNER_DIED + 1 ? MUTEX_NOT_RECOVERABLE : 0
  mutex.count = 0
  mutex.owner = 0
  store(machine, task, mutex)
  if (mutex.kind & MUTEX_KIND.inherit) edit(machine, task).inherited = lentTo(machine, task)
  if (mutex.kind & MUTEX_KIND.robust)
    edit(machine, task).robust = task.robust.filter((held) => held !== address)
  reportLock(machine, task, 'mutex', address, MUTEX.size, 'released')
  wakeObject(machine, task, address)
  return 0
}

/**
 * The task holds the mutex from here on, once more if it is recursive. After an owner that has died it does, too,
 * and the result is EOWNERDEAD (pthread_mutexattr_setrobust(3)).
 */
function acquire(machine: Machine, task: Task, mutex: MutexState): number {
  if (mutex.lock === MUTEX_NOT_RECOVERABLE) return -ERRNO.ENOTRECOVERABLE
  const died = mutex.lock === MUTEX_OWNER_DIED
  const again = isOwner(mutex, task)
  mutex.lock = died ? MUTEX_OWNER_DIED + 1 : again ? mutex.lock : 1
  // An owner that died left its own count behind.
  mutex.count = again ? mutex.count + 1 : 1
  mutex.owner = task.tid
  store(machine, task, mutex)
  if (mutex.kind & MUTEX_KIND.inherit) edit(machine, task).inherited = lentTo(machine, task)
  if (mutex.kind & MUTEX_KIND.robust) edit(machine, task).robust = [...task.robust, mutex.address]
  reportLock(machine, task, 'mutex', mutex.address, MUTEX.size, 'acquired')
  return died ? -ERRNO.EOWNERDEAD : 0
}

/**
 * What a mutex is at a moment, as far as it says whether a task uses it well; null: it cannot be read. A child goes on
 * with the locks that its parent held when it forked: of a copy whose holder is in another process it is the owner.
 */
export function seeMutex(
  machine: Machine,
  task: Task,
  address: number,
): {
  /** By somebody who may have ended, but not in another process than the one that the copy belongs to. */
  readonly isHeld: boolean
  readonly isOwn: boolean
  readonly isDestroyed: boolean
  readonly isChecked: boolean
} | null {
  const mutex = stateSeen(machine, task, address)
  if (!mutex) return null
  const owner = isHeld(mutex) ? machine.state.tasks.find(({ tid }) => tid === mutex.owner) : undefined
  const isShared = kindOf(memoryObject(spaceOf(machine, task), address)?.object ?? 0) !== OBJECT.memory
  const isCopy = owner !== undefined && owner.pid !== task.pid && !isShared
  return {
    isHeld: owner !== undefined && !isCopy,
    isOwn: isOwner(mutex, task) || isCopy,
    isDestroyed: mutex.kind === MUTEX_DESTROYED,
    isChecked: isChecked(mutex),
  }
}

/** Whether only its owner can unlock it; glibc takes an adaptive one for a normal one there. */
function isChecked({ kind }: MutexState): boolean {
  const type = kind & MUTEX_KIND.typeMask
  if ((kind & (MUTEX_KIND.robust | MUTEX_KIND.inherit)) !== 0) return true
  return type === TYPE.recursive || type === TYPE.errorcheck
}

/**
 * Two values of the lock say that nobody holds it although it is not 0: its owner has died, or nobody can have it
 * again.
 */
function isHeld(mutex: MutexState): boolean {
  return mutex.lock !== 0 && mutex.lock !== MUTEX_OWNER_DIED && mutex.lock !== MUTEX_NOT_RECOVERABLE
}

function isOwner(mutex: MutexState, task: Task): boolean {
  return isHeld(mutex) && mutex.owner === task.tid
}

function ownerOf(machine: Machine, mutex: MutexState): Task | null {
  const index = machine.state.live.find((i) => taskAt(machine, i).tid === mutex.owner)
  return index === undefined ? null : taskAt(machine, index)
}

function load(machine: Machine, task: Task, address: number): MutexState | null {
  if (!claim(machine, task, address)) return null
  const at = objectAt(machine, task, address, MUTEX.size)
  if (at >= 0) return stateIn(machine.memory.u8, at, address)
  const bytes = readObject(machine, task, address, MUTEX.size)
  return bytes && stateIn(bytes, 0, address)
}

/** The same for a guard: changes nothing. */
function stateSeen(machine: Machine, task: Task, address: number): MutexState | null {
  const at = objectAt(machine, task, address, MUTEX.size)
  if (at >= 0) return stateIn(machine.memory.u8, at, address)
  const bytes = seeObject(machine, task, address, MUTEX.size)
  return bytes && stateIn(bytes, 0, address)
}

function stateIn(bytes: Uint8Array, at: number, address: number): MutexState {
  return {
    address,
    lock: getI32(bytes, at + MUTEX.lock),
    count: getI32(bytes, at + MUTEX.count),
    owner: getI32(bytes, at + MUTEX.owner),
    kind: getI32(bytes, at + MUTEX.kind),
  }
}

/** Writes what lock and unlock change; the kind behind it stays. */
function store(machine: Machine, task: Task, mutex: MutexState): void {
  const bytes = new Uint8Array(16)
  putU32(bytes, MUTEX.lock, mutex.lock)
  putU32(bytes, MUTEX.count, mutex.count)
  putU32(bytes, MUTEX.owner, mutex.owner)
  putU32(bytes, MUTEX.users, mutex.lock === 0 ? 0 : 1)
  writeUser(machine, task, mutex.address, bytes)
}
