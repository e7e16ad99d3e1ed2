/**
 * Sockets: Unix-domain and loopback; stream, datagram and sequenced packets. A connection is two pipes, one a
 * direction; a datagram socket is one pipe of packets that others put into.
 */
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import {
  type Machine,
  must,
  newId,
  type OpenFile,
  type PipeBuffer,
  type Socket,
  type Task,
} from '../state/machine'
import { block, KEY, keyOf, wake } from '../state/wait-queue'
import { bufferOf, closePipeEnd, createPipe, pipeAt, readPipe, takeBytes, writePipe } from './pipe'

export const AF = { unix: 1, inet: 2, inet6: 10 } as const
export const SOCK = { stream: 1, datagram: 2, packet: 5 } as const
/** Pages that one direction of a stream holds, close to Linux's default of 208 KiB. */
const STREAM_SLOTS = 52
/** Packets that may wait, as net.unix.max_dgram_qlen. */
const PACKET_SLOTS = 11
const O_NONBLOCK = 0o4000

export function socketAt(machine: Machine, id: number): Socket {
  return must(machine.state.sockets.get(id), `socket ${id}`)
}

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
  for (const waiting of socket.waiting) closeSocket(machine, waiting, by)
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

/** Takes a message or bytes out of a socket; a negative number is an error or BLOCK. */
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
  const nonblocking = (file.flags & O_NONBLOCK) !== 0 || (flags & MSG.dontWait) !== 0
  if (socket.readShut && pipe.length === 0) return received(new Uint8Array(0))
  if (socket.type === SOCK.stream) return receiveBytes(machine, task, socket, length, flags, nonblocking)
  const packet = pipe.buffers[0]
  if (!packet) {
    if (pipe.writers === 0) return received(new Uint8Array(0))
    if (nonblocking) return -ERRNO.EAGAIN
    const reason = { call: 'recv', object: 'socket', task: null }
    return block(machine, task, [keyOf(KEY.pipeRead, pipe.id)], reason)
  }
  const message = {
    bytes: packet.bytes.subarray(0, length),
    from: packet.from,
    files: packet.files,
    full: packet.bytes.length,
  }
  if (machine.probing || flags & MSG.peek) return message
  const draft = edit(machine, pipe)
  draft.buffers = pipe.buffers.slice(1)
  draft.length -= packet.bytes.length
  wake(machine, keyOf(KEY.pipeWrite, pipe.id), task)
  return message
}

function receiveBytes(
  machine: Machine,
  task: Task,
  socket: Socket,
  length: number,
  flags: number,
  nonblocking: boolean,
): Received | number {
  const pipe = pipeAt(machine, socket.incoming)
  if (flags & MSG.waitAll && pipe.length < length && pipe.writers > 0 && !nonblocking) {
    const reason = { call: 'recv', object: 'socket', task: null }
    return block(machine, task, [keyOf(KEY.pipeRead, pipe.id)], reason)
  }
  if (flags & MSG.peek && pipe.length > 0) {
    const copy = { ...pipe }
    return received(takeBytes(machine, copy, length))
  }
  const files = pipe.buffers[0]?.files ?? []
  const bytes = readPipe(machine, task, pipe, length, nonblocking)
  return typeof bytes === 'number' ? bytes : { ...received(bytes), files }
}

function received(bytes: Uint8Array): Received {
  return { bytes, from: '', files: [], full: bytes.length }
}

/** Sends bytes, or one packet. `target` is the socket of a datagram that names its receiver, else null. */
export function send(
  machine: Machine,
  task: Task,
  file: OpenFile,
  bytes: Uint8Array,
  flags: number,
  target: Socket | null,
  files: readonly number[] = [],
): number {
  const socket = socketAt(machine, file.object)
  const nonblocking = (file.flags & O_NONBLOCK) !== 0 || (flags & MSG.dontWait) !== 0
  if (socket.type === SOCK.datagram)
    return sendDatagram(machine, task, socket, bytes, nonblocking, target, files)
  const signals = (flags & MSG.noSignal) === 0
  // TCP takes a socket that was never connected for one whose connection is gone (tcp_sendmsg).
  if (socket.outgoing === 0)
    return socket.family === AF.unix ? -ERRNO.ENOTCONN : brokenConnection(machine, task, signals)
  const pipe = machine.state.pipes.get(socket.outgoing)
  if (!pipe || socket.writeShut) return brokenConnection(machine, task, signals)
  if (pipe.readers === 0) return brokenConnection(machine, task, signals)
  if (socket.type === SOCK.packet || files.length > 0)
    return pushPacket(machine, task, pipe.id, bytes, nonblocking, '', files, socket.type === SOCK.packet)
  return writePipe(machine, task, pipe, bytes, nonblocking)
}

function brokenConnection(machine: Machine, task: Task, signals: boolean): number {
  const gone = { ...blankPipe(), readers: 0 }
  return signals ? writePipe(machine, task, gone, new Uint8Array(1), true) : -ERRNO.EPIPE
}

function blankPipe() {
  return {
    id: 0,
    name: 'socket',
    kind: 'socket' as const,
    buffers: [],
    slots: 1,
    readers: 0,
    writers: 0,
    readerOpens: 0,
    writerOpens: 0,
    length: 0,
  }
}

function sendDatagram(
  machine: Machine,
  task: Task,
  socket: Socket,
  bytes: Uint8Array,
  nonblocking: boolean,
  target: Socket | null,
  files: readonly number[],
): number {
  const receiver = target ?? (socket.peer === 0 ? null : (machine.state.sockets.get(socket.peer) ?? null))
  if (!receiver && socket.peer === 0) return socket.family === AF.unix ? -ERRNO.ENOTCONN : -ERRNO.EDESTADDRREQ
  if (!receiver) return -ERRNO.ECONNREFUSED
  if (bytes.length > 212_992) return -ERRNO.EMSGSIZE
  // UDP never waits: a full receiver loses the packet. A Unix datagram waits for room.
  const pipe = pipeAt(machine, receiver.incoming)
  if (socket.family !== AF.unix && pipe.buffers.length >= 256) return bytes.length
  if (socket.family !== AF.unix) edit(machine, pipe).slots = 256
  return pushPacket(machine, task, pipe.id, bytes, nonblocking, socket.address, files, true)
}

function pushPacket(
  machine: Machine,
  task: Task,
  pipeId: number,
  bytes: Uint8Array,
  nonblocking: boolean,
  from: string,
  files: readonly number[],
  packet: boolean,
): number {
  const pipe = pipeAt(machine, pipeId)
  if (pipe.buffers.length >= pipe.slots) {
    if (nonblocking) return -ERRNO.EAGAIN
    return block(machine, task, [keyOf(KEY.pipeWrite, pipe.id)], {
      call: 'send',
      object: 'socket',
      task: null,
    })
  }
  if (machine.probing) return bytes.length
  const buffer: PipeBuffer = bufferOf(bytes, task.index, { packet, from, files })
  const draft = edit(machine, pipe)
  draft.buffers = [...pipe.buffers, buffer]
  draft.length += bytes.length
  for (const id of files) edit(machine, must(machine.state.openFiles.get(id), 'open file')).users++
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

/** write(2) on a socket. */
export function writeSocket(machine: Machine, task: Task, file: OpenFile, bytes: Uint8Array): number {
  return send(machine, task, file, bytes, 0, null)
}
