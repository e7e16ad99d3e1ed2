/** Data through sockets: send and receive, with addresses, vectors and descriptors. */

import { see } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { accessiblePart, getI32, getI64, putU32, readUser, writeI32, writeUser } from '../memory/user-memory'
import { call, callInPhases, type Phase, type RowTable } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING } from '../state/footprint'
import { MESSAGE_HEADER } from '../state/layout'
import type { Machine, OpenFile, Socket, Task } from '../state/machine'
import { must } from '../state/must'
import { touchDescriptor } from './footprint'
import { installFile, tableOf } from './open-file'
import {
  AF,
  incomingStream,
  lookToReceive,
  lookToSend,
  MSG,
  receive,
  type Sending,
  SOCK,
  send,
} from './socket'
import { bindPort, findSocket, openSocketOf, type Reader, readAddress, tellAddress } from './socket-address'

const SOL_SOCKET = 1
const SCM_RIGHTS = 1

/** Arguments of sendto and of sendmsg. */
type To = {
  readonly fd: number
  readonly buffer: number
  readonly count: number
  readonly flags: number
  readonly address: number
  readonly size: number
}
type Message = { readonly fd: number; readonly message: number; readonly flags: number }

/** What goes, and where: sent at once, or as far as there is room. */
type Parcel = {
  readonly file: OpenFile
  readonly socket: Socket
  readonly bytes: Uint8Array
  readonly sending: Sending
}

const SENDTO: Phase<To, null> = {
  guard(machine, task, args, [done = 0]) {
    const parcel = parcelTo(machine, task, args, done, see)
    return typeof parcel === 'number'
      ? parcel
      : lookToSend(machine, parcel.file, parcel.bytes.length, parcel.sending)
  },
  act(machine, task, args, _found, [done = 0]) {
    const parcel = parcelTo(machine, task, args, done, readUser)
    if (typeof parcel === 'number') return parcel
    const { file, socket, bytes, sending } = parcel
    if (sending.target && socket.address === '' && socket.family !== AF.unix) {
      const bound = bindPort(machine, socket, 0)
      if (bound < 0) return bound
    }
    return send(machine, task, file, bytes, sending)
  },
  interrupted: (_machine, _task, _args, [done = 0]) => (done > 0 ? done : null),
}

const SENDMSG: Phase<Message, null> = {
  guard(machine, task, args, [done = 0]) {
    const parcel = parcelOf(machine, task, args, done, see)
    return typeof parcel === 'number'
      ? parcel
      : lookToSend(machine, parcel.file, parcel.bytes.length, parcel.sending)
  },
  act(machine, task, args, _found, [done = 0]) {
    const parcel = parcelOf(machine, task, args, done, readUser)
    return typeof parcel === 'number'
      ? parcel
      : send(machine, task, parcel.file, parcel.bytes, parcel.sending)
  },
  interrupted: (_machine, _task, _args, [done = 0]) => (done > 0 ? done : null),
}

