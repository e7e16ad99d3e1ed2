/** read and write on whatever a descriptor stands for. */

import { inodeAt, MAX_FILE, readInode, writeInode } from '../memory/inode'
import { populate, readUser, writeUser } from '../memory/user-memory'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import type { Machine, OpenFile, Task } from '../state/machine'
import { appendOutput } from '../state/output'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { decodeUtf8 } from '../state/text'
import { readEventfd, readSignalfd, readTimerfd, writeEventfd } from './event-file'
import { fileOf, isNonblocking, isReadable, isWritableFile, O_APPEND } from './open-file'
import { pipeAt, readPipe, writePipe } from './pipe'
import { readSocket, writeSocket } from './socket'

const MAX_TRANSFER = 0x7fff_f000

export const READ_WRITE_CALLS: HandlerTable = {
  read(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    if (!file || !isReadable(file)) return -ERRNO.EBADF
    return readInto(machine, task, file, int(args, 0), long(args, 1), clamp(long(args, 2)))
  },

  write(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    if (!file || !isWritableFile(file)) return -ERRNO.EBADF
    return writeFrom(machine, task, file, int(args, 0), long(args, 1), clamp(long(args, 2)))
  },

  pread(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    if (!file || !isReadable(file)) return -ERRNO.EBADF
    if (file.kind !== 'file') return isSeekless(file) ? -ERRNO.ESPIPE : 0
    if (long(args, 3) < 0) return -ERRNO.EINVAL
    const bytes = readInode(machine, inodeAt(machine, file.object), long(args, 3), clamp(long(args, 2)))
    return deliver(machine, task, file, int(args, 0), long(args, 1), bytes)
  },

  pwrite(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    if (!file || !isWritableFile(file)) return -ERRNO.EBADF
    if (file.kind !== 'file') return isSeekless(file) ? -ERRNO.ESPIPE : long(args, 2)
    if (long(args, 3) < 0) return -ERRNO.EINVAL
    const bytes = readUser(machine, task, long(args, 1), clamp(long(args, 2)))
    if (!bytes) return -ERRNO.EFAULT
    // Linux appends even here when the description says O_APPEND.
    const inode = inodeAt(machine, file.object)
    const offset = file.flags & O_APPEND ? inode.size : long(args, 3)
    return finishWrite(machine, file, int(args, 0), bytes, storeFile(machine, file, offset, bytes))
  },
}

function clamp(length: number): number {
  return Math.max(0, Math.min(length, MAX_TRANSFER))
}

function isSeekless(file: OpenFile): boolean {
  return file.kind === 'pipe' || file.kind === 'socket'
}

/** Reads into user memory. The buffer is checked before anything is taken out of the file. */
export function readInto(
  machine: Machine,
  task: Task,
  file: OpenFile,
  fd: number,
  address: number,
  length: number,
): number {
  const bytes = readBytesOf(machine, task, file, length)
  if (typeof bytes === 'number') return bytes
  return deliver(machine, task, file, fd, address, bytes)
}

function deliver(
  machine: Machine,
  task: Task,
  file: OpenFile,
  fd: number,
  address: number,
  bytes: Uint8Array,
): number {
  if (machine.probing) return 0
  if (!writeUser(machine, task, address, bytes)) return -ERRNO.EFAULT
  machine.events?.push({
    kind: 'read',
    fd,
    object: objectName(machine, file),
    text: decodeUtf8(bytes.subarray(0, 200)),
    bytes: bytes.length,
  })
  return bytes.length
}

function readBytesOf(machine: Machine, task: Task, file: OpenFile, length: number): Uint8Array | number {
  switch (file.kind) {
    case 'file': {
      const bytes = readInode(machine, inodeAt(machine, file.object), file.offset, length)
      edit(machine, file).offset += bytes.length
      return bytes
    }
    case 'terminal': {
      const rest = readInode(machine, inodeAt(machine, file.object), file.offset, length)
      const newline = rest.indexOf(10)
      const line = newline < 0 ? rest : rest.subarray(0, newline + 1)
      edit(machine, file).offset += line.length
      return line
    }
    case 'zero':
      return new Uint8Array(Math.min(length, 1 << 26))
    case 'null':
      return new Uint8Array(0)
    case 'pipe':
      return length === 0
        ? 0
        : readPipe(machine, task, pipeAt(machine, file.object), length, isNonblocking(file))
    case 'socket':
      return readSocket(machine, task, file, length)
    case 'eventfd':
      return readEventfd(machine, task, file, length)
    case 'timerfd':
      return readTimerfd(machine, task, file, length)
    case 'signalfd':
      return readSignalfd(machine, task, file, length)
    case 'directory':
      return -ERRNO.EISDIR
    default:
      return -ERRNO.EINVAL
  }
}

/** Writes from user memory. */
export function writeFrom(
  machine: Machine,
  task: Task,
  file: OpenFile,
  fd: number,
  address: number,
  length: number,
): number {
  if (!populate(machine, task, address, length, false)) return -ERRNO.EFAULT
  const bytes = readUser(machine, task, address, length)
  if (!bytes) return -ERRNO.EFAULT
  return finishWrite(machine, file, fd, bytes, writeBytesOf(machine, task, file, bytes))
}

function finishWrite(
  machine: Machine,
  file: OpenFile,
  fd: number,
  bytes: Uint8Array,
  written: number,
): number {
  if (written <= 0 || machine.probing) return written
  machine.events?.push({
    kind: 'write',
    fd,
    object: objectName(machine, file),
    text: decodeUtf8(bytes.subarray(0, Math.min(written, 200))),
    bytes: written,
  })
  return written
}

function writeBytesOf(machine: Machine, task: Task, file: OpenFile, bytes: Uint8Array): number {
  switch (file.kind) {
    case 'file': {
      const inode = inodeAt(machine, file.object)
      const offset = file.flags & O_APPEND ? inode.size : file.offset
      const written = storeFile(machine, file, offset, bytes)
      if (written > 0) edit(machine, file).offset = offset + written
      return written
    }
    case 'terminal':
      appendOutput(machine, task, 1, bytes)
      return bytes.length
    case 'output':
      appendOutput(machine, task, file.object, bytes)
      return bytes.length
    case 'zero':
    case 'null':
      return bytes.length
    case 'pipe':
      return writePipe(machine, task, pipeAt(machine, file.object), bytes, isNonblocking(file))
    case 'socket':
      return writeSocket(machine, task, file, bytes)
    case 'eventfd':
      return writeEventfd(machine, task, file, bytes)
    default:
      return -ERRNO.EINVAL
  }
}

function storeFile(machine: Machine, file: OpenFile, offset: number, bytes: Uint8Array): number {
  if (offset + bytes.length > MAX_FILE) return -ERRNO.EFBIG
  const written = writeInode(machine, inodeAt(machine, file.object), offset, bytes)
  return written === 0 && bytes.length > 0 ? -ERRNO.ENOSPC : written
}

/** What a figure calls the thing behind a descriptor. */
export function objectName(machine: Machine, file: OpenFile): string {
  switch (file.kind) {
    case 'file':
    case 'directory':
      return inodeAt(machine, file.object).name
    case 'null':
      return '/dev/null'
    case 'zero':
      return '/dev/zero'
    case 'terminal':
      return '/dev/tty'
    case 'output':
      return file.object === 1 ? 'stdout' : 'stderr'
    case 'pipe':
      return pipeAt(machine, file.object).name
    default:
      return file.kind
  }
}
