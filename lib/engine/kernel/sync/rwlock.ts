/** Read-write locks, readers first as glibc's default. */

import { touchMemory } from '../memory/footprint'
import { getI32, writeI32 } from '../memory/user-memory'
import { call, GO, type Look, type RowTable, wait } from '../state/call'
import { ERRNO } from '../state/errno'
import type { Touch, TouchMode } from '../state/footprint'
import { RWLOCK } from '../state/layout'
import type { Machine, Task, WaitKey } from '../state/machine'
import { wake } from '../state/wait-queue'
import {
  badObject,
  deadlineOf,
  destroyObject,
  objectKey,
  readObject,
  reportLock,
  seeObject,
} from './user-object'

type Lock = {
  readonly address: number
  readonly key: WaitKey
  readonly readers: number
  readonly writer: number
}

/** The timed forms bring a time of CLOCK_REALTIME; the others wait for ever. */
export const RWLOCK_CALLS = {
  rwlock_rdlock: call({
    args: { lock: 'object', until: 'timespec' },
    shownAs: 'pthread_rwlock_rdlock',
    shows: 1,
    fromLibrary: { waits: true },
    restarts: 'always',
    orders: () => ({ lock: 'acquire shared' }),
    touches: (machine, task, { lock }) =>
      touchLock(machine, task, lock, canShare(machine, task, lock) ? 'add' : 'write'),
    guard: (machine, task, { lock, until }) => lookForReading(machine, task, lock, deadlineOf(until)),
    act: (machine, task, { lock }) => lockForReading(machine, task, lock),
  }),

  rwlock_tryrdlock: call({
    args: { lock: 'object' },
    shownAs: 'pthread_rwlock_tryrdlock',
    fromLibrary: { waits: false },
    orders: (machine, task, { lock }) => ({ lock: canShare(machine, task, lock) ? 'acquire shared' : null }),
    touches: (machine, task, { lock }) =>
      touchLock(machine, task, lock, canShare(machine, task, lock) ? 'add' : 'read'),
    act: (machine, task, { lock }) => lockForReading(machine, task, lock),
  }),

  rwlock_wrlock: call({
    args: { lock: 'object', until: 'timespec' },
    shownAs: 'pthread_rwlock_wrlock',
    shows: 1,
    fromLibrary: { waits: true },
    restarts: 'always',
    orders: () => ({ lock: 'acquire' }),
    touches: (machine, task, { lock }) => touchLock(machine, task, lock),
    guard: (machine, task, { lock, until }) => lookForWriting(machine, task, lock, deadlineOf(until)),
    act: (machine, task, { lock }) => lockForWriting(machine, task, lock),
  }),

  rwlock_trywrlock: call({
    args: { lock: 'object' },
    shownAs: 'pthread_rwlock_trywrlock',
    fromLibrary: { waits: false },
    orders: (machine, task, { lock }) => ({ lock: isFree(machine, task, lock) ? 'acquire' : null }),
    touches: (machine, task, { lock }) =>
      touchLock(machine, task, lock, isFree(machine, task, lock) ? 'write' : 'read'),
    act: (machine, task, { lock }) => lockForWriting(machine, task, lock),
  }),

  rwlock_unlock: call({
    args: { lock: 'object' },
    shownAs: 'pthread_rwlock_unlock',
    fromLibrary: { waits: false },
    orders: (machine, task, { lock }) => ({
      lock: canShare(machine, task, lock) ? 'release shared' : 'release',
    }),
    touches: (machine, task, { lock }) =>
      touchLock(machine, task, lock, canShare(machine, task, lock) ? 'add' : 'write'),
    act(machine, task, { lock: address }) {
      const lock = load(machine, task, address)
      if (!lock) return badObject(machine, task, address)
      if (lock.writer !== 0) writeI32(machine, task, address + RWLOCK.writer, 0)
      else if (lock.readers > 0) writeI32(machine, task, address + RWLOCK.readers, lock.readers - 1)
      reportLock(machine, task, 'rwlock', address, RWLOCK.size, 'released')
      wake(machine, lock.key, task)
      return 0
    },
  }),

  // glibc does not look whether somebody holds it.
  rwlock_destroy: call({
    args: { lock: 'object' },
    shownAs: 'pthread_rwlock_destroy',
    fromLibrary: { waits: false },
    touches: (machine, task, { lock }) => touchLock(machine, task, lock),
    act: (machine, task, { lock }) => destroyObject(machine, task, lock, RWLOCK.destroyed),
  }),
} satisfies RowTable

