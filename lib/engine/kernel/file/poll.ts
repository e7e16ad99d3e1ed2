/** Waiting for several descriptors at once: poll, select, epoll. */

import {
  getI32,
  getI64,
  getU16,
  getU32,
  putI64,
  putU16,
  putU32,
  readUser,
  writeUser,
} from '../memory/user-memory'
import { inSet } from '../signal/signal'
import { edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EPOLL_EVENT, POLLFD } from '../state/layout'
import {
  type Epoll,
  type EpollWatch,
  type Machine,
  must,
  newId,
  type OpenFile,
  type Task,
} from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { block, enterPhase, KEY, keyOf, wake } from '../state/wait-queue'
import { queueAt } from './message-queue'
import {
  createOpenFile,
  fileOf,
  installFile,
  isReadable,
  isWritableFile,
  O_CLOEXEC,
  O_RDWR,
} from './open-file'
import { isWritable, pipeAt } from './pipe'
import { SOCK, socketAt } from './socket'

const POLL = { in: 1, priority: 2, out: 4, error: 8, hangUp: 16, invalid: 32, readHangUp: 0x2000 } as const
const EPOLL = { add: 1, remove: 2, change: 3, oneShot: 1 << 30, edge: 1 << 31 } as const
const ALWAYS = POLL.error | POLL.hangUp
/** The terminal's and stdin's readers never wait here: everything that will be typed is known. */
const FILE_READY = POLL.in | POLL.out

export const POLL_CALLS: HandlerTable = {
  poll(machine, task, args) {
    const count = long(args, 1)
    if (count < 0 || count > machine.config.limits.descriptors) return -ERRNO.EINVAL
    const bytes = readUser(machine, task, long(args, 0), POLLFD.size * count)
    if (!bytes) return -ERRNO.EFAULT
    const keys: number[] = []
    let ready = 0
    for (let at = 0; at < bytes.length; at += POLLFD.size) {
      const fd = getI32(bytes, at)
      const file = fd < 0 ? null : fileOf(machine, task, fd)
      const wanted = getU16(bytes, at + POLLFD.events) | ALWAYS
      const found = fd < 0 ? 0 : file ? readiness(machine, task, file) & wanted : POLL.invalid
      putU16(bytes, at + POLLFD.revents, found)
      if (found !== 0) ready++
      if (file) keys.push(...keysOf(machine, task, file))
    }
    if (ready === 0) {
      const result = waitFor(machine, task, keys, deadlineIn(machine, task, int(args, 2)), 'poll')
      if (result !== 0) return result
    }
    if (machine.probing) return 0
    return writeUser(machine, task, long(args, 0), bytes) ? ready : -ERRNO.EFAULT
  },

  select: (machine, task, args) => select(machine, task, args),

  epoll_create(machine, task, args) {
    const epoll: Epoll = { id: newId(machine, task), watches: [] }
    put(machine, machine.state.epolls, epoll.id, epoll)
    const file = createOpenFile(machine, task, 'epoll', O_RDWR, epoll.id)
    return installFile(machine, task, file, (int(args, 0) & O_CLOEXEC) !== 0)
  },

  epoll_ctl(machine, task, args) {
    const epoll = epollOf(machine, task, int(args, 0))
    if (typeof epoll === 'number') return epoll
    const fd = int(args, 2)
    const file = fileOf(machine, task, fd)
    if (!file) return -ERRNO.EBADF
    if (file.kind === 'file' || file.kind === 'directory') return -ERRNO.EPERM
    const known = epoll.watches.find((watch) => watch.fd === fd && watch.file === file.id)
    const others = epoll.watches.filter((watch) => watch !== known)
    if (int(args, 1) === EPOLL.remove) {
      if (!known) return -ERRNO.ENOENT
      edit(machine, epoll).watches = others
      return 0
    }
    const bytes = readUser(machine, task, long(args, 3), EPOLL_EVENT.size)
    if (!bytes) return -ERRNO.EFAULT
    if (int(args, 1) === EPOLL.add ? known : !known) return known ? -ERRNO.EEXIST : -ERRNO.ENOENT
    const watch: EpollWatch = {
      fd,
      file: file.id,
      events: getU32(bytes, 0) | 0,
      dataLow: getI32(bytes, 4),
      dataHigh: getI32(bytes, 8),
      seen: 0,
      activity: 0,
      disabled: false,
    }
    edit(machine, epoll).watches = known
      ? epoll.watches.map((w) => (w === known ? watch : w))
      : [...others, watch]
    wake(machine, keyOf(KEY.epoll, epoll.id), task)
    return 0
  },

  epoll_wait(machine, task, args) {
    const epoll = epollOf(machine, task, int(args, 0))
    if (typeof epoll === 'number') return epoll
    const maximum = int(args, 2)
    if (maximum <= 0) return -ERRNO.EINVAL
    const { events, watches } = collect(machine, task, epoll, maximum)
    if (events.length === 0) {
      if (!machine.probing) edit(machine, epoll).watches = watches
      const keys = [keyOf(KEY.epoll, epoll.id), ...epollKeys(machine, task, epoll)]
      return waitFor(machine, task, keys, deadlineIn(machine, task, int(args, 3)), 'epoll_wait')
    }
    if (machine.probing) return 0
    edit(machine, epoll).watches = watches
    const bytes = new Uint8Array(EPOLL_EVENT.size * events.length)
    events.forEach(({ mask, watch }, i) => {
      putU32(bytes, EPOLL_EVENT.size * i, mask)
      putU32(bytes, EPOLL_EVENT.size * i + 4, watch.dataLow)
      putU32(bytes, EPOLL_EVENT.size * i + 8, watch.dataHigh)
    })
    return writeUser(machine, task, long(args, 1), bytes) ? events.length : -ERRNO.EFAULT
  },
}

