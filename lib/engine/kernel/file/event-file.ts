/** Counters that are read like files: eventfd, timerfd, signalfd. */

import { getU32, putI64, putU32 } from '../memory/user-memory'
import { lowestIn, takeSignal } from '../signal/signal'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { SIGINFO } from '../state/layout'
import { type Machine, must, type OpenFile, processOf, type Task } from '../state/machine'
import { block, KEY, keyOf, wake } from '../state/wait-queue'
import { isNonblocking } from './open-file'

export const EFD_SEMAPHORE = 1

/** Largest counter: Linux's is 2^64 - 2; beyond 2^53 a double is not exact, so writes past that wait as if full. */
const MAX_COUNTER = 2 ** 53

export function readEventfd(
  machine: Machine,
  task: Task,
  file: OpenFile,
  length: number,
): Uint8Array | number {
  if (length < 8) return -ERRNO.EINVAL
  const key = keyOf(KEY.file, file.id)
  if (file.counter === 0) {
    if (isNonblocking(file)) return -ERRNO.EAGAIN
    return block(machine, task, [key], { call: 'read', object: 'eventfd', task: null })
  }
  const value = file.extra[0] === EFD_SEMAPHORE ? 1 : file.counter
  const bytes = new Uint8Array(8)
  putI64(bytes, 0, value)
  if (machine.probing) return bytes
  edit(machine, file).counter -= value
  wake(machine, key, task)
  return bytes
}

export function writeEventfd(machine: Machine, task: Task, file: OpenFile, bytes: Uint8Array): number {
  if (bytes.length < 8) return -ERRNO.EINVAL
  const value = getU32(bytes, 4) * 0x1_0000_0000 + getU32(bytes, 0)
  if (value >= 2 ** 64 - 1024) return -ERRNO.EINVAL
  const key = keyOf(KEY.file, file.id)
  if (file.counter + value > MAX_COUNTER) {
    if (isNonblocking(file)) return -ERRNO.EAGAIN
    return block(machine, task, [key], { call: 'write', object: 'eventfd', task: null })
  }
  if (machine.probing) return 8
  edit(machine, file).counter += value
  wake(machine, key, task)
  return 8
}

export function readTimerfd(
  machine: Machine,
  task: Task,
  file: OpenFile,
  length: number,
): Uint8Array | number {
  if (length < 8) return -ERRNO.EINVAL
  const timer = must(machine.state.timers.get(file.object), 'timer')
  if (timer.expirations === 0) {
    if (isNonblocking(file)) return -ERRNO.EAGAIN
    const reason = { call: 'read', object: 'timerfd', task: null }
    return block(machine, task, [keyOf(KEY.timer, timer.id)], reason)
  }
  const bytes = new Uint8Array(8)
  putI64(bytes, 0, timer.expirations)
  if (!machine.probing) edit(machine, timer).expirations = 0
  return bytes
}

export function readSignalfd(
  machine: Machine,
  task: Task,
  file: OpenFile,
  length: number,
): Uint8Array | number {
  if (length < 128) return -ERRNO.EINVAL
  const [low = 0, high = 0] = file.extra
  const own = lowestIn(task.signals, low, high)
  const info = own ?? lowestIn(processOf(machine, task).signals, low, high)
  if (!info) {
    if (isNonblocking(file)) return -ERRNO.EAGAIN
    const reason = { call: 'read', object: 'signalfd', task: null }
    return block(machine, task, [keyOf(KEY.signal, task.tid)], reason)
  }
  const bytes = new Uint8Array(SIGINFO.size)
  putU32(bytes, 0, info.signal)
  putU32(bytes, 8, info.code)
  putU32(bytes, 12, info.pid)
  putU32(bytes, 40, info.value)
  if (!machine.probing) takeSignal(machine, task, info, own !== null)
  return bytes
}
