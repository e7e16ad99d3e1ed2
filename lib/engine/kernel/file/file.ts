/** open, close, lseek. What files are is in file-status.ts. */

import { createInode, inodeAt, linkEntry, truncateInode } from '../memory/inode'
import { call, callInPhases, GO, type Look, type Outcome, type RowTable, wait } from '../state/call'
import { drop, edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { NOTHING, type Touch, touchSystem } from '../state/footprint'
import {
  type Inode,
  type Machine,
  type OpenFile,
  type OpenKind,
  processOf,
  type Task,
} from '../state/machine'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { lockedThrough } from './file-lock'
import { touchClosing, touchDescriptor, touchMappings, touchPath, touchTable } from './footprint'
import {
  closeDescriptor,
  createOpenFile,
  fileOf,
  installFile,
  O_ACCMODE,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NONBLOCK,
  O_TRUNC,
  O_WRONLY,
} from './open-file'
import { procFiles, resolve } from './path'
import { MAY, mayAccess, refuseChange } from './permission'
import { createPipe, pipeAt } from './pipe'

/** Files without a place in them, which let themselves be asked for one all the same. */
const STANDS_STILL: readonly OpenKind[] = [
  'null',
  'zero',
  'random',
  'eventfd',
  'timerfd',
  'signalfd',
  'epoll',
]
const SEEK = { set: 0, current: 1, end: 2, data: 3, hole: 4 } as const

const O_NOFOLLOW = 0o400000
/** As far as ext4 lets go with blocks of 4 KiB: 2^32 of them. */
const MOST_OFFSET = 2 ** 44 - 4096

export const FILE_CALLS = {
  open: callInPhases({
    args: { path: 'string', flags: 'int', mode: 'int' },
    shows: 2,
    isCancellationPoint: true,
    touches: (machine, task, { path, flags }) => [
      touchTable(machine, task),
      ...touchPath(machine, task, path, 'write'),
      touchSystem('tree', flags & O_CREAT ? 'write' : 'read'),
      ...touchStream(machine, task, path),
      ...touchTruncation(machine, task, path, flags),
    ],
    phases: [
      { act: (machine, task, args) => openDescriptor(machine, task, args) },
      {
        guard: (machine, _task, _args, data) => lookForOther(machine, data),
        act: (_machine, _task, _args, _found, [fd = -1]) => fd,
        interrupted(machine, task, _args, [fd = -1]) {
          closeDescriptor(machine, task, fd)
          return null
        },
      },
    ],
  }),

  close: call({
    args: { fd: 'descriptor' },
    touches: (machine, task, { fd }) => touchClosing(machine, task, fd),
    ordersBesides: (machine, task, { fd }) => lockedThrough(machine, task, fd),
    act(machine, task, { fd }) {
      return closeDescriptor(machine, task, fd)
    },
  }),

  lseek: call({
    args: { fd: 'descriptor', offset: 'long', whence: 'int' },
    touches: (machine, task, { fd }) => touchDescriptor(machine, task, fd, 'write'),
    act(machine, task, { fd, offset, whence }) {
      const file = fileOf(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      if (file.kind !== 'file' && file.kind !== 'directory')
        return STANDS_STILL.includes(file.kind) ? 0 : -ERRNO.ESPIPE
      const inode = inodeAt(machine, file.object)
      const target = seekTarget(inode, file.offset, offset, whence)
      if (target === null || target < 0 || target > MOST_OFFSET) return -ERRNO.EINVAL
      if (Number.isNaN(target)) return -ERRNO.ENXIO
      edit(machine, file).offset = target
      return target
    },
  }),
} satisfies RowTable

function seekTarget(inode: Inode, offset: number, by: number, whence: number): number | null {
  switch (whence) {
    case SEEK.set:
      return by
    case SEEK.current:
      return offset + by
    case SEEK.end:
      return inode.size + by
    case SEEK.data:
    case SEEK.hole: {
      if (by < 0 || by >= inode.size) return Number.NaN
      for (let page = Math.floor(by / 4096); page * 4096 < inode.size; page++) {
        const isHole = (inode.pages[page] ?? 0) === 0
        if (isHole === (whence === SEEK.hole)) return Math.max(by, page * 4096)
      }
      return whence === SEEK.hole ? inode.size : Number.NaN
    }
    default:
      return null
  }
}

/** Opens or creates. The result has no descriptor yet. */
export function openPath(
  machine: Machine,
  task: Task,
  path: string,
  flags: number,
  mode: number,
): OpenFile | number {
  const found = resolve(machine, task, path, (flags & O_NOFOLLOW) === 0 && (flags & O_EXCL) === 0)
  if (typeof found === 'number') return found
  let { inode } = found
  const files = procFiles()
  if (inode && files?.isPassing(machine, inode)) {
    if ((flags & O_ACCMODE) !== 0) return -ERRNO.EACCES
    inode = files.keep(machine, task, inode)
  }
  if (inode && (flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0) return -ERRNO.EEXIST
  if (!inode) {
    if ((flags & O_CREAT) === 0) return -ERRNO.ENOENT
    if (path.endsWith('/')) return -ERRNO.EISDIR
    if (found.directory.kind !== 'directory') return -ERRNO.ENOTDIR
    if (found.directory.links === 0 && found.directory.id !== 1) return -ERRNO.ENOENT
    const refused = refuseChange(found)
    if (refused !== 0) return refused
    inode = createInode(machine, task, 'file', mode & 0o7777 & ~processOf(machine, task).umask, path)
    linkEntry(machine, found.directory, found.name, inode)
  } else if (!mayAccess(inode, wantedBy(flags))) return -ERRNO.EACCES
  if (inode.kind === 'symlink') return -ERRNO.ELOOP
  const writes = (flags & O_ACCMODE) !== 0
  if (inode.kind === 'directory') {
    if (writes || (flags & O_CREAT) !== 0) return -ERRNO.EISDIR
    return openInode(machine, task, inode, 'directory', flags)
  }
  if (flags & O_DIRECTORY) return -ERRNO.ENOTDIR
  if (inode.kind === 'device' && inode.object >= DEVICES.length)
    return fileOf(machine, task, inode.object - DEVICES.length) ?? -ERRNO.ENXIO
  if (inode.kind === 'device') return openDevice(machine, task, inode, flags)
  if (inode.kind === 'fifo') return openFifo(machine, task, inode, flags)
  if (inode.kind === 'socket') return -ERRNO.ENXIO
  if (flags & O_TRUNC && writes) truncateInode(machine, inode, 0)
  return openInode(machine, task, inode, 'file', flags)
}

/** What the access mode asks for; O_TRUNC writes too. */
function wantedBy(flags: number): number {
  const mode = flags & O_ACCMODE
  return (mode === O_WRONLY ? 0 : MAY.read) | (mode !== 0 || flags & O_TRUNC ? MAY.write : 0)
}

/** Flags that only matter while opening are not kept. */
const KEPT_FLAGS = ~(O_CREAT | O_EXCL | O_TRUNC | O_CLOEXEC)

/**
 * An open file description of an inode, and one use of it more; no descriptor yet. The caller has checked what
 * may be done with it.
 */
export function openInode(
  machine: Machine,
  task: Task,
  inode: Inode,
  kind: 'file' | 'directory',
  flags: number,
): OpenFile {
  edit(machine, inode).users++
  return createOpenFile(machine, task, kind, flags & KEPT_FLAGS, inode.id)
}

/** In the order of their numbers (boot.ts); those beyond stand for the caller's descriptors 0, 1 and 2. */
const DEVICES = ['null', 'zero', 'terminal', 'random', 'random'] as const

/** Opening /dev/stdin and its like gives one more descriptor of what is open already. */
function touchStream(machine: Machine, task: Task, path: string): readonly Touch[] {
  const found = resolve(machine, task, path)
  const inode = typeof found === 'number' ? null : found.inode
  if (inode?.kind !== 'device' || inode.object < DEVICES.length) return NOTHING
  return touchDescriptor(machine, task, inode.object - DEVICES.length, 'write')
}

/** O_TRUNC takes a file its pages. */
function touchTruncation(machine: Machine, task: Task, path: string, flags: number): readonly Touch[] {
  const found = flags & O_TRUNC ? resolve(machine, task, path) : 0
  return typeof found === 'number' || !found.inode ? NOTHING : touchMappings(machine, found.inode.id)
}

function openDevice(machine: Machine, task: Task, inode: Inode, flags: number): OpenFile {
  edit(machine, inode).users++
  const kind = DEVICES[inode.object] ?? 'null'
  const object = kind === 'terminal' ? inode.id : 0
  return createOpenFile(machine, task, kind, flags & KEPT_FLAGS, object, inode.id)
}

function openFifo(machine: Machine, task: Task, inode: Inode, flags: number): OpenFile | number {
  const mode = flags & O_ACCMODE
  const existing = inode.object === 0 ? null : pipeAt(machine, inode.object)
  if (mode === O_WRONLY && flags & O_NONBLOCK && (existing?.readers ?? 0) === 0) return -ERRNO.ENXIO
  const pipe = existing ?? createPipe(machine, task, 'fifo')
  if (!existing) {
    edit(machine, inode).object = pipe.id
    edit(machine, pipe).name = inode.name
  }
  edit(machine, inode).users++
  if (mode !== O_WRONLY) {
    const draft = edit(machine, pipe)
    draft.readers++
    draft.readerOpens++
    wake(machine, keyOf(KEY.pipeWrite, pipe.id), task)
  }
  if (mode !== 0) {
    const draft = edit(machine, pipe)
    draft.writers++
    draft.writerOpens++
    wake(machine, keyOf(KEY.pipeRead, pipe.id), task)
  }
  return createOpenFile(machine, task, 'pipe', flags & KEPT_FLAGS, pipe.id, inode.id)
}

function openDescriptor(
  machine: Machine,
  task: Task,
  { path, flags, mode }: { readonly path: string; readonly flags: number; readonly mode: number },
): Outcome {
  const opened = openPath(machine, task, path, flags, mode)
  if (typeof opened === 'number') return opened
  const isOpen = opened.users > 0
  const fd = installFile(machine, task, opened, (flags & O_CLOEXEC) !== 0)
  if (isOpen) return fd
  if (fd < 0) {
    edit(machine, opened).users = 1
    discard(machine, opened)
    return fd
  }
  return opened.kind === 'pipe' ? meetAtFifo(machine, opened, fd) : fd
}

const MEETING = 1

/** A FIFO is open once both sides have come: who comes first sleeps, its end already counted. */
function meetAtFifo(machine: Machine, file: OpenFile, fd: number): Outcome {
  const pipe = pipeAt(machine, file.object)
  const mode = file.flags & O_ACCMODE
  if (file.flags & O_NONBLOCK || (mode !== 0 && mode !== O_WRONLY)) return fd
  const others = mode === O_WRONLY ? pipe.readers : pipe.writers
  if (others > 0) return fd
  const opens = mode === O_WRONLY ? pipe.readerOpens : pipe.writerOpens
  return { phase: MEETING, data: [fd, opens, pipe.id, mode] }
}

/** The other side has come when it has opened the FIFO once more, though it may have closed it again. */
function lookForOther(machine: Machine, [, opens = 0, id = 0, mode = 0]: readonly number[]): Look<null> {
  const pipe = pipeAt(machine, id)
  if ((mode === O_WRONLY ? pipe.readerOpens : pipe.writerOpens) > opens) return GO
  const key = keyOf(mode === O_WRONLY ? KEY.pipeWrite : KEY.pipeRead, id)
  return wait([key], { call: 'open', object: pipe.name, task: null })
}

function discard(machine: Machine, file: OpenFile): void {
  edit(machine, file).users = 0
  drop(machine, machine.state.openFiles, file.id)
}
