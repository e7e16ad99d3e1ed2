import type { Recording, TraceEvent } from '@/lib/engine'
import { plainText } from '@/lib/i18n/narration'
import { type EventTeller, sentence, type ToldEvent } from '@/lib/i18n/tell'
import { withHolding } from './holding'

/** Something that happened to bytes on their way, or to who holds the ends of it. */
export type Traffic = {
  readonly task: number
  readonly event: ToldEvent
  /** Steps of the trace that have been made once it has happened. */
  readonly at: number
}

/** What was told of it, and when. Plain data. */
export type ToldTraffic = { readonly at: number; readonly told: string }

/** So much of it is told: what happened last. So often the machine is looked at for what a process holds, too. */
const MOST = 40

/** What a run does with descriptors, in its order: reads and writes, waits in them, processes that are made and that end,
 *  and take their descriptors with them. What a process closes by itself is a `Closing`. */
export function trafficOf(recording: Recording, from: number): Traffic[] {
  const found: Traffic[] = []
  let looks = 0
  const look = (step: number) => {
    looks++
    return recording.view(step)
  }
  for (let i = from; i < recording.length; i++) {
    const { task, pid, events } = recording.step(i)
    for (const event of events.filter(isTraffic)) {
      const told = looks < MOST ? withHolding(event, pid, () => look(i)) : event
      found.push({ task, event: told, at: i + 1 })
    }
  }
  return found
}

/** @param now steps of the trace that have been made */
export function toldTraffic(traffic: readonly Traffic[], now: number, teller: EventTeller): ToldTraffic[] {
  return traffic
    .filter(({ at }) => at <= now)
    .slice(-MOST)
    .map(({ at, task, event }) => ({ at, told: plainText(sentence(teller, event, task)) }))
}

/** What a program prints has a place of its own. */
const PRINTED: ReadonlySet<string> = new Set(['stdout', 'stderr'])
/** Calls that wait for the other end. */
const WAITING: ReadonlySet<string> = new Set([
  'read',
  'write',
  'open',
  'accept',
  'connect',
  'send',
  'recv',
  'mq_wait',
  'poll',
  'select',
  'epoll_wait',
])

function isTraffic(event: TraceEvent): boolean {
  switch (event.kind) {
    case 'read':
    case 'write':
      return !PRINTED.has(event.object)
    case 'block':
      return WAITING.has(event.on.call)
    case 'fork':
      return true
    case 'exit':
      return event.wholeProcess
    default:
      return false
  }
}
