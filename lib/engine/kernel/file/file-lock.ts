/** Advisory locks: flock's on open file descriptions, fcntl's on ranges, owned by processes. */

import { see } from '../memory/argument'
import { inodeAt } from '../memory/inode'
import { getI64, getU16, putI64, putU16, putU32, readUser, writeUser } from '../memory/user-memory'
import { GO, type Look, wait } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { OBJECT, type ObjectOrder, type Ordering, objectOf } from '../state/footprint'
import { FLOCK } from '../state/layout'
import type { FileLock, Inode, Machine, OpenFile, Task } from '../state/machine'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { fileOf, inodeOf, isReadable, isWritableFile, tableOf } from './open-file'

const LOCK = { shared: 1, exclusive: 2, nonblocking: 4, unlock: 8 } as const
const TYPE = { read: 0, write: 1, unlock: 2 } as const
const GETLK = 5
const SETLKW = 7

/** Whether flock(fd, operation) would have its lock, or a reason to fail. */
export function lookToFlock(machine: Machine, task: Task, fd: number, operation: number): Look<null> {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  const wanted = operation & ~LOCK.nonblocking
  if (wanted !== LOCK.shared && wanted !== LOCK.exclusive && wanted !== LOCK.unlock) return -ERRNO.EINVAL
  const inode = inodeOf(machine, file)
  if (!inode || wanted === LOCK.unlock) return GO
  const isRival = (lock: FileLock) =>
    lock.style === 'flock' && lock.owner !== file.id && (wanted === LOCK.exclusive || lock.exclusive)
  if (!inode.locks.some(isRival)) return GO
  if (operation & LOCK.nonblocking) return -ERRNO.EAGAIN
  return wait([keyOf(KEY.file, inode.id)], { call: 'flock', object: inode.name, task: null })
}

/**
 * Takes a lock, changes it, or gives it back; its guard has seen that nobody else's is in the way. It belongs to
 * the open file description, which dup and fork share (flock(2)). What has no inode of its own, a pipe, is not locked.
 */
export function flock(machine: Machine, task: Task, fd: number, operation: number): number {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  const inode = inodeOf(machine, file)
  if (!inode) return 0
  const wanted = operation & ~LOCK.nonblocking
  const others = inode.locks.filter((lock) => lock.style !== 'flock' || lock.owner !== file.id)
  const exclusive = wanted === LOCK.exclusive
  const lock: FileLock = { style: 'flock', owner: file.id, exclusive, start: 0, end: Infinity }
  edit(machine, inode).locks = wanted === LOCK.unlock ? others : [...others, lock]
  wake(machine, keyOf(KEY.file, inode.id), task)
  return 0
}

/** Where in an inode its locks order tasks; its bytes are elsewhere. */
const LOCKS_AT = -2

function lockOrder(inode: Inode, ordering: Ordering): ObjectOrder {
  return { object: objectOf(OBJECT.inode, inode.id), offset: LOCKS_AT, ordering }
}

/** Who has locked a file knows what was done before it was unlocked; those who share a lock are not ordered. Pure. */
export function flockOrders(
  machine: Machine,
  task: Task,
  fd: number,
  operation: number,
): readonly ObjectOrder[] {
  const file = fileOf(machine, task, fd)
  const inode = file && inodeOf(machine, file)
  if (!inode) return []
  const own = inode.locks.find((lock) => lock.style === 'flock' && lock.owner === file.id)
  const left = own ? [lockOrder(inode, own.exclusive ? 'release' : 'release shared')] : []
  const wanted = operation & ~LOCK.nonblocking
  if (wanted === LOCK.unlock || typeof lookToFlock(machine, task, fd, operation) === 'number') return left
  return [...left, lockOrder(inode, wanted === LOCK.exclusive ? 'acquire' : 'acquire shared')]
}

/** The same of a lock on a range, as if all ranges of a file were one. Pure. */
export function rangeOrders(
  machine: Machine,
  task: Task,
  file: OpenFile,
  command: number,
  address: number,
): readonly ObjectOrder[] {
  const request = requestOf(machine, task, file, command, see(machine, task, address, FLOCK.size))
  if (command === GETLK || typeof request === 'number') return []
  const { inode, type, lock } = request
  const own = inode.locks.filter(({ style, owner }) => style === 'posix' && owner === task.pid)
  const isExclusive = own.some(({ exclusive }) => exclusive)
  const left = own.length > 0 ? [lockOrder(inode, isExclusive ? 'release' : 'release shared')] : []
  if (type === TYPE.unlock || (command !== SETLKW && rivalOf(inode, lock))) return left
  return [...left, lockOrder(inode, lock.exclusive ? 'acquire' : 'acquire shared')]
}

/** Locks that may go when a descriptor is closed, or, without one, all of a process. Pure. */
export function lockedThrough(machine: Machine, task: Task, fd?: number): readonly ObjectOrder[] {
  const { entries } = tableOf(machine, task)
  const inodes = new Set<Inode>()
  for (const entry of fd === undefined ? entries : [entries[fd]]) {
    const file = entry && machine.state.openFiles.get(entry.file)
    const inode = file && inodeOf(machine, file)
    if (inode && inode.locks.length > 0) inodes.add(inode)
  }
  return [...inodes].map((inode) => lockOrder(inode, 'release'))
}

