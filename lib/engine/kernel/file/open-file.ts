/** Descriptors and open file descriptions: what dup and fork share, and what happens at the last close. */

import { inodeAt, releaseInode } from '../memory/inode'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import {
  type Descriptor,
  type DescriptorTable,
  type Inode,
  type Machine,
  newId,
  type OpenFile,
  type OpenKind,
  processOf,
  type Task,
} from '../state/machine'
import { must } from '../state/must'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { releaseQueue } from './message-queue'
import { closePipeEnd, pipeAt } from './pipe'
import { closeSocket } from './socket'

export const O_ACCMODE = 3
export const O_WRONLY = 1
export const O_RDWR = 2
export const O_CREAT = 0o100
export const O_EXCL = 0o200
export const O_TRUNC = 0o1000
export const O_APPEND = 0o2000
export const O_NONBLOCK = 0o4000
export const O_DIRECTORY = 0o200000
export const O_CLOEXEC = 0o2000000

/** The descriptor table of a task's process, which other processes may share. */
export function tableOf(machine: Machine, task: Task): DescriptorTable {
  return must(machine.state.tables.get(processOf(machine, task).table), 'descriptor table')
}

/** The open file behind a descriptor, or null (EBADF). */
export function fileOf(machine: Machine, task: Task, fd: number): OpenFile | null {
  const entry = tableOf(machine, task).entries[fd]
  return entry ? must(machine.state.openFiles.get(entry.file), 'open file') : null
}

/** The inode of an open file, directory, device or FIFO; null: what is open has none. */
export function inodeOf(machine: Machine, file: OpenFile): Inode | null {
  const id = file.kind === 'file' || file.kind === 'directory' ? file.object : file.inode
  return id === null ? null : inodeAt(machine, id)
}

/** Whether it was opened for reading (open(2)). */
export function isReadable(file: OpenFile): boolean {
  return (file.flags & O_ACCMODE) !== O_WRONLY
}

/** Whether it was opened for writing; not whether a write would have to wait. */
export function isWritableFile(file: OpenFile): boolean {
  return (file.flags & O_ACCMODE) !== 0
}

/** Whether who would have to wait gets EAGAIN instead. */
export function isNonblocking(file: OpenFile): boolean {
  return (file.flags & O_NONBLOCK) !== 0
}

/** A new open file with no descriptor yet. @param maker null at boot */
export function createOpenFile(
  machine: Machine,
  maker: Task | null,
  kind: OpenKind,
  flags: number,
  object: number,
  inode: number | null = null,
): OpenFile {
  const file: OpenFile = {
    id: maker ? newId(machine, maker) : ++edit(machine, machine.state).bootCount,
    kind,
    flags,
    offset: 0,
    object,
    inode,
    users: 0,
    counter: 0,
    extra: [],
  }
  put(machine, machine.state.openFiles, file.id, file)
  return file
}

/** The lowest free descriptor from `from` on gets the file; -EMFILE when the table is full. */
export function installFile(
  machine: Machine,
  task: Task,
  file: OpenFile,
  closeOnExec: boolean,
  from = 0,
): number {
  const table = tableOf(machine, task)
  const limit = processOf(machine, task).descriptorLimit
  let fd = from
  while (table.entries[fd]) fd++
  if (fd >= limit) {
    machine.events?.push({ kind: 'limit', limit: 'descriptors' })
    return -ERRNO.EMFILE
  }
  setEntry(machine, table, fd, { file: file.id, closeOnExec })
  edit(machine, file).users++
  return fd
}

/** Gives a descriptor an entry, or takes it away (null). Counts no user of an open file: the caller does. */
export function setEntry(
  machine: Machine,
  table: DescriptorTable,
  fd: number,
  entry: Descriptor | null,
): void {
  const entries = table.entries.slice()
  while (entries.length <= fd) entries.push(null)
  entries[fd] = entry
  edit(machine, table).entries = entries
}

/** Closes a descriptor; locks that the process holds through fcntl on the file go, as POSIX says. */
export function closeDescriptor(machine: Machine, task: Task, fd: number): number {
  const table = tableOf(machine, task)
  const entry = table.entries[fd]
  if (!entry) return -ERRNO.EBADF
  const file = must(machine.state.openFiles.get(entry.file), 'open file')
  dropProcessLocks(machine, file, task.pid, task)
  setEntry(machine, table, fd, null)
  releaseFile(machine, file, task)
  return 0
}

function dropProcessLocks(machine: Machine, file: OpenFile, pid: number, by: Task | null): void {
  if (file.kind !== 'file') return
  const inode = inodeAt(machine, file.object)
  const kept = inode.locks.filter((lock) => lock.style !== 'posix' || lock.owner !== pid)
  if (kept.length === inode.locks.length) return
  edit(machine, inode).locks = kept
  wake(machine, keyOf(KEY.file, inode.id), by)
}

/** Gives one descriptor's use back; the last one closes what is behind it. */
export function releaseFile(machine: Machine, file: OpenFile, by: Task | null): void {
  if (--edit(machine, file).users > 0) return
  drop(machine, machine.state.openFiles, file.id)
  switch (file.kind) {
    case 'pipe':
      closePipeEnd(machine, pipeAt(machine, file.object), isReadable(file), isWritableFile(file), by)
      break
    case 'socket':
      closeSocket(machine, file.object, by)
      break
    case 'epoll':
      drop(machine, machine.state.epolls, file.object)
      break
    case 'timerfd':
      drop(machine, machine.state.timers, file.object)
      break
    case 'queue':
      releaseQueue(machine, file.object)
      break
    default:
      break
  }
  dropFlock(machine, file, by)
  const inode = inodeOf(machine, file)
  if (inode) releaseInode(machine, inode)
}

function dropFlock(machine: Machine, file: OpenFile, by: Task | null): void {
  const inode = inodeOf(machine, file)
  const kept = inode?.locks.filter((lock) => lock.style !== 'flock' || lock.owner !== file.id)
  if (!inode || !kept || kept.length === inode.locks.length) return
  edit(machine, inode).locks = kept
  wake(machine, keyOf(KEY.file, inode.id), by)
}

/** Gives one use of a table back; the last one closes its descriptors in order. */
export function releaseTable(machine: Machine, table: DescriptorTable, pid: number, by: Task | null): void {
  if (--edit(machine, table).users > 0) return
  for (const entry of table.entries) {
    const file = entry && machine.state.openFiles.get(entry.file)
    if (!file) continue
    dropProcessLocks(machine, file, pid, by)
    releaseFile(machine, file, by)
  }
  drop(machine, machine.state.tables, table.id)
}

/** A copy for fork: the same open files. */
export function copyTable(machine: Machine, from: DescriptorTable, maker: Task): DescriptorTable {
  const table: DescriptorTable = { id: newId(machine, maker), entries: from.entries, users: 1 }
  for (const entry of table.entries)
    if (entry) edit(machine, must(machine.state.openFiles.get(entry.file), 'open file')).users++
  put(machine, machine.state.tables, table.id, table)
  return table
}

/** exec closes what is marked so. */
export function closeOnExec(machine: Machine, task: Task): void {
  const { entries } = tableOf(machine, task)
  for (let fd = 0; fd < entries.length; fd++) if (entries[fd]?.closeOnExec) closeDescriptor(machine, task, fd)
}
