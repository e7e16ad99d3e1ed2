import type { TraceEvent } from '@/lib/engine'
import { type Narration, plainText } from '@/lib/i18n/narration'
import { type Deed, type EventTeller, sentence, type ToldEvent } from '@/lib/i18n/tell'
import type { Buffered } from './buffer'
import type { ToldStep } from './retell'

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
/** What happens to variables. */
const VARIABLES: ReadonlySet<TraceEvent['kind']> = new Set(['load', 'store', 'exchange', 'local'])
const MOST = 3

/** Tells what happened between two positions of a player: what matters only, the last three sentences, with the number
 *  of those before, and none twice in a row.
 *  @param nextLine where a task stands now, 0 for nowhere in the source
 *  @param nameOf the function in which a task began
 *  @param buffered what was printed and not written, told last */
export function tell(
  teller: EventTeller,
  steps: readonly ToldStep[],
  nextLine: (task: number) => number = () => 0,
  nameOf: (task: number) => string = () => '',
  buffered: readonly Buffered[] = [],
): Narration[] {
  const events = steps.flatMap((step) => seenOf(step).map((event) => ({ event, who: step.task })))
  const news = events.filter(({ event }, i) => !isHousekeeping(event) && !isToldElsewhere(events, i))
  const weighty = news.filter(({ event, who }) => !isMinor(event, who))
  const chosen = weighty.length > 0 ? weighty : news
  const kept = buffered.map(({ text, fd, task }) => teller.buffered(text, fd, task))
  if (chosen.length > 0) {
    const said = chosen
      .map(({ event, who }) => sentence(teller, event, who))
      .filter((one, i, all) => plainText(one) !== plainText(all[i - 1] ?? []))
    const omitted = said.length - MOST
    return [...(omitted > 0 ? [teller.omitted(omitted), ...said.slice(-MOST)] : said), ...kept]
  }
  const taken = events.findLast(({ event }) => event.kind === 'switch')
  if (taken) {
    const own = steps.filter(({ task }) => task === taken.who)
    const next = kept.length > 0 ? kept : beginning(teller, own, nextLine, nameOf)
    return [sentence(teller, taken.event, taken.who), ...next]
  }
  return kept.length > 0 ? kept : lineAlone(teller, steps, nextLine)
}

/** What a program that came by exec, or the library before and after `main`, does to variables is nothing to tell: their
 *  source is not shown. */
function seenOf(step: ToldStep): readonly ToldEvent[] {
  return step.file >= 0 ? step.events : step.events.filter(({ kind }) => !VARIABLES.has(kind))
}

/** What a task did that only came onto a core: its first step is where its life begins. */
function beginning(
  teller: EventTeller,
  steps: readonly ToldStep[],
  nextLine: (task: number) => number,
  nameOf: (task: number) => string,
): Narration[] {
  const first = steps.find(({ birth }) => birth !== undefined)
  if (!first) return lineAlone(teller, steps, nextLine)
  const { task, birth } = first
  return [birth === 'fork' ? teller.forked(task) : teller.begins(nameOf(task), task)]
}

/** A line that changed nothing anybody sees was run all the same. */
function lineAlone(
  teller: EventTeller,
  steps: readonly ToldStep[],
  nextLine: (task: number) => number,
): Narration[] {
  const last = steps.findLast((step) => step.file >= 0 && step.line > 0)
  if (!last) return []
  const next = nextLine(last.task)
  return [teller.line(last.line, next > 0 && next !== last.line ? next : null, last.task)]
}

/** What a call came to that is as much as a write and a read. */
const WEIGHTY_DEEDS: ReadonlySet<Deed['what']> = new Set(['sent', 'received', 'signalled'])

/** That a time is up is nobody's act: no other sentence tells it of a task that waits. */
function isMinor(event: ToldEvent, who: number): boolean {
  if (event.kind === 'wake' && event.by === 'timer') return event.task === who
  if (event.kind === 'syscall' && event.deed) return !WEIGHTY_DEEDS.has(event.deed.what)
  return MINOR.has(event.kind) || (event.kind === 'fault' && event.fault === 'cow' && !event.copied)
}

/** A signal that kills and the end of the process that it brings are one piece of news, and so is an array or a structure
 *  that is cleared before one of its parts is given its value. */
function isToldElsewhere(events: readonly { event: TraceEvent; who: number }[], at: number): boolean {
  const { event, who: by } = events[at] ?? {}
  if (event?.kind === 'store')
    return events.slice(at + 1).some(({ event: e, who }) => who === by && isPartOf(e, event))
  if (event?.kind !== 'exit') return false
  return events
    .slice(0, at)
    .some(({ event: e }) => e.kind === 'signal' && e.action === 'killed' && event.status === 128 + e.signal)
}

function isPartOf(event: TraceEvent, whole: Extract<TraceEvent, { kind: 'store' }>): boolean {
  if (event.kind !== 'store') return false
  const offset = event.place.address - whole.place.address
  return offset >= 0 && offset < whole.place.size && event.place.size < whole.place.size
}

/** System calls that the C library makes for itself, to get memory and to learn what stdout is. */
const LIBRARY_CALLS: ReadonlySet<string> = new Set(['brk', 'isatty', 'fstat'])

/** A page touched for the first time is routine; a copy, or a fault that kills, is news. What the library asks of
 *  the kernel for its own needs is not, nor what it keeps in its own variables (the lock of a file), nor that a task
 *  reads a variable of its own stack. */
export function isHousekeeping(event: TraceEvent): boolean {
  switch (event.kind) {
    case 'syscall':
      return LIBRARY_CALLS.has(event.name)
    case 'load':
      return isLibrarys(event.place) || (event.place.segment === 'stack' && !event.place.shared)
    case 'store':
      return isLibrarys(event.place)
    case 'exchange':
      return isLibrarys(event.place) || (event.inLibrary && event.place.name === null)
    // By default it does nothing, and nobody has asked for anything else: that its parent wakes is what there is to tell.
    case 'signal':
      return event.action === 'no-effect' && !('wakes' in event && event.wakes)
    default:
      return HOUSEKEEPING.has(event.kind) && !(event.kind === 'fault' && isNews(event))
  }
}

/** A page that one of the program's own lines brings into being is routine; a copy of it, or a fault that kills, is
 *  news. What the library's own writes copy is the library's. */
function isNews(event: Extract<TraceEvent, { kind: 'fault' }>): boolean {
  return event.fault === 'cow' ? !event.inLibrary : event.fault !== 'minor'
}

/** Every variable of the learner's data has a name; the library's have none. */
function isLibrarys(place: { name: string | null; segment: string }): boolean {
  return place.name === null && ['data', 'bss', 'tls'].includes(place.segment)
}
