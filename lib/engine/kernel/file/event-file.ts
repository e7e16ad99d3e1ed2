/** Counters that are read like files: eventfd, timerfd, signalfd. */

import { USER } from '../memory/inode'
import { getU32, putI64, putU32 } from '../memory/user-memory'
import { lowestIn, SIGCHLD, takeSignal } from '../signal/signal'
import { GO, type Look, wait } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, type OpenFile, processOf, type SignalInfo, type Task } from '../state/machine'
import { must } from '../state/must'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { isNonblocking } from './open-file'

export const EFD_SEMAPHORE = 1

const MAX_COUNTER = 2n ** 64n - 2n
/** A counter is kept in two numbers, each of which a double holds exactly: `counter`, and above it `extra[1]`. */
const LOW_BITS = 52n

/** What an eventfd has counted. */
export function counterOf({ counter, extra }: OpenFile): bigint {
  return (BigInt(extra[1] ?? 0) << LOW_BITS) | BigInt(counter)
}

/** @param value at most MAX_COUNTER */
function setCounter(machine: Machine, file: OpenFile, value: bigint): void {
  const draft = edit(machine, file)
  draft.counter = Number(BigInt.asUintN(Number(LOW_BITS), value))
  draft.extra = [file.extra[0] ?? 0, Number(value >> LOW_BITS)]
}

/** Whether a write of 1 would find room (eventfd(2), POLLOUT). */
export function hasRoomInEventfd(file: OpenFile): boolean {
  return counterOf(file) < MAX_COUNTER
}

/**
 * Guard of a read: it waits while the counter is 0. A buffer that is too small goes on, for `readEventfd` to
 * refuse.
 */
export function lookToReadEventfd(file: OpenFile, length: number): Look<null> {
  if (length < 8 || counterOf(file) > 0n) return GO
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
  const counter = counterOf(file)
  const value = file.extra[0] === EFD_SEMAPHORE ? 1n : counter
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value, true)
  setCounter(machine, file, counter - value)
  wake(machine, keyOf(KEY.file, file.id), task)
  return bytes
}

/** Guard of a write: it waits while the counter has no room for the number. */
export function lookToWriteEventfd(file: OpenFile, bytes: Uint8Array): Look<null> {
  if (bytes.length < 8 || isTooLarge(bytes) || counterOf(file) + addendIn(bytes) <= MAX_COUNTER) return GO
  if (isNonblocking(file)) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.file, file.id)], { call: 'write', object: 'eventfd', task: null })
}

/**
 * Adds the number in the first 8 bytes to the counter and returns 8; EINVAL for fewer bytes, and for the largest
 * number of 64 bits (eventfd(2)).
 */
export function writeEventfd(machine: Machine, task: Task, file: OpenFile, bytes: Uint8Array): number {
  if (bytes.length < 8 || isTooLarge(bytes)) return -ERRNO.EINVAL
  setCounter(machine, file, counterOf(file) + addendIn(bytes))
  wake(machine, keyOf(KEY.file, file.id), task)
  return 8
}

function addendIn(bytes: Uint8Array): bigint {
  return (BigInt(getU32(bytes, 4)) << 32n) | BigInt(getU32(bytes, 0))
}

function isTooLarge(bytes: Uint8Array): boolean {
  return addendIn(bytes) > MAX_COUNTER
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
  if (length < SIGNAL_BYTES || signalIn(machine, task, file)) return GO
  if (isNonblocking(file)) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.signal, task.tid)], { call: 'read', object: 'signalfd', task: null })
}

/** struct signalfd_siginfo, and where its fields are. */
const SIGNAL_BYTES = 128
const SSI = { signal: 0, code: 8, pid: 12, uid: 16, status: 40, int: 44, pointer: 48 } as const

/**
 * Takes the signals of the set that are pending, as many `struct signalfd_siginfo` as there is room for (signalfd(2));
 * EINVAL when there is none for one. They are not delivered any more.
 */
export function readSignalfd(
  machine: Machine,
  task: Task,
  file: OpenFile,
  length: number,
): Uint8Array | number {
  const told: Uint8Array[] = []
  for (let room = length; room >= SIGNAL_BYTES; room -= SIGNAL_BYTES) {
    const found = signalIn(machine, task, file)
    if (!found) break
    told.push(signalBytes(found.info))
    takeSignal(machine, task, found.info, found.own)
  }
  if (told.length === 0) return -ERRNO.EINVAL
  const bytes = new Uint8Array(SIGNAL_BYTES * told.length)
  told.forEach((one, i) => {
    bytes.set(one, SIGNAL_BYTES * i)
  })
  return bytes
}

function signalBytes(info: SignalInfo): Uint8Array {
  const bytes = new Uint8Array(SIGNAL_BYTES)
  putU32(bytes, SSI.signal, info.signal)
  putU32(bytes, SSI.code, info.code)
  putU32(bytes, SSI.pid, info.pid)
  putU32(bytes, SSI.uid, USER)
  if (info.signal === SIGCHLD) putU32(bytes, SSI.status, info.value)
  else {
    putU32(bytes, SSI.int, info.value % 0x1_0000_0000)
    putI64(bytes, SSI.pointer, info.value)
  }
  return bytes
}
