/** Calls on names: directories, links, renaming, permissions, the current folder. */

import { createInode, inodeAt, linkEntry, unlinkEntry } from '../memory/inode'
import { bytesOfString, putI64, putU16, readString, writeUser } from '../memory/user-memory'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Inode, type InodeKind, type Machine, processOf, type Task } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { fileOf } from './open-file'
import { normalPath, type Resolved, resolve } from './path'

export const DIRECTORY_CALLS: HandlerTable = {
  unlink(machine, task, args) {
    const found = find(machine, task, long(args, 0), false)
    if (typeof found === 'number') return found
    if (!found.inode) return -ERRNO.ENOENT
    if (found.inode.kind === 'directory') return -ERRNO.EISDIR
    unlinkEntry(machine, found.directory, found.name)
    return 0
  },

  mkdir: (machine, task, args) => create(machine, task, args, 'directory'),
  mkfifo: (machine, task, args) => create(machine, task, args, 'fifo'),

  rmdir(machine, task, args) {
    const found = find(machine, task, long(args, 0), false)
    if (typeof found === 'number') return found
    if (!found.inode) return -ERRNO.ENOENT
    if (found.inode.kind !== 'directory') return -ERRNO.ENOTDIR
    if (found.name === '.') return -ERRNO.EINVAL
    if (found.inode.entries.length > 0) return -ERRNO.ENOTEMPTY
    unlinkEntry(machine, found.directory, found.name)
    return 0
  },

  rename(machine, task, args) {
    const from = find(machine, task, long(args, 0), false)
    const to = find(machine, task, long(args, 1), false)
    if (typeof from === 'number') return from
    if (typeof to === 'number') return to
    if (!from.inode) return -ERRNO.ENOENT
    if (from.inode === to.inode) return 0
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

  link(machine, task, args) {
    const from = find(machine, task, long(args, 0), false)
    const to = find(machine, task, long(args, 1), false)
    if (typeof from === 'number') return from
    if (typeof to === 'number') return to
    if (!from.inode) return -ERRNO.ENOENT
    if (from.inode.kind === 'directory') return -ERRNO.EPERM
    if (to.inode) return -ERRNO.EEXIST
    linkEntry(machine, to.directory, to.name, from.inode)
    return 0
  },

  symlink(machine, task, args) {
    const target = readString(machine, task, long(args, 0))
    const to = find(machine, task, long(args, 1), false)
    if (target === null) return -ERRNO.EFAULT
    if (typeof to === 'number') return to
    if (target === '') return -ERRNO.ENOENT
    if (to.inode) return -ERRNO.EEXIST
    const inode = createInode(machine, task, 'symlink', 0o777, target)
    const draft = edit(machine, inode)
    draft.target = target
    draft.size = target.length
    linkEntry(machine, to.directory, to.name, inode)
    return 0
  },

  readlink(machine, task, args) {
    const found = find(machine, task, long(args, 0), false)
    if (typeof found === 'number') return found
    if (!found.inode) return -ERRNO.ENOENT
    if (found.inode.kind !== 'symlink' || long(args, 2) <= 0) return -ERRNO.EINVAL
    const bytes = bytesOfString(found.inode.target).subarray(0, Math.min(found.inode.size, long(args, 2)))
    return writeUser(machine, task, long(args, 1), bytes) ? bytes.length : -ERRNO.EFAULT
  },

  chmod(machine, task, args) {
    const found = find(machine, task, long(args, 0), true)
    if (typeof found === 'number') return found
    if (!found.inode) return -ERRNO.ENOENT
    edit(machine, found.inode).mode = int(args, 1) & 0o7777
    edit(machine, found.inode).changed = machine.state.now
    return 0
  },

  umask(machine, task, args) {
    const process = processOf(machine, task)
    const old = process.umask
    edit(machine, process).umask = int(args, 0) & 0o777
    return old
  },

  getcwd(machine, task, args) {
    const bytes = bytesOfString(processOf(machine, task).cwd)
    if (bytes.length > long(args, 1)) return -ERRNO.ERANGE
    return writeUser(machine, task, long(args, 0), bytes) ? bytes.length : -ERRNO.EFAULT
  },

  chdir(machine, task, args) {
    const path = readString(machine, task, long(args, 0))
    if (path === null) return -ERRNO.EFAULT
    const found = resolve(machine, task, path)
    if (typeof found === 'number') return found
    if (!found.inode) return -ERRNO.ENOENT
    if (found.inode.kind !== 'directory') return -ERRNO.ENOTDIR
    const process = processOf(machine, task)
    edit(machine, process).cwd = normalPath(process.cwd, path)
    return 0
  },

  getdents(machine, task, args) {
    const file = fileOf(machine, task, int(args, 0))
    if (!file) return -ERRNO.EBADF
    if (file.kind !== 'directory') return -ERRNO.ENOTDIR
    return listDirectory(machine, task, file, long(args, 1), long(args, 2))
  },
}

function find(machine: Machine, task: Task, address: number, follow: boolean): Resolved | number {
  const path = readString(machine, task, address)
  return path === null ? -ERRNO.EFAULT : resolve(machine, task, path, follow)
}

function create(machine: Machine, task: Task, args: readonly number[], kind: InodeKind): number {
  const path = readString(machine, task, long(args, 0))
  if (path === null) return -ERRNO.EFAULT
  const found = resolve(machine, task, path, false)
  if (typeof found === 'number') return found
  if (found.inode) return -ERRNO.EEXIST
  const mode = int(args, 1) & 0o7777 & ~processOf(machine, task).umask
  linkEntry(machine, found.directory, found.name, createInode(machine, task, kind, mode, path))
  return 0
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
function listDirectory(
  machine: Machine,
  task: Task,
  file: { object: number; offset: number },
  address: number,
  size: number,
): number {
  const directory = inodeAt(machine, file.object)
  const all: { name: string; inode: Inode }[] = [
    { name: '.', inode: directory },
    { name: '..', inode: directory },
    ...directory.entries.map((entry) => ({ name: entry.name, inode: inodeAt(machine, entry.inode) })),
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
  file.offset = next
  return used
}
