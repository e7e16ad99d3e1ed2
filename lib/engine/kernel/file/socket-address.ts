/** Addresses of sockets: `unix:/path`, `unix:` and an abstract name, which begins with NUL, `inet:PORT`; what is bound to them. */

import { createInode, linkEntry } from '../memory/inode'
import { getU16, putU16, readI32, writeI32, writeUser } from '../memory/user-memory'
import { edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, type OpenFile, processOf, type Socket, type Task } from '../state/machine'
import { fileOf } from './open-file'
import { resolve } from './path'
import { refuseChange } from './permission'
import { AF, SOCK, socketAt } from './socket'

const FIRST_EPHEMERAL_PORT = 40_000
const LAST_PORT = 65_535
/** How user memory is read: `readUser` by an act, `see` by a guard. */
export type Reader = (machine: Machine, task: Task, address: number, length: number) => Uint8Array | null

/** The socket behind a descriptor, with its open file description; a negated errno. */
export function openSocketOf(
  machine: Machine,
  task: Task,
  fd: number,
): { readonly file: OpenFile; readonly socket: Socket } | number {
  const file = fileOf(machine, task, fd)
  const socket = socketOf(machine, task, fd)
  if (typeof socket === 'number') return socket
  return file ? { file, socket } : -ERRNO.EBADF
}

/** The socket behind a descriptor; EBADF or ENOTSOCK, negated. */
export function socketOf(machine: Machine, task: Task, fd: number): Socket | number {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  return file.kind === 'socket' ? socketAt(machine, file.object) : -ERRNO.ENOTSOCK
}

/**
 * A `struct sockaddr` of the caller's as one of those texts; EINVAL, EFAULT or EAFNOSUPPORT, negated. The host in
 * it is not looked at: all are this one.
 * @param read how its bytes are read: without a trace for a guard, with faults for an act
 */
export function readAddress(
  machine: Machine,
  task: Task,
  at: number,
  length: number,
  read: Reader,
): string | number {
  if (length < 2 || length > 128) return -ERRNO.EINVAL
  const bytes = read(machine, task, at, length)
  if (!bytes) return -ERRNO.EFAULT
  const family = getU16(bytes, 0)
  if (family === AF.unix) {
    if (length === 2) return 'unix:'
    const name = String.fromCharCode(...bytes.subarray(2))
    if (name.startsWith('\0')) return `unix:${name}`
    return `unix:${name.split('\0')[0] ?? ''}`
  }
  if (family !== AF.inet && family !== AF.inet6) return -ERRNO.EAFNOSUPPORT
  if (length < 16) return -ERRNO.EINVAL
  return `inet:${((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)}`
}

/** Writes an address and its length, as far as there is room; a null address is not written. */
export function tellAddress(
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
    const raw = name.startsWith('\0') || name === '' ? name : `${name}\0`
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

/**
 * Gives a socket that has no address one (bind(2)): a port, an abstract name, or a file of its kind, whose mode
 * is what the umask leaves of 0777. 0, or a negated errno: EADDRINUSE, or what is wrong with the path.
 */
export function bindSocket(machine: Machine, task: Task, socket: Socket, address: string): number {
  if (address.startsWith('inet:')) return bindPort(machine, socket, Number(address.slice(5)))
  if (address === 'unix:') return bindSocket(machine, task, socket, freeName(machine))
  if (isAbstract(address)) {
    if (machine.state.names.has(address)) return -ERRNO.EADDRINUSE
    put(machine, machine.state.names, address, socket.id)
  } else {
    const found = resolve(machine, task, address.slice('unix:'.length), false)
    if (typeof found === 'number') return found
    if (found.inode) return -ERRNO.EADDRINUSE
    const refused = refuseChange(found)
    if (refused !== 0) return refused
    const mode = 0o777 & ~processOf(machine, task).umask
    const inode = createInode(machine, task, 'socket', mode, address.slice(5))
    edit(machine, inode).object = socket.id
    linkEntry(machine, found.directory, found.name, inode)
  }
  edit(machine, socket).address = address
  if (socket.state === 'new') edit(machine, socket).state = 'bound'
  return 0
}

function isAbstract(address: string): boolean {
  return address.startsWith('unix:\0')
}

/** The abstract name that a Unix socket gets which asks for none: five digits (unix(7), "Autobind feature"). */
function freeName(machine: Machine): string {
  const nameOf = (number: number) => `unix:\0${number.toString(16).padStart(5, '0')}`
  let number = 0
  while (machine.state.names.has(nameOf(number))) number++
  return nameOf(number)
}

/** TCP and UDP ports are apart; port 0 asks for a free one. */
export function bindPort(machine: Machine, socket: Socket, wanted: number): number {
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

/**
 * The socket that is bound to an address; negated ECONNREFUSED when nobody is, what is wrong with the path, or
 * EPROTOTYPE for a path to a socket of another type (unix(7)).
 */
export function findSocket(machine: Machine, task: Task, address: string, type: number): Socket | number {
  const { names, sockets } = machine.state
  if (address.startsWith('inet:')) {
    const id = names.get(portName(type, Number(address.slice(5))))
    return (id !== undefined && sockets.get(id)) || -ERRNO.ECONNREFUSED
  }
  if (isAbstract(address)) {
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
