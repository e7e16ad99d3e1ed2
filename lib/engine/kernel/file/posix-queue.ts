/** POSIX message queues. */

import { touchMemory } from '../memory/footprint'
import { getI32, getI64, putI64, readI64, readUser, writeI32, writeUser } from '../memory/user-memory'
import { checkSignal, postProcessSignal } from '../signal/signal'
import { call, go, type RowTable, type Timespec, type Wait, wait } from '../state/call'
import { clockBase, nanosecondsOf } from '../state/clock'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING, NOTHING, type Touch } from '../state/footprint'
import { MQ_ATTRIBUTES } from '../state/layout'
import {
  type Machine,
  type MessageQueue,
  newId,
  type OpenFile,
  processOf,
  type QueuedMessage,
  type Task,
} from '../state/machine'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { touchDescriptor } from './footprint'
import { addMessage, blankQueue, queueAt, removeMessage } from './message-queue'
import {
  closeDescriptor,
  createOpenFile,
  fileOf,
  installFile,
  isNonblocking,
  isReadable,
  isWritableFile,
  O_CREAT,
  O_EXCL,
  O_NONBLOCK,
} from './open-file'

const MAX_PRIORITY = 32_768
/** Linux's defaults: mq_maxmsg, mq_msgsize. */
const DEFAULT_MESSAGES = 10
const DEFAULT_SIZE = 8192

