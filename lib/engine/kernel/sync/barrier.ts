/** Barriers, spin locks and once controls. */

import { touchMemory } from '../memory/footprint'
import { getI32, getU32, putU32, readI32, writeI32, writeUser } from '../memory/user-memory'
import { forceSignal, SIGFPE } from '../signal/signal'
import { call, callInPhases, GO, type Look, type RowTable, wait } from '../state/call'
import { ERRNO } from '../state/errno'
import { EVERYTHING, type Touch } from '../state/footprint'
import { BARRIER } from '../state/layout'
import type { Machine, Task } from '../state/machine'
import { wake } from '../state/wait-queue'
import { badObject, claim, destroyObject, objectKey, readObject, reportLock, seeObject } from './user-object'

const LEAVE = 1

export const BARRIER_CALLS = {
  barrier_init: call({
    args: { barrier: 'object', count: 'long' },
    shownAs: 'pthread_barrier_init',
    fromLibrary: { waits: false },
    touches: (machine, task, { barrier }) => touchBarrier(machine, task, barrier),
    act(machine, task, { barrier, count }) {
      if (count <= 0 || count > 0x7fff_ffff) return -ERRNO.EINVAL
      const bytes = new Uint8Array(BARRIER.size)
      putU32(bytes, BARRIER.threshold, count)
      return writeUser(machine, task, barrier, bytes) ? 0 : badObject(machine, task, barrier)
    },
  }),

  barrier_wait: callInPhases({
    args: { barrier: 'object' },
    shownAs: 'pthread_barrier_wait',
    fromLibrary: { waits: true },
    restarts: 'always',
    orders: (_machine, _task, _args, phase) => ({ barrier: phase === 0 ? 'acq_rel' : 'acquire' }),
    touches(machine, task, { barrier }) {
      const bytes = seeObject(machine, task, barrier, BARRIER.size)
      return bytes && isUnmade(bytes) ? EVERYTHING : touchBarrier(machine, task, barrier)
    },
    phases: [
      {
        act: (machine, task, { barrier }) => arrive(machine, task, barrier),
      },
      {
        guard: (machine, task, { barrier }, [round]) => lookAtRound(machine, task, barrier, round),
        act: () => 0,
      },
    ],
  }),

  barrier_destroy: call({
    args: { barrier: 'object' },
    shownAs: 'pthread_barrier_destroy',
    fromLibrary: { waits: false },
    touches: (machine, task, { barrier }) => touchBarrier(machine, task, barrier),
    act(machine, task, { barrier }) {
      const bytes = readObject(machine, task, barrier, BARRIER.size)
      if (!bytes) return badObject(machine, task, barrier)
      if (getI32(bytes, BARRIER.arrived) > 0) return -ERRNO.EBUSY
      return destroyObject(machine, task, barrier, BARRIER.destroyed)
    },
  }),

  spin_lock: call({
    args: { lock: 'object' },
    shownAs: 'pthread_spin_lock',
    fromLibrary: { waits: false },
    restarts: 'always',
    orders: () => ({ lock: 'acquire' }),
    touches: (machine, task, { lock }) => touchMemory(machine, task, lock, 4, 'write'),
    guard(machine, task, { lock }) {
      const word = seeWord(machine, task, lock)
      if (!word || word.value === 0) return GO
      return wait([word.key], { call: 'pthread_spin_lock', object: 'spin lock', task: null, address: lock })
    },
    act: (machine, task, { lock }) => takeSpinLock(machine, task, lock),
  }),

  spin_trylock: call({
    args: { lock: 'object' },
    shownAs: 'pthread_spin_trylock',
    fromLibrary: { waits: false },
    orders: (machine, task, { lock }) => ({ lock: isUnlocked(machine, task, lock) ? 'acquire' : null }),
    touches: (machine, task, { lock }) =>
      touchMemory(machine, task, lock, 4, isUnlocked(machine, task, lock) ? 'write' : 'read'),
    act: (machine, task, { lock }) => takeSpinLock(machine, task, lock),
  }),

  spin_unlock: call({
    args: { lock: 'object' },
    shownAs: 'pthread_spin_unlock',
    fromLibrary: { waits: false },
    orders: () => ({ lock: 'release' }),
    touches: (machine, task, { lock }) => touchMemory(machine, task, lock, 4, 'write'),
    act(machine, task, { lock }) {
      const key = objectKey(machine, task, lock)
      if (key === null || !claim(machine, task, lock)) return badObject(machine, task, lock)
      writeI32(machine, task, lock, 0)
      reportLock(machine, task, 'spin lock', lock, 4, 'released')
      wake(machine, key, task)
      return 0
    },
  }),

  /** 1: the caller is to run the function; 0: it has been run. */
  once_enter: call({
    args: { control: 'object' },
    shownAs: 'pthread_once',
    fromLibrary: { waits: false },
    restarts: 'always',
    orders: () => ({ control: 'acquire' }),
    touches: (machine, task, { control }) => touchMemory(machine, task, control, 4, 'write'),
    guard(machine, task, { control }) {
      const word = seeWord(machine, task, control)
      if (word?.value !== ONCE.running) return GO
      const reason = { call: 'pthread_once', object: 'once control', task: null, address: control }
      return wait([word.key], reason)
    },
    act(machine, task, { control }) {
      const value = claim(machine, task, control) ? readI32(machine, task, control) : null
      if (value === null) return badObject(machine, task, control)
      if (value === ONCE.done) return 0
      writeI32(machine, task, control, ONCE.running)
      return 1
    },
  }),

  /** (control, 1 when the function did not come to its end) */
  once_leave: call({
    args: { control: 'object', failed: 'int' },
    shownAs: 'pthread_once',
    shows: 1,
    fromLibrary: { waits: false },
    orders: () => ({ control: 'release' }),
    touches: (machine, task, { control }) => touchMemory(machine, task, control, 4, 'write'),
    act(machine, task, { control, failed }) {
      const key = objectKey(machine, task, control)
      if (key === null || !claim(machine, task, control)) return badObject(machine, task, control)
      writeI32(machine, task, control, failed === 1 ? ONCE.never : ONCE.done)
      wake(machine, key, task)
      return 0
    },
  }),
} satisfies RowTable

