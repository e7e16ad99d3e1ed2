/** Footprints of descriptors and of what stands behind them. */

import {
  EVERYTHING,
  OBJECT,
  objectOf,
  type Touch,
  type TouchMode,
  touchOf,
  touchProcess,
  touchSystem,
} from '../state/footprint'
import { type Machine, type OpenFile, processOf, type Task, taskAt } from '../state/machine'
import { leadsIntoProc, resolve } from './path'
import { peersOf } from './socket'

/** Which open file description one descriptor of the caller's stands for; what kind of file that is never changes. */
export function touchSlot(machine: Machine, task: Task, fd: number): Touch {
  return touchOf(objectOf(OBJECT.table, processOf(machine, task).table), 'read', fd, 1)
}

/** One descriptor of the caller's, the open file description that it stands for, and what is behind that. */
export function touchDescriptor(machine: Machine, task: Task, fd: number, mode: TouchMode): readonly Touch[] {
  const { table } = processOf(machine, task)
  const entry = machine.state.tables.get(table)?.entries[fd]
  const slot = touchSlot(machine, task, fd)
  const file = entry && machine.state.openFiles.get(entry.file)
  return file ? [slot, ...touchFile(machine, file, mode)] : [slot]
}

/** An open file description and what is behind it: read or written through it. */
export function touchFile(machine: Machine, file: OpenFile, mode: TouchMode): readonly Touch[] {
  return [touchOf(objectOf(OBJECT.file, file.id), mode), ...behind(machine, file, mode)]
}

function behind(machine: Machine, file: OpenFile, mode: TouchMode): readonly Touch[] {
  const { object } = file
  switch (file.kind) {
    case 'file':
    case 'directory':
      return [touchOf(objectOf(OBJECT.inode, object), mode)]
    case 'pipe':
      return [touchOf(objectOf(OBJECT.pipe, object), mode)]
    case 'socket':
      return touchSocket(machine, object, mode)
    case 'epoll':
      return touchEpoll(machine, object, mode)
    case 'timerfd':
      return [touchOf(objectOf(OBJECT.timer, object), mode)]
    case 'pidfd':
      return [touchProcess(taskAt(machine, object).pid, 'read')]
    case 'queue':
      return [touchOf(objectOf(OBJECT.queue, object), mode)]
    case 'terminal':
      return [touchSystem('output', mode)]
    case 'output':
      // What was printed is told by stream.
      return [{ ...touchSystem('output', mode), offset: object, length: 1 }]
    default:
      return []
  }
}

/** A socket, the connected one, those that wait to be accepted, and the pipes between them. */
function touchSocket(machine: Machine, id: number, mode: TouchMode): readonly Touch[] {
  const socket = machine.state.sockets.get(id)
  if (!socket) return []
  const touches = [touchOf(objectOf(OBJECT.socket, id), mode)]
  for (const pipe of [socket.incoming, socket.outgoing])
    if (pipe !== 0) touches.push(touchOf(objectOf(OBJECT.pipe, pipe), mode))
  for (const other of [socket.peer, ...socket.waiting])
    if (other !== 0 && other !== id) touches.push(...touchSocketPipe(machine, other, mode))
  return touches
}

function touchSocketPipe(machine: Machine, id: number, mode: TouchMode): readonly Touch[] {
  const incoming = machine.state.sockets.get(id)?.incoming ?? 0
  const own = touchOf(objectOf(OBJECT.socket, id), mode)
  return incoming === 0 ? [own] : [own, touchOf(objectOf(OBJECT.pipe, incoming), mode)]
}

/** Asking an epoll asks all that it watches. */
function touchEpoll(machine: Machine, id: number, mode: TouchMode): readonly Touch[] {
  const touches = [touchOf(objectOf(OBJECT.epoll, id), mode)]
  for (const watch of machine.state.epolls.get(id)?.watches ?? []) {
    const file = machine.state.openFiles.get(watch.file)
    if (file && file.kind !== 'epoll') touches.push(...touchFile(machine, file, 'read'))
  }
  return touches
}

/** Looking for the lowest free descriptor, or changing which there are. */
export function touchTable(machine: Machine, task: Task, mode: TouchMode = 'write'): Touch {
  return touchOf(objectOf(OBJECT.table, processOf(machine, task).table), mode)
}

/** Closing a descriptor: the last one closes what is behind it, and locks that were held through it go. */
export function touchClosing(machine: Machine, task: Task, fd: number): readonly Touch[] {
  const { table } = processOf(machine, task)
  const slot = touchOf(objectOf(OBJECT.table, table), 'write', fd, 1)
  return [slot, ...touchDescriptor(machine, task, fd, 'write'), ...closedWith(machine, task, fd)]
}

/** What only the last close changes besides: the tree for a file without a name, names of sockets, locks. */
function closedWith(machine: Machine, task: Task, fd: number): readonly Touch[] {
  const entry = machine.state.tables.get(processOf(machine, task).table)?.entries[fd]
  const file = entry && machine.state.openFiles.get(entry.file)
  if (!file) return []
  const touches: Touch[] = []
  if (file.inode !== null || file.kind === 'file' || file.kind === 'directory')
    touches.push(touchSystem('locks', 'write'), touchSystem('tree', 'write'))
  if (file.kind === 'socket' || file.kind === 'queue') touches.push(touchSystem('names', 'write'))
  if (file.kind === 'socket') touches.push(...touchPeers(machine, file.object))
  return touches
}

/** The other ends of a socket's connections, accepted or not: they are told when bytes are left unread. */
function touchPeers(machine: Machine, id: number): readonly Touch[] {
  const { sockets } = machine.state
  const touches: Touch[] = []
  for (const own of [id, ...(sockets.get(id)?.waiting ?? [])])
    for (const peer of peersOf(machine, sockets.get(own)))
      touches.push(touchOf(objectOf(OBJECT.socket, peer.id), 'write'))
  return touches
}

/** A file that may lose pages: they go from wherever it is mapped. */
export function touchMappings(machine: Machine, inode: number): readonly Touch[] {
  return [...machine.state.spaces.values()]
    .filter(({ areas }) => areas.some((area) => area.inode === inode))
    .map(({ id }) => touchOf(objectOf(OBJECT.mapping, id), 'write', 0, Infinity))
}

/** What a path leads to: the directories on the way, and the file. */
export function touchPath(machine: Machine, task: Task, path: string, mode: TouchMode): readonly Touch[] {
  // What stands in /proc is made from all of the machine.
  if (leadsIntoProc(machine, task, path)) return EVERYTHING
  const found = resolve(machine, task, path)
  const inode = typeof found === 'number' ? null : found.inode
  const touches = [touchSystem('tree', 'read')]
  if (inode) touches.push(touchOf(objectOf(OBJECT.inode, inode.id), mode))
  if (inode?.kind === 'fifo') touches.push(touchOf(objectOf(OBJECT.pipe, inode.object), mode))
  return touches
}
