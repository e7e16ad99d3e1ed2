import type { SyncView, TraceEvent } from '@/lib/engine'
import { taskOfLetter } from '@/lib/engine/task-letter'
import type { Narration } from './narration'

/** What a figure knows of an event besides. */
type Known = {
  /** Of who is reaped: the first task of that process. */
  readonly child?: number
  /** Of a descriptor that is closed: what it referred to, and which end of that. */
  readonly closed?: { readonly object: string; readonly end: PipeEnd }
  /** Of a call that has no event of its own: what it came to. */
  readonly deed?: Deed
  /** Of a pipe that is made: its two descriptors. */
  readonly ends?: { readonly read: number; readonly write: number }
  /** Of a lock, and of a wait for one: what it is. */
  readonly sync?: SyncKind
  /** Of a wait that has a time at which it is over: how long that is, in ns. */
  readonly lasts?: number
  /** Of a page that is copied: its place in its part of the address space, from 0; null where it is alone there. */
  readonly page?: number | null
  /** Of a signal: whom it reaches waited for a child, and woke up with it. */
  readonly wakes?: boolean
  /** Of a signal that is handled: its handler has come back by now. */
  readonly hasReturned?: boolean
  /** Of a wait to read from a pipe: nobody but who waits can write into it, by these descriptors. */
  readonly ownEnds?: readonly number[]
  /** Of a fork: the parent has descriptors of a pipe, so there are copies of them. */
  readonly copiesDescriptors?: boolean
  /** Of a fork and of the end of a process: what its standard output has in its buffer, which is copied, or lost. */
  readonly pending?: string
  /** Of the end of a process: nobody else can write into a pipe that is still read from. */
  readonly closesLastWriteEnd?: boolean
}

/** What a call came to. */
export type Deed =
  /** Bytes went into a channel, or out of it. `channel`: a message queue; null: the socket that is `fd`. `text` null: they are
   *  not all known. */
  | {
      readonly what: 'sent' | 'received'
      readonly text: string | null
      readonly size: number
      readonly channel: string | null
      readonly fd: number | null
      /** Of a message: its priority (POSIX), or its type (System V). */
      readonly rank: { readonly style: 'posix' | 'sysv'; readonly number: number } | null
    }
  /** A descriptor came to be; `from`: it refers to what this one refers to. */
  | {
      readonly what: 'opened'
      readonly call: string
      readonly fd: number
      readonly object: string
      readonly from: number | null
    }
  | { readonly what: 'paired'; readonly one: number; readonly other: number }
  /** The next read or write of a file begins there. */
  | { readonly what: 'moved'; readonly object: string; readonly offset: number }
  /** A condition was signalled, at which these slept. */
  | { readonly what: 'signalled'; readonly object: string; readonly waiting: readonly number[] }

export type SyncKind = SyncView['kind']

/** `none`: what has no two ends. */
export type PipeEnd = 'read' | 'write' | 'both' | 'none'

/** An event as it is told. */
export type ToldEvent = TraceEvent & Known

/** A sentence for every kind of event in one language: `ko/event.ts` or `en/event.ts`. */
export type EventTeller = {
  [K in TraceEvent['kind']]: (event: Extract<ToldEvent, { kind: K }>, who: number) => Narration
} & {
  /** A line that left no event; `next` is the line that follows, null where that says nothing. */
  line: (line: number, next: number | null, who: number) => Narration
  /** The first thing that a child does: the call of `fork` that it was made by comes back in it too. */
  forked: (who: number) => Narration
  /** A thread is about to run the function that it was made for. */
  begins: (name: string, who: number) => Narration
  /** Work on a value that was read and will be written back: the middle of `count++`. */
  compute: (name: string, old: string, value: string, who: number) => Narration
  /** Who wrote had read before another wrote: that one's write is lost. */
  lost: (read: string, written: string, first: number, who: number) => Narration
  /** A text that was printed into the buffer of a stream, and not written. */
  buffered: (text: string, fd: number, who: number) => Narration
  /** So many things happened before those that are told. */
  omitted: (count: number) => Narration
  /** So many pages were copied for a task since the C library wrote there. */
  copiesByLibrary: (count: number, who: number) => Narration
}

/** The sentence of one event. */
export function sentence(teller: EventTeller, event: ToldEvent, who: number): Narration {
  const say = teller[event.kind] as (event: ToldEvent, who: number) => Narration
  return say(event, who)
}

/** Whether a pointer was given a text: it is shown by the text, but what was written is where that text is. An array that
 *  is given one says at which element it begins. */
export function isTextAddress({ place, value }: Extract<TraceEvent, { kind: 'store' }>): boolean {
  return place.size === 8 && isText(value) && !place.name?.endsWith(']')
}

/** Whether a value is shown as a text. A local that is set to one is a pointer: an array is set by its elements. */
export function isText(value: string): boolean {
  return value.startsWith('"')
}

/** Whether a place goes by a plain name, which might be read as a word of the sentence: `here`, not `a[3]`. */
export function isWord(name: string | null): boolean {
  return name !== null && /^[A-Za-z_]\w*$/.test(name)
}

/** Letters of a text that a sentence has room for. */
const MOST = 60

/** A text that was read or written as a sentence shows it: of a long one its beginning. */
export function quoted(text: string): string {
  const told = JSON.stringify(text)
  return told.length > MOST ? `${told.slice(0, MOST - 2)}…"` : told
}

/** The task that a `pthread_t` names; null for any other value. */
export function threadIn(value: string): number | null {
  const [, letter] = /^→ ([A-Z]+)$/.exec(value) ?? []
  return letter === undefined ? null : taskOfLetter(letter)
}

/** A value as a sentence shows it: the address of a variable by the variable's name. */
export function valueIn({ value, pointsTo }: { readonly value: string; readonly pointsTo?: string }): string {
  return pointsTo === undefined ? value : `&${pointsTo}`
}

/** Whether what was read from is a pipe: where a read of one gets nothing, nobody can write into it any more. */
export function isPipe(object: string): boolean {
  return object === 'pipe'
}
