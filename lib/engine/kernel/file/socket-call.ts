/** System calls on sockets. */

import { createInode, linkEntry } from '../memory/inode'
import {
  getI32,
  getI64,
  getU16,
  putU16,
  putU32,
  readI32,
  readUser,
  writeI32,
  writeUser,
} from '../memory/user-memory'
import { edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { MESSAGE_HEADER } from '../state/layout'
import { type Machine, must, type OpenFile, processOf, type Socket, type Task } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { block, KEY, keyOf, wake } from '../state/wait-queue'
import { installPair } from './descriptor'
import {
  createOpenFile,
  fileOf,
  installFile,
  isNonblocking,
  O_CLOEXEC,
  O_NONBLOCK,
  O_RDWR,
  tableOf,
} from './open-file'
import { resolve } from './path'
import { AF, connectPair, createSocket, MSG, receive, SOCK, send, shutSocket, socketAt } from './socket'

const FIRST_EPHEMERAL_PORT = 40_000
const LAST_PORT = 65_535
const SOL_SOCKET = 1
const SCM_RIGHTS = 1

export const SOCKET_CALLS: HandlerTable = {
  socket(machine, task, args) {
    const type = int(args, 1) & 15
    const family = int(args, 0)
    if (family !== AF.unix && family !== AF.inet && family !== AF.inet6) return -ERRNO.EAFNOSUPPORT
    if (!(Object.values(SOCK) as number[]).includes(type)) return -ERRNO.EINVAL
    if (type === SOCK.packet && family !== AF.unix) return -ERRNO.EPROTONOSUPPORT
    return openSocket(machine, task, createSocket(machine, task, family, type), int(args, 1))
  },

  socketpair(machine, task, args) {
    const type = int(args, 1) & 15
    if (int(args, 0) !== AF.unix) return -ERRNO.EOPNOTSUPP
    if (!(Object.values(SOCK) as number[]).includes(type)) return -ERRNO.EINVAL
    const a = createSocket(machine, task, AF.unix, type)
    const b = createSocket(machine, task, AF.unix, type)
    connectPair(machine, task, a, b)
    const flags = O_RDWR | (int(args, 1) & O_NONBLOCK)
    const first = createOpenFile(machine, task, 'socket', flags, a.id)
    const second = createOpenFile(machine, task, 'socket', flags, b.id)
    return installPair(machine, task, first, second, (int(args, 1) & O_CLOEXEC) !== 0, long(args, 3))
  },

  bind(machine, task, args) {
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number') return socket
    const address = readAddress(machine, task, long(args, 1), int(args, 2))
    if (typeof address === 'number') return address
    if (socket.address !== '') return -ERRNO.EINVAL
    return bindSocket(machine, task, socket, address)
  },

  listen(machine, task, args) {
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number') return socket
    if (socket.type === SOCK.datagram) return -ERRNO.EOPNOTSUPP
    if (socket.state === 'connected') return -ERRNO.EINVAL
    if (socket.address === '') {
      if (socket.family === AF.unix) return -ERRNO.EINVAL
      const bound = bindPort(machine, socket, 0)
      if (bound < 0) return bound
    }
    const draft = edit(machine, socket)
    draft.state = 'listening'
    draft.backlog = Math.max(0, Math.min(4096, int(args, 1)))
    return 0
  },

  accept(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number' || !file) return typeof socket === 'number' ? socket : -ERRNO.EBADF
    if (socket.state !== 'listening') return -ERRNO.EINVAL
    const [next, ...rest] = socket.waiting
    if (next === undefined) {
      if (isNonblocking(file)) return -ERRNO.EAGAIN
      const reason = { call: 'accept', object: 'socket', task: null }
      return block(machine, task, [keyOf(KEY.socket, socket.id)], reason)
    }
    if (machine.probing) return 0
    edit(machine, socket).waiting = rest
    wake(machine, keyOf(KEY.socket, socket.id), task)
    const peer = socketAt(machine, next)
    if (!tellAddress(machine, task, peer.peerAddress, peer.family, long(args, 1), long(args, 2)))
      return -ERRNO.EFAULT
    return openSocket(machine, task, peer, int(args, 3))
  },

  connect(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number' || !file) return typeof socket === 'number' ? socket : -ERRNO.EBADF
    const address = readAddress(machine, task, long(args, 1), int(args, 2))
    if (typeof address === 'number') return address
    if (socket.type !== SOCK.datagram && socket.state === 'connected') return -ERRNO.EISCONN
    const target = findSocket(machine, task, address, socket.type)
    if (typeof target === 'number') return target
    if (socket.type !== SOCK.datagram) return connectStream(machine, task, file, socket, target)
    const draft = edit(machine, socket)
    draft.peer = target.id
    draft.peerAddress = target.address
    return 0
  },

  shutdown(machine, task, args) {
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number') return socket
    if (int(args, 1) < 0 || int(args, 1) > 2) return -ERRNO.EINVAL
    if (socket.state !== 'connected') return -ERRNO.ENOTCONN
    shutSocket(machine, socket, int(args, 1), task)
    return 0
  },

  sendto(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number' || !file) return typeof socket === 'number' ? socket : -ERRNO.EBADF
    const bytes = readUser(machine, task, long(args, 1), long(args, 2))
    if (!bytes) return -ERRNO.EFAULT
    let target: Socket | null = null
    if (long(args, 4) !== 0 && socket.type === SOCK.datagram) {
      const address = readAddress(machine, task, long(args, 4), int(args, 5))
      if (typeof address === 'number') return address
      const found = findSocket(machine, task, address, socket.type)
      if (typeof found === 'number') return socket.family === AF.unix ? found : bytes.length
      target = found
      if (socket.address === '' && socket.family !== AF.unix && !machine.probing) {
        const bound = bindPort(machine, socket, 0)
        if (bound < 0) return bound
      }
    }
    return send(machine, task, file, bytes, int(args, 3), target)
  },

  recvfrom(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number' || !file) return typeof socket === 'number' ? socket : -ERRNO.EBADF
    const message = receive(machine, task, file, long(args, 2), int(args, 3))
    if (typeof message === 'number' || machine.probing) return typeof message === 'number' ? message : 0
    if (!writeUser(machine, task, long(args, 1), message.bytes)) return -ERRNO.EFAULT
    const told = tellAddress(machine, task, message.from, socket.family, long(args, 4), long(args, 5))
    if (!told) return -ERRNO.EFAULT
    return int(args, 3) & MSG.truncated ? message.full : message.bytes.length
  },

  sendmsg: (machine, task, args) => sendMessage(machine, task, args),
  recvmsg: (machine, task, args) => receiveMessage(machine, task, args),

  getsockname(machine, task, args) {
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number') return socket
    const told = tellAddress(machine, task, socket.address, socket.family, long(args, 1), long(args, 2))
    return told ? 0 : -ERRNO.EFAULT
  },

  getpeername(machine, task, args) {
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number') return socket
    if (socket.state !== 'connected' && socket.peer === 0) return -ERRNO.ENOTCONN
    const told = tellAddress(machine, task, socket.peerAddress, socket.family, long(args, 1), long(args, 2))
    return told ? 0 : -ERRNO.EFAULT
  },

  setsockopt(machine, task, args) {
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number') return socket
    const value = int(args, 4) >= 4 ? readI32(machine, task, long(args, 3)) : 0
    if (value === null) return -ERRNO.EFAULT
    edit(machine, socket).options = [...socket.options, int(args, 1) * 1000 + int(args, 2), value]
    return 0
  },

  getsockopt(machine, task, args) {
    const socket = socketOf(machine, task, int(args, 0))
    if (typeof socket === 'number') return socket
    const value = optionOf(socket, int(args, 1), int(args, 2))
    if (!writeI32(machine, task, long(args, 3), value)) return -ERRNO.EFAULT
    return writeI32(machine, task, long(args, 4), 4) ? 0 : -ERRNO.EFAULT
  },
}

function optionOf(socket: Socket, level: number, option: number): number {
  if (level === SOL_SOCKET && option === 3) return socket.type // SO_TYPE
  if (level === SOL_SOCKET && option === 4) return 0 // SO_ERROR
  if (level === SOL_SOCKET && option === 30) return socket.state === 'listening' ? 1 : 0 // SO_ACCEPTCONN
  if (level === SOL_SOCKET && (option === 7 || option === 8)) return 212_992 // SO_SNDBUF, SO_RCVBUF
  for (let i = socket.options.length - 2; i >= 0; i -= 2)
    if (socket.options[i] === level * 1000 + option) return socket.options[i + 1] ?? 0
  return 0
}

function openSocket(machine: Machine, task: Task, socket: Socket, type: number): number {
  const file = createOpenFile(machine, task, 'socket', O_RDWR | (type & O_NONBLOCK), socket.id)
  return installFile(machine, task, file, (type & O_CLOEXEC) !== 0)
}

function socketOf(machine: Machine, task: Task, fd: number): Socket | number {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  return file.kind === 'socket' ? socketAt(machine, file.object) : -ERRNO.ENOTSOCK
}

// ---- addresses: `unix:/path`, `unix:@abstract`, `inet:PORT`

function readAddress(machine: Machine, task: Task, at: number, length: number): string | number {
  if (length < 2 || length > 128) return -ERRNO.EINVAL
  const bytes = readUser(machine, task, at, length)
  if (!bytes) return -ERRNO.EFAULT
  const family = getU16(bytes, 0)
  if (family === AF.unix) {
    if (length === 2) return 'unix:'
    const name = String.fromCharCode(...bytes.subarray(2))
    if (name.startsWith('\0')) return `unix:@${name.slice(1)}`
    return `unix:${name.split('\0')[0] ?? ''}`
  }
  if (family !== AF.inet && family !== AF.inet6) return -ERRNO.EAFNOSUPPORT
  if (length < 16) return -ERRNO.EINVAL
  return `inet:${((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)}`
}

/** Writes an address and its length, as far as there is room; a null address is not written. */
function tellAddress(
  machine: Machine,
  task: Task,
  address: string,
  family: number,
  at: number,
  lengthAt: number,
): boolean {
  if (at === 0 || lengthAt === 0) return true
  const room = readI32(machine, task, lengthAt)
  if (room === null) return false
  const bytes = addressBytes(address, family)
  const kept = bytes.subarray(0, Math.max(0, Math.min(room, bytes.length)))
  return writeUser(machine, task, at, kept) && writeI32(machine, task, lengthAt, bytes.length)
}

function addressBytes(address: string, family: number): Uint8Array {
  if (family === AF.unix) {
    const name = address.slice('unix:'.length)
    const raw = name.startsWith('@') ? `\0${name.slice(1)}` : name === '' ? '' : `${name}\0`
    const bytes = new Uint8Array(2 + raw.length)
    putU16(bytes, 0, AF.unix)
    for (let i = 0; i < raw.length; i++) bytes[2 + i] = raw.charCodeAt(i)
    return bytes
  }
  const bytes = new Uint8Array(family === AF.inet ? 16 : 28)
  const port = Number(address.slice('inet:'.length) || 0)
  putU16(bytes, 0, family)
  bytes[2] = port >> 8
  bytes[3] = port & 255
  if (port !== 0 && family === AF.inet) bytes.set([127, 0, 0, 1], 4)
  return bytes
}

function bindSocket(machine: Machine, task: Task, socket: Socket, address: string): number {
  if (address.startsWith('inet:')) return bindPort(machine, socket, Number(address.slice(5)))
  if (address.startsWith('unix:@')) {
    if (machine.state.names.has(address)) return -ERRNO.EADDRINUSE
    put(machine, machine.state.names, address, socket.id)
  } else {
    const found = resolve(machine, task, address.slice('unix:'.length), false)
    if (typeof found === 'number') return found
    if (found.inode) return -ERRNO.EADDRINUSE
    const mode = 0o777 & ~processOf(machine, task).umask
    const inode = createInode(machine, task, 'socket', mode, address.slice(5))
    edit(machine, inode).object = socket.id
    linkEntry(machine, found.directory, found.name, inode)
  }
  edit(machine, socket).address = address
  if (socket.state === 'new') edit(machine, socket).state = 'bound'
  return 0
}

/** TCP and UDP ports are apart; port 0 asks for a free one. */
function bindPort(machine: Machine, socket: Socket, wanted: number): number {
  const { names } = machine.state
  const nameOf = (port: number) => portName(socket.type, port)
  let port = wanted
  if (port === 0) {
    for (port = FIRST_EPHEMERAL_PORT; names.has(nameOf(port)); ) port++
    if (port > LAST_PORT) return -ERRNO.EADDRINUSE
  } else if (names.has(nameOf(port))) return -ERRNO.EADDRINUSE
  put(machine, names, nameOf(port), socket.id)
  edit(machine, socket).address = `inet:${port}`
  if (socket.state === 'new') edit(machine, socket).state = 'bound'
  return 0
}

function portName(type: number, port: number): string {
  return type === SOCK.datagram ? `udp:${port}` : `inet:${port}`
}

function findSocket(machine: Machine, task: Task, address: string, type: number): Socket | number {
  const { names, sockets } = machine.state
  if (address.startsWith('inet:')) {
    const id = names.get(portName(type, Number(address.slice(5))))
    return (id !== undefined && sockets.get(id)) || -ERRNO.ECONNREFUSED
  }
  if (address.startsWith('unix:@')) {
    const id = names.get(address)
    return (id !== undefined && sockets.get(id)) || -ERRNO.ECONNREFUSED
  }
  const found = resolve(machine, task, address.slice('unix:'.length))
  if (typeof found === 'number') return found
  if (!found.inode) return -ERRNO.ENOENT
  const socket = found.inode.kind === 'socket' ? sockets.get(found.inode.object) : undefined
  if (!socket) return -ERRNO.ECONNREFUSED
  return socket.type === type ? socket : -ERRNO.EPROTOTYPE
}

/** A connection is complete before it is accepted: the server's end waits in the listener's queue. */
function connectStream(
  machine: Machine,
  task: Task,
  file: OpenFile,
  socket: Socket,
  listener: Socket,
): number {
  if (listener.state !== 'listening') return -ERRNO.ECONNREFUSED
  if (listener.waiting.length > listener.backlog) {
    if (isNonblocking(file)) return -ERRNO.EAGAIN
    const reason = { call: 'connect', object: 'socket', task: null }
    return block(machine, task, [keyOf(KEY.socket, listener.id)], reason)
  }
  if (machine.probing) return 0
  if (socket.address === '' && socket.family !== AF.unix && bindPort(machine, socket, 0) < 0)
    return -ERRNO.EADDRNOTAVAIL
  const server = createSocket(machine, task, listener.family, listener.type)
  connectPair(machine, task, socket, server)
  const draft = edit(machine, server)
  draft.address = listener.address
  draft.peerAddress = socket.address
  edit(machine, socket).peerAddress = listener.address
  edit(machine, listener).waiting = [...listener.waiting, server.id]
  wake(machine, keyOf(KEY.socket, listener.id), task)
  return 0
}

// ---- messages with vectors and descriptors

type Header = {
  readonly name: number
  readonly nameLength: number
  readonly vectors: readonly [number, number][]
  readonly control: number
  readonly controlLength: number
}

function readHeader(machine: Machine, task: Task, at: number): Header | null {
  const bytes = readUser(machine, task, at, MESSAGE_HEADER.size)
  if (!bytes) return null
  const count = getI64(bytes, MESSAGE_HEADER.vectorCount)
  const list =
    count > 1024 ? null : readUser(machine, task, getI64(bytes, MESSAGE_HEADER.vectors), 16 * count)
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

function sendMessage(machine: Machine, task: Task, args: readonly number[]): number {
  const file = fileOf(machine, task, int(args, 0))
  const socket = socketOf(machine, task, int(args, 0))
  if (typeof socket === 'number' || !file) return typeof socket === 'number' ? socket : -ERRNO.EBADF
  const header = readHeader(machine, task, long(args, 1))
  if (!header) return -ERRNO.EFAULT
  const parts = header.vectors.map(([at, length]) => readUser(machine, task, at, length))
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + (part?.length ?? 0), 0))
  let used = 0
  for (const part of parts) {
    if (!part) return -ERRNO.EFAULT
    bytes.set(part, used)
    used += part.length
  }
  let target: Socket | null = null
  if (header.name !== 0 && socket.type === SOCK.datagram) {
    const address = readAddress(machine, task, header.name, header.nameLength)
    const found = typeof address === 'number' ? address : findSocket(machine, task, address, socket.type)
    if (typeof found === 'number') return found
    target = found
  }
  const files = filesIn(machine, task, header)
  return typeof files === 'number' ? files : send(machine, task, file, bytes, int(args, 2), target, files)
}

