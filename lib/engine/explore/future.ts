/**
 * Operations that are still to come below a state, as sets, and which tasks have to go on because of them: dynamic
 * stubborn sets (after Valmari 1991 and Godefroid 1996; here what is still to come is what was really met below).
 *
 * The future of a state holds every operation to come, those that are pending and cannot go on included: its task, what
 * it does, and the tasks each of whose next step must come before it. A set of tasks is closed when no operation to come
 * of another task, that could come before any step of the set, conflicts with a next operation in it. Letting the enabled
 * tasks of one closed set go on is enough to find every ending, deadlocks too.
 */
import { conflicts, type Operation, type Pending } from './model'
import { hasTask, isWithin, meets, NO_TASKS, type TaskSet, withTask } from './task-set'

/** An operation to come. `first`: the tasks each of whose next step comes before it. */
type Coming = {
  readonly id: number
  readonly operation: Operation
  /** Number of the operation: equal ones have the same. */
  readonly number: number
  readonly first: TaskSet
}

/** Coming operations, sorted by the number of their operation and then by id; equal sets are one object. */
export type Future = { readonly id: number; readonly list: readonly Coming[] }

/** All that is known of coming operations; each set and each answer is kept once. */
export type Comings = {
  readonly list: Coming[]
  readonly ids: Map<number | string, Coming>
  readonly sets: Map<string, Future>
  readonly byId: Future[]
  readonly numbers: Map<string, number>
  /** Of one operation, by its number. */
  readonly single: Future[]
  /** By two numbers of futures, or of a future and an operation, or of operations, as one. */
  readonly unions: Map<number, Future>
  readonly lifted: Map<number, Future>
  readonly related: Map<number, boolean>
  /** Of all sets together. */
  members: number
}

/** Two numbers below it make one that is exact. */
const PAIR = 1 << 26

/** Above every word of a set of tasks. */
const WORD = 2 ** 30

export const NO_FUTURE: Future = { id: 0, list: [] }

export function emptyComings(): Comings {
  return {
    list: [],
    ids: new Map(),
    sets: new Map([['', NO_FUTURE]]),
    byId: [NO_FUTURE],
    members: 0,
    numbers: new Map(),
    single: [],
    unions: new Map(),
    lifted: new Map(),
    related: new Map(),
  }
}

/** What a pending operation adds to a future. */
export function coming(comings: Comings, operation: Operation): Future {
  const number = numberOf(comings, operation)
  const known = comings.single[number]
  if (known) return known
  const made = intern(comings, [comingOf(comings, operation, joinedBy(operation))])
  comings.single[number] = made
  return made
}

/** Whose end it waits for goes on before it. */
function joinedBy({ joins }: Operation): TaskSet {
  return joins === null ? NO_TASKS : withTask(NO_TASKS, joins)
}

function numberOf({ numbers }: Comings, { key }: Operation): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

function comingOf(comings: Comings, operation: Operation, first: TaskSet): Coming {
  const number = numberOf(comings, operation)
  const key = first.length < 2 ? number * WORD + (first[0] ?? 0) : `${number} ${first}`
  const known = comings.ids.get(key)
  if (known) return known
  const made = { id: comings.list.length, operation, number, first }
  comings.list.push(made)
  comings.ids.set(key, made)
  return made
}

/** Bytes that an entry of a map takes in V8, and a member of a set with its part of the key. */
const ENTRY_BYTES = 48
const MEMBER_BYTES = 12

/** About as many bytes as all of it takes. */
export function comingBytes({ list, ids, sets, unions, lifted, related, members }: Comings): number {
  const entries = list.length + ids.size + 2 * sets.size + unions.size + lifted.size + related.size
  return ENTRY_BYTES * entries + MEMBER_BYTES * members
}

function intern(comings: Comings, list: readonly Coming[]): Future {
  const { sets, byId } = comings
  const key = list.map(({ id }) => id).join(',')
  const known = sets.get(key)
  if (known) return known
  const made = { id: byId.length, list }
  sets.set(key, made)
  byId.push(made)
  comings.members += list.length
  return made
}

/** Both together, without what says no more than another: the same operation with fewer tasks before it. */
export function union(comings: Comings, a: Future, b: Future): Future {
  if (b.list.length === 0 || a === b) return a
  if (a.list.length === 0) return b
  const pair = a.id < b.id ? a.id * PAIR + b.id : b.id * PAIR + a.id
  const known = comings.unions.get(pair)
  if (known) return known
  const made = intern(comings, merged(a.list, b.list))
  comings.unions.set(pair, made)
  return made
}

