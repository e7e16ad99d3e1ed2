/**
 * Operations that are still to come below a state, as sets, and which tasks have to go on because of them: dynamic
 * stubborn sets (after Valmari 1991 and Godefroid 1996; here what is still to come is what was really met below).
 *
 * The future of a state holds every operation to come, those that are pending and cannot go on included: its task, what
 * it does, and the tasks each of whose next step must come before it (coming.ts). A set of tasks is closed when no operation to come
 * of another task, that could come before any step of the set, conflicts with a next operation in it. Letting the enabled
 * tasks of one closed set go on is enough to find every ending, deadlocks too.
 */
import {
  after,
  afterJoin,
  canConflict,
  emptyParts,
  type Parts,
  partBytes,
  type TaskFuture,
  taskFutureOf,
  unite,
  withoutFirst,
} from './coming'
import { numberOf } from './interning'
import type { Operation, Pending } from './model'
import { hasTask, NO_TASKS, type TaskSet, withTask } from './task-set'
import { at, bytesOf, type IntVector, intVector, push } from './vector'

/** What is to come, by the number of its task; it grows while a state is being looked at. */
export type Future = (TaskFuture | undefined)[]

/** All that is known of futures. A future that is kept is a number; equal ones have the same. */
export type Futures = {
  readonly parts: Parts
  /** Of each that is kept: where its list of parts begins, which ends where the next one begins. */
  readonly starts: IntVector
  readonly lists: IntVector
  /** By a hash of the parts: numbers of futures, open addressing; -1: free. */
  slots: Int32Array
}

/** No future is kept yet. */
export function emptyFutures(): Futures {
  const starts = intVector()
  push(starts, 0)
  return { parts: emptyParts(), starts, lists: intVector(), slots: new Int32Array(1024).fill(-1) }
}

/** About as many bytes as all of it takes. */
export function futureBytes({ parts, starts, lists, slots }: Futures): number {
  return partBytes(parts) + bytesOf(starts, lists) + slots.byteLength
}

/** Adds a pending operation. */
export function addPending({ parts }: Futures, future: Future, operation: Operation): void {
  addPart(parts, future, taskFutureOf(parts, operation))
}

function addPart(parts: Parts, future: Future, part: TaskFuture): void {
  const own = future[part.task]
  future[part.task] = own ? unite(parts, own, part) : part
}

/** Adds what is to come before an operation, given what is to come after it. */
export function addBefore({ parts }: Futures, future: Future, below: Future, operation: Operation): void {
  const { task, joins, spawns } = operation
  for (const part of below) {
    if (!part) continue
    let before = part
    if (part.task === task || part.task === spawns) before = after(parts, before, task)
    if (joins !== null) before = afterJoin(parts, before, operation, joins)
    addPart(parts, future, before)
  }
  addPart(parts, future, taskFutureOf(parts, operation))
}

/** The number of a future, to be kept. */
export function keep(futures: Futures, future: Future): number {
  const { starts, lists } = futures
  let hash = 0
  let count = 0
  for (const part of future) {
    if (!part) continue
    hash = (Math.imul(hash, 0x01000193) ^ part.id) | 0
    count++
  }
  let slot = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) & (futures.slots.length - 1)
  for (;;) {
    const id = futures.slots[slot] as number
    if (id < 0) break
    if (isKept(futures, id, future, count)) return id
    slot = (slot + 1) & (futures.slots.length - 1)
  }
  const id = starts.length - 1
  futures.slots[slot] = id
  for (const part of future) if (part) push(lists, part.id)
  push(starts, lists.length)
  if (2 * starts.length > futures.slots.length) growSlots(futures)
  return id
}

function isKept({ starts, lists }: Futures, id: number, future: Future, count: number): boolean {
  let place = at(starts, id)
  if (at(starts, id + 1) - place !== count) return false
  for (const part of future) if (part && at(lists, place++) !== part.id) return false
  return true
}

function growSlots(futures: Futures): void {
  const { starts, lists } = futures
  const slots = new Int32Array(2 * futures.slots.length).fill(-1)
  for (let id = 0; id < starts.length - 1; id++) {
    let hash = 0
    for (let i = at(starts, id); i < at(starts, id + 1); i++)
      hash = (Math.imul(hash, 0x01000193) ^ at(lists, i)) | 0
    let slot = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) & (slots.length - 1)
    while ((slots[slot] as number) >= 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = id
  }
  futures.slots = slots
}

/** A future that is kept. */
export function kept({ parts, starts, lists }: Futures, id: number): Future {
  const future: Future = []
  for (let i = at(starts, id); i < at(starts, id + 1); i++) {
    const part = parts.parts[at(lists, i)] as TaskFuture
    future[part.task] = part
  }
  return future
}

/** The same with nobody before. */
export function withNobodyFirst({ parts }: Futures, future: Future): Future {
  return future.map((part) => part && withoutFirst(parts, part))
}

/** The tasks of the smallest closed set with one task in it. */
export function closedSet(
  { parts }: Futures,
  pending: readonly Pending[],
  future: Future,
  seed: number,
): TaskSet {
  let set = withTask(NO_TASKS, seed)
  const looked: boolean[] = []
  for (;;) {
    const before = set
    for (let i = 0; i < pending.length; i++) {
      const { task, operation, choices } = pending[i] as Pending
      if (looked[i] || !hasTask(set, task)) continue
      looked[i] = true
      const number = numberOf(parts.numbers, operation.key)
      if (choices.length === 0 && operation.joins !== null) set = withTask(set, operation.joins)
      for (const part of future) {
        if (!part || hasTask(set, part.task)) continue
        if (canConflict(parts, part, operation, number, set)) set = withTask(set, part.task)
      }
    }
    set = withMakers(future, set)
    if (set === before) return set
  }
}

/** A task of the set that does not exist yet is made by another, which then belongs to it. */
function withMakers(future: Future, set: TaskSet): TaskSet {
  let more = set
  for (const part of future)
    if (part?.makes.some((task) => hasTask(more, task))) more = withTask(more, part.task)
  return more
}