export const POSIX_QUEUE_CALLS = {
  mq_open: call({
    args: { name: 'string', flags: 'int', mode: 'int', attributes: 'pointer' },
    shows: 1,
    touches: () => EVERYTHING,
    act(machine, task, { name: wanted, flags, mode, attributes }) {
      const name = queueName(wanted)
      if (typeof name === 'number') return name
      let id = machine.state.names.get(name)
      if (id !== undefined && flags & O_CREAT && flags & O_EXCL) return -ERRNO.EEXIST
      if (id === undefined) {
        if ((flags & O_CREAT) === 0) return -ERRNO.ENOENT
        id = createPosixQueue(machine, task, name, mode, attributes)
        if (id < 0) return id
      }
      edit(machine, queueAt(machine, id)).users++
      const file = createOpenFile(machine, task, 'queue', flags & (3 | O_NONBLOCK), id)
      return installFile(machine, task, file, true)
    },
  }),

  mq_close: call({
    args: { fd: 'descriptor' },
    touches: () => EVERYTHING,
    act(machine, task, { fd }) {
      const file = queueFile(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      const queue = queueAt(machine, file.object)
      // With any of its descriptors the process gives up being notified.
      if (queue.notify?.[0] === task.pid) {
        edit(machine, queue).notify = null
        wake(machine, keyOf(KEY.queue, queue.id), task)
      }
      return closeDescriptor(machine, task, fd)
    },
  }),

  mq_unlink: call({
    args: { name: 'string' },
    touches: () => EVERYTHING,
    act(machine, _task, { name: wanted }) {
      const name = queueName(wanted)
      if (typeof name === 'number') return name
      const id = machine.state.names.get(name)
      if (id === undefined) return -ERRNO.ENOENT
      drop(machine, machine.state.names, name)
      const queue = queueAt(machine, id)
      edit(machine, queue).removed = true
      if (queue.users === 0) drop(machine, machine.state.queues, id)
      return 0
    },
  }),

  mq_send: call({
    args: { fd: 'descriptor', message: 'pointer', size: 'long', priority: 'int', until: 'timespec' },
    isCancellationPoint: true,
    orders: () => ({ fd: 'release' }),
    touches: (machine, task, { fd, message, size }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, message, size, 'read'),
      ...touchNotified(machine, task, fd),
    ],
    guard(machine, task, { fd, size, priority, until }) {
      const file = queueFile(machine, task, fd)
      if (!file || !isWritableFile(file)) return -ERRNO.EBADF
      const queue = queueAt(machine, file.object)
      if (priority >>> 0 >= MAX_PRIORITY) return -ERRNO.EINVAL
      if (size > queue.messageSize) return -ERRNO.EMSGSIZE
      return queue.messages.length < queue.maximum
        ? go(queue)
        : waitOnQueue(machine, task, queue, file, until, 'mq_send')
    },
    act(machine, task, { message, size, priority }, queue) {
      const bytes = readUser(machine, task, message, size)
      if (!bytes) return -ERRNO.EFAULT
      const wasEmpty = queue.messages.length === 0
      addMessage(machine, queue, { type: priority, bytes, task: task.index })
      wake(machine, keyOf(KEY.queue, queue.id), task)
      if (wasEmpty) notifyReader(machine, task, queue)
      return 0
    },
  }),

  mq_receive: call({
    args: { fd: 'descriptor', buffer: 'pointer', size: 'long', priority: 'pointer', until: 'timespec' },
    isCancellationPoint: true,
    orders: () => ({ fd: 'acquire' }),
    touches: (machine, task, { fd, buffer, size, priority }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, buffer, size, 'write'),
      ...touchMemory(machine, task, priority, priority === 0 ? 0 : 4, 'write'),
    ],
    guard(machine, task, { fd, size, until }) {
      const file = queueFile(machine, task, fd)
      if (!file || !isReadable(file)) return -ERRNO.EBADF
      const queue = queueAt(machine, file.object)
      if (size < queue.messageSize) return -ERRNO.EMSGSIZE
      const message = highest(queue)
      return message ? go({ queue, message }) : waitOnQueue(machine, task, queue, file, until, 'mq_receive')
    },
    act(machine, task, { buffer, priority }, { queue, message }) {
      if (!writeUser(machine, task, buffer, message.bytes)) return -ERRNO.EFAULT
      if (priority !== 0 && !writeI32(machine, task, priority, message.type)) return -ERRNO.EFAULT
      removeMessage(machine, queue, message)
      wake(machine, keyOf(KEY.queue, queue.id), task)
      return message.bytes.length
    },
  }),

  mq_getattr: call({
    args: { fd: 'descriptor', out: 'pointer' },
    touches: (machine, task, { fd, out }) => [
      ...touchDescriptor(machine, task, fd, 'read'),
      ...touchMemory(machine, task, out, MQ_ATTRIBUTES.size, 'write'),
    ],
    act(machine, task, { fd, out }) {
      const file = queueFile(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      return writeAttributes(machine, task, file, out) ? 0 : -ERRNO.EFAULT
    },
  }),

  mq_setattr: call({
    args: { fd: 'descriptor', attributes: 'pointer', old: 'pointer' },
    touches: (machine, task, { fd, attributes, old }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, attributes, 8, 'read'),
      ...touchMemory(machine, task, old, old === 0 ? 0 : MQ_ATTRIBUTES.size, 'write'),
    ],
    act(machine, task, { fd, attributes, old }) {
      const file = queueFile(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      if (old !== 0 && !writeAttributes(machine, task, file, old)) return -ERRNO.EFAULT
      const flags = readI64(machine, task, attributes)
      if (flags === null) return -ERRNO.EFAULT
      edit(machine, file).flags = (file.flags & ~O_NONBLOCK) | (flags & O_NONBLOCK)
      return 0
    },
  }),

  /** (queue, struct sigevent * | 0) → 0, or a ticket for mq_wait: sigev_value at 0, sigev_signo at 8, sigev_notify at 12. */
  mq_notify: call({
    args: { fd: 'descriptor', event: 'pointer' },
    touches: (machine, task, { fd, event }) => [
      ...touchDescriptor(machine, task, fd, 'write'),
      ...touchMemory(machine, task, event, event === 0 ? 0 : 16, 'read'),
    ],
    act(machine, task, { fd, event }) {
      const bytes = event === 0 ? null : readUser(machine, task, event, 16)
      if (event !== 0 && !bytes) return -ERRNO.EFAULT
      const [signal, notify] = bytes ? [getI32(bytes, 8), getI32(bytes, 12)] : [0, 1]
      if (notify < 0 || notify > 2 || (notify === 0 && checkSignal(signal) < 0)) return -ERRNO.EINVAL
      const file = queueFile(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      const queue = queueAt(machine, file.object)
      if (!bytes) {
        if (queue.notify?.[0] === task.pid) edit(machine, queue).notify = null
        wake(machine, keyOf(KEY.queue, queue.id), task)
        return 0
      }
      if (queue.notify) return -ERRNO.EBUSY
      const ticket = notify === 2 ? newId(machine, task) : 0
      edit(machine, queue).notify = [task.pid, notify === 0 ? signal : 0, getI64(bytes, 0), ticket]
      return ticket
    },
  }),

  /** (queue, ticket of mq_notify) → 1: it has come; 0: it was taken back. Where SIGEV_THREAD's thread waits. */
  mq_wait: call({
    args: { fd: 'descriptor', ticket: 'long' },
    fromLibrary: { waits: false },
    touches: (machine, task, { fd }) => touchDescriptor(machine, task, fd, 'write'),
    guard(machine, task, { fd, ticket }) {
      const file = queueFile(machine, task, fd)
      if (!file) return -ERRNO.EBADF
      const queue = queueAt(machine, file.object)
      if (queue.notify?.[3] === ticket) {
        const reason = { call: 'mq_wait', object: 'message queue', task: null }
        return wait([keyOf(KEY.queue, queue.id)], reason)
      }
      return queue.notified.includes(ticket) ? go(queue) : 0
    },
    act(machine, _task, { ticket }, queue) {
      edit(machine, queue).notified = queue.notified.filter((other) => other !== ticket)
      return 1
    },
  }),
} satisfies RowTable

function queueName(name: string): string | number {
  if (!name.startsWith('/')) return -ERRNO.EINVAL
  if (name === '/') return -ERRNO.ENOENT
  if (name.indexOf('/', 1) >= 0) return -ERRNO.EACCES
  return name.length > 255 ? -ERRNO.ENAMETOOLONG : `mq:${name}`
}

function queueFile(machine: Machine, task: Task, fd: number): OpenFile | null {
  const file = fileOf(machine, task, fd)
  return file?.kind === 'queue' ? file : null
}

function createPosixQueue(machine: Machine, task: Task, name: string, mode: number, address: number): number {
  let maximum = DEFAULT_MESSAGES
  let messageSize = DEFAULT_SIZE
  if (address !== 0) {
    const bytes = readUser(machine, task, address, MQ_ATTRIBUTES.size)
    if (!bytes) return -ERRNO.EFAULT
    maximum = getI64(bytes, MQ_ATTRIBUTES.maximum)
    messageSize = getI64(bytes, MQ_ATTRIBUTES.messageSize)
    if (maximum <= 0 || messageSize <= 0 || maximum > 65_536 || messageSize > 1 << 24) return -ERRNO.EINVAL
  }
  const id = newId(machine, task)
  const queue = blankQueue(id, 'posix', name.slice(3), mode & 0o777 & ~processOf(machine, task).umask)
  put(machine, machine.state.queues, id, { ...queue, maximum, messageSize })
  put(machine, machine.state.names, name, id)
  return id
}

function waitOnQueue(
  machine: Machine,
  task: Task,
  queue: MessageQueue,
  file: OpenFile,
  until: Timespec | null,
  by: string,
): Wait | number {
  if (isNonblocking(file)) return -ERRNO.EAGAIN
  const deadline = until === null ? Infinity : nanosecondsOf(until, clockBase(0))
  if (Number.isNaN(deadline)) return -ERRNO.EINVAL
  if (deadline !== Infinity && (task.timedOut || deadline <= machine.state.now)) return -ERRNO.ETIMEDOUT
  return wait([keyOf(KEY.queue, queue.id)], { call: by, object: queue.name, task: null }, deadline)
}

/** Who is to be told of the first message. */
function touchNotified(machine: Machine, task: Task, fd: number): readonly Touch[] {
  const file = queueFile(machine, task, fd)
  return file && queueAt(machine, file.object).notify ? EVERYTHING : NOTHING
}

/** The oldest of the highest priority. */
function highest(queue: MessageQueue): QueuedMessage | null {
  let best: QueuedMessage | null = null
  for (const message of queue.messages) if (!best || message.type > best.type) best = message
  return best
}

/** A message came into an empty queue: who asked for it is told, once, unless somebody already waits to receive. */
function notifyReader(machine: Machine, task: Task, queue: MessageQueue): void {
  if (!queue.notify) return
  const key = keyOf(KEY.queue, queue.id)
  const isAwaited = machine.state.live.some((index) => {
    const other = machine.state.tasks[index]
    return other?.blocked?.call === 'mq_receive' && other.waitKeys.includes(key)
  })
  if (isAwaited) return
  const [pid = 0, signal = 0, value = 0, ticket = 0] = queue.notify
  edit(machine, queue).notify = null
  if (ticket > 0) {
    edit(machine, queue).notified = [...queue.notified, ticket]
    wake(machine, key, task)
  }
  const process = machine.state.processes.get(pid)
  if (process && signal > 0)
    postProcessSignal(machine, process, { signal, code: -3, pid: task.pid, value, address: 0 }, task)
}

function writeAttributes(machine: Machine, task: Task, file: OpenFile, address: number): boolean {
  const queue = queueAt(machine, file.object)
  const bytes = new Uint8Array(MQ_ATTRIBUTES.size)
  putI64(bytes, MQ_ATTRIBUTES.flags, file.flags & O_NONBLOCK)
  putI64(bytes, MQ_ATTRIBUTES.maximum, queue.maximum)
  putI64(bytes, MQ_ATTRIBUTES.messageSize, queue.messageSize)
  putI64(bytes, MQ_ATTRIBUTES.current, queue.messages.length)
  return writeUser(machine, task, address, bytes)
}
