/** futex: wait while a word has a value, wake those who wait. What the C library's own locks are made of. */

import { readI32, readTimespec } from '../memory/user-memory'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import type { Machine, Task } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { BLOCK_AFTER_EFFECT, block, enterPhase, KEY, sleepersOn, wakeTask } from '../state/wait-queue'
import { badObject, physicalKey } from './user-object'

const OPERATION = { wait: 0, wake: 1 } as const
const ASLEEP = 1
const WOKEN = 2

export const FUTEX_CALLS: HandlerTable = {
  /** (address, 0, expected, timespec * relative | 0) or (address, 1, how many) */
  futex(machine, task, args) {
    const address = long(args, 0)
    const key = physicalKey(machine, task, address, KEY.futex)
    const value = key === null ? null : readI32(machine, task, address)
    if (key === null || value === null) return badObject(machine, task, address)
    switch (int(args, 1) & 127) {
      case OPERATION.wait:
        return wait(machine, task, args, key, value)
      case OPERATION.wake: {
        const asleep = sleepersOn(machine, key).filter((other) => other.pending?.phase === ASLEEP)
        const woken = asleep.slice(0, Math.max(0, int(args, 2)))
        for (const other of woken) {
          if (other.pending) enterPhase(machine, other, other.pending, WOKEN, [])
          wakeTask(machine, other, task)
        }
        return woken.length
      }
      default:
        return -ERRNO.ENOSYS
    }
  },
}

function wait(machine: Machine, task: Task, args: readonly number[], key: number, value: number): number {
  const phase = task.pending?.phase ?? 0
  if (phase === WOKEN) return 0
  const reason = { call: 'futex', object: 'futex', task: null, address: long(args, 0) }
  let until = task.pending?.data[0] ?? Infinity
  if (phase === 0) {
    if (value !== int(args, 2)) return -ERRNO.EAGAIN
    if (long(args, 3) !== 0) {
      const ns = readTimespec(machine, task, long(args, 3))
      if (ns === null || Number.isNaN(ns)) return -ERRNO.EINVAL
      until = machine.state.now + ns
    }
    if (!task.pending) return -ERRNO.EINVAL
    enterPhase(machine, task, task.pending, ASLEEP, [until])
    edit(machine, task).interrupted = false
    block(machine, task, [key], reason, until)
    return BLOCK_AFTER_EFFECT
  }
  if (task.timedOut) return -ERRNO.ETIMEDOUT
  return block(machine, task, [key], reason, until)
}
