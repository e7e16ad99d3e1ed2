/** Barriers, spin locks and once controls. */

import { getI32, getU32, putU32, readI32, writeI32, writeUser } from '../memory/user-memory'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { BARRIER } from '../state/layout'
import type { Machine, Task } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { BLOCK_AFTER_EFFECT, block, enterPhase, wake } from '../state/wait-queue'
import { badObject, physicalKey, readObject, reportLock } from './user-object'

export const BARRIER_CALLS: HandlerTable = {
  barrier_init(machine, task, args) {
    const count = long(args, 1)
    if (count <= 0 || count > 0x7fff_ffff) return -ERRNO.EINVAL
    const bytes = new Uint8Array(BARRIER.size)
    putU32(bytes, BARRIER.threshold, count)
    return writeUser(machine, task, long(args, 0), bytes) ? 0 : badObject(machine, task, long(args, 0))
  },

  barrier_wait(machine, task, args) {
    const address = long(args, 0)
    const key = physicalKey(machine, task, address)
    const bytes = key === null ? null : readObject(machine, task, address, BARRIER.size)
    if (key === null || !bytes) return badObject(machine, task, address)
    const round = getU32(bytes, BARRIER.round)
    const reason = { call: 'pthread_barrier_wait', object: 'barrier', task: null, address }
    if (task.pending?.phase === 1) {
      if (task.pending.data[0] !== round) return 0
      return block(machine, task, [key], reason)
    }
    const arrived = getI32(bytes, BARRIER.arrived) + 1
    if (arrived < getI32(bytes, BARRIER.threshold) && task.pending) {
      writeI32(machine, task, address + BARRIER.arrived, arrived)
      enterPhase(machine, task, task.pending, 1, [round])
      edit(machine, task).interrupted = false
      block(machine, task, [key], reason)
      return BLOCK_AFTER_EFFECT
    }
    writeI32(machine, task, address + BARRIER.arrived, 0)
    writeI32(machine, task, address + BARRIER.round, round + 1)
    wake(machine, key, task)
    return 1
  },

  barrier_destroy(machine, task, args) {
    const bytes = readObject(machine, task, long(args, 0), BARRIER.size)
    if (!bytes) return badObject(machine, task, long(args, 0))
    return getI32(bytes, BARRIER.arrived) > 0 ? -ERRNO.EBUSY : 0
  },

  spin_lock(machine, task, args) {
    const address = long(args, 0)
    const key = physicalKey(machine, task, address)
    const value = key === null ? null : readI32(machine, task, address)
    if (key === null || value === null) return badObject(machine, task, address)
    if (value !== 0) {
      const reason = { call: 'pthread_spin_lock', object: 'spin lock', task: null, address }
      return block(machine, task, [key], reason)
    }
    if (machine.probing) return 0
    writeI32(machine, task, address, 1)
    reportLock(machine, task, 'spin lock', address, 4, 'acquired')
    return 0
  },

  spin_trylock(machine, task, args) {
    const address = long(args, 0)
    const value = readI32(machine, task, address)
    if (value === null) return badObject(machine, task, address)
    if (value !== 0) {
      reportLock(machine, task, 'spin lock', address, 4, 'busy')
      return -ERRNO.EBUSY
    }
    writeI32(machine, task, address, 1)
    reportLock(machine, task, 'spin lock', address, 4, 'acquired')
    return 0
  },

  spin_unlock(machine, task, args) {
    const address = long(args, 0)
    const key = physicalKey(machine, task, address)
    if (key === null) return badObject(machine, task, address)
    writeI32(machine, task, address, 0)
    reportLock(machine, task, 'spin lock', address, 4, 'released')
    wake(machine, key, task)
    return 0
  },

  once_enter: (machine, task, args) => enterOnce(machine, task, long(args, 0)),

  once_leave(machine, task, args) {
    const key = physicalKey(machine, task, long(args, 0))
    if (key === null) return badObject(machine, task, long(args, 0))
    writeI32(machine, task, long(args, 0), int(args, 1) === 1 ? ONCE.never : ONCE.done)
    wake(machine, key, task)
    return 0
  },
}

const ONCE = { never: 0, running: 1, done: 2 } as const

function enterOnce(machine: Machine, task: Task, address: number): number {
  const key = physicalKey(machine, task, address)
  const value = key === null ? null : readI32(machine, task, address)
  if (key === null || value === null) return badObject(machine, task, address)
  if (value === ONCE.done) return 0
  if (value === ONCE.running)
    return block(machine, task, [key], { call: 'pthread_once', object: 'once control', task: null, address })
  if (machine.probing) return 0
  writeI32(machine, task, address, ONCE.running)
  return 1
}
