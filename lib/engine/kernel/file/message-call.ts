/** System calls on message queues, POSIX's and System V's. */

import {
  getI32,
  getI64,
  putI64,
  putU32,
  readI64,
  readString,
  readTimespec,
  readUser,
  writeI32,
  writeI64,
  writeUser,
} from '../memory/user-memory'
import { checkSignal, postProcessSignal } from '../signal/signal'
import { clockBase } from '../state/clock'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { IPC_PERM, MQ_ATTRIBUTES, MSGID } from '../state/layout'
import {
  type Machine,
  type MessageQueue,
  newId,
  type OpenFile,
  processOf,
  type QueuedMessage,
  type Task,
} from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { block, KEY, keyOf, wake } from '../state/wait-queue'
import { queueAt } from './message-queue'
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
import { forgetName, getByKey, IPC, newIpcId } from './system-v-call'

const MAX_PRIORITY = 32_768
/** Linux's defaults: mq_maxmsg, mq_msgsize, and msgmnb, msgmax. */
const DEFAULT_MESSAGES = 10
const DEFAULT_SIZE = 8192
const QUEUE_BYTES = 16_384
const MESSAGE_BYTES = 8192
const MSG = { noError: 0o10000, except: 0o20000 } as const

export const MESSAGE_CALLS: HandlerTable = {
  mq_open(machine, task, args) {
    const name = queueName(machine, task, long(args, 0))
    if (typeof name === 'number') return name
    const flags = int(args, 1)
    let id = machine.state.names.get(name)
    if (id !== undefined && flags & O_CREAT && flags & O_EXCL) return -ERRNO.EEXIST
    if (id === undefined) {
      if ((flags & O_CREAT) === 0) return -ERRNO.ENOENT
      id = createPosixQueue(machine, task, name, int(args, 2), long(args, 3))
      if (id < 0) return id
    }
    edit(machine, queueAt(machine, id)).users++
    const file = createOpenFile(machine, task, 'queue', flags & (3 | O_NONBLOCK), id)
    return installFile(machine, task, file, true)
  },

  mq_close(machine, task, args) {
    const file = queueFile(machine, task, int(args, 0))
    if (!file) return -ERRNO.EBADF
    const queue = queueAt(machine, file.object)
    // With any of its descriptors the process gives up being notified.
    if (queue.notify?.[0] === task.pid) {
      edit(machine, queue).notify = null
      wake(machine, keyOf(KEY.queue, queue.id), task)
    }
    return closeDescriptor(machine, task, int(args, 0))
  },

  mq_unlink(machine, task, args) {
    const name = queueName(machine, task, long(args, 0))
    if (typeof name === 'number') return name
    const id = machine.state.names.get(name)
    if (id === undefined) return -ERRNO.ENOENT
    drop(machine, machine.state.names, name)
    const queue = queueAt(machine, id)
    edit(machine, queue).removed = true
    if (queue.users === 0) drop(machine, machine.state.queues, id)
    return 0
  },

  mq_send(machine, task, args) {
    const file = queueFile(machine, task, int(args, 0))
    if (!file || !isWritableFile(file)) return -ERRNO.EBADF
    const queue = queueAt(machine, file.object)
    const priority = int(args, 3) >>> 0
    if (priority >= MAX_PRIORITY) return -ERRNO.EINVAL
    if (long(args, 2) > queue.messageSize) return -ERRNO.EMSGSIZE
    if (queue.messages.length >= queue.maximum)
      return waitOnQueue(machine, task, queue, file, long(args, 4), 'mq_send')
    const bytes = readUser(machine, task, long(args, 1), long(args, 2))
    if (!bytes) return -ERRNO.EFAULT
    if (machine.probing) return 0
    const wasEmpty = queue.messages.length === 0
    addMessage(machine, queue, { type: priority, bytes, task: task.index })
    wake(machine, keyOf(KEY.queue, queue.id), task)
    if (wasEmpty) notifyReader(machine, task, queue)
    return 0
  },

  mq_receive(machine, task, args) {
    const file = queueFile(machine, task, int(args, 0))
    if (!file || !isReadable(file)) return -ERRNO.EBADF
    const queue = queueAt(machine, file.object)
    if (long(args, 2) < queue.messageSize) return -ERRNO.EMSGSIZE
    const best = highest(queue)
    if (!best) return waitOnQueue(machine, task, queue, file, long(args, 4), 'mq_receive')
    if (machine.probing) return 0
    if (!writeUser(machine, task, long(args, 1), best.bytes)) return -ERRNO.EFAULT
    if (long(args, 3) !== 0 && !writeI32(machine, task, long(args, 3), best.type)) return -ERRNO.EFAULT
    removeMessage(machine, queue, best)
    wake(machine, keyOf(KEY.queue, queue.id), task)
    return best.bytes.length
  },

  mq_getattr(machine, task, args) {
    const file = queueFile(machine, task, int(args, 0))
    if (!file) return -ERRNO.EBADF
    return writeAttributes(machine, task, file, long(args, 1)) ? 0 : -ERRNO.EFAULT
  },

  mq_setattr(machine, task, args) {
    const file = queueFile(machine, task, int(args, 0))
    if (!file) return -ERRNO.EBADF
    if (long(args, 2) !== 0 && !writeAttributes(machine, task, file, long(args, 2))) return -ERRNO.EFAULT
    const flags = readI64(machine, task, long(args, 1))
    if (flags === null) return -ERRNO.EFAULT
    edit(machine, file).flags = (file.flags & ~O_NONBLOCK) | (flags & O_NONBLOCK)
    return 0
  },

  /** (queue, struct sigevent * | 0) → 0, or a ticket for mq_wait: sigev_value at 0, sigev_signo at 8, sigev_notify at 12. */
  mq_notify(machine, task, args) {
    const bytes = long(args, 1) === 0 ? null : readUser(machine, task, long(args, 1), 16)
    if (long(args, 1) !== 0 && !bytes) return -ERRNO.EFAULT
    const [signal, notify] = bytes ? [getI32(bytes, 8), getI32(bytes, 12)] : [0, 1]
    if (notify < 0 || notify > 2 || (notify === 0 && checkSignal(signal) < 0)) return -ERRNO.EINVAL
    const file = queueFile(machine, task, int(args, 0))
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

  /** (queue, ticket of mq_notify) → 1: it has come; 0: it was taken back. Where SIGEV_THREAD's thread waits. */
  mq_wait(machine, task, args) {
    const file = queueFile(machine, task, int(args, 0))
    if (!file) return -ERRNO.EBADF
    const queue = queueAt(machine, file.object)
    const ticket = long(args, 1)
    if (queue.notify?.[3] === ticket) {
      const reason = { call: 'mq_wait', object: 'message queue', task: null }
      return block(machine, task, [keyOf(KEY.queue, queue.id)], reason)
    }
    if (!queue.notified.includes(ticket)) return 0
    if (!machine.probing) edit(machine, queue).notified = queue.notified.filter((other) => other !== ticket)
    return 1
  },

  msgget(machine, task, args) {
    const { queues } = machine.state
    return getByKey(machine, 'msg', int(args, 0), int(args, 1), () => {
      const id = newIpcId(machine, task, (candidate) => queues.has(candidate))
      put(machine, queues, id, blankQueue(id, 'sysv', `queue ${int(args, 0)}`, int(args, 1) & 0o777))
      return id
    })
  },

  msgsnd(machine, task, args) {
    const queue = sysvQueue(machine, int(args, 0))
    if (!queue) return goneOrUnknown(task)
    const length = long(args, 2)
    const type = readI64(machine, task, long(args, 1))
    const bytes =
      length < 0 ? null : readUser(machine, task, long(args, 1) + 8, Math.min(length, MESSAGE_BYTES + 1))
    if (length < 0 || length > MESSAGE_BYTES) return -ERRNO.EINVAL
    if (type === null || !bytes) return -ERRNO.EFAULT
    if (type < 1) return -ERRNO.EINVAL
    if (queue.bytes + length > queue.capacity)
      return int(args, 3) & IPC.noWait ? -ERRNO.EAGAIN : sleepOnQueue(machine, task, queue, 'msgsnd')
    if (machine.probing) return 0
    addMessage(machine, queue, { type, bytes, task: task.index })
    edit(machine, queue).lastSender = task.pid
    wake(machine, keyOf(KEY.queue, queue.id), task)
    return 0
  },

  msgrcv(machine, task, args) {
    const queue = sysvQueue(machine, int(args, 0))
    if (!queue) return goneOrUnknown(task)
    const size = long(args, 2)
    const flags = int(args, 4)
    if (size < 0) return -ERRNO.EINVAL
    const message = matching(queue, long(args, 3), flags)
    if (!message) return flags & IPC.noWait ? -ERRNO.ENOMSG : sleepOnQueue(machine, task, queue, 'msgrcv')
    if (message.bytes.length > size && (flags & MSG.noError) === 0) return -ERRNO.E2BIG
    if (machine.probing) return 0
    const bytes = message.bytes.subarray(0, size)
    if (!writeI64(machine, task, long(args, 1), message.type)) return -ERRNO.EFAULT
    if (!writeUser(machine, task, long(args, 1) + 8, bytes)) return -ERRNO.EFAULT
    removeMessage(machine, queue, message)
    edit(machine, queue).lastReceiver = task.pid
    wake(machine, keyOf(KEY.queue, queue.id), task)
    return bytes.length
  },

  msgctl(machine, task, args) {
    const queue = sysvQueue(machine, int(args, 0))
    if (!queue) return -ERRNO.EINVAL
    switch (int(args, 1)) {
      case IPC.remove:
        drop(machine, machine.state.queues, queue.id)
        forgetName(machine, 'msg', queue.id)
        wake(machine, keyOf(KEY.queue, queue.id), task)
        return 0
      case IPC.stat:
        return writeUser(machine, task, long(args, 2), queueBytes(queue)) ? 0 : -ERRNO.EFAULT
      case IPC.set: {
        const bytes = readUser(machine, task, long(args, 2), MSGID.size)
        if (!bytes) return -ERRNO.EFAULT
        edit(machine, queue).capacity = getI64(bytes, MSGID.capacity)
        wake(machine, keyOf(KEY.queue, queue.id), task)
        return 0
      }
      default:
        return -ERRNO.EINVAL
    }
  },
}

function queueName(machine: Machine, task: Task, address: number): string | number {
  const name = readString(machine, task, address)
  if (name === null) return -ERRNO.EFAULT
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

function blankQueue(id: number, style: MessageQueue['style'], name: string, mode: number): MessageQueue {
  return {
    id,
    style,
    name,
    key: 0,
    mode,
    maximum: Infinity,
    messageSize: MESSAGE_BYTES,
    bytes: 0,
    capacity: QUEUE_BYTES,
    messages: [],
    users: 0,
    removed: false,
    notify: null,
    notified: [],
    lastSender: 0,
    lastReceiver: 0,
  }
}

function waitOnQueue(
  machine: Machine,
  task: Task,
  queue: MessageQueue,
  file: OpenFile,
  timespec: number,
  call: string,
): number {
  if (isNonblocking(file)) return -ERRNO.EAGAIN
  let deadline = Infinity
  if (timespec !== 0) {
    deadline = readTimespec(machine, task, timespec, clockBase(0)) ?? Number.NaN
    if (Number.isNaN(deadline)) return -ERRNO.EINVAL
    if (task.timedOut || deadline <= machine.state.now) return -ERRNO.ETIMEDOUT
  }
  const reason = { call, object: queue.name, task: null }
  return block(machine, task, [keyOf(KEY.queue, queue.id)], reason, deadline)
}

function sleepOnQueue(machine: Machine, task: Task, queue: MessageQueue, call: string): number {
  return block(machine, task, [keyOf(KEY.queue, queue.id)], { call, object: queue.name, task: null })
}

/** A queue that was removed while one slept on it. */
function goneOrUnknown(task: Task): number {
  return task.waitKeys.length > 0 ? -ERRNO.EIDRM : -ERRNO.EINVAL
}

function sysvQueue(machine: Machine, id: number): MessageQueue | null {
  const queue = machine.state.queues.get(id)
  return queue?.style === 'sysv' ? queue : null
}

function addMessage(machine: Machine, queue: MessageQueue, message: QueuedMessage): void {
  const draft = edit(machine, queue)
  draft.messages = [...queue.messages, message]
  draft.bytes += message.bytes.length
}

function removeMessage(machine: Machine, queue: MessageQueue, message: QueuedMessage): void {
  const draft = edit(machine, queue)
  draft.messages = queue.messages.filter((other) => other !== message)
  draft.bytes -= message.bytes.length
}

/** The oldest of the highest priority. */
function highest(queue: MessageQueue): QueuedMessage | null {
  let best: QueuedMessage | null = null
  for (const message of queue.messages) if (!best || message.type > best.type) best = message
  return best
}

/** type 0: the first; > 0: the first of that type (or, with MSG_EXCEPT, of another); < 0: the lowest type up to -type. */
function matching(queue: MessageQueue, type: number, flags: number): QueuedMessage | null {
  if (type === 0) return queue.messages[0] ?? null
  if (type > 0) {
    const except = (flags & MSG.except) !== 0
    return queue.messages.find((message) => (message.type === type) !== except) ?? null
  }
  let best: QueuedMessage | null = null
  for (const message of queue.messages)
    if (message.type <= -type && (!best || message.type < best.type)) best = message
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

function queueBytes(queue: MessageQueue): Uint8Array {
  const bytes = new Uint8Array(MSGID.size)
  putU32(bytes, IPC_PERM.uid, 1000)
  putU32(bytes, IPC_PERM.mode, queue.mode)
  putI64(bytes, MSGID.bytes, queue.bytes)
  putI64(bytes, MSGID.messages, queue.messages.length)
  putI64(bytes, MSGID.capacity, queue.capacity)
  putU32(bytes, 96, queue.lastSender)
  putU32(bytes, 100, queue.lastReceiver)
  return bytes
}
