/** Descriptor tables, the open file descriptions that they refer to, and the inodes behind those, for figures. */
import { O_ACCMODE, O_APPEND, O_NONBLOCK } from '../file/open-file'
import { objectName } from '../file/read-write'
import { SOCK, socketAt } from '../file/socket'
import { inodeBytes } from '../memory/inode'
import type { Inode, Machine, OpenFile, Process } from '../state/machine'
import { must } from '../state/must'
import type { DescriptorView, InodeView, OpenFileView } from '../state/view'

/** Bytes of a file that a figure gets. */
const SHOWN = 64

/** The descriptors of a process that is alive, in their order; those that are closed are left out. */
export function descriptorViews(machine: Machine, process: Process): DescriptorView[] {
  const table = must(machine.state.tables.get(process.table), 'descriptor table')
  return table.entries.flatMap((entry, fd) =>
    entry ? { fd, openFile: entry.file, closeOnExec: entry.closeOnExec } : [],
  )
}

/** In order of creation. */
export function openFileViews(machine: Machine): OpenFileView[] {
  return [...machine.state.openFiles.values()].map((file) => ({
    id: file.id,
    name: objectName(machine, file),
    kind: kindOf(file),
    mode: (['r', 'w', 'rw'] as const)[file.flags & O_ACCMODE] ?? 'rw',
    append: (file.flags & O_APPEND) !== 0,
    nonblocking: (file.flags & O_NONBLOCK) !== 0,
    offset: file.kind === 'file' ? file.offset : null,
    inode: file.kind === 'file' ? file.object : file.inode,
    ...channelsOf(machine, file),
    users: file.users,
  }))
}

/** Ids of what can be read and written by it; of a socket, what it has not shut down. */
export function channelsOf(machine: Machine, file: OpenFile): Pick<OpenFileView, 'reads' | 'writes'> {
  if (file.kind === 'socket') {
    const { incoming, outgoing, readShut, writeShut, type } = socketAt(machine, file.object)
    const isRead = !readShut || type === SOCK.datagram
    return { reads: (isRead && incoming) || null, writes: (!writeShut && outgoing) || null }
  }
  const holds = file.kind === 'pipe' || file.kind === 'queue'
  const mode = file.flags & O_ACCMODE
  return { reads: holds && mode !== 1 ? file.object : null, writes: holds && mode !== 0 ? file.object : null }
}

function kindOf(file: OpenFile): OpenFileView['kind'] {
  switch (file.kind) {
    case 'null':
    case 'zero':
    case 'random':
      return 'device'
    case 'output':
      return 'pipe'
    case 'pipe':
      return file.inode === null ? 'pipe' : 'fifo'
    case 'timerfd':
    case 'signalfd':
    case 'pidfd':
      return 'eventfd'
    default:
      return file.kind
  }
}

/** Regular files that the program has made or has open: they stay when they are closed, as long as a name keeps them. */
export function inodeViews(machine: Machine): InodeView[] {
  const { state } = machine
  const opens = new Map<number, number>()
  for (const file of state.openFiles.values())
    if (file.kind === 'file') opens.set(file.object, (opens.get(file.object) ?? 0) + 1)
  return [...state.inodes.values()]
    .filter((inode) => inode.kind === 'file' && inode.name !== 'stdin')
    .filter((inode) => opens.has(inode.id) || isMade(machine, inode))
    .map((inode) => ({
      id: inode.id,
      name: inode.name,
      size: inode.size,
      links: inode.links,
      opens: opens.get(inode.id) ?? 0,
      bytes: Array.from(inodeBytes(machine, inode, 0, SHOWN)),
    }))
}

/** What is in one of them, from its beginning; null where there is no such file. */
export function fileBytes(machine: Machine, id: number, most: number): Uint8Array | null {
  const inode = machine.state.inodes.get(id)
  return inode?.kind === 'file' ? inodeBytes(machine, inode, 0, most) : null
}

/** Whether a task made it, not the boot. */
function isMade(machine: Machine, inode: Inode): boolean {
  return inode.id > machine.state.bootCount
}
