/** Calls that make descriptors of events: eventfd, timerfd, signalfd. */

import { touchMemory } from '../memory/footprint'
import { getI64, getU32, readUser, writeTimespec } from '../memory/user-memory'
import { call, type RowTable } from '../state/call'
import { clockBase, dueAt } from '../state/clock'
import { edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING } from '../state/footprint'
import { must, newId } from '../state/machine'
import type { KernelTimer } from '../state/timer-state'
import { EFD_SEMAPHORE } from './event-file'
import { touchDescriptor, touchTable } from './footprint'
import { createOpenFile, fileOf, installFile, O_CLOEXEC, O_NONBLOCK, O_RDWR } from './open-file'

export const EVENT_DESCRIPTOR_CALLS = {
  eventfd: call({
    args: { value: 'int', flags: 'int' },
    touches: (machine, task) => [touchTable(machine, task)],
    act(machine, task, { value, flags }) {
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
      if (clock !== 0 && clock !== 1 && clock !== 7) return -ERRNO.EINVAL
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
      const file = fileOf(machine, task, fd)
      if (file?.kind !== 'timerfd') return -ERRNO.EINVAL
      const bytes = readUser(machine, task, time, 32)
      if (!bytes) return -ERRNO.EFAULT
      const timer = must(machine.state.timers.get(file.object), 'timer')
      if (old !== 0) {
        const rest = timer.at === Infinity ? 0 : timer.at - machine.state.now
        if (!writeTimespec(machine, task, old, timer.interval)) return -ERRNO.EFAULT
        if (!writeTimespec(machine, task, old + 16, rest)) return -ERRNO.EFAULT
      }
      const absolute = (flags & 1) !== 0
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

  signalfd: call({
    args: { fd: 'descriptor', set: 'pointer', flags: 'int' },
    touches: (machine, task, { fd, set }) => [
      touchTable(machine, task),
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, set, 8, 'read'),
    ],
    act(machine, task, { fd, set: address, flags }) {
      const set = readUser(machine, task, address, 8)
      if (!set) return -ERRNO.EFAULT
      const mask = [getU32(set, 0) | 0, getU32(set, 4) | 0]
      if (fd >= 0) {
        const old = fileOf(machine, task, fd)
        if (old?.kind !== 'signalfd') return -ERRNO.EINVAL
        edit(machine, old).extra = mask
        return fd
      }
      const file = createOpenFile(machine, task, 'signalfd', flags & O_NONBLOCK, 0)
      edit(machine, file).extra = mask
      return installFile(machine, task, file, (flags & O_CLOEXEC) !== 0)
    },
  }),
} satisfies RowTable
