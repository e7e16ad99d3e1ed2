/** POSIX and System V message queues. */
import { drop, edit } from '../state/edit'
import { type Machine, type MessageQueue, must } from '../state/machine'

export function queueAt(machine: Machine, id: number): MessageQueue {
  return must(machine.state.queues.get(id), `queue ${id}`)
}

/** One descriptor less; a queue without name and users is gone. */
export function releaseQueue(machine: Machine, id: number): void {
  const queue = queueAt(machine, id)
  edit(machine, queue).users--
  if (queue.removed && queue.users <= 0) drop(machine, machine.state.queues, id)
}
