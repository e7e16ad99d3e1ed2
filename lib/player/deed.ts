import type { ChannelView, MachineView, TraceEvent } from '@/lib/engine'
import type { Deed } from '@/lib/i18n/tell'

type Call = Extract<TraceEvent, { kind: 'syscall' }>

/** Calls whose result is a new descriptor. */
const OPENS: ReadonlySet<string> = new Set([
  ...['open', 'openat', 'creat', 'mq_open', 'shm_open', 'socket', 'accept'],
  ...['eventfd', 'epoll_create', 'timerfd_create', 'signalfd', 'dup', 'dup2'],
])

/** Calls that are told by what they came to. */
export const CALLS_WITH_DEED: ReadonlySet<string> = new Set([
  ...OPENS,
  ...['mq_send', 'msgsnd', 'mq_receive', 'msgrcv', 'sendto', 'sendmsg', 'recvfrom', 'recvmsg'],
  ...['lseek', 'socketpair', 'pthread_cond_signal', 'pthread_cond_broadcast'],
])

/** What a call has come to that has no event of its own: what was sent and into what, what a new descriptor is of, where the
 *  next read begins, who was woken. Null where nobody can say: then the call itself is told.
 *  @param before the machine before the step that it came back in
 *  @param after and after it */
export function deedOf(
  call: Call,
  pid: number,
  viewBefore: () => MachineView,
  viewAfter: () => MachineView,
): Deed | null {
  const result = Number(call.result)
  if (call.errno !== null || call.result === null || !CALLS_WITH_DEED.has(call.name)) return null
  const [before, after] = [viewBefore(), viewAfter()]
  const fd = Number(call.arguments[0])
  switch (call.name) {
    case 'mq_send':
    case 'msgsnd':
      return sent(call, before, after)
    case 'mq_receive':
    case 'msgrcv':
      return received(call, result, before, after)
    case 'sendto':
    case 'sendmsg': {
      const to = channelOf(pid, fd, 'writes', after)
      return (
        to && { what: 'sent', size: result, channel: null, rank: null, fd, ...textOf(to, -result, result) }
      )
    }
    case 'recvfrom':
    case 'recvmsg':
      return takenFromSocket(fd, result, pid, before, after)
    case 'lseek':
      return moved(fd, pid, after)
    case 'pthread_cond_signal':
    case 'pthread_cond_broadcast':
      return signalled(call, pid, before)
    default:
      return opened(call, result, pid, before, after)
  }
}

/** Messages of a queue, in the order in which they are received. */
type Messages = NonNullable<ChannelView['mail']>['messages']

/** The one queue in which the step has put a message, or from which it has taken one. */
function changedQueue(before: MachineView, after: MachineView) {
  for (const now of after.channels) {
    const was = before.channels.find(({ id }) => id === now.id)
    if (!now.mail || !was?.mail || now.mail.messages.length === was.mail.messages.length) continue
    return { now, was, style: now.mail.style, left: now.mail.messages, had: was.mail.messages }
  }
  return null
}

function sent(call: Call, before: MachineView, after: MachineView): Deed | null {
  const queue = changedQueue(before, after)
  if (!queue) return null
  // The newest is the last, of POSIX's the last of its priority.
  const rank = Number(call.arguments[3])
  const at =
    queue.style === 'sysv' ? queue.left.length - 1 : queue.left.findLastIndex((one) => one.rank === rank)
  return aboutMessage('sent', queue.now, queue.left, at)
}

function received(call: Call, result: number, before: MachineView, after: MachineView): Deed | null {
  const queue = changedQueue(before, after)
  if (!queue) return null
  const at = queue.style === 'posix' ? 0 : firstOfType(queue.had, Number(call.arguments[3]))
  // It asked for all but one type, or has cut what it got.
  return queue.had[at]?.length === result ? aboutMessage('received', queue.was, queue.had, at) : null
}

