/**
 * Numbers that stand for whoever can make a move. Tasks are numbered in order of their discovery: a tid is the same on every
 * path, an index of the machine is not. The clock, and what wakes one task or lets one timer run out, have numbers of their own.
 */

/** Each number's tid, and back. */
export type TaskNumbers = { readonly tids: number[]; readonly byTid: Map<number, number> }

/** The number that stands for the clock, which makes a move when something is due. */
export const CLOCK = 0

/** No task has it. */
const TID_OF_CLOCK = -1

/** A move that is no task's own: what it does, and to whom, by tid, pid (`alarm`, `processor time`) or the timer's id. */
export type Event = {
  readonly does: 'wakes' | 'wakes for nothing' | 'alarm' | 'timer' | 'processor time'
  readonly of: number
}

const EVENTS: readonly Event['does'][] = ['wakes', 'wakes for nothing', 'alarm', 'timer', 'processor time']

/** Tids from here down stand for events; each kind has as many, more than there are ids. No other number is that low. */
const FIRST_EVENT = -(2 ** 46)

/** Before any task is known. */
export function taskNumbers(): TaskNumbers {
  return { tids: [TID_OF_CLOCK], byTid: new Map([[TID_OF_CLOCK, CLOCK]]) }
}

/** The number of a task, or of what a negative number stands for; one that is new gets the next. */
export function numberOfTid({ tids, byTid }: TaskNumbers, tid: number): number {
  const known = byTid.get(tid)
  if (known !== undefined) return known
  byTid.set(tid, tids.length)
  tids.push(tid)
  return tids.length - 1
}

/** The number that stands for an event. */
export function numberOfEvent(numbers: TaskNumbers, { does, of }: Event): number {
  return numberOfTid(numbers, FIRST_EVENT * (1 + EVENTS.indexOf(does)) - of)
}

/** The event that a number stands for; null: it stands for a task, or for the clock. */
export function eventOf({ tids }: TaskNumbers, number: number): Event | null {
  const tid = tids[number] as number
  const kind = Math.floor(tid / FIRST_EVENT) - 1
  const does = EVENTS[kind]
  return does === undefined ? null : { does, of: FIRST_EVENT * (1 + kind) - tid }
}
