/** read and write on whatever a descriptor stands for. */

import { see } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { inodeAt, MAX_FILE, readInode, writeInode } from '../memory/inode'
import { accessiblePart, readUser, writeUser } from '../memory/user-memory'
import { call, callInPhases, GO, type Look, type Outcome, type Phase, type RowTable } from '../state/call'
import { mix } from '../state/draw'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import type { Machine, OpenFile, Pipe, Task } from '../state/machine'
import { appendOutput } from '../state/output'
import { decodeUtf8 } from '../state/text'
import {
  lookToReadEventfd,
  lookToReadSignalfd,
  lookToReadTimerfd,
  lookToWriteEventfd,
  readEventfd,
  readSignalfd,
  readTimerfd,
  writeEventfd,
} from './event-file'
import { touchDescriptor } from './footprint'
import { fileOf, isNonblocking, isReadable, isWritableFile, O_APPEND } from './open-file'
import { bytesAtFront, lookToReadPipe, lookToWritePipe, pipeAt, readPipe, writePipe } from './pipe'
import { incomingStream, lookToReceive, lookToSend, readSocket, type Sending, send } from './socket'

const MAX_TRANSFER = 0x7fff_f000

type Transfer = { readonly fd: number; readonly buffer: number; readonly count: number }

/** Each phase of a write puts in what there is room for. */
const WRITE: Phase<Transfer, null> = {
  guard(machine, task, { fd, buffer, count }, [done = 0]) {
    const file = fileOf(machine, task, fd)
    if (!file || !isWritableFile(file)) return -ERRNO.EBADF
    return lookToWrite(machine, task, file, buffer, clamp(count), done)
  },
  act: (machine, task, { fd, buffer, count }, _found, [done = 0]) =>
    writeFrom(machine, task, fd, buffer, clamp(count), done),
  // What has been written is not lost.
  interrupted: (_machine, _task, _args, [done = 0]) => (done > 0 ? done : null),
}

export const READ_WRITE_CALLS = {
  read: call({
    args: { fd: 'descriptor', buffer: 'pointer', count: 'long' },
    isCancellationPoint: true,
    orders: () => ({ fd: 'acquire' }),
    touches: (machine, task, { fd, buffer, count }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, buffer, clamp(count), 'write'),
    ],
    guard(machine, task, { fd, count }) {
      const file = fileOf(machine, task, fd)
      return file && isReadable(file) ? lookToRead(machine, task, file, clamp(count)) : -ERRNO.EBADF
    },
    act: (machine, task, { fd, buffer, count }) => readInto(machine, task, fd, buffer, clamp(count)),
  }),

  write: callInPhases({
    args: { fd: 'descriptor', buffer: 'pointer', count: 'long' },
    isCancellationPoint: true,
    orders: () => ({ fd: 'release' }),
    touches: (machine, task, { fd, buffer, count }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, buffer, clamp(count), 'read'),
    ],
    phases: [WRITE, WRITE],
  }),

  pread: call({
    args: { fd: 'descriptor', buffer: 'pointer', count: 'long', offset: 'long' },
    isCancellationPoint: true,
    touches: (machine, task, { fd, buffer, count }) => [
      ...touchDescriptor(machine, task, fd, 'read'),
      ...touchMemory(machine, task, buffer, clamp(count), 'write'),
    ],
    act(machine, task, { fd, buffer, count, offset }) {
      const file = fileOf(machine, task, fd)
      if (!file || !isReadable(file)) return -ERRNO.EBADF
      if (file.kind !== 'file') return isSeekless(file) ? -ERRNO.ESPIPE : 0
      if (offset < 0) return -ERRNO.EINVAL
      const inode = inodeAt(machine, file.object)
      const wanted = Math.min(clamp(count), Math.max(0, inode.size - offset))
      const part = accessiblePart(machine, task, buffer, wanted, true)
      if (part === 0 && wanted > 0) return -ERRNO.EFAULT
      return deliver(machine, task, file, fd, buffer, readInode(machine, inode, offset, part))
    },
  }),

  pwrite: call({
    args: { fd: 'descriptor', buffer: 'pointer', count: 'long', offset: 'long' },
    isCancellationPoint: true,
    touches: (machine, task, { fd, buffer, count }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, buffer, clamp(count), 'read'),
    ],
    act(machine, task, { fd, buffer, count, offset }) {
      const file = fileOf(machine, task, fd)
      if (!file || !isWritableFile(file)) return -ERRNO.EBADF
      if (file.kind !== 'file') return isSeekless(file) ? -ERRNO.ESPIPE : count
      if (offset < 0) return -ERRNO.EINVAL
      const bytes = bytesToWrite(machine, task, file, buffer, clamp(count))
      if (!bytes) return -ERRNO.EFAULT
      // Linux appends even here when the description says O_APPEND.
      const at = file.flags & O_APPEND ? inodeAt(machine, file.object).size : offset
      const written = storeFile(machine, file, at, bytes)
      reportWrite(machine, file, fd, bytes, written)
      return written
    },
  }),
} satisfies RowTable

