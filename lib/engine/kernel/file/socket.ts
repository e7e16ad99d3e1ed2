/**
 * Sockets: Unix-domain and loopback; stream, datagram and sequenced packets. A connection is two pipes, one a
 * direction; a datagram socket is one pipe of packets that others put into.
 */

import { GO, type Look, type Outcome, wait } from '../state/call'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import {
  type Machine,
  newId,
  type OpenFile,
  type Pipe,
  type PipeBuffer,
  type Socket,
  type Task,
} from '../state/machine'
import { must } from '../state/must'
import { KEY, keyOf, wake } from '../state/wait-queue'
import {
  brokenPipe,
  bufferOf,
  bytesAtFront,
  closePipeEnd,
  createPipe,
  lookToReadPipe,
  lookToWritePipe,
  pipeAt,
  readPipe,
  writePipe,
} from './pipe'

export const AF = { unix: 1, inet: 2, inet6: 10 } as const
export const SOCK = { stream: 1, datagram: 2, packet: 5 } as const
/** Pages that one direction of a stream holds, close to Linux's default of 208 KiB. */
const STREAM_SLOTS = 52
/** Packets that may wait, as net.unix.max_dgram_qlen. */
const PACKET_SLOTS = 11
const O_NONBLOCK = 0o4000

/** @throws Error when there is none: who holds a number of a socket has a use of it, or has asked */
export function socketAt(machine: Machine, id: number): Socket {
  return must(machine.state.sockets.get(id), 'socket', id)
}

/**
 * A socket without address, peer or descriptor. One for datagrams has its incoming pipe from the beginning, since
 * anybody may send to it.
 * @param family AF_…
 * @param type SOCK_…, without flags
 */
export function createSocket(machine: Machine, maker: Task, family: number, type: number): Socket {
  const socket: Socket = {
    id: newId(machine, maker),
    family,
    type,
    state: 'new',
    address: '',
    peerAddress: '',
    peer: 0,
    incoming: 0,
    outgoing: 0,
    backlog: 0,
    error: 0,
    waiting: [],
    readShut: false,
    writeShut: false,
    options: [],
    users: 0,
  }
  put(machine, machine.state.sockets, socket.id, socket)
  if (type === SOCK.datagram) edit(machine, socket).incoming = packetPipe(machine, maker)
  return socket
}

function packetPipe(machine: Machine, maker: Task): number {
  const pipe = createPipe(machine, maker, 'socket', PACKET_SLOTS)
  const draft = edit(machine, pipe)
  draft.readers = 1
  draft.writers = 1
  return pipe.id
}

/** Joins two sockets by a pipe in each direction. */
export function connectPair(machine: Machine, maker: Task, a: Socket, b: Socket): void {
  if (a.type === SOCK.datagram) {
    edit(machine, a).peer = b.id
    edit(machine, b).peer = a.id
  } else {
    const slots = a.type === SOCK.packet ? PACKET_SLOTS : STREAM_SLOTS
    const toB = createPipe(machine, maker, 'socket', slots)
    const toA = createPipe(machine, maker, 'socket', slots)
    for (const pipe of [toA, toB]) {
      const pipeDraft = edit(machine, pipe)
      pipeDraft.readers = 1
      pipeDraft.writers = 1
    }
    const aDraft = edit(machine, a)
    aDraft.outgoing = toB.id
    const bDraft = edit(machine, b)
    bDraft.incoming = toB.id
    bDraft.outgoing = toA.id
    aDraft.incoming = toA.id
  }
  edit(machine, a).state = 'connected'
  edit(machine, b).state = 'connected'
}

/** The last descriptor is gone: the peer sees the end, those who wait to be accepted are refused. */
export function closeSocket(machine: Machine, id: number, by: Task | null): void {
  const socket = socketAt(machine, id)
  for (const waiting of socket.waiting) {
    resetPeer(machine, socketAt(machine, waiting))
    closeSocket(machine, waiting, by)
  }
  if ((machine.state.pipes.get(socket.incoming)?.buffers.length ?? 0) > 0) resetPeer(machine, socket)
  const isDatagram = socket.type === SOCK.datagram
  if (socket.incoming !== 0 && (!socket.readShut || isDatagram))
    closePipeEnd(machine, pipeAt(machine, socket.incoming), true, isDatagram, by)
  if (socket.outgoing !== 0 && !socket.writeShut)
    closePipeEnd(machine, pipeAt(machine, socket.outgoing), false, true, by)
  for (const [name, owner] of machine.state.names)
    if (owner === id && /^(unix|inet|udp):/.test(name)) drop(machine, machine.state.names, name)
  drop(machine, machine.state.sockets, id)
  wake(machine, keyOf(KEY.socket, id), by)
}

/** A connection ends with bytes that nobody will read, or before it was accepted: its other end is told so, once. */
function resetPeer(machine: Machine, socket: Socket): void {
  for (const peer of peersOf(machine, socket)) edit(machine, peer).error = ERRNO.ECONNRESET
}

