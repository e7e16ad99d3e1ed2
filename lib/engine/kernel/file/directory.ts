/** Calls on names: directories, links, renaming, permissions, the current folder. */

import { touchMemory } from '../memory/footprint'
import { createInode, inodeAt, linkEntry, unlinkEntry } from '../memory/inode'
import { bytesOfString, putI64, putU16, writeUser } from '../memory/user-memory'
import { call, type RowTable } from '../state/call'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING, touchProcess, touchSystem } from '../state/footprint'
import {
  type Inode,
  type InodeKind,
  type Machine,
  type OpenFile,
  processOf,
  type Task,
} from '../state/machine'
import { touchDescriptor, touchPath } from './footprint'
import { fileOf } from './open-file'
import { normalPath, procFiles, resolve } from './path'
import { isOwner, MAY, mayAccess, refuseChange } from './permission'

export const DIRECTORY_CALLS = {
  unlink: call({
    args: { path: 'string' },
    touches: () => [touchSystem('tree', 'write')],
    act(machine, task, { path }) {
      const found = resolve(machine, task, path, false)
      if (typeof found === 'number') return found
      if (!found.inode) return -ERRNO.ENOENT
      if (found.inode.kind === 'directory') return -ERRNO.EISDIR
      const refused = refuseChange(found)
      if (refused !== 0) return refused
      unlinkEntry(machine, found.directory, found.name)
      return 0
    },
  }),

  mkdir: call({
    args: { path: 'string', mode: 'int' },
    touches: () => [touchSystem('tree', 'write')],
    act: (machine, task, args) => create(machine, task, args, 'directory'),
  }),

  mkfifo: call({
    args: { path: 'string', mode: 'int' },
    fromLibrary: { waits: false },
    touches: () => [touchSystem('tree', 'write')],
    act: (machine, task, args) => create(machine, task, args, 'fifo'),
  }),

  rmdir: call({
    args: { path: 'string' },
    touches: () => [touchSystem('tree', 'write')],
    act(machine, task, { path }) {
      const found = resolve(machine, task, path, false)
      if (typeof found === 'number') return found
      if (!found.inode) return -ERRNO.ENOENT
      if (found.inode.kind !== 'directory') return -ERRNO.ENOTDIR
      if (/(^|\/)\.\/*$/.test(path)) return -ERRNO.EINVAL
      const refused = refuseChange(found)
      if (refused !== 0) return refused
      if (found.inode.entries.length > 0) return -ERRNO.ENOTEMPTY
      unlinkEntry(machine, found.directory, found.name)
      return 0
    },
  }),

  rename: call({
    args: { oldPath: 'string', newPath: 'string' },
    touches: () => [touchSystem('tree', 'write')],
    act(machine, task, { oldPath, newPath }) {
      const from = resolve(machine, task, oldPath, false)
      const to = resolve(machine, task, newPath, false)
      if (typeof from === 'number') return from
      if (typeof to === 'number') return to
      if (!from.inode) return -ERRNO.ENOENT
      if (from.inode === to.inode) return 0
      const refused = refuseChange(from) || refuseChange(to)
      if (refused !== 0) return refused
      if (holds(machine, from.inode, to.directory)) return -ERRNO.EINVAL
      if (to.inode) {
        const folders = [from.inode.kind === 'directory', to.inode.kind === 'directory']
        if (folders[1] && !folders[0]) return -ERRNO.EISDIR
        if (folders[0] && !folders[1]) return -ERRNO.ENOTDIR
        if (to.inode.entries.length > 0) return -ERRNO.ENOTEMPTY
        unlinkEntry(machine, to.directory, to.name)
      }
      const { inode } = from
      linkEntry(machine, to.directory, to.name, inode)
      unlinkEntry(machine, from.directory, from.name)
      return 0
    },
  }),

  link: call({
    args: { oldPath: 'string', newPath: 'string' },
    touches: () => [touchSystem('tree', 'write')],
    act(machine, task, { oldPath, newPath }) {
      const from = resolve(machine, task, oldPath, false)
      const to = resolve(machine, task, newPath, false)
      if (typeof from === 'number') return from
      if (typeof to === 'number') return to
      if (!from.inode) return -ERRNO.ENOENT
      if (from.inode.kind === 'directory') return -ERRNO.EPERM
      if (to.inode) return -ERRNO.EEXIST
      const refused = refuseChange(to)
      if (refused !== 0) return refused
      linkEntry(machine, to.directory, to.name, from.inode)
      return 0
    },
  }),

  symlink: call({
    args: { target: 'string', path: 'string' },
    touches: () => [touchSystem('tree', 'write')],
    act(machine, task, { target, path }) {
      const to = resolve(machine, task, path, false)
      if (typeof to === 'number') return to
      if (target === '') return -ERRNO.ENOENT
      if (to.inode) return -ERRNO.EEXIST
      const refused = refuseChange(to)
      if (refused !== 0) return refused
      const inode = createInode(machine, task, 'symlink', 0o777, target)
      const draft = edit(machine, inode)
      draft.target = target
      draft.size = target.length
      linkEntry(machine, to.directory, to.name, inode)
      return 0
    },
  }),

  readlink: call({
    args: { path: 'string', buffer: 'pointer', size: 'long' },
    touches: (machine, task, { path, buffer, size }) => [
      ...touchPath(machine, task, path, 'read'),
      ...touchMemory(machine, task, buffer, size, 'write'),
    ],
    act(machine, task, { path, buffer, size }) {
      const found = resolve(machine, task, path, false)
      if (typeof found === 'number') return found
      if (!found.inode) return -ERRNO.ENOENT
      if (found.inode.kind !== 'symlink' || size <= 0) return -ERRNO.EINVAL
      const bytes = bytesOfString(found.inode.target).subarray(0, Math.min(found.inode.target.length, size))
      return writeUser(machine, task, buffer, bytes) ? bytes.length : -ERRNO.EFAULT
    },
  }),

  chmod: call({
    args: { path: 'string', mode: 'int' },
    touches: () => [touchSystem('tree', 'write')],
    act(machine, task, { path, mode }) {
      const found = resolve(machine, task, path, true)
      if (typeof found === 'number') return found
      if (!found.inode) return -ERRNO.ENOENT
      if (!isOwner(found.inode)) return -ERRNO.EPERM
      edit(machine, found.inode).mode = mode & 0o7777
      edit(machine, found.inode).changed = machine.state.now
      return 0
    },
  }),

  umask: call({
    args: { mask: 'int' },
    touches: (_machine, task) => [touchProcess(task.pid, 'write')],
    act(machine, task, { mask }) {
      const process = processOf(machine, task)
      const old = process.umask
      edit(machine, process).umask = mask & 0o777
      return old
    },
  }),

  getcwd: call({
    args: { buffer: 'pointer', size: 'long' },
    touches: (machine, task, { buffer, size }) => [
      touchProcess(task.pid, 'read'),
      ...touchMemory(machine, task, buffer, size, 'write'),
    ],
    act(machine, task, { buffer, size }) {
      const bytes = bytesOfString(processOf(machine, task).cwd)
      if (bytes.length > size) return -ERRNO.ERANGE
      return writeUser(machine, task, buffer, bytes) ? bytes.length : -ERRNO.EFAULT
    },
  }),

  chdir: call({
    args: { path: 'string' },
    touches: (_machine, task) => [touchProcess(task.pid, 'write'), touchSystem('tree', 'read')],
    act(machine, task, { path }) {
      const found = resolve(machine, task, path)
      if (typeof found === 'number') return found
      if (!found.inode) return -ERRNO.ENOENT
      if (found.inode.kind !== 'directory') return -ERRNO.ENOTDIR
      if (!mayAccess(found.inode, MAY.search)) return -ERRNO.EACCES
      const process = processOf(machine, task)
      edit(machine, process).cwd = normalPath(process.cwd, path)
      return 0
    },
  }),

  getdents: call({
    args: { fd: 'descriptor', buffer: 'pointer', size: 'long' },
    touches: (machine, task, { fd, buffer, size }) => [
      touchSystem('tree', 'read'),
      ...touchDescriptor(machine, task, fd, 'write'),
      ...(isOfProc(machine, task, fd) ? EVERYTHING : []),
      ...touchMemory(machine, task, buffer, size, 'write'),
    ],
    act(machine, task, { fd, buffer, size }) {
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      if (file.kind !== 'directory') return -ERRNO.ENOTDIR
      return listDirectory(machine, task, file, buffer, size)
    },
  }),
} satisfies RowTable

type Naming = { readonly path: string; readonly mode: number }

/** Whether a directory is another or has it somewhere below. */
function holds(machine: Machine, inode: Inode, wanted: Inode): boolean {
  if (inode === wanted) return true
  return inode.entries.some((entry) => holds(machine, inodeAt(machine, entry.inode), wanted))
}

function create(machine: Machine, task: Task, { path, mode: wanted }: Naming, kind: InodeKind): number {
  const found = resolve(machine, task, path, false)
  if (typeof found === 'number') return found
  if (found.inode) return -ERRNO.EEXIST
  const refused = refuseChange(found)
  if (refused !== 0) return refused
  const mode = wanted & 0o7777 & ~processOf(machine, task).umask
  linkEntry(machine, found.directory, found.name, createInode(machine, task, kind, mode, path))
  return 0
}

/** Whether a descriptor is of a directory of /proc, whose names come and go with processes. */
function isOfProc(machine: Machine, task: Task, fd: number): boolean {
  const file = fileOf(machine, task, fd)
  return file?.kind === 'directory' && inodeAt(machine, file.object).target !== ''
}

const ENTRY_TYPE: Record<InodeKind, number> = {
  fifo: 1,
  device: 2,
  directory: 4,
  file: 8,
  anonymous: 8,
  symlink: 10,
  socket: 12,
}

/** linux_dirent64 records; the offset counts entries, `.` and `..` first. */
function listDirectory(machine: Machine, task: Task, file: OpenFile, address: number, size: number): number {
  const directory = inodeAt(machine, file.object)
  const all: { name: string; inode: Inode }[] = [
    { name: '.', inode: directory },
    { name: '..', inode: directory },
    ...directory.entries.map((entry) => ({ name: entry.name, inode: inodeAt(machine, entry.inode) })),
    // Of /proc it is kept which directory it is; what is in it changes.
    ...(directory.target === '' ? [] : (procFiles()?.list(machine, task, directory.target) ?? [])),
  ]
  const bytes = new Uint8Array(Math.max(0, Math.min(size, 1 << 16)))
  let used = 0
  let next = file.offset
  for (; next < all.length; next++) {
    const { name, inode } = all[next] as { name: string; inode: Inode }
    const length = Math.ceil((19 + name.length + 1) / 8) * 8
    if (used + length > bytes.length) break
    putI64(bytes, used, inode.id)
    putI64(bytes, used + 8, next + 1)
    putU16(bytes, used + 16, length)
    bytes[used + 18] = ENTRY_TYPE[inode.kind]
    bytes.set(bytesOfString(name), used + 19)
    used += length
  }
  if (used === 0 && next < all.length) return -ERRNO.EINVAL
  if (!writeUser(machine, task, address, bytes.subarray(0, used))) return -ERRNO.EFAULT
  edit(machine, file).offset = next
  return used
}