function touchLock(
  machine: Machine,
  task: Task,
  address: number,
  mode: TouchMode = 'write',
): readonly Touch[] {
  return touchMemory(machine, task, address, RWLOCK.size, mode)
}

/** No writer has it. */
function canShare(machine: Machine, task: Task, address: number): boolean {
  return (seen(machine, task, address)?.writer ?? 0) === 0
}

/** Neither writer nor reader has it. */
function isFree(machine: Machine, task: Task, address: number): boolean {
  return canShare(machine, task, address) && (seen(machine, task, address)?.readers ?? 0) <= 0
}

function lookForReading(machine: Machine, task: Task, address: number, deadline: number): Look<null> {
  const lock = seen(machine, task, address)
  if (!lock) return GO
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  if (lock.writer === task.tid) return -ERRNO.EDEADLK
  return lock.writer === 0 ? GO : waitFor(machine, task, lock, 'pthread_rwlock_rdlock', deadline)
}

function lookForWriting(machine: Machine, task: Task, address: number, deadline: number): Look<null> {
  const lock = seen(machine, task, address)
  if (!lock) return GO
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  if (lock.writer === task.tid) return -ERRNO.EDEADLK
  const isHeld = lock.writer !== 0 || lock.readers > 0
  return !isHeld ? GO : waitFor(machine, task, lock, 'pthread_rwlock_wrlock', deadline)
}

function waitFor(machine: Machine, task: Task, lock: Lock, by: string, deadline: number): Look<null> {
  if (task.timedOut || deadline <= machine.state.now) return -ERRNO.ETIMEDOUT
  return wait([lock.key], { call: by, object: 'rwlock', task: null, address: lock.address }, deadline)
}

function lockForReading(machine: Machine, task: Task, address: number): number {
  const lock = load(machine, task, address)
  if (!lock) return badObject(machine, task, address)
  if (lock.writer !== 0) return busy(machine, task, address)
  writeI32(machine, task, address + RWLOCK.readers, lock.readers + 1)
  reportLock(machine, task, 'rwlock', address, RWLOCK.size, 'shared')
  return 0
}

function lockForWriting(machine: Machine, task: Task, address: number): number {
  const lock = load(machine, task, address)
  if (!lock) return badObject(machine, task, address)
  if (lock.writer !== 0 || lock.readers > 0) return busy(machine, task, address)
  writeI32(machine, task, address + RWLOCK.writer, task.tid)
  reportLock(machine, task, 'rwlock', address, RWLOCK.size, 'acquired')
  return 0
}

function busy(machine: Machine, task: Task, address: number): number {
  reportLock(machine, task, 'rwlock', address, RWLOCK.size, 'busy')
  return -ERRNO.EBUSY
}

function load(machine: Machine, task: Task, address: number): Lock | null {
  return lockOf(machine, task, address, readObject(machine, task, address, RWLOCK.size))
}

function seen(machine: Machine, task: Task, address: number): Lock | null {
  return lockOf(machine, task, address, seeObject(machine, task, address, RWLOCK.size))
}

function lockOf(machine: Machine, task: Task, address: number, bytes: Uint8Array | null): Lock | null {
  const key = objectKey(machine, task, address)
  if (key === null || !bytes) return null
  return { address, key, readers: getI32(bytes, RWLOCK.readers), writer: getI32(bytes, RWLOCK.writer) }
}