/** What could be done with a file at once, as poll's bits. */
function readiness(machine: Machine, task: Task, file: OpenFile): number {
  switch (file.kind) {
    case 'pipe':
      return pipeReadiness(machine, file)
    case 'socket':
      return socketReadiness(machine, file)
    case 'eventfd':
      return (file.counter > 0 ? POLL.in : 0) | POLL.out
    case 'timerfd':
      return must(machine.state.timers.get(file.object), 'timer').expirations > 0 ? POLL.in : 0
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
  let mask = 0
  const isOver = !incoming || incoming.writers === 0 || socket.readShut
  if (isOver || (incoming?.buffers.length ?? 0) > 0) mask |= POLL.in
  if (isOver) mask |= POLL.readHangUp
  if (!outgoing || socket.writeShut || outgoing.readers === 0 || isWritable(outgoing)) mask |= POLL.out
  if (isOver && (!outgoing || socket.writeShut || outgoing.readers === 0)) mask |= POLL.hangUp
  return mask
}

/** What wakes a task that waits for a file. */
function keysOf(machine: Machine, task: Task, file: OpenFile): number[] {
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

/** The moment at which a wait of so many milliseconds ends; it is remembered over wake-ups. */
function deadlineIn(machine: Machine, task: Task, milliseconds: number): number {
  return milliseconds < 0 ? Infinity : rememberDeadline(machine, task, milliseconds * 1e6)
}

function rememberDeadline(machine: Machine, task: Task, ns: number): number {
  const known = task.pending?.data[0]
  if (known !== undefined) return known
  const until = machine.state.now + ns
  if (task.pending && !machine.probing) enterPhase(machine, task, task.pending, 0, [until])
  return until
}

/** 0 when the time is over. */
function waitFor(machine: Machine, task: Task, keys: readonly number[], until: number, call: string): number {
  if (task.timedOut || until <= machine.state.now) return 0
  return block(machine, task, keys, { call, object: null, task: null }, until)
}

function select(machine: Machine, task: Task, args: readonly number[]): number {
  const count = int(args, 0)
  if (count < 0 || count > 1024) return -ERRNO.EINVAL
  const size = Math.ceil(count / 64) * 8
  const sets = [1, 2, 3].map((i) =>
    long(args, i) === 0 ? new Uint8Array(size) : readUser(machine, task, long(args, i), size),
  )
  const timeout = long(args, 4) === 0 ? null : readUser(machine, task, long(args, 4), 16)
  if (sets.some((set) => set === null) || (long(args, 4) !== 0 && !timeout)) return -ERRNO.EFAULT
  const wanted = [POLL.in | POLL.hangUp | POLL.error, POLL.out | POLL.error, POLL.priority]
  const found = sets.map(() => new Uint8Array(size))
  const keys: number[] = []
  let ready = 0
  for (let fd = 0; fd < count; fd++) {
    const asked = sets.map((set) => (((set?.[fd >> 3] ?? 0) >> (fd & 7)) & 1) === 1)
    if (!asked.includes(true)) continue
    const file = fileOf(machine, task, fd)
    if (!file) return -ERRNO.EBADF
    const mask = readiness(machine, task, file)
    keys.push(...keysOf(machine, task, file))
    found.forEach((set, i) => {
      if (!asked[i] || (mask & (wanted[i] ?? 0)) === 0) return
      set[fd >> 3] = (set[fd >> 3] ?? 0) | (1 << (fd & 7))
      ready++
    })
  }
  let until = Infinity
  if (timeout) {
    const ns = getI64(timeout, 0) * 1e9 + getI64(timeout, 8) * 1000
    if (ns < 0) return -ERRNO.EINVAL
    until = rememberDeadline(machine, task, ns)
  }
  if (ready === 0) {
    const result = waitFor(machine, task, keys, until, 'select')
    if (result !== 0) return result
  }
  if (machine.probing) return 0
  return finishSelect(machine, task, args, found, until) ? ready : -ERRNO.EFAULT
}

/** Linux also tells how much of the time was left. */
function finishSelect(
  machine: Machine,
  task: Task,
  args: readonly number[],
  found: readonly Uint8Array[],
  until: number,
): boolean {
  for (let i = 0; i < 3; i++) {
    const at = long(args, i + 1)
    if (at !== 0 && !writeUser(machine, task, at, found[i] as Uint8Array)) return false
  }
  if (long(args, 4) === 0) return true
  const left = Math.max(0, until - machine.state.now)
  const bytes = new Uint8Array(16)
  putI64(bytes, 0, Math.floor(left / 1e9))
  putI64(bytes, 8, Math.floor((left % 1e9) / 1000))
  return writeUser(machine, task, long(args, 4), bytes)
}

function epollOf(machine: Machine, task: Task, fd: number): Epoll | number {
  const file = fileOf(machine, task, fd)
  if (!file) return -ERRNO.EBADF
  return file.kind === 'epoll' ? must(machine.state.epolls.get(file.object), 'epoll') : -ERRNO.EINVAL
}

function epollKeys(machine: Machine, task: Task, epoll: Epoll): number[] {
  return epoll.watches.flatMap((watch) => {
    const file = machine.state.openFiles.get(watch.file)
    return file ? keysOf(machine, task, file) : []
  })
}

/** The events that an epoll reports now, and its watches afterwards. */
function collect(
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
  if (file.kind === 'eventfd') return file.counter
  if (file.kind !== 'socket') return 0
  const socket = socketAt(machine, file.object)
  return socket.waiting.length + (machine.state.pipes.get(socket.incoming)?.length ?? 0)
}
