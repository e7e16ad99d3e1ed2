import type { ChannelView, Mail, OpenFileView } from '@/lib/engine'
import { taskLetter } from '@/lib/engine/task-letter'
import { endOf } from '@/lib/player/closing'
import type { Frame } from '@/lib/player/frame'
import { fill } from '../_ui/fill'
import type { DescriptorBox } from './channel-layout'
import type { Labels } from './label'

/** What a descriptor is for, or the line that closed it. */
export function roleWord({ role, closedAt }: DescriptorBox, labels: Labels): string {
  if (closedAt !== null) return closedAt > 0 ? fill(labels.closedAt, { n: closedAt }) : labels.closed
  switch (role) {
    case 'read':
      return labels.readEnd
    case 'write':
      return labels.writeEnd
    case 'both':
      return labels.bothEnds
    default:
      return ''
  }
}

/** How much is in it, and how much there is room for: messages where they are kept apart. */
export function amountOf({ length, capacity, mail }: ChannelView, labels: Labels): string {
  const n = mail?.messages.length ?? 0
  if (mail)
    return mail.room === null ? fill(labels.messages, { n }) : fill(labels.messagesOf, { n, of: mail.room })
  return capacity === null
    ? fill(labels.bytes, { n: length })
    : fill(labels.capacity, { n: length, capacity: capacity.toLocaleString('en') })
}

/** The bytes of one message, as far as they are shown. */
export function bytesOf(mail: Mail, bytes: ChannelView['bytes'], index: number): ChannelView['bytes'] {
  const from = mail.messages.slice(0, index).reduce((sum, { length }) => sum + length, 0)
  return bytes.slice(from, from + (mail.messages[index]?.length ?? 0))
}

/** By what a message is chosen. */
export function rankOf({ style }: Mail, rank: number, labels: Labels): string {
  return fill(style === 'posix' ? labels.priority : labels.messageType, { n: rank })
}

/** An end is open and nobody has a descriptor of it: a connection that is not accepted yet, a FIFO without a writer. */
export function isLonely({ kind, isOver, isBroken, readers, writers }: ChannelView): boolean {
  if (kind === 'queue') return false
  return (writers.length === 0 && !isOver) || (readers.length === 0 && !isBroken)
}

/** Whoever reads it now waits: it is empty, and somebody could still write. */
export function waitsForEof({ kind, length, writers }: ChannelView): boolean {
  return (kind === 'pipe' || kind === 'fifo') && length === 0 && writers.length > 0
}

/** Descriptors that are named at most. */
const MOST_HOLDERS = 3

/** What a reader needs for EOF, and whose descriptors keep it from that. */
export function eofWords({ writers }: ChannelView, labels: Labels): string {
  const named = writers
    .slice(0, MOST_HOLDERS)
    .map(({ task, fd }) => fill(labels.holderOf, { task: taskLetter(task), fd }))
  const rest = writers.length - named.length
  return fill(labels.eofRule, { list: [...named, ...(rest > 0 ? [`+ ${rest}`] : [])].join(', ') })
}

/** The size of a file, and what keeps it. */
export function inodeNote(inode: { size: number; links: number; opens: number }, labels: Labels): string {
  const size = fill(labels.bytes, { n: inode.size })
  if (inode.links === 0) return `${size} · ${labels.noName}`
  return inode.opens === 0 ? `${size} · ${labels.notOpen}` : size
}

export function modeWord({ mode }: OpenFileView): string {
  return { r: 'O_RDONLY', w: 'O_WRONLY', rw: 'O_RDWR' }[mode]
}

/** Descriptors that refer to open files, of all of them. */
export function usersOf(files: readonly OpenFileView[]): number {
  return files.reduce((sum, { users }) => sum + users, 0)
}

/** A byte as one letter, or two digits. */
export function printable(byte: number): string {
  if (byte === 10) return '↵'
  if (byte === 0) return '␀'
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(16).padStart(2, '0')
}

/** What happened to descriptors and to bytes so far, in its order; nothing where no channel is shown. */
export function channelRows({ traffic, closings, view }: Frame, labels: Labels): string[] {
  if (traffic.length === 0) return []
  const closed = closings.map(({ pid, fd, file, at }) => {
    const task = view.tasks.find((one) => one.pid === pid)?.index ?? 0
    return { at, told: fill(labels.didClose, { task: taskLetter(task), fd, end: endWord(file, labels) }) }
  })
  return [...traffic, ...closed].sort((a, b) => a.at - b.at).map(({ told }) => told)
}

/** Which end of a channel an open file is; where it is none, its name. */
function endWord(file: OpenFileView, labels: Labels): string {
  const end = endOf(file)
  if (end === 'none') return file.name
  return { read: labels.readEnd, write: labels.writeEnd, both: labels.bothEnds }[end]
}