/** The socket at the other end of a connection, if it is open still. */
export function peersOf(machine: Machine, socket: Socket | undefined): readonly Socket[] {
  const outgoing = socket?.outgoing ?? 0
  return outgoing === 0
    ? []
    : [...machine.state.sockets.values()].filter((peer) => peer.incoming === outgoing)
}

/** The error that a socket has to tell, negated, and tells once (SO_ERROR, socket(7)); 0: none. */
export function takeError(machine: Machine, socket: Socket): number {
  const { error } = socket
  if (error !== 0) edit(machine, socket).error = 0
  return -error
}

/** shutdown(2): 0 reading, 1 writing, 2 both. */
export function shutSocket(machine: Machine, socket: Socket, how: number, by: Task): void {
  if (how !== 1 && !socket.readShut && socket.incoming !== 0) {
    edit(machine, socket).readShut = true
    closePipeEnd(machine, pipeAt(machine, socket.incoming), true, false, by)
    wake(machine, keyOf(KEY.pipeRead, socket.incoming), by)
  }
  if (how !== 0 && !socket.writeShut && socket.outgoing !== 0) {
    edit(machine, socket).writeShut = true
    closePipeEnd(machine, pipeAt(machine, socket.outgoing), false, true, by)
    wake(machine, keyOf(KEY.pipeWrite, socket.outgoing), by)
  }
}

export type Received = {
  readonly bytes: Uint8Array
  readonly from: string
  readonly files: readonly number[]
  readonly full: number
}

export const MSG = { peek: 2, truncated: 0x20, dontWait: 0x40, waitAll: 0x100, noSignal: 0x4000 } as const

function isNonblockingFor(file: OpenFile, flags: number): boolean {
  return (file.flags & O_NONBLOCK) !== 0 || (flags & MSG.dontWait) !== 0
}

/** What comes in as a stream; null: the socket has packets, or no connection. */
export function incomingStream(machine: Machine, id: number): Pipe | null {
  const { type, incoming } = socketAt(machine, id)
  return type === SOCK.stream ? (machine.state.pipes.get(incoming) ?? null) : null
}

/** Whether a receive would find something, the end, or a reason to fail. */
export function lookToReceive(machine: Machine, file: OpenFile, length: number, flags: number): Look<null> {
  const socket = socketAt(machine, file.object)
  const pipe = machine.state.pipes.get(socket.incoming)
  if (!pipe || (socket.readShut && pipe.length === 0)) return GO
  const nonblocking = isNonblockingFor(file, flags)
  if (socket.type === SOCK.stream) {
    const isShort = flags & MSG.waitAll && pipe.length < length && pipe.writers > 0
    return isShort && !nonblocking ? waitToReceive(pipe) : lookToReadPipe(pipe, nonblocking)
  }
  if (pipe.buffers.length > 0 || pipe.writers === 0) return GO
  return nonblocking ? -ERRNO.EAGAIN : waitToReceive(pipe)
}

function waitToReceive(pipe: Pipe): Look<null> {
  return wait([keyOf(KEY.pipeRead, pipe.id)], { call: 'recv', object: 'socket', task: null })
}

/** Takes a message or bytes out of a socket; a negative number is an error. */
export function receive(
  machine: Machine,
  task: Task,
  file: OpenFile,
  length: number,
  flags: number,
): Received | number {
  const socket = socketAt(machine, file.object)
  if (socket.incoming === 0)
    return socket.type === SOCK.stream && socket.family !== AF.unix ? -ERRNO.ENOTCONN : -ERRNO.EINVAL
  const pipe = machine.state.pipes.get(socket.incoming)
  if (!pipe) return received(new Uint8Array(0))
  if (socket.readShut && pipe.length === 0) return received(new Uint8Array(0))
  if (pipe.buffers.length === 0 && socket.error !== 0) return takeError(machine, socket)
  if (socket.type === SOCK.stream) return receiveBytes(machine, task, pipe, length, flags)
  const packet = pipe.buffers[0]
  if (!packet) return received(new Uint8Array(0))
  const message = {
    bytes: packet.bytes.subarray(0, length),
    from: packet.from,
    files: packet.files,
    full: packet.bytes.length,
  }
  if (flags & MSG.peek) return message
  const draft = edit(machine, pipe)
  draft.buffers = pipe.buffers.slice(1)
  draft.length -= packet.bytes.length
  wake(machine, keyOf(KEY.pipeWrite, pipe.id), task)
  return message
}

function receiveBytes(machine: Machine, task: Task, pipe: Pipe, length: number, flags: number): Received {
  if (flags & MSG.peek && pipe.length > 0) return received(bytesAtFront(pipe, length))
  const files = pipe.buffers[0]?.files ?? []
  return { ...received(readPipe(machine, task, pipe, length)), files }
}

function received(bytes: Uint8Array): Received {
  return { bytes, from: '', files: [], full: bytes.length }
}