export const SOCKET_MESSAGE_CALLS = {
  sendto: callInPhases({
    args: {
      fd: 'descriptor',
      buffer: 'pointer',
      count: 'long',
      flags: 'int',
      address: 'pointer',
      size: 'int',
    },
    isCancellationPoint: true,
    orders: () => ({ fd: 'release' }),
    touches: (machine, task, { fd, buffer, count, address }) =>
      address === 0
        ? [
            ...touchDescriptor(machine, task, fd, 'write'),
            ...touchMemory(machine, task, buffer, count, 'read'),
          ]
        : EVERYTHING,
    phases: [SENDTO, SENDTO],
  }),

  recvfrom: call({
    args: {
      fd: 'descriptor',
      buffer: 'pointer',
      count: 'long',
      flags: 'int',
      address: 'pointer',
      size: 'pointer',
    },
    isCancellationPoint: true,
    orders: () => ({ fd: 'acquire' }),
    touches: (machine, task, { fd, buffer, count, address }) =>
      address === 0
        ? [
            ...touchDescriptor(machine, task, fd, 'write'),
            ...touchMemory(machine, task, buffer, count, 'write'),
          ]
        : EVERYTHING,
    guard(machine, task, { fd, count, flags }) {
      const found = openSocketOf(machine, task, fd)
      return typeof found === 'number' ? found : lookToReceive(machine, found.file, count, flags)
    },
    act(machine, task, { fd, buffer, count, flags, address, size }) {
      const found = openSocketOf(machine, task, fd)
      if (typeof found === 'number') return found
      const atHand = Math.min(count, incomingStream(machine, found.socket.id)?.length ?? 0)
      if (accessiblePart(machine, task, buffer, atHand, true) < atHand) return -ERRNO.EFAULT
      const message = receive(machine, task, found.file, count, flags)
      if (typeof message === 'number') return message
      if (!writeUser(machine, task, buffer, message.bytes)) return -ERRNO.EFAULT
      if (!tellAddress(machine, task, message.from, found.socket.family, address, size)) return -ERRNO.EFAULT
      return flags & MSG.truncated ? message.full : message.bytes.length
    },
  }),

  sendmsg: callInPhases({
    args: { fd: 'descriptor', message: 'pointer', flags: 'int' },
    isCancellationPoint: true,
    orders: () => ({ fd: 'release' }),
    touches: () => EVERYTHING,
    phases: [SENDMSG, SENDMSG],
  }),

  recvmsg: call({
    args: { fd: 'descriptor', message: 'pointer', flags: 'int' },
    isCancellationPoint: true,
    orders: () => ({ fd: 'acquire' }),
    touches: () => EVERYTHING,
    guard(machine, task, { fd, message, flags }) {
      const found = openSocketOf(machine, task, fd)
      if (typeof found === 'number') return found
      const header = readHeader(machine, task, message, see)
      return header ? lookToReceive(machine, found.file, roomIn(header), flags) : -ERRNO.EFAULT
    },
    act: (machine, task, args) => receiveMessage(machine, task, args),
  }),
} satisfies RowTable

/** @param read how user memory is read: `readUser` by an act, `see` by a guard */
function parcelTo(machine: Machine, task: Task, args: To, done: number, read: Reader): Parcel | number {
  const { fd, buffer, count, flags, address: at, size } = args
  const found = openSocketOf(machine, task, fd)
  if (typeof found === 'number') return found
  const { file, socket } = found
  const bytes = read(machine, task, buffer, count)
  if (!bytes) return -ERRNO.EFAULT
  const sending = { flags, target: null, files: [], done }
  if (at === 0 || socket.type !== SOCK.datagram) return { file, socket, bytes, sending }
  const address = readAddress(machine, task, at, size, read)
  if (typeof address === 'number') return address
  const target = findSocket(machine, task, address, socket.type)
  // Nobody tells the sender of a UDP packet that it is lost.
  if (typeof target === 'number') return socket.family === AF.unix ? target : bytes.length
  return { file, socket, bytes, sending: { ...sending, target } }
}

type Header = {
  readonly name: number
  readonly nameLength: number
  readonly vectors: readonly [number, number][]
  readonly control: number
  readonly controlLength: number
}

function readHeader(machine: Machine, task: Task, at: number, read: Reader): Header | null {
  const bytes = read(machine, task, at, MESSAGE_HEADER.size)
  if (!bytes) return null
  const count = getI64(bytes, MESSAGE_HEADER.vectorCount)
  const list = count > 1024 ? null : read(machine, task, getI64(bytes, MESSAGE_HEADER.vectors), 16 * count)
  if (!list) return null
  const vectors = Array.from({ length: count }, (_, i): [number, number] => [
    getI64(list, 16 * i),
    getI64(list, 16 * i + 8),
  ])
  return {
    name: getI64(bytes, MESSAGE_HEADER.name),
    nameLength: getI32(bytes, MESSAGE_HEADER.nameLength),
    vectors,
    control: getI64(bytes, MESSAGE_HEADER.control),
    controlLength: getI64(bytes, MESSAGE_HEADER.controlLength),
  }
}

function roomIn(header: Header): number {
  return header.vectors.reduce((sum, [, length]) => sum + length, 0)
}

