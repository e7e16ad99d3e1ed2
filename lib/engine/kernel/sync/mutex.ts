/** Mutexes: normal, recursive, error-checking, robust, with priority inheritance, shared between processes. */

import { getI32, putU32, readI32, readTimespec, writeUser } from '../memory/user-memory'
import { clockBase } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { MUTEX, MUTEX_KIND, MUTEX_NOT_RECOVERABLE, MUTEX_OWNER_DIED } from '../state/layout'
import { type Machine, type Task, taskAt } from '../state/machine'
import { type HandlerTable, long } from '../state/syscall-arguments'
import { block, INTERRUPTED, wake } from '../state/wait-queue'
import { badObject, physicalKey, readObject, reportLock } from './user-object'

type MutexState = {
  readonly address: number
  readonly key: number
  lock: number
  count: number
  owner: number
  kind: number
}

const TYPE = { normal: 0, recursive: 1, errorcheck: 2 } as const

export const MUTEX_CALLS: HandlerTable = {
  mutex_init(machine, task, args) {
    const kind = long(args, 1) === 0 ? 0 : readI32(machine, task, long(args, 1))
    if (kind === null) return badObject(machine, task, long(args, 1))
    const bytes = new Uint8Array(MUTEX.size)
    putU32(bytes, MUTEX.kind, kind)
    return writeUser(machine, task, long(args, 0), bytes) ? 0 : badObject(machine, task, long(args, 0))
  },

  mutex_lock(machine, task, args) {
    return lockMutex(machine, task, long(args, 0), 'pthread_mutex_lock', Infinity)
  },

  mutex_timedlock(machine, task, args) {
    const deadline = readTimespec(machine, task, long(args, 1), clockBase(0))
    if (deadline === null) return -ERRNO.EFAULT
    return lockMutex(machine, task, long(args, 0), 'pthread_mutex_timedlock', deadline)
  },

  mutex_trylock(machine, task, args) {
    const mutex = load(machine, task, long(args, 0))
    if (!mutex) return badObject(machine, task, long(args, 0))
    if (isOwner(mutex, task) && (mutex.kind & MUTEX_KIND.typeMask) === TYPE.recursive)
      return acquire(machine, task, mutex)
    if (isHeld(mutex)) {
      reportLock(machine, task, 'mutex', mutex.address, MUTEX.size, 'busy')
      return -ERRNO.EBUSY
    }
    return acquire(machine, task, mutex)
  },

  mutex_unlock(machine, task, args) {
    return unlockMutex(machine, task, long(args, 0))
  },

  mutex_destroy(machine, task, args) {
    const mutex = load(machine, task, long(args, 0))
    if (!mutex) return badObject(machine, task, long(args, 0))
    return isHeld(mutex) ? -ERRNO.EBUSY : 0
  },

  mutex_consistent(machine, task, args) {
    const mutex = load(machine, task, long(args, 0))
    if (!mutex) return badObject(machine, task, long(args, 0))
    const inconsistent = isOwner(mutex, task) && mutex.lock === MUTEX_OWNER_DIED + 1
    if ((mutex.kind & MUTEX_KIND.robust) === 0 || !inconsistent) return -ERRNO.EINVAL
    mutex.lock = 1
    store(machine, task, mutex)
    return 0
  },
}

/** Takes the mutex or sleeps. Shared with cond_wait, which takes it back in its second half. */
export function lockMutex(
  machine: Machine,
  task: Task,
  address: number,
  call: string,
  deadline: number,
): number {
  const mutex = load(machine, task, address)
  if (!mutex) return badObject(machine, task, address)
  const type = mutex.kind & MUTEX_KIND.typeMask
  if (isOwner(mutex, task)) {
    if (type === TYPE.recursive) return acquire(machine, task, mutex)
    if (type === TYPE.errorcheck) return -ERRNO.EDEADLK
  }
  if (!isHeld(mutex)) return acquire(machine, task, mutex)
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  if (task.timedOut || deadline <= machine.state.now) return -ERRNO.ETIMEDOUT
  const owner = ownerOf(machine, mutex)
  if (mutex.kind & MUTEX_KIND.inherit && owner && !machine.probing) lendPriority(machine, owner, task)
  const reason = { call, object: 'mutex', task: owner?.index ?? null, address }
  const result = block(machine, task, [mutex.key], reason, deadline)
  // A signal handler runs, then the mutex is waited for again: pthread_mutex_lock never fails with EINTR.
  return result === INTERRUPTED ? INTERRUPTED : result
}

function lendPriority(machine: Machine, owner: Task, waiter: Task): void {
  const lent = Math.max(waiter.inherited ?? waiter.realtimePriority, owner.inherited ?? 0)
  if (lent > owner.realtimePriority) edit(machine, owner).inherited = lent
}

/** Gives the mutex up; whoever of the waiters runs first may take it. */
export function unlockMutex(machine: Machine, task: Task, address: number): number {
  const mutex = load(machine, task, address)
  if (!mutex) return badObject(machine, task, address)
  const checked = (mutex.kind & (MUTEX_KIND.typeMask | MUTEX_KIND.robust | MUTEX_KIND.inherit)) !== 0
  if (checked && !isOwner(mutex, task)) return -ERRNO.EPERM
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
  edit(machine, task).inherited = null
  if (mutex.kind & MUTEX_KIND.robust)
    edit(machine, task).robust = task.robust.filter((held) => held !== address)
  reportLock(machine, task, 'mutex', address, MUTEX.size, 'released')
  wake(machine, mutex.key, task)
  return 0
}

function acquire(machine: Machine, task: Task, mutex: MutexState): number {
  if (mutex.lock === MUTEX_NOT_RECOVERABLE) return -ERRNO.ENOTRECOVERABLE
  if (machine.probing) return 0
  const died = mutex.lock === MUTEX_OWNER_DIED
  const again = isOwner(mutex, task)
  mutex.lock = died ? MUTEX_OWNER_DIED + 1 : again ? mutex.lock : 1
  // An owner that died left its own count behind.
  mutex.count = again ? mutex.count + 1 : 1
  mutex.owner = task.tid
  store(machine, task, mutex)
  if (mutex.kind & MUTEX_KIND.robust) edit(machine, task).robust = [...task.robust, mutex.address]
  reportLock(machine, task, 'mutex', mutex.address, MUTEX.size, 'acquired')
  return died ? -ERRNO.EOWNERDEAD : 0
}

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
  const key = physicalKey(machine, task, address)
  const bytes = key === null ? null : readObject(machine, task, address, MUTEX.size)
  if (key === null || !bytes) return null
  return {
    address,
    key,
    lock: getI32(bytes, MUTEX.lock),
    count: getI32(bytes, MUTEX.count),
    owner: getI32(bytes, MUTEX.owner),
    kind: getI32(bytes, MUTEX.kind),
  }
}

function store(machine: Machine, task: Task, mutex: MutexState): void {
  const bytes = new Uint8Array(16)
  putU32(bytes, MUTEX.lock, mutex.lock)
  putU32(bytes, MUTEX.count, mutex.count)
  putU32(bytes, MUTEX.owner, mutex.owner)
  putU32(bytes, MUTEX.users, mutex.lock === 0 ? 0 : 1)
  writeUser(machine, task, mutex.address, bytes)
}
