/** POSIX and System V message queues. */

import { drop, edit } from '../state/edit'
import type { Machine, MessageQueue, QueuedMessage } from '../state/machine'
import { must } from '../state/must'

/** @throws Error when there is none: who holds a number of a queue has asked whether it is still there */
export function queueAt(machine: Machine, id: number): MessageQueue {
  return must(machine.state.queues.get(id), 'queue', id)
}

/** One descriptor less; a queue without name and users is gone. */
export function releaseQueue(machine: Machine, id: number): void {
  const queue = queueAt(machine, id)
  edit(machine, queue).users--
  if (queue.removed && queue.users <= 0) drop(machine, machine.state.queues, id)
}

/** Linux's msgmnb and msgmax. */
const QUEUE_BYTES = 16_384
export const MESSAGE_BYTES = 8192

/**
 * A queue without messages and limits of its own, not in the machine's table yet.
 * @param mode permission bits
 */
export function blankQueue(
  id: number,
  style: MessageQueue['style'],
  name: string,
  mode: number,
): MessageQueue {
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

/** Appends a message: a queue is in order of sending, and who receives chooses. Wakes nobody. */
export function addMessage(machine: Machine, queue: MessageQueue, message: QueuedMessage): void {
  const draft = edit(machine, queue)
  draft.messages = [...queue.messages, message]
  draft.bytes += message.bytes.length
}

/** Takes this very message out. Wakes nobody. */
export function removeMessage(machine: Machine, queue: MessageQueue, message: QueuedMessage): void {
  const draft = edit(machine, queue)
  draft.messages = queue.messages.filter((other) => other !== message)
  draft.bytes -= message.bytes.length
}
