/** What could be done with a file at once, and what wakes who waits for that: for poll, select and epoll. */

import { inSet } from '../signal/signal'
import {
  type Epoll,
  type EpollWatch,
  type Machine,
  type OpenFile,
  type Process,
  type Task,
  taskAt,
} from '../state/machine'
import { must } from '../state/must'
import { KEY, keyOf } from '../state/wait-queue'
import { counterOf, hasRoomInEventfd } from './event-file'
import { queueAt } from './message-queue'
import { isReadable, isWritableFile } from './open-file'
import { isWritable, pipeAt } from './pipe'
import { SOCK, socketAt } from './socket'

export const POLL = {
  in: 1,
  priority: 2,
  out: 4,
  error: 8,
  hangUp: 16,
  invalid: 32,
  readHangUp: 0x2000,
} as const
export const EPOLL = { add: 1, remove: 2, change: 3, oneShot: 1 << 30, edge: 1 << 31 } as const
export const ALWAYS = POLL.error | POLL.hangUp
/** The terminal's and stdin's readers never wait here: everything that will be typed is known. */
const FILE_READY = POLL.in | POLL.out

/** What could be done with a file at once, as poll's bits. */
export function readiness(machine: Machine, task: Task, file: OpenFile): number {
  switch (file.kind) {
    case 'pipe':
      return pipeReadiness(machine, file)
    case 'socket':
      return socketReadiness(machine, file)
    case 'eventfd':
      return (counterOf(file) > 0n ? POLL.in : 0) | (hasRoomInEventfd(file) ? POLL.out : 0)
    case 'timerfd':
      return must(machine.state.timers.get(file.object), 'timer').expirations > 0 ? POLL.in : 0
    case 'pidfd':
      return describedProcess(machine, file)?.state === 'alive' ? 0 : POLL.in
    case 'signalfd': {
      const [low = 0, high = 0] = file.extra
      const pending = [...task.signals, ...(machine.state.processes.get(task.pid)?.signals ?? [])]
      return pending.some((info) => inSet(low, high, info.signal)) ? POLL.in : 0
    }
    case 'queue': {
      const queue = queueAt(machine, file.object)
      return (
        (queue.messages.length > 0 ? POLL.in : 0) | (queue.messages.length < queue.maximum ? POLL.out : 0)
      )
    }
    case 'epoll': {
      const epoll = must(machine.state.epolls.get(file.object), 'epoll')
      return collect(machine, task, epoll, 1).events.length > 0 ? POLL.in : 0
    }
    default:
      return FILE_READY
  }
}

function pipeReadiness(machine: Machine, file: OpenFile): number {
  const pipe = pipeAt(machine, file.object)
  let mask = 0
  if (isReadable(file)) {
    if (pipe.length > 0) mask |= POLL.in
    if (pipe.writers === 0 && (pipe.kind !== 'fifo' || pipe.writerOpens > 0)) mask |= POLL.hangUp
  }
  if (isWritableFile(file)) {
    if (isWritable(pipe)) mask |= POLL.out
    if (pipe.readers === 0) mask |= POLL.error
  }
  return mask
}

function socketReadiness(machine: Machine, file: OpenFile): number {
  const socket = socketAt(machine, file.object)
  if (socket.state === 'listening') return socket.waiting.length > 0 ? POLL.in : 0
  const incoming = machine.state.pipes.get(socket.incoming)
  const outgoing = machine.state.pipes.get(socket.outgoing)
  if (socket.type === SOCK.datagram) return ((incoming?.buffers.length ?? 0) > 0 ? POLL.in : 0) | POLL.out
  if (socket.state !== 'connected') return POLL.out | POLL.hangUp
  let mask = socket.error === 0 ? 0 : POLL.error
  const isOver = !incoming || incoming.writers === 0 || socket.readShut
  if (isOver || (incoming?.buffers.length ?? 0) > 0) mask |= POLL.in
  if (isOver) mask |= POLL.readHangUp
  if (!outgoing || socket.writeShut || outgoing.readers === 0 || isWritable(outgoing)) mask |= POLL.out
  if (isOver && (!outgoing || socket.writeShut || outgoing.readers === 0)) mask |= POLL.hangUp
  return mask
}

/** What wakes a task that waits for a file. */
export function keysOf(machine: Machine, task: Task, file: OpenFile): number[] {
  switch (file.kind) {
    case 'pipe':
      return [keyOf(KEY.pipeRead, file.object), keyOf(KEY.pipeWrite, file.object)]
    case 'socket': {
      const { id, incoming, outgoing } = socketAt(machine, file.object)
      return [keyOf(KEY.socket, id), keyOf(KEY.pipeRead, incoming), keyOf(KEY.pipeWrite, outgoing)]
    }
    case 'eventfd':
      return [keyOf(KEY.file, file.id)]
    case 'timerfd':
      return [keyOf(KEY.timer, file.object)]
    case 'pidfd':
      return [keyOf(KEY.ended, taskAt(machine, file.object).pid)]
    case 'signalfd':
      return [keyOf(KEY.signal, task.tid)]
    case 'queue':
      return [keyOf(KEY.queue, file.object)]
    case 'epoll':
      return epollKeys(machine, task, must(machine.state.epolls.get(file.object), 'epoll'))
    default:
      return []
  }
}

/** What wakes a task that waits for any of an epoll's files. Those that are closed have no keys. */
export function epollKeys(machine: Machine, task: Task, epoll: Epoll): number[] {
  return epoll.watches.flatMap((watch) => {
    const file = machine.state.openFiles.get(watch.file)
    return file ? keysOf(machine, task, file) : []
  })
}

/** The events that an epoll reports now, and its watches afterwards. */
export function collect(
  machine: Machine,
  task: Task,
  epoll: Epoll,
  maximum: number,
): { events: { mask: number; watch: EpollWatch }[]; watches: EpollWatch[] } {
  const events: { mask: number; watch: EpollWatch }[] = []
  const watches: EpollWatch[] = []
  for (const watch of epoll.watches) {
    const file = machine.state.openFiles.get(watch.file)
    // A closed file leaves the set by itself.
    if (!file) continue
    const activity = activityOf(machine, file)
    const mask = watch.disabled ? 0 : readiness(machine, task, file) & (watch.events | ALWAYS)
    const isNew = (mask & ~watch.seen) !== 0 || activity > watch.activity
    const reported = mask !== 0 && events.length < maximum && ((watch.events & EPOLL.edge) === 0 || isNew)
    if (reported) events.push({ mask, watch })
    watches.push({
      ...watch,
      seen: reported ? mask : watch.seen & mask,
      activity: reported ? activity : Math.min(watch.activity, activity),
      disabled: watch.disabled || (reported && (watch.events & EPOLL.oneShot) !== 0),
    })
  }
  return { events, watches }
}

/** How much there is to read: when it grows, an edge-triggered watch fires again. */
function activityOf(machine: Machine, file: OpenFile): number {
  if (file.kind === 'pipe') return pipeAt(machine, file.object).length
  if (file.kind === 'eventfd') return Number(counterOf(file))
  if (file.kind !== 'socket') return 0
  const socket = socketAt(machine, file.object)
  return socket.waiting.length + (machine.state.pipes.get(socket.incoming)?.length ?? 0)
}

/** The process that a descriptor of one stands for; null when it has been waited for. */
export function describedProcess(machine: Machine, file: OpenFile): Process | null {
  const process = machine.state.processes.get(taskAt(machine, file.object).pid)
  return process?.leader === file.object ? process : null
}
