/** Sockets by call: made, bound, listened on, connected; their options. Data is in socket-message.ts. */

import { see } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { readI32, readUser, writeI32 } from '../memory/user-memory'
import { call, go, type Look, type RowTable, wait } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING } from '../state/footprint'
import type { Machine, OpenFile, Socket, Task } from '../state/machine'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { installPair } from './descriptor'
import { touchDescriptor, touchTable } from './footprint'
import { createOpenFile, installFile, isNonblocking, O_CLOEXEC, O_NONBLOCK, O_RDWR } from './open-file'
import { AF, connectPair, createSocket, SOCK, shutSocket, socketAt, takeError } from './socket'
import {
  bindPort,
  bindSocket,
  findSocket,
  openSocketOf,
  readAddress,
  socketOf,
  tellAddress,
} from './socket-address'

const SOL_SOCKET = 1
const SO_ERROR = 4

export const CONNECTION_CALLS = {
  socket: call({
    args: { family: 'int', type: 'int', protocol: 'int' },
    touches: (machine, task) => [touchTable(machine, task)],
    act(machine, task, { family, type: wanted, protocol }) {
      const type = wanted & 15
      if (family !== AF.unix && family !== AF.inet && family !== AF.inet6) return -ERRNO.EAFNOSUPPORT
      if (!(Object.values(SOCK) as number[]).includes(type)) return -ERRNO.EINVAL
      if (!hasProtocol(family, type, protocol)) return -ERRNO.EPROTONOSUPPORT
      return openSocket(machine, task, createSocket(machine, task, family, type), wanted)
    },
  }),

  socketpair: call({
    args: { family: 'int', type: 'int', protocol: 'int', out: 'pointer' },
    touches: (machine, task, { out }) => [
      touchTable(machine, task),
      ...touchMemory(machine, task, out, 8, 'write'),
    ],
    act(machine, task, { family, type: wanted, protocol, out }) {
      const type = wanted & 15
      if (family !== AF.unix) return -ERRNO.EOPNOTSUPP
      if (!(Object.values(SOCK) as number[]).includes(type)) return -ERRNO.EINVAL
      if (!hasProtocol(family, type, protocol)) return -ERRNO.EPROTONOSUPPORT
      const a = createSocket(machine, task, AF.unix, type)
      const b = createSocket(machine, task, AF.unix, type)
      connectPair(machine, task, a, b)
      const flags = O_RDWR | (wanted & O_NONBLOCK)
      const first = createOpenFile(machine, task, 'socket', flags, a.id)
      const second = createOpenFile(machine, task, 'socket', flags, b.id)
      return installPair(machine, task, first, second, (wanted & O_CLOEXEC) !== 0, out)
    },
  }),

  bind: call({
    args: { fd: 'descriptor', address: 'pointer', size: 'int' },
    touches: () => EVERYTHING,
    act(machine, task, { fd, address: at, size }) {
      const socket = socketOf(machine, task, fd)
      if (typeof socket === 'number') return socket
      const address = readAddress(machine, task, at, size, readUser)
      if (typeof address === 'number') return address
      if (socket.address !== '') return -ERRNO.EINVAL
      return bindSocket(machine, task, socket, address)
    },
  }),

  listen: call({
    args: { fd: 'descriptor', backlog: 'int' },
    touches: () => EVERYTHING,
    act(machine, task, { fd, backlog }) {
      const socket = socketOf(machine, task, fd)
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
      draft.backlog = Math.max(0, Math.min(4096, backlog))
      return 0
    },
  }),

  accept: call({
    args: { fd: 'descriptor', address: 'pointer', size: 'pointer', flags: 'int' },
    isCancellationPoint: true,
    touches: (machine, task, { fd, address }) =>
      address === 0
        ? [touchTable(machine, task), ...touchDescriptor(machine, task, fd, 'write')]
        : EVERYTHING,
    guard(machine, task, { fd }) {
      const found = openSocketOf(machine, task, fd)
      if (typeof found === 'number') return found
      const { file, socket } = found
      if (socket.state !== 'listening') return -ERRNO.EINVAL
      if (socket.waiting.length > 0) return go(socket)
      if (isNonblocking(file)) return -ERRNO.EAGAIN
      return wait([keyOf(KEY.socket, socket.id)], { call: 'accept', object: 'socket', task: null })
    },
    act(machine, task, { address, size, flags }, socket) {
      const [next = 0, ...rest] = socket.waiting
      edit(machine, socket).waiting = rest
      wake(machine, keyOf(KEY.socket, socket.id), task)
      const peer = socketAt(machine, next)
      if (!tellAddress(machine, task, peer.peerAddress, peer.family, address, size)) return -ERRNO.EFAULT
      return openSocket(machine, task, peer, flags)
    },
  }),

  connect: call({
    args: { fd: 'descriptor', address: 'pointer', size: 'int' },
    isCancellationPoint: true,
    touches: () => EVERYTHING,
    guard(machine, task, { fd, address: at, size }) {
      const found = openSocketOf(machine, task, fd)
      if (typeof found === 'number') return found
      const { file, socket } = found
      const address = readAddress(machine, task, at, size, see)
      if (typeof address === 'number') return address
      const isStream = socket.type !== SOCK.datagram
      if (isStream && socket.state === 'connected') return -ERRNO.EISCONN
      const target = findSocket(machine, task, address, socket.type)
      if (typeof target === 'number') return target
      return isStream ? lookToConnect(file, socket, target) : go({ socket, target })
    },
    act(machine, task, _args, { socket, target }) {
      if (socket.type !== SOCK.datagram) return connectStream(machine, task, socket, target)
      const draft = edit(machine, socket)
      draft.peer = target.id
      draft.peerAddress = target.address
      return 0
    },
  }),

  shutdown: call({
    args: { fd: 'descriptor', how: 'int' },
    touches: (machine, task, { fd }) => touchDescriptor(machine, task, fd, 'write'),
    act(machine, task, { fd, how }) {
      const socket = socketOf(machine, task, fd)
      if (typeof socket === 'number') return socket
      if (how < 0 || how > 2) return -ERRNO.EINVAL
      if (socket.state !== 'connected') return -ERRNO.ENOTCONN
      shutSocket(machine, socket, how, task)
      return 0
    },
  }),

  getsockname: call({
    args: { fd: 'descriptor', address: 'pointer', size: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { fd, address, size }) {
      const socket = socketOf(machine, task, fd)
      if (typeof socket === 'number') return socket
      const told = tellAddress(machine, task, socket.address, socket.family, address, size)
      return told ? 0 : -ERRNO.EFAULT
    },
  }),

  getpeername: call({
    args: { fd: 'descriptor', address: 'pointer', size: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { fd, address, size }) {
      const socket = socketOf(machine, task, fd)
      if (typeof socket === 'number') return socket
      if (socket.state !== 'connected' && socket.peer === 0) return -ERRNO.ENOTCONN
      const told = tellAddress(machine, task, socket.peerAddress, socket.family, address, size)
      return told ? 0 : -ERRNO.EFAULT
    },
  }),

  setsockopt: call({
    args: { fd: 'descriptor', level: 'int', option: 'int', value: 'pointer', size: 'int' },
    touches: (machine, task, { fd, value }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, value, 4, 'read'),
    ],
    act(machine, task, { fd, level, option, value: address, size }) {
      const socket = socketOf(machine, task, fd)
      if (typeof socket === 'number') return socket
      const value = size >= 4 ? readI32(machine, task, address) : 0
      if (value === null) return -ERRNO.EFAULT
      edit(machine, socket).options = [...socket.options, level * 1000 + option, value]
      return 0
    },
  }),

  getsockopt: call({
    args: { fd: 'descriptor', level: 'int', option: 'int', value: 'pointer', size: 'pointer' },
    touches: (machine, task, { fd, value, size }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, value, 4, 'write'),
      ...touchMemory(machine, task, size, 4, 'write'),
    ],
    act(machine, task, { fd, level, option, value, size }) {
      const socket = socketOf(machine, task, fd)
      if (typeof socket === 'number') return socket
      const answer =
        level === SOL_SOCKET && option === SO_ERROR
          ? -takeError(machine, socket)
          : optionOf(socket, level, option)
      if (!writeI32(machine, task, value, answer)) return -ERRNO.EFAULT
      return writeI32(machine, task, size, 4) ? 0 : -ERRNO.EFAULT
    },
  }),
} satisfies RowTable