/** What a send brings with it. `target` is the socket of a datagram that names its receiver, else null. */
export type Sending = {
  readonly flags: number
  readonly target: Socket | null
  readonly files: readonly number[]
  /** Bytes of a stream that went in an earlier phase. */
  readonly done: number
}

/** Whether a send of so many bytes would find room, or a reason to fail. */
export function lookToSend(machine: Machine, file: OpenFile, length: number, sending: Sending): Look<null> {
  const { flags, target, files, done } = sending
  const socket = socketAt(machine, file.object)
  const nonblocking = isNonblockingFor(file, flags)
  if (socket.type === SOCK.datagram) {
    const receiver = receiverOf(machine, socket, target)
    if (!receiver || length > MAX_DATAGRAM || socket.family !== AF.unix) return GO
    return lookForRoom(pipeAt(machine, receiver.incoming), nonblocking)
  }
  const pipe = machine.state.pipes.get(socket.outgoing)
  if (!pipe || socket.writeShut || pipe.readers === 0) return GO
  const isPacket = socket.type === SOCK.packet || files.length > 0
  return isPacket ? lookForRoom(pipe, nonblocking) : lookToWritePipe(pipe, length, nonblocking, done)
}

function lookForRoom(pipe: Pipe, nonblocking: boolean): Look<null> {
  if (pipe.buffers.length < pipe.slots) return GO
  if (nonblocking) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.pipeWrite, pipe.id)], { call: 'send', object: 'socket', task: null })
}

/** Sends bytes, or one packet. */
export function send(
  machine: Machine,
  task: Task,
  file: OpenFile,
  bytes: Uint8Array,
  sending: Sending,
): Outcome {
  const { flags, files, done } = sending
  const socket = socketAt(machine, file.object)
  if (socket.type === SOCK.datagram) return sendDatagram(machine, task, socket, bytes, sending)
  // TCP takes a socket that was never connected for one whose connection is gone (tcp_sendmsg).
  if (socket.outgoing === 0 && socket.family === AF.unix) return -ERRNO.ENOTCONN
  const pipe = machine.state.pipes.get(socket.outgoing)
  if (!pipe || socket.writeShut || pipe.readers === 0)
    return flags & MSG.noSignal && done === 0 ? -ERRNO.EPIPE : brokenPipe(machine, task, done)
  if (socket.type === SOCK.packet || files.length > 0)
    return pushPacket(machine, task, pipe, bytes, { packet: socket.type === SOCK.packet, files })
  return writePipe(machine, task, pipe, bytes, isNonblockingFor(file, flags), done)
}

const MAX_DATAGRAM = 212_992
/** Packets that a UDP socket holds. */
const UDP_SLOTS = 256

function receiverOf(machine: Machine, socket: Socket, target: Socket | null): Socket | null {
  return target ?? (socket.peer === 0 ? null : (machine.state.sockets.get(socket.peer) ?? null))
}

/** UDP never waits: a full receiver loses the packet. A Unix datagram waits for room. */
function sendDatagram(
  machine: Machine,
  task: Task,
  socket: Socket,
  bytes: Uint8Array,
  { target, files }: Sending,
): number {
  const receiver = receiverOf(machine, socket, target)
  if (!receiver && socket.peer === 0) return socket.family === AF.unix ? -ERRNO.ENOTCONN : -ERRNO.EDESTADDRREQ
  if (!receiver) {
    // A Unix socket whose peer is gone is told so once, then it has none.
    if (socket.family === AF.unix) edit(machine, socket).peer = 0
    return -ERRNO.ECONNREFUSED
  }
  if (bytes.length > MAX_DATAGRAM) return -ERRNO.EMSGSIZE
  const pipe = pipeAt(machine, receiver.incoming)
  if (socket.family !== AF.unix && pipe.buffers.length >= UDP_SLOTS) return bytes.length
  if (socket.family !== AF.unix) edit(machine, pipe).slots = UDP_SLOTS
  return pushPacket(machine, task, pipe, bytes, { packet: true, from: socket.address, files })
}

function pushPacket(
  machine: Machine,
  task: Task,
  pipe: Pipe,
  bytes: Uint8Array,
  extra: Partial<PipeBuffer>,
): number {
  const draft = edit(machine, pipe)
  draft.buffers = [...pipe.buffers, { ...bufferOf(bytes, task.index), ...extra }]
  draft.length += bytes.length
  for (const id of extra.files ?? [])
    edit(machine, must(machine.state.openFiles.get(id), 'open file')).users++
  wake(machine, keyOf(KEY.pipeRead, pipe.id), task)
  return bytes.length
}

/** read(2) on a socket. */
export function readSocket(
  machine: Machine,
  task: Task,
  file: OpenFile,
  length: number,
): Uint8Array | number {
  const message = receive(machine, task, file, length, 0)
  return typeof message === 'number' ? message : message.bytes
}