/** The message that msgrcv(2) takes: the first one, the first of a type, or the first of the lowest type up to one. */
function firstOfType(messages: Messages, type: number): number {
  if (type === 0) return 0
  if (type > 0) return messages.findIndex(({ rank }) => rank === type)
  const lowest = Math.min(...messages.map(({ rank }) => rank))
  return lowest <= -type ? messages.findIndex(({ rank }) => rank === lowest) : -1
}

function aboutMessage(
  what: 'sent' | 'received',
  channel: ChannelView,
  messages: Messages,
  at: number,
): Deed | null {
  const message = messages[at]
  if (!message) return null
  const start = messages.slice(0, at).reduce((sum, { length }) => sum + length, 0)
  const rank = { style: channel.mail?.style ?? 'posix', number: message.rank }
  const text = textOf(channel, start, message.length)
  return { what, size: message.length, channel: channel.name, rank, fd: null, ...text }
}

/** Bytes of a channel as a text, without the zero that ends it; none where the picture does not hold all of them.
 *  @param start counted from its end where it is negative */
function textOf({ bytes, length }: ChannelView, start: number, size: number): { text: string | null } {
  const from = start < 0 ? length + start : start
  if (from < 0 || from + size > bytes.length) return { text: null }
  const held = Uint8Array.from(bytes.slice(from, from + size), ({ byte }) => byte)
  return { text: new TextDecoder().decode(held).replace(/\0+$/, '') }
}

function takenFromSocket(
  fd: number,
  size: number,
  pid: number,
  before: MachineView,
  after: MachineView,
): Deed | null {
  const was = channelOf(pid, fd, 'reads', before)
  const now = channelOf(pid, fd, 'reads', after)
  const about = { what: 'received', size, channel: null, rank: null, fd } as const
  if (size === 0) return was?.isOver ? { ...about, text: '' } : null
  // Who only looks (MSG_PEEK) leaves it there.
  if (!was || !now || now.length >= was.length) return null
  return { ...about, ...textOf(was, 0, size) }
}

function descriptorsOf(pid: number, { processes }: MachineView) {
  return processes.find((one) => one.pid === pid)?.descriptors ?? []
}

function fileOf(pid: number, fd: number, view: MachineView) {
  const id = descriptorsOf(pid, view).find((one) => one.fd === fd)?.openFile
  return view.openFiles.find((one) => one.id === id)
}

function channelOf(pid: number, fd: number, way: 'reads' | 'writes', view: MachineView): ChannelView | null {
  const id = fileOf(pid, fd, view)?.[way]
  return view.channels.find((one) => one.id === id) ?? null
}

function moved(fd: number, pid: number, after: MachineView): Deed | null {
  const file = fileOf(pid, fd, after)
  return file && file.offset !== null ? { what: 'moved', object: file.name, offset: file.offset } : null
}

/** Whom it can reach are those who sleep there. */
function signalled(call: Call, pid: number, { syncs }: MachineView): Deed | null {
  const name = call.arguments[0]?.replace(/^&/, '')
  const sync = syncs.find((one) => one.pid === pid && one.kind === 'condition' && one.name === name)
  if (name === undefined || call.arguments[0] === name) return null
  return { what: 'signalled', object: name, waiting: sync?.waiters ?? [] }
}

function opened(call: Call, fd: number, pid: number, before: MachineView, after: MachineView): Deed | null {
  if (call.name === 'socketpair') return paired(pid, before, after)
  const file = OPENS.has(call.name) ? fileOf(pid, fd, after) : undefined
  if (!file) return null
  const from = call.name.startsWith('dup') ? Number(call.arguments[0]) : null
  const queue = file.kind === 'queue' && after.channels.find(({ id }) => id === (file.reads ?? file.writes))
  return { what: 'opened', call: call.name, fd, object: queue ? queue.name : file.name, from }
}

function paired(pid: number, before: MachineView, after: MachineView): Deed | null {
  const had = new Set(descriptorsOf(pid, before).map(({ fd }) => fd))
  const [one, other] = descriptorsOf(pid, after).flatMap(({ fd }) => (had.has(fd) ? [] : [fd]))
  return one === undefined || other === undefined ? null : { what: 'paired', one, other }
}