/** What F_GETLK, F_SETLK or F_SETLKW asks for with the struct flock at an address; a negated errno when that is none. */
type Request = {
  readonly inode: Inode
  readonly bytes: Uint8Array
  readonly type: number
  readonly lock: FileLock
}

function requestOf(
  machine: Machine,
  task: Task,
  file: OpenFile,
  command: number,
  bytes: Uint8Array | null,
): Request | number {
  if (file.kind !== 'file') return -ERRNO.EINVAL
  if (!bytes) return -ERRNO.EFAULT
  const inode = inodeAt(machine, file.object)
  const type = getU16(bytes, FLOCK.type)
  const range = rangeOf(bytes, file, inode)
  if (!range || type > TYPE.unlock) return -ERRNO.EINVAL
  const lock: FileLock = { style: 'posix', owner: task.pid, exclusive: type === TYPE.write, ...range }
  const isAllowed = type === TYPE.write ? isWritableFile(file) : isReadable(file)
  if (command !== GETLK && type !== TYPE.unlock && !isAllowed) return -ERRNO.EBADF
  return { inode, bytes, type, lock }
}

/** Whether fcntl would have its lock, or a reason to fail. */
export function lookToLock(
  machine: Machine,
  task: Task,
  file: OpenFile,
  command: number,
  address: number,
): Look<null> {
  const request = requestOf(machine, task, file, command, see(machine, task, address, FLOCK.size))
  if (typeof request === 'number') return request
  const { inode, type, lock } = request
  const rival = command === GETLK || type === TYPE.unlock ? null : rivalOf(inode, lock)
  if (!rival) return GO
  if (command !== SETLKW) return -ERRNO.EAGAIN
  if (waitsFor(machine, rival.owner, task.pid)) return -ERRNO.EDEADLK
  return wait([keyOf(KEY.file, inode.id)], { call: 'fcntl', object: inode.name, task: null })
}

/** fcntl with F_GETLK, F_SETLK or F_SETLKW and a struct flock at `address`. */
export function lockRange(
  machine: Machine,
  task: Task,
  file: OpenFile,
  command: number,
  address: number,
): number {
  const request = requestOf(machine, task, file, command, readUser(machine, task, address, FLOCK.size))
  if (typeof request === 'number') return request
  const { inode, bytes, type, lock } = request
  if (command === GETLK) return tellRival(machine, task, address, bytes, rivalOf(inode, lock))
  const others = carve(inode.locks, lock)
  edit(machine, inode).locks = type === TYPE.unlock ? others : [...others, lock]
  wake(machine, keyOf(KEY.file, inode.id), task)
  return 0
}

/** Is a process, through locks that it waits for, waiting for another one? One level, as Linux's EDEADLK in practice. */
function waitsFor(machine: Machine, owner: number, pid: number): boolean {
  for (const index of machine.state.live) {
    const task = machine.state.tasks[index]
    if (!task || task.pid !== owner || task.blocked?.call !== 'fcntl') continue
    for (const inode of machine.state.inodes.values())
      if (task.waitKeys.includes(keyOf(KEY.file, inode.id)))
        return inode.locks.some((lock) => lock.style === 'posix' && lock.owner === pid)
  }
  return false
}

function rangeOf(bytes: Uint8Array, file: OpenFile, inode: Inode): { start: number; end: number } | null {
  const whence = getU16(bytes, FLOCK.whence)
  const base = whence === 0 ? 0 : whence === 1 ? file.offset : inode.size
  const start = base + getI64(bytes, FLOCK.start)
  const length = getI64(bytes, FLOCK.length)
  if (whence > 2 || start < 0) return null
  if (length < 0) return start + length < 0 ? null : { start: start + length, end: start }
  return { start, end: length === 0 ? Infinity : start + length }
}

function rivalOf(inode: Inode, wanted: FileLock): FileLock | null {
  const clashes = (lock: FileLock) =>
    lock.style === 'posix' &&
    lock.owner !== wanted.owner &&
    lock.start < wanted.end &&
    lock.end > wanted.start &&
    (lock.exclusive || wanted.exclusive)
  return inode.locks.find(clashes) ?? null
}

/** Takes a range out of its owner's locks; what is left on either side stays locked. */
function carve(locks: readonly FileLock[], range: FileLock): FileLock[] {
  return locks.flatMap((lock) => {
    if (lock.style !== 'posix' || lock.owner !== range.owner) return [lock]
    if (lock.start >= range.end || lock.end <= range.start) return [lock]
    const rest: FileLock[] = []
    if (lock.start < range.start) rest.push({ ...lock, end: range.start })
    if (lock.end > range.end) rest.push({ ...lock, start: range.end })
    return rest
  })
}

function tellRival(
  machine: Machine,
  task: Task,
  address: number,
  bytes: Uint8Array,
  rival: FileLock | null,
): number {
  if (!rival) putU16(bytes, FLOCK.type, TYPE.unlock)
  else {
    putU16(bytes, FLOCK.type, rival.exclusive ? TYPE.write : TYPE.read)
    putU16(bytes, FLOCK.whence, 0)
    putI64(bytes, FLOCK.start, rival.start)
    putI64(bytes, FLOCK.length, rival.end === Infinity ? 0 : rival.end - rival.start)
    putU32(bytes, FLOCK.pid, rival.owner)
  }
  return writeUser(machine, task, address, bytes) ? 0 : -ERRNO.EFAULT
}