function clamp(length: number): number {
  return Math.max(0, Math.min(length, MAX_TRANSFER))
}

function isSeekless(file: OpenFile): boolean {
  return file.kind === 'pipe' || file.kind === 'socket'
}

/** Whether a read would find something, the end, or a reason to fail. */
function lookToRead(machine: Machine, task: Task, file: OpenFile, length: number): Look<null> {
  switch (file.kind) {
    case 'pipe':
      return length === 0 ? GO : lookToReadPipe(pipeAt(machine, file.object), isNonblocking(file))
    case 'socket':
      return lookToReceive(machine, file, length, 0)
    case 'eventfd':
      return lookToReadEventfd(file, length)
    case 'timerfd':
      return lookToReadTimerfd(machine, file, length)
    case 'signalfd':
      return lookToReadSignalfd(machine, task, file, length)
    default:
      return GO
  }
}

/** Reads into user memory. */
function readInto(machine: Machine, task: Task, fd: number, address: number, length: number): number {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  const wanted = atHand(machine, file, length)
  const part = wanted > 0 ? accessiblePart(machine, task, address, wanted, true) : wanted
  if (part < wanted) {
    const front = bytesOnTheWay(machine, file, part)
    if (front) writeUser(machine, task, address, front)
    if (front || part === 0) return -ERRNO.EFAULT
  }
  const bytes = readBytesOf(machine, task, file, part < wanted ? part : length)
  return typeof bytes === 'number' ? bytes : deliver(machine, task, file, fd, address, bytes)
}

/** Bytes that a read would give that leaves those behind for which it finds no room; 0 where they are taken all the same. */
function atHand(machine: Machine, file: OpenFile, length: number): number {
  switch (file.kind) {
    case 'file':
    case 'terminal':
      return Math.max(0, Math.min(length, inodeAt(machine, file.object).size - file.offset))
    case 'zero':
      return Math.min(length, MOST_ZEROS)
    case 'random':
      return Math.min(length, MOST_RANDOM)
    default:
      return Math.min(length, streamOf(machine, file)?.length ?? 0)
  }
}

/** The first bytes in a pipe or stream, which stay in it: a buffer that does not fit is not taken out. Null for other files. */
function bytesOnTheWay(machine: Machine, file: OpenFile, length: number): Uint8Array | null {
  const pipe = streamOf(machine, file)
  return pipe && bytesAtFront(pipe, length)
}

function streamOf(machine: Machine, file: OpenFile): Pipe | null {
  if (file.kind === 'pipe') return pipeAt(machine, file.object)
  return file.kind === 'socket' ? incomingStream(machine, file.object) : null
}

function deliver(
  machine: Machine,
  task: Task,
  file: OpenFile,
  fd: number,
  address: number,
  bytes: Uint8Array,
): number {
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
      return new Uint8Array(Math.min(length, MOST_ZEROS))
    case 'random':
      return randomBytes(machine, file, Math.min(length, MOST_RANDOM))
    case 'null':
      return new Uint8Array(0)
    case 'pipe':
      return length === 0 ? 0 : readPipe(machine, task, pipeAt(machine, file.object), length)
    case 'socket':
      return readSocket(machine, task, file, length)
    case 'eventfd':
      return readEventfd(machine, task, file, length)
    case 'timerfd':
      return readTimerfd(machine, file, length)
    case 'signalfd':
      return readSignalfd(machine, task, file, length)
    case 'directory':
      return -ERRNO.EISDIR
    default:
      return -ERRNO.EINVAL
  }
}