function parcelOf(machine: Machine, task: Task, args: Message, done: number, read: Reader): Parcel | number {
  const { fd, message, flags } = args
  const found = openSocketOf(machine, task, fd)
  if (typeof found === 'number') return found
  const { file, socket } = found
  const header = readHeader(machine, task, message, read)
  const bytes = header && gather(machine, task, header, read)
  if (!header || !bytes) return -ERRNO.EFAULT
  let target: Socket | null = null
  if (header.name !== 0 && socket.type === SOCK.datagram) {
    const address = readAddress(machine, task, header.name, header.nameLength, read)
    const named = typeof address === 'number' ? address : findSocket(machine, task, address, socket.type)
    if (typeof named === 'number') return named
    target = named
  }
  const files = filesIn(machine, task, header, read)
  if (typeof files === 'number') return files
  return { file, socket, bytes, sending: { flags, target, files, done } }
}

/** The bytes that the vectors name, one after the other. */
function gather(machine: Machine, task: Task, header: Header, read: Reader): Uint8Array | null {
  const bytes = new Uint8Array(roomIn(header))
  let used = 0
  for (const [at, length] of header.vectors) {
    const part = read(machine, task, at, length)
    if (!part) return null
    bytes.set(part, used)
    used += part.length
  }
  return bytes
}

/** Open files of the descriptors in an SCM_RIGHTS control message. */
function filesIn(machine: Machine, task: Task, header: Header, read: Reader): number[] | number {
  if (header.control === 0 || header.controlLength < 16) return []
  const bytes = read(machine, task, header.control, header.controlLength)
  if (!bytes) return -ERRNO.EFAULT
  if (getI32(bytes, 8) !== SOL_SOCKET || getI32(bytes, 12) !== SCM_RIGHTS) return []
  const files: number[] = []
  for (let at = 16; at + 4 <= Math.min(getI64(bytes, 0), bytes.length); at += 4) {
    const entry = tableOf(machine, task).entries[getI32(bytes, at)]
    if (!entry) return -ERRNO.EBADF
    files.push(entry.file)
  }
  return files
}

function receiveMessage(machine: Machine, task: Task, { fd, message: at, flags }: Message): number {
  const found = openSocketOf(machine, task, fd)
  if (typeof found === 'number') return found
  const header = readHeader(machine, task, at, readUser)
  if (!header) return -ERRNO.EFAULT
  const message = receive(machine, task, found.file, roomIn(header), flags)
  if (typeof message === 'number') return message
  let used = 0
  for (const [place, length] of header.vectors) {
    const part = message.bytes.subarray(used, used + length)
    if (!writeUser(machine, task, place, part)) return -ERRNO.EFAULT
    used += part.length
  }
  const lengthAt = at + MESSAGE_HEADER.nameLength
  if (!tellAddress(machine, task, message.from, found.socket.family, header.name, lengthAt))
    return -ERRNO.EFAULT
  giveFiles(machine, task, at, header, message.files)
  writeI32(machine, task, at + MESSAGE_HEADER.flags, message.full > message.bytes.length ? MSG.truncated : 0)
  return message.bytes.length
}

/** Installs descriptors that came with a message and lists them in the control buffer. */
function giveFiles(machine: Machine, task: Task, at: number, header: Header, files: readonly number[]): void {
  const size = files.length === 0 || header.controlLength < 16 + 4 * files.length ? 0 : 16 + 4 * files.length
  const bytes = new Uint8Array(size)
  if (size > 0) {
    putU32(bytes, 0, size)
    putU32(bytes, 8, SOL_SOCKET)
    putU32(bytes, 12, SCM_RIGHTS)
    files.forEach((id, i) => {
      const file = must(machine.state.openFiles.get(id), 'open file')
      const fd = installFile(machine, task, file, false)
      edit(machine, file).users--
      putU32(bytes, 16 + 4 * i, fd)
    })
    writeUser(machine, task, header.control, bytes)
  }
  const length = new Uint8Array(8)
  putU32(length, 0, size)
  writeUser(machine, task, at + MESSAGE_HEADER.controlLength, length)
}
