/** Counters that are read like files: eventfd, timerfd, signalfd. */

import { getU32, putI64, putU32 } from '../memory/user-memory'
import { lowestIn, takeSignal } from '../signal/signal'
import { GO, type Look, wait } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { SIGINFO } from '../state/layout'
import { type Machine, must, type OpenFile, processOf, type SignalInfo, type Task } from '../state/machine'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { isNonblocking } from './open-file'

export const EFD_SEMAPHORE = 1

/** Largest counter: Linux's is 2^64 - 2; beyond 2^53 a double is not exact, so writes past that wait as if full. */
const MAX_COUNTER = 2 ** 53

/**
 * Guard of a read: it waits while the counter is 0. A buffer that is too small goes on, for `readEventfd` to
 * refuse.
 */
export function lookToReadEventfd(file: OpenFile, length: number): Look<null> {
  if (length < 8 || file.counter > 0) return GO
  if (isNonblocking(file)) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.file, file.id)], { call: 'read', object: 'eventfd', task: null })
}

/**
 * Takes the counter, or 1 of it with EFD_SEMAPHORE, as 8 bytes (eventfd(2)); EINVAL when fewer are wanted. Wakes
 * those that wait to write.
 */
export function readEventfd(
  machine: Machine,
  task: Task,
  file: OpenFile,
  length: number,
): Uint8Array | number {
  if (length < 8) return -ERRNO.EINVAL
  const value = file.extra[0] === EFD_SEMAPHORE ? 1 : file.counter
  const bytes = new Uint8Array(8)
  putI64(bytes, 0, value)
  edit(machine, file).counter -= value
  wake(machine, keyOf(KEY.file, file.id), task)
  return bytes
}

/** Guard of a write: it waits while the counter has no room for the number. */
export function lookToWriteEventfd(file: OpenFile, bytes: Uint8Array): Look<null> {
  if (bytes.length < 8 || isTooLarge(bytes) || file.counter + addendIn(bytes) <= MAX_COUNTER) return GO
  if (isNonblocking(file)) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.file, file.id)], { call: 'write', object: 'eventfd', task: null })
}

/**
 * Adds the number in the first 8 bytes to the counter and returns 8; EINVAL for fewer bytes, and for the largest
 * number of 64 bits (eventfd(2)).
 */
export function writeEventfd(machine: Machine, task: Task, file: OpenFile, bytes: Uint8Array): number {
  if (bytes.length < 8 || isTooLarge(bytes)) return -ERRNO.EINVAL
  edit(machine, file).counter += addendIn(bytes)
  wake(machine, keyOf(KEY.file, file.id), task)
  return 8
}

function addendIn(bytes: Uint8Array): number {
  return getU32(bytes, 4) * 0x1_0000_0000 + getU32(bytes, 0)
}

function isTooLarge(bytes: Uint8Array): boolean {
  return addendIn(bytes) >= 2 ** 64 - 1024
}

/** Guard of a read: it waits until the timer has expired. */
export function lookToReadTimerfd(machine: Machine, file: OpenFile, length: number): Look<null> {
  const timer = must(machine.state.timers.get(file.object), 'timer')
  if (length < 8 || timer.expirations > 0) return GO
  if (isNonblocking(file)) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.timer, timer.id)], { call: 'read', object: 'timerfd', task: null })
}

/**
 * Takes how often the timer has expired since it was last read, as 8 bytes (timerfd_create(2)); EINVAL when fewer
 * are wanted.
 */
export function readTimerfd(machine: Machine, file: OpenFile, length: number): Uint8Array | number {
  if (length < 8) return -ERRNO.EINVAL
  const timer = must(machine.state.timers.get(file.object), 'timer')
  const bytes = new Uint8Array(8)
  putI64(bytes, 0, timer.expirations)
  edit(machine, timer).expirations = 0
  return bytes
}

/** The signal that a signalfd would give: the task's own before its process's. */
function signalIn(machine: Machine, task: Task, file: OpenFile): { info: SignalInfo; own: boolean } | null {
  const [low = 0, high = 0] = file.extra
  const own = lowestIn(task.signals, low, high)
  const info = own ?? lowestIn(processOf(machine, task).signals, low, high)
  return info && { info, own: own !== null }
}

/** Guard of a read: it waits until a signal of the set is pending for the task or its process. */
export function lookToReadSignalfd(machine: Machine, task: Task, file: OpenFile, length: number): Look<null> {
  if (length < 128 || signalIn(machine, task, file)) return GO
  if (isNonblocking(file)) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.signal, task.tid)], { call: 'read', object: 'signalfd', task: null })
}

/**
 * Takes one signal, as a `struct signalfd_siginfo` of 128 bytes (signalfd(2)); EINVAL when fewer are wanted. It
 * is not delivered any more.
 */
export function readSignalfd(
  machine: Machine,
  task: Task,
  file: OpenFile,
  length: number,
): Uint8Array | number {
  const found = signalIn(machine, task, file)
  if (length < 128 || !found) return -ERRNO.EINVAL
  const { info, own } = found
  const bytes = new Uint8Array(SIGINFO.size)
  putU32(bytes, 0, info.signal)
  putU32(bytes, 8, info.code)
  putU32(bytes, 12, info.pid)
  putU32(bytes, 40, info.value)
  takeSignal(machine, task, info, own)
  return bytes
}
