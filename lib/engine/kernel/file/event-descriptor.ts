/** Calls that make descriptors of events: eventfd, timerfd, signalfd. */

import { touchMemory } from '../memory/footprint'
import { getI64, getU32, readUser, writeTimespec } from '../memory/user-memory'
import { call, type RowTable } from '../state/call'
import { clockBase, dueAt } from '../state/clock'
import { edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING } from '../state/footprint'
import { type Machine, newId, type OpenFile, type Task } from '../state/machine'
import { must } from '../state/must'
import type { KernelTimer } from '../state/timer-state'
import { EFD_SEMAPHORE } from './event-file'
import { touchDescriptor, touchTable } from './footprint'
import { createOpenFile, fileOf, installFile, O_CLOEXEC, O_NONBLOCK, O_RDWR } from './open-file'

const TFD = { absolute: 1, cancelOnSet: 2 } as const

export const EVENT_DESCRIPTOR_CALLS = {
  eventfd: call({
    args: { value: 'int', flags: 'int' },
    touches: (machine, task) => [touchTable(machine, task)],
    act(machine, task, { value, flags }) {
      if (flags & ~(O_CLOEXEC | O_NONBLOCK | EFD_SEMAPHORE)) return -ERRNO.EINVAL
      const file = createOpenFile(machine, task, 'eventfd', O_RDWR | (flags & O_NONBLOCK), 0)
      const draft = edit(machine, file)
      draft.counter = value >>> 0
      draft.extra = [flags & EFD_SEMAPHORE]
      return installFile(machine, task, file, (flags & O_CLOEXEC) !== 0)
    },
  }),

  timerfd_create: call({
    args: { clock: 'int', flags: 'int' },
    touches: (machine, task) => [touchTable(machine, task)],
    act(machine, task, { clock, flags }) {
      if ((clock !== 0 && clock !== 1 && clock !== 7) || flags & ~(O_CLOEXEC | O_NONBLOCK))
        return -ERRNO.EINVAL
      const timer: KernelTimer = {
        id: newId(machine, task),
        at: Infinity,
        interval: 0,
        expirations: 0,
        overrun: 0,
        owner: null,
      }
      put(machine, machine.state.timers, timer.id, timer)
      const file = createOpenFile(machine, task, 'timerfd', O_RDWR | (flags & O_NONBLOCK), timer.id)
      edit(machine, file).extra = [clock]
      return installFile(machine, task, file, (flags & O_CLOEXEC) !== 0)
    },
  }),

  timerfd_settime: call({
    args: { fd: 'descriptor', flags: 'int', time: 'pointer', old: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { fd, flags, time, old }) {
      const bytes = readUser(machine, task, time, 32)
      if (!bytes) return -ERRNO.EFAULT
      if (flags & ~(TFD.absolute | TFD.cancelOnSet) || !isTime(bytes, 0) || !isTime(bytes, 16))
        return -ERRNO.EINVAL
      const file = timerFileOf(machine, task, fd)
      if (typeof file === 'number') return file
      const timer = must(machine.state.timers.get(file.object), 'timer')
      if (old !== 0 && !tellTimer(machine, task, timer, old)) return -ERRNO.EFAULT
      const absolute = (flags & TFD.absolute) !== 0
      const base = absolute ? clockBase(file.extra[0] ?? 0) : 0
      const value = (getI64(bytes, 16) - base) * 1e9 + getI64(bytes, 24)
      const armed = getI64(bytes, 16) !== 0 || getI64(bytes, 24) !== 0
      const draft = edit(machine, timer)
      draft.interval = getI64(bytes, 0) * 1e9 + getI64(bytes, 8)
      draft.at = armed ? Math.max(absolute ? value : machine.state.now + value, machine.state.now) : Infinity
      draft.expirations = 0
      dueAt(machine, timer.at)
      return 0
    },
  }),

  timerfd_gettime: call({
    args: { fd: 'descriptor', out: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { fd, out }) {
      const file = timerFileOf(machine, task, fd)
      if (typeof file === 'number') return file
      const timer = must(machine.state.timers.get(file.object), 'timer')
      return tellTimer(machine, task, timer, out) ? 0 : -ERRNO.EFAULT
    },
  }),

  signalfd: call({
    args: { fd: 'descriptor', set: 'pointer', flags: 'int' },
    touches: (machine, task, { fd, set }) => [
      touchTable(machine, task),
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, set, 8, 'read'),
    ],
    act(machine, task, { fd, set: address, flags }) {
      if (flags & ~(O_CLOEXEC | O_NONBLOCK)) return -ERRNO.EINVAL
      const set = readUser(machine, task, address, 8)
      if (!set) return -ERRNO.EFAULT
      const mask = [getU32(set, 0) | 0, getU32(set, 4) | 0]
      if (fd >= 0) {
        const old = fileOf(machine, task, fd)
        if (!old) return -ERRNO.EBADF
        if (old.kind !== 'signalfd') return -ERRNO.EINVAL
        edit(machine, old).extra = mask
        return fd
      }
      const file = createOpenFile(machine, task, 'signalfd', O_RDWR | (flags & O_NONBLOCK), 0)
      edit(machine, file).extra = mask
      return installFile(machine, task, file, (flags & O_CLOEXEC) !== 0)
    },
  }),
} satisfies RowTable

/** The open file of a timer; EBADF, or EINVAL for any other, negated. */
function timerFileOf(machine: Machine, task: Task, fd: number): OpenFile | number {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  return file.kind === 'timerfd' ? file : -ERRNO.EINVAL
}

/** Writes a timer's interval and what is left until it is due, as a `struct itimerspec`; false: a bad address. */
function tellTimer(machine: Machine, task: Task, timer: KernelTimer, at: number): boolean {
  const rest = timer.at === Infinity ? 0 : Math.max(0, timer.at - machine.state.now)
  return writeTimespec(machine, task, at, timer.interval) && writeTimespec(machine, task, at + 16, rest)
}

/** Whether a `struct timespec` is none of a negative time, nor of too many nanoseconds. */
function isTime(bytes: Uint8Array, at: number): boolean {
  const nanoseconds = getI64(bytes, at + 8)
  return getI64(bytes, at) >= 0 && nanoseconds >= 0 && nanoseconds <= 999_999_999
}
