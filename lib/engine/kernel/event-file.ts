/** Counters that are read like files: eventfd, timerfd, signalfd. */
import { clockBase, dueAt } from './clock'
import { ERRNO } from './errno'
import { SIGINFO } from './layout'
import { type Machine, must, newId, type OpenFile, processOf, type Task } from './machine'
import {
  createOpenFile,
  fileOf,
  installFile,
  isNonblocking,
  O_CLOEXEC,
  O_NONBLOCK,
  O_RDWR,
} from './open-file'
import { takeSignal } from './signal'
import { lowestIn } from './signal-call'
import { type HandlerTable, int, long } from './syscall-arguments'
import type { KernelTimer } from './timer-state'
import { getI64, getU32, putI64, putU32, readUser, writeTimespec, writeUser } from './user-memory'
import { block, KEY, keyOf, wake } from './wait-queue'

const EFD_SEMAPHORE = 1
/** Largest counter: Linux's is 2^64 - 2; beyond 2^53 a double is not exact, so writes past that wait as if full. */
const MAX_COUNTER = 2 ** 53

export const EVENT_FILE_CALLS: HandlerTable = {
  eventfd(machine, task, args) {
    const flags = int(args, 1)
    const file = createOpenFile(machine, task, 'eventfd', O_RDWR | (flags & O_NONBLOCK), 0)
    file.counter = int(args, 0) >>> 0
    file.extra = [flags & EFD_SEMAPHORE]
    return installFile(machine, task, file, (flags & O_CLOEXEC) !== 0)
  },

  timerfd_create(machine, task, args) {
    const clock = int(args, 0)
    if (clock !== 0 && clock !== 1 && clock !== 7) return -ERRNO.EINVAL
    const timer: KernelTimer = {
      id: newId(task),
      at: Infinity,
      interval: 0,
      expirations: 0,
      overrun: 0,
      owner: null,
    }
    machine.state.timers.set(timer.id, timer)
    const flags = int(args, 1)
    const file = createOpenFile(machine, task, 'timerfd', O_RDWR | (flags & O_NONBLOCK), timer.id)
    file.extra = [clock]
    return installFile(machine, task, file, (flags & O_CLOEXEC) !== 0)
  },

  timerfd_settime(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    if (file?.kind !== 'timerfd') return -ERRNO.EINVAL
    const bytes = readUser(machine, task, long(args, 2), 32)
    if (!bytes) return -ERRNO.EFAULT
    const timer = must(machine.state.timers.get(file.object), 'timer')
    if (long(args, 3) !== 0) {
      const rest = timer.at === Infinity ? 0 : timer.at - machine.state.now
      if (!writeTimespec(machine, task, long(args, 3), timer.interval)) return -ERRNO.EFAULT
      if (!writeTimespec(machine, task, long(args, 3) + 16, rest)) return -ERRNO.EFAULT
    }
    const absolute = (int(args, 1) & 1) !== 0
    const base = absolute ? clockBase(file.extra[0] ?? 0) : 0
    const value = (getI64(bytes, 16) - base) * 1e9 + getI64(bytes, 24)
    const armed = getI64(bytes, 16) !== 0 || getI64(bytes, 24) !== 0
    timer.interval = getI64(bytes, 0) * 1e9 + getI64(bytes, 8)
    timer.at = armed ? Math.max(absolute ? value : machine.state.now + value, machine.state.now) : Infinity
    timer.expirations = 0
    dueAt(machine, timer.at)
    return 0
  },

  signalfd(machine, task, args) {
    const set = readUser(machine, task, long(args, 1), 8)
    if (!set) return -ERRNO.EFAULT
    const mask = [getU32(set, 0) | 0, getU32(set, 4) | 0]
    const fd = int(args, 0)
    if (fd >= 0) {
      const old = fileOf(machine, task, fd)
      if (old?.kind !== 'signalfd') return -ERRNO.EINVAL
      old.extra = mask
      return fd
    }
    const flags = int(args, 2)
    const file = createOpenFile(machine, task, 'signalfd', flags & O_NONBLOCK, 0)
    file.extra = mask
    return installFile(machine, task, file, (flags & O_CLOEXEC) !== 0)
  },
}

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
  file.counter -= value
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
  file.counter += value
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
  if (!machine.probing) timer.expirations = 0
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

export function writeSiginfo(machine: Machine, task: Task, address: number, bytes: Uint8Array): boolean {
  return writeUser(machine, task, address, bytes)
}
