/** stat and its kin, modes and sizes of files. */

import { touchMemory } from '../memory/footprint'
import { inodeAt, MAX_FILE, truncateInode, USER } from '../memory/inode'
import { putI64, putU32, writeUser } from '../memory/user-memory'
import { call, type RowTable } from '../state/call'
import { BOOT_SECONDS } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { touchSystem } from '../state/footprint'
import { STAT } from '../state/layout'
import type { Inode, Machine, OpenFile, Task } from '../state/machine'
import { touchDescriptor, touchMappings, touchPath } from './footprint'
import { queueAt } from './message-queue'
import { fileOf, inodeOf, isWritableFile } from './open-file'
import { resolve } from './path'
import { isOwner, MAY, mayAccess } from './permission'

export const FILE_STATUS_CALLS = {
  stat: call({
    args: { path: 'string', out: 'pointer' },
    touches: (machine, task, { path, out }) => [
      ...touchPath(machine, task, path, 'read'),
      ...touchMemory(machine, task, out, STAT.size, 'write'),
    ],
    act: (machine, task, { path, out }) => statPath(machine, task, path, out, true),
  }),

  lstat: call({
    args: { path: 'string', out: 'pointer' },
    touches: (machine, task, { path, out }) => [
      ...touchPath(machine, task, path, 'read'),
      ...touchMemory(machine, task, out, STAT.size, 'write'),
    ],
    act: (machine, task, { path, out }) => statPath(machine, task, path, out, false),
  }),

  fstat: call({
    args: { fd: 'descriptor', out: 'pointer' },
    touches: (machine, task, { fd, out }) => [
      touchSystem('tree', 'read'),
      ...touchDescriptor(machine, task, fd, 'read'),
      ...touchMemory(machine, task, out, STAT.size, 'write'),
    ],
    act(machine, task, { fd, out }) {
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      const inode = inodeOf(machine, file)
      const bytes = inode ? statOf(machine, inode) : statOfFile(machine, file)
      return writeUser(machine, task, out, bytes) ? 0 : -ERRNO.EFAULT
    },
  }),

  access: call({
    args: { path: 'string', mode: 'int' },
    touches: (machine, task, { path }) => touchPath(machine, task, path, 'read'),
    act(machine, task, { path, mode }) {
      if ((mode & ~7) !== 0) return -ERRNO.EINVAL
      const found = resolve(machine, task, path)
      if (typeof found === 'number') return found
      if (!found.inode) return -ERRNO.ENOENT
      return mayAccess(found.inode, mode) ? 0 : -ERRNO.EACCES
    },
  }),

  fchmod: call({
    args: { fd: 'descriptor', mode: 'int' },
    touches: (machine, task, { fd }) => [
      touchSystem('tree', 'write'),
      ...touchDescriptor(machine, task, fd, 'write'),
    ],
    act(machine, task, { fd, mode }) {
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      const inode = file.kind === 'file' || file.kind === 'directory' ? inodeAt(machine, file.object) : null
      if (inode && !isOwner(inode)) return -ERRNO.EPERM
      if (inode) {
        const draft = edit(machine, inode)
        draft.mode = mode & 0o7777
        draft.changed = machine.state.now
      }
      return 0
    },
  }),

  ftruncate: call({
    args: { fd: 'descriptor', length: 'long' },
    touches(machine, task, { fd }) {
      const file = fileOf(machine, task, fd)
      const mappings = file?.kind === 'file' ? touchMappings(machine, file.object) : []
      return [...touchDescriptor(machine, task, fd, 'write'), ...mappings]
    },
    act(machine, task, { fd, length }) {
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      if (file.kind !== 'file' || !isWritableFile(file)) return -ERRNO.EINVAL
      return truncate(machine, inodeAt(machine, file.object), length)
    },
  }),

  truncate: call({
    args: { path: 'string', length: 'long' },
    touches(machine, task, { path }) {
      const found = resolve(machine, task, path)
      const inode = typeof found === 'number' ? null : found.inode
      return [...touchPath(machine, task, path, 'write'), ...(inode ? touchMappings(machine, inode.id) : [])]
    },
    act(machine, task, { path, length }) {
      const found = resolve(machine, task, path)
      if (typeof found === 'number') return found
      if (!found.inode) return -ERRNO.ENOENT
      if (found.inode.kind === 'directory') return -ERRNO.EISDIR
      if (!mayAccess(found.inode, MAY.write)) return -ERRNO.EACCES
      return truncate(machine, found.inode, length)
    },
  }),

  fsync: call({
    args: { fd: 'descriptor' },
    touches: (machine, task, { fd }) => touchDescriptor(machine, task, fd, 'read'),
    act(machine, task, { fd }) {
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      return file.kind === 'pipe' || file.kind === 'socket' ? -ERRNO.EINVAL : 0
    },
  }),
} satisfies RowTable