/** Whether a write would get on, or find a reason to fail. @param done bytes written in an earlier phase */
function lookToWrite(
  machine: Machine,
  task: Task,
  file: OpenFile,
  address: number,
  length: number,
  done: number,
): Look<null> {
  switch (file.kind) {
    case 'pipe':
      return lookToWritePipe(pipeAt(machine, file.object), length, isNonblocking(file), done)
    case 'socket':
      return lookToSend(machine, file, length, { ...PLAIN, done })
    case 'eventfd': {
      const bytes = see(machine, task, address, Math.min(length, 8))
      return bytes ? lookToWriteEventfd(file, bytes) : GO
    }
    default:
      return GO
  }
}

const PLAIN: Sending = { flags: 0, target: null, files: [], done: 0 }

const MOST_ZEROS = 1 << 26

/** As much as Linux gives at once. */
const MOST_RANDOM = 1 << 25

/**
 * The next bytes of /dev/urandom and /dev/random: from the seed, from which opening it was and from how far it has been read,
 * so that they are the same on every path and nobody else's reading changes them.
 */
function randomBytes(machine: Machine, file: OpenFile, length: number): Uint8Array {
  const key = mix(machine.config.seed, file.id)
  const bytes = Uint8Array.from({ length }, (_, i) => {
    const at = file.offset + i
    return mix(key, at >>> 2) >>> (8 * (at & 3))
  })
  edit(machine, file).offset += length
  return bytes
}

/** Writes from user memory. */
function writeFrom(
  machine: Machine,
  task: Task,
  fd: number,
  address: number,
  length: number,
  done: number,
): Outcome {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  if (file.kind === 'null' || file.kind === 'zero') return length
  const bytes = bytesToWrite(machine, task, file, address, length)
  if (!bytes) return -ERRNO.EFAULT
  const outcome = writeBytesOf(machine, task, file, bytes, done)
  if (typeof outcome === 'number') reportWrite(machine, file, fd, bytes, outcome)
  return outcome
}

/** What can be read of what is to be written: into a file what comes before a bad address goes, elsewhere all or nothing. */
function bytesToWrite(
  machine: Machine,
  task: Task,
  file: OpenFile,
  address: number,
  length: number,
): Uint8Array | null {
  const part = accessiblePart(machine, task, address, length, false)
  if (part < length && (part === 0 || file.kind !== 'file')) return null
  return readUser(machine, task, address, part)
}

/** @param written bytes, or a negated errno: then there is nothing to report */
function reportWrite(machine: Machine, file: OpenFile, fd: number, bytes: Uint8Array, written: number): void {
  if (written <= 0) return
  machine.events?.push({
    kind: 'write',
    fd,
    object: objectName(machine, file),
    text: decodeUtf8(bytes.subarray(0, Math.min(written, 200))),
    bytes: written,
  })
}

function writeBytesOf(
  machine: Machine,
  task: Task,
  file: OpenFile,
  bytes: Uint8Array,
  done: number,
): Outcome {
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
    case 'random':
      return bytes.length
    case 'pipe':
      return writePipe(machine, task, pipeAt(machine, file.object), bytes, isNonblocking(file), done)
    case 'socket':
      return send(machine, task, file, bytes, { ...PLAIN, done })
    case 'eventfd':
      return writeEventfd(machine, task, file, bytes)
    default:
      return -ERRNO.EINVAL
  }
}

function storeFile(machine: Machine, file: OpenFile, offset: number, bytes: Uint8Array): number {
  if (bytes.length === 0) return 0
  if (offset + bytes.length > MAX_FILE) return -ERRNO.EFBIG
  const written = writeInode(machine, inodeAt(machine, file.object), offset, bytes)
  return written === 0 ? -ERRNO.ENOSPC : written
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
    case 'random':
      return '/dev/urandom'
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
