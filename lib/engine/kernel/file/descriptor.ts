/** Calls on descriptors themselves: dup and pipe. The rest is in descriptor-call.ts. */

import { putU32, writeUser } from '../memory/user-memory'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, type OpenFile, processOf, type Task } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import {
  closeDescriptor,
  createOpenFile,
  fileOf,
  installFile,
  O_CLOEXEC,
  O_NONBLOCK,
  O_WRONLY,
  setEntry,
  tableOf,
} from './open-file'
import { createPipe } from './pipe'

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
    setEntry(machine, tableOf(machine, task), to, {
      file: file.id,
      closeOnExec: (int(args, 2) & O_CLOEXEC) !== 0,
    })
    edit(machine, file).users++
    return to
  },

  pipe2(machine, task, args) {
    const flags = int(args, 1)
    if ((flags & ~(O_CLOEXEC | O_NONBLOCK | 0o40000)) !== 0) return -ERRNO.EINVAL
    const pipe = createPipe(machine, task, 'pipe')
    const draft = edit(machine, pipe)
    draft.readers = 1
    draft.writers = 1
    const reader = createOpenFile(machine, task, 'pipe', flags & O_NONBLOCK, pipe.id)
    const writer = createOpenFile(machine, task, 'pipe', O_WRONLY | (flags & O_NONBLOCK), pipe.id)
    return installPair(machine, task, reader, writer, (flags & O_CLOEXEC) !== 0, long(args, 0))
  },

  isatty(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    if (!file) return -ERRNO.EBADF
    return file.kind === 'terminal' ? 1 : -ERRNO.ENOTTY
  },
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
