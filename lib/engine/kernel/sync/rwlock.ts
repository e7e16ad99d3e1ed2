/** Read-write locks, readers first as glibc's default. */

import { getI32, readTimespec, writeI32 } from '../memory/user-memory'
import { clockBase } from '../state/clock'
import { ERRNO } from '../state/errno'
import { RWLOCK } from '../state/layout'
import type { Machine, Task } from '../state/machine'
import { type HandlerTable, long } from '../state/syscall-arguments'
import { block, wake } from '../state/wait-queue'
import { badObject, physicalKey, readObject, reportLock } from './user-object'

type Lock = {
  readonly address: number
  readonly key: number
  readonly readers: number
  readonly writer: number
}

export const RWLOCK_CALLS: HandlerTable = {
  rwlock_rdlock: (machine, task, args) =>
    lockRead(machine, task, long(args, 0), deadlineOf(machine, task, args)),
  rwlock_tryrdlock: (machine, task, args) => lockRead(machine, task, long(args, 0), null),
  rwlock_wrlock: (machine, task, args) =>
    lockWrite(machine, task, long(args, 0), deadlineOf(machine, task, args)),
  rwlock_trywrlock: (machine, task, args) => lockWrite(machine, task, long(args, 0), null),

  rwlock_unlock(machine, task, args) {
    const lock = load(machine, task, long(args, 0))
    if (!lock) return badObject(machine, task, long(args, 0))
    if (lock.writer !== 0) writeI32(machine, task, lock.address + RWLOCK.writer, 0)
    else if (lock.readers > 0) writeI32(machine, task, lock.address + RWLOCK.readers, lock.readers - 1)
    reportLock(machine, task, 'rwlock', lock.address, RWLOCK.size, 'released')
    wake(machine, lock.key, task)
    return 0
  },

  // glibc does not look whether somebody holds it.
  rwlock_destroy(machine, task, args) {
    const lock = load(machine, task, long(args, 0))
    if (!lock) return badObject(machine, task, long(args, 0))
    return 0
  },
}

/** The timed forms bring a timespec on CLOCK_REALTIME; the others wait for ever. */
function deadlineOf(machine: Machine, task: Task, args: readonly number[]): number {
  if (long(args, 1) === 0) return Infinity
  return readTimespec(machine, task, long(args, 1), clockBase(0)) ?? Number.NaN
}

/** @param deadline null: only try */
function lockRead(machine: Machine, task: Task, address: number, deadline: number | null): number {
  const lock = load(machine, task, address)
  if (!lock) return badObject(machine, task, address)
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  if (lock.writer === task.tid && deadline !== null) return -ERRNO.EDEADLK
  if (lock.writer !== 0) return busy(machine, task, lock, 'pthread_rwlock_rdlock', deadline)
  if (machine.probing) return 0
  writeI32(machine, task, address + RWLOCK.readers, lock.readers + 1)
  reportLock(machine, task, 'rwlock', address, RWLOCK.size, 'shared')
  return 0
}

function lockWrite(machine: Machine, task: Task, address: number, deadline: number | null): number {
  const lock = load(machine, task, address)
  if (!lock) return badObject(machine, task, address)
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  if (lock.writer === task.tid && deadline !== null) return -ERRNO.EDEADLK
  if (lock.writer !== 0 || lock.readers > 0)
    return busy(machine, task, lock, 'pthread_rwlock_wrlock', deadline)
  if (machine.probing) return 0
  writeI32(machine, task, address + RWLOCK.writer, task.tid)
  reportLock(machine, task, 'rwlock', address, RWLOCK.size, 'acquired')
  return 0
}

function busy(machine: Machine, task: Task, lock: Lock, call: string, deadline: number | null): number {
  if (deadline !== null) {
    if (task.timedOut || deadline <= machine.state.now) return -ERRNO.ETIMEDOUT
    const reason = { call, object: 'rwlock', task: null, address: lock.address }
    return block(machine, task, [lock.key], reason, deadline)
  }
  reportLock(machine, task, 'rwlock', lock.address, RWLOCK.size, 'busy')
  return -ERRNO.EBUSY
}

function load(machine: Machine, task: Task, address: number): Lock | null {
  const key = physicalKey(machine, task, address)
  const bytes = key === null ? null : readObject(machine, task, address, RWLOCK.size)
  if (key === null || !bytes) return null
  return { address, key, readers: getI32(bytes, RWLOCK.readers), writer: getI32(bytes, RWLOCK.writer) }
}