const ONCE = { never: 0, running: 1, done: 2 } as const

function touchBarrier(machine: Machine, task: Task, address: number): readonly Touch[] {
  return touchMemory(machine, task, address, BARRIER.size, 'write')
}

/** All zeros: nobody has said for how many it is. */
function isUnmade(bytes: Uint8Array): boolean {
  return getI32(bytes, BARRIER.threshold) === 0
}

/** The last one opens the barrier for all; the others wait for the round to change. */
function arrive(machine: Machine, task: Task, address: number) {
  const key = objectKey(machine, task, address)
  const bytes = readObject(machine, task, address, BARRIER.size)
  if (key === null || !bytes) return badObject(machine, task, address)
  const round = getU32(bytes, BARRIER.round)
  const arrived = getI32(bytes, BARRIER.arrived) + 1
  if (isUnmade(bytes)) {
    // glibc divides by how many it is for.
    forceSignal(machine, task, { signal: SIGFPE, code: 1, pid: 0, value: 0, address: 0 })
    return -ERRNO.EINVAL
  }
  if (arrived < getI32(bytes, BARRIER.threshold)) {
    writeI32(machine, task, address + BARRIER.arrived, arrived)
    return { phase: LEAVE, data: [round] }
  }
  writeI32(machine, task, address + BARRIER.arrived, 0)
  writeI32(machine, task, address + BARRIER.round, round + 1)
  wake(machine, key, task)
  return 1
}

function lookAtRound(machine: Machine, task: Task, address: number, round: number | undefined): Look<null> {
  const key = objectKey(machine, task, address)
  const bytes = seeObject(machine, task, address, BARRIER.size)
  if (key === null || !bytes || getU32(bytes, BARRIER.round) !== round) return GO
  return wait([key], { call: 'pthread_barrier_wait', object: 'barrier', task: null, address })
}

/** A word that is a lock, as a guard sees it. */
export function seeWord(machine: Machine, task: Task, address: number) {
  const key = objectKey(machine, task, address)
  const bytes = seeObject(machine, task, address, 4)
  return key === null || !bytes ? null : { key, value: getI32(bytes, 0) }
}

function isUnlocked(machine: Machine, task: Task, address: number): boolean {
  return (seeWord(machine, task, address)?.value ?? 0) === 0
}

function takeSpinLock(machine: Machine, task: Task, address: number): number {
  const value = claim(machine, task, address) ? readI32(machine, task, address) : null
  if (value === null) return badObject(machine, task, address)
  const operation = value === 0 ? 'acquired' : 'busy'
  if (value === 0) writeI32(machine, task, address, 1)
  reportLock(machine, task, 'spin lock', address, 4, operation)
  return value === 0 ? 0 : -ERRNO.EBUSY
}
