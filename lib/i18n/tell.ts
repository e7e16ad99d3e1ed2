import type { TraceEvent, TraceStep } from '@/lib/engine'
import type { Narration } from './narration'

/** A sentence for every kind of event in one language: `ko/event.ts` or `en/event.ts`. */
export type EventTeller = {
  [K in TraceEvent['kind']]: (event: Extract<TraceEvent, { kind: K }>, who: number) => Narration
} & { line: (line: number, who: number) => Narration }

/** Sentences that say little when others are there. */
const MINOR: ReadonlySet<TraceEvent['kind']> = new Set([
  'local',
  'switch',
  'wake',
  'return',
  'syscall',
  'load',
])
/** What is told only when nothing else happened: the machine's housekeeping. */
const HOUSEKEEPING: ReadonlySet<TraceEvent['kind']> = new Set(['switch', 'fault'])
const MOST = 3

/** Tells what happened between two positions of a player: what matters first, at most three sentences. */
export function tell(teller: EventTeller, steps: readonly TraceStep[]): Narration[] {
  const events = steps.flatMap((step) => step.events.map((event) => ({ event, who: step.task })))
  if (events.length === 0) return lineAlone(teller, steps)
  const weighty = events.filter(({ event }) => !MINOR.has(event.kind) && !isHousekeeping(event))
  const chosen = weighty.length > 0 ? weighty : events.filter(({ event }) => !isHousekeeping(event))
  return (chosen.length > 0 ? chosen : events)
    .slice(-MOST)
    .map(({ event, who }) => sentence(teller, event, who))
}

/** A line that changed nothing anybody sees was run all the same. */
function lineAlone(teller: EventTeller, steps: readonly TraceStep[]): Narration[] {
  const last = steps.findLast((step) => step.file >= 0 && step.line > 0)
  return last ? [teller.line(last.line, last.task)] : []
}

/** System calls that the C library makes for itself, to get memory and to learn what stdout is. */
const LIBRARY_CALLS: ReadonlySet<string> = new Set(['brk', 'isatty', 'fstat'])

/** A page touched for the first time is routine; a copy, or a fault that kills, is news. What the library asks of
 *  the kernel for its own needs is not. */
export function isHousekeeping(event: TraceEvent): boolean {
  if (event.kind === 'syscall') return LIBRARY_CALLS.has(event.name)
  return HOUSEKEEPING.has(event.kind) && !(event.kind === 'fault' && event.fault !== 'minor')
}

/** The sentence of one event. */
export function sentence(teller: EventTeller, event: TraceEvent, who: number): Narration {
  const say = teller[event.kind] as (event: TraceEvent, who: number) => Narration
  return say(event, who)
}