/** Open files of the descriptors in an SCM_RIGHTS control message. */
function filesIn(machine: Machine, task: Task, header: Header): number[] | number {
  if (header.control === 0 || header.controlLength < 16) return []
  const bytes = readUser(machine, task, header.control, header.controlLength)
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

function receiveMessage(machine: Machine, task: Task, args: readonly number[]): number {
  const file = fileOf(machine, task, int(args, 0))
  const socket = socketOf(machine, task, int(args, 0))
  if (typeof socket === 'number' || !file) return typeof socket === 'number' ? socket : -ERRNO.EBADF
  const header = readHeader(machine, task, long(args, 1))
  if (!header) return -ERRNO.EFAULT
  const room = header.vectors.reduce((sum, [, length]) => sum + length, 0)
  const message = receive(machine, task, file, room, int(args, 2))
  if (typeof message === 'number' || machine.probing) return typeof message === 'number' ? message : 0
  let used = 0
  for (const [at, length] of header.vectors) {
    const part = message.bytes.subarray(used, used + length)
    if (!writeUser(machine, task, at, part)) return -ERRNO.EFAULT
    used += part.length
  }
  const lengthAt = long(args, 1) + MESSAGE_HEADER.nameLength
  if (!tellAddress(machine, task, message.from, socket.family, header.name, lengthAt)) return -ERRNO.EFAULT
  const flags = message.full > message.bytes.length ? MSG.truncated : 0
  giveFiles(machine, task, long(args, 1), header, message.files)
  writeI32(machine, task, long(args, 1) + MESSAGE_HEADER.flags, flags)
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
