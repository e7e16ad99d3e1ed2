import type { TraceEvent } from '@/lib/engine'
import type { Narration } from './narration'

/** A sentence for every kind of event in one language: `ko/event.ts` or `en/event.ts`. */
export type EventTeller = {
  [K in TraceEvent['kind']]: (event: Extract<TraceEvent, { kind: K }>, who: number) => Narration
} & {
  /** A line that left no event; `next` is the line that follows, null where that says nothing. */
  line: (line: number, next: number | null, who: number) => Narration
  /** Work on a value that was read and will be written back: the middle of `count++`. */
  compute: (name: string, old: string, value: string, who: number) => Narration
}

/** The sentence of one event. */
export function sentence(teller: EventTeller, event: TraceEvent, who: number): Narration {
  const say = teller[event.kind] as (event: TraceEvent, who: number) => Narration
  return say(event, who)
}

/** Whether a pointer was given a text: it is shown by the text, but what was written is where that text is. An array that
 *  is given one says at which element it begins. */
export function isTextAddress({ place, value }: Extract<TraceEvent, { kind: 'store' }>): boolean {
  return place.size === 8 && value.startsWith('"') && !place.name?.endsWith(']')
}