function merged(a: readonly Coming[], b: readonly Coming[]): Coming[] {
  const all: Coming[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i] as Coming, b[j] as Coming]
    if (x.number < y.number) {
      all.push(x)
      i++
    } else if (y.number < x.number) {
      all.push(y)
      j++
    } else {
      const [nextA, nextB] = [endOfGroup(a, i), endOfGroup(b, j)]
      pushLeast(all, [...a.slice(i, nextA), ...b.slice(j, nextB)])
      i = nextA
      j = nextB
    }
  }
  for (; i < a.length; i++) all.push(a[i] as Coming)
  for (; j < b.length; j++) all.push(b[j] as Coming)
  return all
}

/** A sorted list without what says no more than another: the same operation with fewer tasks before it. */
function least(list: readonly Coming[]): Coming[] {
  const all: Coming[] = []
  for (let i = 0; i < list.length; ) {
    const next = endOfGroup(list, i)
    if (next === i + 1) all.push(list[i] as Coming)
    else pushLeast(all, list.slice(i, next))
    i = next
  }
  return all
}

/** Where those with the number of the one at `start` end. */
function endOfGroup(list: readonly Coming[], start: number): number {
  const { number } = list[start] as Coming
  let end = start + 1
  while (end < list.length && (list[end] as Coming).number === number) end++
  return end
}

/** @param group entries of one operation */
function pushLeast(all: Coming[], group: readonly Coming[]): void {
  const kept: Coming[] = []
  for (const one of group) {
    if (kept.some(({ first }) => isWithin(first, one.first))) continue
    for (let i = kept.length - 1; i >= 0; i--)
      if (isWithin(one.first, (kept[i] as Coming).first)) kept.splice(i, 1)
    kept.push(one)
  }
  all.push(...(kept.length > 1 ? kept.sort((x, y) => x.id - y.id) : kept))
}

/** What is to come before an operation, given what is to come after it. */
export function lift(comings: Comings, future: Future, operation: Operation): Future {
  const pair = future.id * PAIR + numberOf(comings, operation)
  const known = comings.lifted.get(pair)
  if (known) return known
  const joined = joinedBy(operation)
  const { task, joins } = operation
  const before = future.list.map((one) => {
    const other = one.operation.task
    const isAfter = other === task || hasTask(one.first, task)
    let { first } = one
    if (isAfter || operation.spawns === other) first = withTask(first, task)
    if (isAfter && joins !== null) first = withTask(first, joins)
    return comingOf(comings, one.operation, first)
  })
  const lifted = intern(comings, merged([comingOf(comings, operation, joined)], least(before)))
  comings.lifted.set(pair, lifted)
  return lifted
}

export function withoutFirst(comings: Comings, future: Future): Future {
  return intern(comings, least(future.list.map(({ operation }) => comingOf(comings, operation, NO_TASKS))))
}

function isRelated(comings: Comings, coming: Coming, operation: Operation, number: number): boolean {
  const pair = coming.number * PAIR + number
  const known = comings.related.get(pair)
  if (known !== undefined) return known
  const result = conflicts(coming.operation, operation)
  comings.related.set(pair, result)
  return result
}

/** The tasks of the smallest closed set with one task in it. */
export function closedSet(
  comings: Comings,
  pending: readonly Pending[],
  future: Future,
  seed: number,
): TaskSet {
  let set = withTask(NO_TASKS, seed)
  for (;;) {
    const before = set
    for (const { task, operation, choices } of pending) {
      if (!hasTask(set, task)) continue
      if (choices.length === 0 && operation.joins !== null) set = withTask(set, operation.joins)
      const number = numberOf(comings, operation)
      for (const coming of future.list) {
        if (hasTask(set, coming.operation.task) || meets(coming.first, set)) continue
        if (isRelated(comings, coming, operation, number)) set = withTask(set, coming.operation.task)
      }
    }
    set = withMakers(future, set)
    if (set === before) return set
  }
}

/** A task of the set that does not exist yet is made by another, which then belongs to it. */
function withMakers({ list }: Future, set: TaskSet): TaskSet {
  let more = set
  for (const { operation } of list)
    if (operation.spawns !== null && hasTask(more, operation.spawns)) more = withTask(more, operation.task)
  return more
}
