/** System V message queues. */

import { see } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { getI64, putI64, putU32, readUser, writeI64, writeUser } from '../memory/user-memory'
import { call, go, type RowTable, type Wait, wait } from '../state/call'
import { drop, edit, put } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING, OBJECT, objectOf, touchOf } from '../state/footprint'
import { IPC_PERM, MSGID } from '../state/layout'
import type { Machine, MessageQueue, QueuedMessage, Task } from '../state/machine'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { addMessage, blankQueue, MESSAGE_BYTES, removeMessage } from './message-queue'
import { forgetName, getByKey, IPC, newIpcId } from './system-v-key'

const MSG = { noError: 0o10000, except: 0o20000 } as const

export const SYSTEM_V_QUEUE_CALLS = {
  msgget: call({
    args: { key: 'int', flags: 'int' },
    touches: () => EVERYTHING,
    act(machine, task, { key, flags }) {
      const { queues } = machine.state
      return getByKey(machine, 'msg', key, flags, () => {
        const id = newIpcId(machine, task, (candidate) => queues.has(candidate))
        put(machine, queues, id, blankQueue(id, 'sysv', `queue ${key}`, flags & 0o777))
        return id
      })
    },
  }),

  msgsnd: call({
    args: { id: 'int', message: 'pointer', size: 'long', flags: 'int' },
    restarts: 'never',
    isCancellationPoint: true,
    orders: () => ({ id: 'release' }),
    touches: (machine, task, { id, message, size }) => [
      touchOf(objectOf(OBJECT.queue, id), 'write'),
      ...touchMemory(machine, task, message, 8 + clampSize(size), 'read'),
    ],
    guard(machine, task, { id, message, size, flags }) {
      const queue = queueOf(machine, id)
      if (!queue) return goneOrUnknown(task)
      if (size < 0 || size > MESSAGE_BYTES) return -ERRNO.EINVAL
      const bytes = see(machine, task, message, 8 + size)
      if (!bytes) return -ERRNO.EFAULT
      if (getI64(bytes, 0) < 1) return -ERRNO.EINVAL
      if (queue.bytes + size <= queue.capacity) return go(queue)
      return flags & IPC.noWait ? -ERRNO.EAGAIN : waitOnQueue(queue, 'msgsnd')
    },
    act(machine, task, { message, size }, queue) {
      const bytes = readUser(machine, task, message, 8 + size)
      if (!bytes) return -ERRNO.EFAULT
      addMessage(machine, queue, { type: getI64(bytes, 0), bytes: bytes.slice(8), task: task.index })
      edit(machine, queue).lastSender = task.pid
      wake(machine, keyOf(KEY.queue, queue.id), task)
      return 0
    },
  }),

  msgrcv: call({
    args: { id: 'int', buffer: 'pointer', size: 'long', type: 'long', flags: 'int' },
    restarts: 'never',
    isCancellationPoint: true,
    orders: () => ({ id: 'acquire' }),
    touches: (machine, task, { id, buffer, size }) => [
      touchOf(objectOf(OBJECT.queue, id), 'write'),
      ...touchMemory(machine, task, buffer, 8 + clampSize(size), 'write'),
    ],
    guard(machine, task, { id, size, type, flags }) {
      const queue = queueOf(machine, id)
      if (!queue) return goneOrUnknown(task)
      if (size < 0) return -ERRNO.EINVAL
      const message = matching(queue, type, flags)
      if (!message) return flags & IPC.noWait ? -ERRNO.ENOMSG : waitOnQueue(queue, 'msgrcv')
      if (message.bytes.length > size && (flags & MSG.noError) === 0) return -ERRNO.E2BIG
      return go({ queue, message })
    },
    act(machine, task, { buffer, size }, { queue, message }) {
      const bytes = message.bytes.subarray(0, size)
      if (!writeI64(machine, task, buffer, message.type)) return -ERRNO.EFAULT
      if (!writeUser(machine, task, buffer + 8, bytes)) return -ERRNO.EFAULT
      removeMessage(machine, queue, message)
      edit(machine, queue).lastReceiver = task.pid
      wake(machine, keyOf(KEY.queue, queue.id), task)
      return bytes.length
    },
  }),

  msgctl: call({
    args: { id: 'int', command: 'int', argument: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { id, command, argument }) {
      const queue = queueOf(machine, id)
      if (!queue) return -ERRNO.EINVAL
      switch (command) {
        case IPC.remove:
          drop(machine, machine.state.queues, queue.id)
          forgetName(machine, 'msg', queue.id)
          wake(machine, keyOf(KEY.queue, queue.id), task)
          return 0
        case IPC.stat:
          return writeUser(machine, task, argument, queueBytes(queue)) ? 0 : -ERRNO.EFAULT
        case IPC.set: {
          const bytes = readUser(machine, task, argument, MSGID.size)
          if (!bytes) return -ERRNO.EFAULT
          edit(machine, queue).capacity = getI64(bytes, MSGID.capacity)
          wake(machine, keyOf(KEY.queue, queue.id), task)
          return 0
        }
        default:
          return -ERRNO.EINVAL
      }
    },
  }),
} satisfies RowTable

function clampSize(size: number): number {
  return Math.max(0, Math.min(size, MESSAGE_BYTES))
}

function waitOnQueue(queue: MessageQueue, by: string): Wait {
  return wait([keyOf(KEY.queue, queue.id)], { call: by, object: queue.name, task: null })
}

/** A queue that was removed while one slept on it. */
function goneOrUnknown(task: Task): number {
  return task.waitKeys.length > 0 ? -ERRNO.EIDRM : -ERRNO.EINVAL
}

function queueOf(machine: Machine, id: number): MessageQueue | null {
  const queue = machine.state.queues.get(id)
  return queue?.style === 'sysv' ? queue : null
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
