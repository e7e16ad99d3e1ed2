/** Calls on descriptors themselves: dup, pipe, fcntl, ioctl, and locks on files. */
import { ERRNO } from './errno'
import { lockWithFcntl, lockWithFlock } from './file-lock'
import { inodeAt } from './inode'
import { type Machine, type OpenFile, processOf, type Task } from './machine'
import {
  closeDescriptor,
  createOpenFile,
  fileOf,
  installFile,
  O_ACCMODE,
  O_APPEND,
  O_CLOEXEC,
  O_NONBLOCK,
  O_WRONLY,
  setEntry,
  tableOf,
} from './open-file'
import { createPipe, pipeAt } from './pipe'
import { type HandlerTable, int, long } from './syscall-arguments'
import { putU16, putU32, writeI32, writeUser } from './user-memory'

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

export const DESCRIPTOR_CALLS: HandlerTable = {
  dup(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    return file ? installFile(machine, task, file, false) : -ERRNO.EBADF
  },

  /** (old, new, flags): dup2 with flags 0 and dup3; the C library's dup3 refuses old = new itself. */
  dup2(machine, task, args) {
    const [from, to] = [int(args, 0), int(args, 1)]
    const file = fileOf(machine, task, from)
    if (!file || to < 0 || to >= processOf(machine, task).descriptorLimit) return -ERRNO.EBADF
    if (from === to) return to
    if (tableOf(machine, task).entries[to]) closeDescriptor(machine, task, to)
    setEntry(tableOf(machine, task), to, { file: file.id, closeOnExec: (int(args, 2) & O_CLOEXEC) !== 0 })
    file.users++
    return to
  },

  pipe2(machine, task, args) {
    const flags = int(args, 1)
    if ((flags & ~(O_CLOEXEC | O_NONBLOCK | 0o40000)) !== 0) return -ERRNO.EINVAL
    const pipe = createPipe(machine, task, 'pipe')
    pipe.readers = 1
    pipe.writers = 1
    const reader = createOpenFile(machine, task, 'pipe', flags & O_NONBLOCK, pipe.id)
    const writer = createOpenFile(machine, task, 'pipe', O_WRONLY | (flags & O_NONBLOCK), pipe.id)
    return installPair(machine, task, reader, writer, (flags & O_CLOEXEC) !== 0, long(args, 0))
  },

  fcntl(machine, task, args) {
    const fd = int(args, 0)
    const file = fileOf(machine, task, fd)
    if (!file) return -ERRNO.EBADF
    return control(machine, task, fd, file, int(args, 1), long(args, 2))
  },

  ioctl(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    if (!file) return -ERRNO.EBADF
    const out = long(args, 2)
    switch (int(args, 1)) {
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

  isatty(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    if (!file) return -ERRNO.EBADF
    return file.kind === 'terminal' ? 1 : -ERRNO.ENOTTY
  },

  flock: lockWithFlock,
}

/** Puts two files into the lowest free descriptors and tells the program their numbers. */
export function installPair(
  machine: Machine,
  task: Task,
  first: OpenFile,
  second: OpenFile,
  closeOnExec: boolean,
  out: number,
): number {
  const a = installFile(machine, task, first, closeOnExec)
  const b = a < 0 ? a : installFile(machine, task, second, closeOnExec)
  if (a < 0 || b < 0) {
    if (a >= 0) closeDescriptor(machine, task, a)
    return -ERRNO.EMFILE
  }
  const bytes = new Uint8Array(8)
  putU32(bytes, 0, a)
  putU32(bytes, 4, b)
  if (writeUser(machine, task, out, bytes)) return 0
  closeDescriptor(machine, task, a)
  closeDescriptor(machine, task, b)
  return -ERRNO.EFAULT
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
      setEntry(table, fd, { file: file.id, closeOnExec: (argument & 1) !== 0 })
      return 0
    case F.getfl:
      return file.flags
    case F.setfl: {
      const settable = O_APPEND | O_NONBLOCK
      file.flags = (file.flags & (O_ACCMODE | ~settable)) | (argument & settable)
      return 0
    }
    case F.getlk:
    case F.setlk:
    case F.setlkw:
      return lockWithFcntl(machine, task, file, command, argument)
    case F.getpipe:
      return file.kind === 'pipe' ? pipeAt(machine, file.object).slots * 4096 : -ERRNO.EBADF
    case F.setpipe: {
      if (file.kind !== 'pipe') return -ERRNO.EBADF
      const slots = Math.max(1, 2 ** Math.ceil(Math.log2(argument / 4096)))
      const pipe = pipeAt(machine, file.object)
      if (slots < pipe.buffers.length) return -ERRNO.EBUSY
      if (argument > 1 << 20) return -ERRNO.EPERM
      pipe.slots = slots
      return slots * 4096
    }
    default:
      return -ERRNO.EINVAL
  }
}
