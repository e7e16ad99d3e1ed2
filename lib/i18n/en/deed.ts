import type { Narration, Part } from '../narration'
import { type Deed, quoted } from '../tell'

/** What a call came to, in a sentence. */
export function deed(e: Deed, who: number): Narration {
  switch (e.what) {
    case 'sent':
      return [{ task: who }, ' sent ', ...content(e), ...place(e, ' to '), '.']
    case 'received':
      if (e.size === 0 && e.rank === null)
        return [{ task: who }, ` received nothing from the socket at fd ${e.fd}: the other end is closed.`]
      return [{ task: who }, ' received ', ...content(e), ...place(e, ' from '), '.']
    case 'opened':
      if (e.from !== null)
        return [
          { task: who },
          ` made descriptor ${e.fd} refer to what descriptor ${e.from} refers to: `,
          { code: e.object },
          '.',
        ]
      return [
        { task: who },
        ' called ',
        { code: e.call },
        ` and got descriptor ${e.fd}, for `,
        ...named(e),
        '.',
      ]
    case 'paired':
      return [
        { task: who },
        ` made two sockets: what is written to descriptor ${e.one} is read from ${e.other}, and the other way round.`,
      ]
    case 'moved':
      return [{ task: who }, ' moved the offset of ', { code: e.object }, ` to ${e.offset}.`]
    case 'signalled':
      if (e.waiting.length === 0)
        return [
          { task: who },
          ' signalled the condition variable ',
          { code: e.object },
          ': nobody waits there, and nothing of it stays.',
        ]
      return [
        { task: who },
        ' signalled the condition variable ',
        { code: e.object },
        ', where ',
        ...list(e.waiting),
        e.waiting.length === 1 ? ' waits.' : ' wait.',
      ]
  }
}

type Carried = Extract<Deed, { what: 'sent' | 'received' }>

function content({ text, size }: Carried): Part[] {
  const bytes = `${size} ${size === 1 ? 'byte' : 'bytes'}`
  return text === null ? [bytes] : [{ changed: quoted(text) }, ` (${bytes})`]
}

function place({ channel, fd, rank }: Carried, way: string): Part[] {
  if (channel === null) return [way, `the socket at fd ${fd}`]
  const order = rank && `, ${rank.style === 'posix' ? 'priority' : 'type'} ${rank.number}`
  // System V's have no names.
  const queue: Part[] = channel.startsWith('/')
    ? ['the message queue ', { code: channel }]
    : [`message ${channel}`]
  return [way, ...queue, order ?? '']
}

/** What has a name, by it; a thing of the kernel that has none by what it is. */
function named({ object }: Extract<Deed, { what: 'opened' }>): Part[] {
  return object.startsWith('/') ? [{ code: object }] : [`${/^[aeiou]/.test(object) ? 'an' : 'a'} ${object}`]
}

function list(tasks: readonly number[]): Part[] {
  return tasks.flatMap((task, i): Part[] => [
    ...(i === 0 ? [] : [i === tasks.length - 1 ? ' and ' : ', ']),
    { task },
  ])
}
