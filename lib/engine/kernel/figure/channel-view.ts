/** What carries bytes between tasks, for figures: pipes, FIFOs, sockets, message queues. */

import type { Machine, MessageQueue, OpenFile, Pipe, QueuedMessage } from '../state/machine'
import type { ChannelView } from '../state/view'
import { channelsOf } from './file-view'

/** Bytes of a channel that a figure gets. */
const SHOWN = 64

type End = { readonly task: number; readonly fd: number }

/** In order of creation. */
export function channelViews(machine: Machine): ChannelView[] {
  const { state } = machine
  const views: ChannelView[] = []
  for (const pipe of state.pipes.values()) views.push(pipeView(machine, pipe))
  for (const queue of state.queues.values()) views.push(queueView(machine, queue))
  return views
}

function pipeView(machine: Machine, pipe: Pipe): ChannelView {
  const bytes: { byte: number; task: number }[] = []
  for (const buffer of pipe.buffers) {
    let run = 0
    let left = buffer.tasks[1] ?? 0
    for (let i = buffer.start; i < buffer.bytes.length && bytes.length < SHOWN; i++) {
      while (left === 0 && run + 2 < buffer.tasks.length) {
        run += 2
        left = buffer.tasks[run + 1] ?? 0
      }
      bytes.push({ byte: buffer.bytes[i] ?? 0, task: buffer.tasks[run] ?? 0 })
      left--
    }
  }
  return {
    id: pipe.id,
    name: pipe.name,
    kind: pipe.kind,
    capacity: pipe.slots * 4096,
    length: pipe.length,
    bytes,
    ...endsOf(machine, pipe.id),
    // As poll says it: a FIFO that nobody has written to yet is not at its end (Linux, pipe_poll).
    isOver: pipe.writers === 0 && (pipe.kind !== 'fifo' || pipe.writerOpens > 0),
    isBroken: pipe.readers === 0,
    mail: null,
  }
}

function queueView(machine: Machine, queue: MessageQueue): ChannelView {
  const next = inOrder(queue)
  const bytes = next
    .flatMap((message) => Array.from(message.bytes, (byte) => ({ byte, task: message.task })))
    .slice(0, SHOWN)
  return {
    id: queue.id,
    name: queue.name,
    kind: 'queue',
    capacity: Number.isFinite(queue.maximum) ? queue.maximum * queue.messageSize : queue.capacity,
    length: queue.bytes,
    bytes,
    ...endsOf(machine, queue.id),
    isOver: false,
    isBroken: false,
    mail: {
      style: queue.style,
      room: Number.isFinite(queue.maximum) ? queue.maximum : null,
      messages: next.map(({ bytes: { length }, type: rank, task }) => ({ length, rank, task })),
    },
  }
}

/** mq_receive(3): the oldest of the highest priority comes first. Of a System V queue the receiver chooses by type. */
function inOrder({ style, messages }: MessageQueue): readonly QueuedMessage[] {
  return style === 'posix' ? [...messages].sort((a, b) => b.type - a.type) : messages
}

function endsOf(machine: Machine, id: number): Pick<ChannelView, 'readers' | 'writers'> {
  return {
    readers: ends(machine, (file) => channelsOf(machine, file).reads === id),
    writers: ends(machine, (file) => channelsOf(machine, file).writes === id),
  }
}

/** Descriptors of all processes whose open file is one of those; a process goes by its first task. */
function ends(machine: Machine, isEnd: (file: OpenFile) => boolean): End[] {
  const found: End[] = []
  for (const process of machine.state.processes.values()) {
    const table = process.state === 'alive' ? machine.state.tables.get(process.table) : undefined
    table?.entries.forEach((entry, fd) => {
      const file = entry && machine.state.openFiles.get(entry.file)
      if (file && isEnd(file)) found.push({ task: process.leader, fd })
    })
  }
  return found
}