function truncate(machine: Machine, inode: Inode, size: number): number {
  if (size < 0) return -ERRNO.EINVAL
  if (size > MAX_FILE) return -ERRNO.EFBIG
  truncateInode(machine, inode, size)
  return 0
}

function statPath(machine: Machine, task: Task, path: string, out: number, follow: boolean): number {
  const found = resolve(machine, task, path, follow)
  if (typeof found === 'number') return found
  if (!found.inode) return -ERRNO.ENOENT
  return writeUser(machine, task, out, statOf(machine, found.inode)) ? 0 : -ERRNO.EFAULT
}

const TYPE_BITS = {
  fifo: 0o010000,
  device: 0o020000,
  directory: 0o040000,
  file: 0o100000,
  anonymous: 0o100000,
  symlink: 0o120000,
  socket: 0o140000,
} as const

function statOf(machine: Machine, inode: Inode): Uint8Array {
  const bytes = statBytes(TYPE_BITS[inode.kind] | inode.mode, inode.id, inode.size, inode.links, inode.owner)
  putI64(bytes, STAT.blocks, inode.pages.filter((frame) => frame !== 0).length * 8)
  putTime(bytes, STAT.accessed, inode.accessed)
  putTime(bytes, STAT.modified, inode.modified)
  putTime(bytes, STAT.changed, inode.changed)
  if (inode.kind === 'directory') {
    const folders = inode.entries.filter((entry) => inodeAt(machine, entry.inode).kind === 'directory').length
    putI64(bytes, STAT.links, 2 + folders)
  }
  return bytes
}

function putTime(bytes: Uint8Array, at: number, ns: number): void {
  putI64(bytes, at, BOOT_SECONDS + Math.floor(ns / 1e9))
  putI64(bytes, at + 8, Math.floor(ns % 1e9))
}

/** What Linux says of a message queue. */
const QUEUE_BYTES = 80

function statOfFile(machine: Machine, file: OpenFile): Uint8Array {
  if (file.kind === 'queue')
    return statBytes(TYPE_BITS.file | queueAt(machine, file.object).mode, file.object, QUEUE_BYTES, 1)
  const type =
    file.kind === 'socket' ? TYPE_BITS.socket : file.kind === 'terminal' ? TYPE_BITS.device : TYPE_BITS.fifo
  return statBytes(type | 0o600, file.id, 0, 1)
}

function statBytes(mode: number, id: number, size: number, links: number, owner = USER): Uint8Array {
  const bytes = new Uint8Array(STAT.size)
  putI64(bytes, STAT.device, 1)
  putI64(bytes, STAT.inode, id)
  putI64(bytes, STAT.links, links)
  putU32(bytes, STAT.mode, mode)
  putU32(bytes, STAT.uid, owner)
  putU32(bytes, STAT.gid, owner)
  putI64(bytes, STAT.bytes, size)
  putI64(bytes, STAT.blockSize, 4096)
  return bytes
}