/** IPPROTO_… of each type of an internet socket: TCP, UDP. */
const PROTOCOL: Readonly<Record<number, number>> = { [SOCK.stream]: 6, [SOCK.datagram]: 17 }

/** Whether a protocol is the one that a socket of that family and type has; 0 is always. */
function hasProtocol(family: number, type: number, protocol: number): boolean {
  if (family === AF.unix) return protocol === 0 || protocol === AF.unix
  return PROTOCOL[type] !== undefined && (protocol === 0 || protocol === PROTOCOL[type])
}

function optionOf(socket: Socket, level: number, option: number): number {
  if (level === SOL_SOCKET && option === 3) return socket.type // SO_TYPE
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

/** A connection is complete before it is accepted: the server's end waits in the listener's queue. */
type Connecting = { readonly socket: Socket; readonly target: Socket }

function lookToConnect(file: OpenFile, socket: Socket, listener: Socket): Look<Connecting> {
  if (listener.state !== 'listening') return -ERRNO.ECONNREFUSED
  if (listener.waiting.length <= listener.backlog) return go({ socket, target: listener })
  if (isNonblocking(file)) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.socket, listener.id)], { call: 'connect', object: 'socket', task: null })
}

function connectStream(machine: Machine, task: Task, socket: Socket, listener: Socket): number {
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
