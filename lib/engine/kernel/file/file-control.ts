/** fcntl, ioctl, flock. */

import { touchMemory } from '../memory/footprint'
import { inodeAt } from '../memory/inode'
import { putU16, writeI32, writeUser } from '../memory/user-memory'
import { call, GO, type RowTable } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { NOTHING, touchSystem } from '../state/footprint'
import { FLOCK } from '../state/layout'
import { type Machine, type OpenFile, processOf, type Task } from '../state/machine'
import { flock, flockOrders, lockRange, lookToFlock, lookToLock, rangeOrders } from './file-lock'
import { touchDescriptor, touchTable } from './footprint'
import { fileOf, installFile, O_ACCMODE, O_APPEND, O_NONBLOCK, setEntry, tableOf } from './open-file'
import { pipeAt } from './pipe'

const F = {
  dupfd: 0,
  getfd: 1,
  setfd: 2,
  getfl: 3,
  setfl: 4,
  getlk: 5,
  setlk: 6,
  setlkw: 7,
  setpipe: 1031,
  getpipe: 1032,
  dupfdCloexec: 1030,
} as const

const FIONREAD = 0x541b

const TIOCGWINSZ = 0x5413

const TCGETS = 0x5401

export const FILE_CONTROL_CALLS = {
  fcntl: call({
    args: { fd: 'descriptor', command: 'int', argument: 'long' },
    touches: (machine, task, { fd, command, argument }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      touchTable(machine, task),
      touchSystem('locks', 'write'),
      ...(isLocking(command) ? touchMemory(machine, task, argument, FLOCK.size, 'write') : NOTHING),
    ],
    ordersBesides(machine, task, { fd, command, argument }) {
      const file = isLocking(command) ? fileOf(machine, task, fd) : null
      return file ? rangeOrders(machine, task, file, command, argument) : []
    },
    guard(machine, task, { fd, command, argument }) {
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      return isLocking(command) ? lookToLock(machine, task, file, command, argument) : GO
    },
    act(machine, task, { fd, command, argument }) {
      const file = fileOf(machine, task, fd)
      return file ? control(machine, task, fd, file, command, argument) : -ERRNO.EBADF
    },
  }),

  ioctl: call({
    args: { fd: 'descriptor', request: 'int', out: 'pointer' },
    touches: (machine, task, { fd, out }) => [
      ...touchDescriptor(machine, task, fd, 'read'),
      ...touchMemory(machine, task, out, 8, 'write'),
    ],
    act(machine, task, { fd, request, out }) {
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      switch (request) {
        case FIONREAD:
          return writeI32(machine, task, out, bytesWaiting(machine, file)) ? 0 : -ERRNO.EFAULT
        case TIOCGWINSZ: {
          if (file.kind !== 'terminal') return -ERRNO.ENOTTY
          const bytes = new Uint8Array(8)
          putU16(bytes, 0, 24)
          putU16(bytes, 2, 80)
          return writeUser(machine, task, out, bytes) ? 0 : -ERRNO.EFAULT
        }
        case TCGETS:
          return file.kind === 'terminal' ? 0 : -ERRNO.ENOTTY
        default:
          return -ERRNO.ENOTTY
      }
    },
  }),

  flock: call({
    args: { fd: 'descriptor', operation: 'int' },
    touches: (machine, task, { fd }) => [
      ...touchDescriptor(machine, task, fd, 'read'),
      touchSystem('locks', 'write'),
    ],
    ordersBesides: (machine, task, { fd, operation }) => flockOrders(machine, task, fd, operation),
    guard: (machine, task, { fd, operation }) => lookToFlock(machine, task, fd, operation),
    act: (machine, task, { fd, operation }) => flock(machine, task, fd, operation),
  }),
} satisfies RowTable

function isLocking(command: number): boolean {
  return command === F.getlk || command === F.setlk || command === F.setlkw
}

function bytesWaiting(machine: Machine, file: OpenFile): number {
  if (file.kind === 'pipe') return pipeAt(machine, file.object).length
  if (file.kind === 'socket') {
    const incoming = machine.state.sockets.get(file.object)?.incoming ?? 0
    return incoming === 0 ? 0 : pipeAt(machine, incoming).length
  }
  return file.kind === 'file' ? inodeAt(machine, file.object).size - file.offset : 0
}

function control(
  machine: Machine,
  task: Task,
  fd: number,
  file: OpenFile,
  command: number,
  argument: number,
): number {
  const table = tableOf(machine, task)
  switch (command) {
    case F.dupfd:
    case F.dupfdCloexec:
      if (argument < 0 || argument >= processOf(machine, task).descriptorLimit) return -ERRNO.EINVAL
      return installFile(machine, task, file, command === F.dupfdCloexec, argument)
    case F.getfd:
      return table.entries[fd]?.closeOnExec ? 1 : 0
    case F.setfd:
      setEntry(machine, table, fd, { file: file.id, closeOnExec: (argument & 1) !== 0 })
      return 0
    case F.getfl:
      return file.flags
    case F.setfl: {
      const settable = O_APPEND | O_NONBLOCK
      edit(machine, file).flags = (file.flags & (O_ACCMODE | ~settable)) | (argument & settable)
      return 0
    }
    case F.getlk:
    case F.setlk:
    case F.setlkw:
      return lockRange(machine, task, file, command, argument)
    case F.getpipe:
      return file.kind === 'pipe' ? pipeAt(machine, file.object).slots * 4096 : -ERRNO.EBADF
    case F.setpipe: {
      if (file.kind !== 'pipe') return -ERRNO.EBADF
      const slots = Math.max(1, 2 ** Math.ceil(Math.log2(argument / 4096)))
      const pipe = pipeAt(machine, file.object)
      if (slots < pipe.buffers.length) return -ERRNO.EBUSY
      if (argument > 1 << 20) return -ERRNO.EPERM
      edit(machine, pipe).slots = slots
      return slots * 4096
    }
    default:
      return -ERRNO.EINVAL
  }
}
