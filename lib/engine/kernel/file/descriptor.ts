/** Calls on descriptors themselves: dup and pipe. The rest is in file-control.ts. */

import { touchMemory } from '../memory/footprint'
import { putU32, writeUser } from '../memory/user-memory'
import { call, type RowTable } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, type OpenFile, processOf, type Task } from '../state/machine'
import { touchClosing, touchDescriptor, touchSlot, touchTable } from './footprint'
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

export const DESCRIPTOR_CALLS = {
  dup: call({
    args: { fd: 'descriptor' },
    touches: (machine, task, { fd }) => [
      touchTable(machine, task),
      ...touchDescriptor(machine, task, fd, 'write'),
    ],
    act(machine, task, { fd }) {
      const file = fileOf(machine, task, fd)
      return file ? installFile(machine, task, file, false) : -ERRNO.EBADF
    },
  }),

  /** (old, new, flags): dup2 with flags 0 and dup3; the C library's dup3 refuses old = new itself. */
  dup2: call({
    args: { from: 'descriptor', to: 'descriptor', flags: 'int' },
    shows: 2,
    touches: (machine, task, { from, to }) => [
      ...touchDescriptor(machine, task, from, 'write'),
      ...touchClosing(machine, task, to),
    ],
    act(machine, task, { from, to, flags }) {
      const file = fileOf(machine, task, from)
      if (!file || to < 0 || to >= processOf(machine, task).descriptorLimit) return -ERRNO.EBADF
      if (from === to) return to
      if (tableOf(machine, task).entries[to]) closeDescriptor(machine, task, to)
      setEntry(machine, tableOf(machine, task), to, {
        file: file.id,
        closeOnExec: (flags & O_CLOEXEC) !== 0,
      })
      edit(machine, file).users++
      return to
    },
  }),

  pipe2: call({
    args: { ends: 'pointer', flags: 'int' },
    shownAs: 'pipe',
    shows: 1,
    touches: (machine, task, { ends }) => [
      touchTable(machine, task),
      ...touchMemory(machine, task, ends, 8, 'write'),
    ],
    act(machine, task, { ends, flags }) {
      if ((flags & ~(O_CLOEXEC | O_NONBLOCK | 0o40000)) !== 0) return -ERRNO.EINVAL
      const pipe = createPipe(machine, task, 'pipe')
      const draft = edit(machine, pipe)
      draft.readers = 1
      draft.writers = 1
      const reader = createOpenFile(machine, task, 'pipe', flags & O_NONBLOCK, pipe.id)
      const writer = createOpenFile(machine, task, 'pipe', O_WRONLY | (flags & O_NONBLOCK), pipe.id)
      return installPair(machine, task, reader, writer, (flags & O_CLOEXEC) !== 0, ends)
    },
  }),

  isatty: call({
    args: { fd: 'descriptor' },
    touches: (machine, task, { fd }) => [touchSlot(machine, task, fd)],
    act(machine, task, { fd }) {
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      return file.kind === 'terminal' ? 1 : -ERRNO.ENOTTY
    },
  }),
} satisfies RowTable

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
