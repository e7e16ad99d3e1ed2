/**
 * Operations of one task that are still to come, as sets; each set, and each answer about one, is kept once.
 *
 * An entry holds an operation and the tasks each of whose next step must come before it. Of two entries with the same operation
 * the one with fewer such tasks says all that the other says.
 */
import { conflicts, type Operation } from './model'
import { hasTask, isWithin, NO_TASKS, type TaskSet, withTask } from './task-set'

/** An operation to come. `first`: the tasks each of whose next step comes before it. */
export type Coming = {
  readonly id: number
  readonly operation: Operation
  /** Number of the operation: equal ones have the same. */
  readonly number: number
  readonly first: TaskSet
}

/** What is to come of one task, sorted by the number of its operation and then by id; equal sets are one object. */
export type TaskFuture = {
  readonly id: number
  readonly task: number
  readonly list: readonly Coming[]
  /** Tasks that it is to make. */
  readonly makes: readonly number[]
}

export type Parts = {
  readonly comings: Coming[]
  readonly ids: Map<number | string, Coming>
  readonly sets: Map<string, TaskFuture>
  /** By id, from 1. */
  readonly parts: TaskFuture[]
  readonly numbers: Map<string, number>
  /** By two numbers as one: of parts, or of a part and a task or an operation. */
  readonly unions: Map<number, TaskFuture>
  readonly gained: Map<number, TaskFuture>
  readonly joined: Map<number, TaskFuture>
  readonly related: Map<number, readonly Coming[]>
  readonly conflicting: Map<number, boolean>
  /** Of all sets together. */
  members: number
}

/** Two numbers below it make one that is exact. */
const PAIR = 1 << 26

/** Above every word of a set of tasks. */
const WORD = 2 ** 30

/** Nothing to come of anybody yet. */
export function emptyParts(): Parts {
  const none: TaskFuture = { id: 0, task: -1, list: [], makes: [] }
  return {
    comings: [],
    ids: new Map(),
    sets: new Map(),
    parts: [none],
    numbers: new Map(),
    unions: new Map(),
    gained: new Map(),
    joined: new Map(),
    related: new Map(),
    conflicting: new Map(),
    members: 0,
  }
}

/** Bytes that an entry of a map takes in V8, and a member of a set with its part of the key. */
const ENTRY_BYTES = 48
const MEMBER_BYTES = 12

/** About as many bytes as all of it takes. */
export function partBytes({ comings, ids, parts, members, ...maps }: Parts): number {
  const { unions, gained, joined, related, conflicting } = maps
  const asked = unions.size + gained.size + joined.size + related.size + conflicting.size
  return ENTRY_BYTES * (comings.length + ids.size + 2 * parts.length + asked) + MEMBER_BYTES * members
}

/** Number of an operation: equal ones have the same. */
export function numberOf({ numbers }: Parts, { key }: Operation): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

/** Nothing but one operation, which whoever it waits for goes on before. */
export function taskFutureOf(parts: Parts, operation: Operation): TaskFuture {
  const { joins } = operation
  const first = joins === null ? NO_TASKS : withTask(NO_TASKS, joins)
  return intern(parts, operation.task, [comingOf(parts, operation, first)])
}

/** Both together; they are of one task. */
export function unite(parts: Parts, a: TaskFuture, b: TaskFuture): TaskFuture {
  if (a === b || b.id === 0) return a
  if (a.id === 0) return b
  const pair = a.id < b.id ? a.id * PAIR + b.id : b.id * PAIR + a.id
  const known = parts.unions.get(pair)
  if (known) return known
  const made = intern(parts, a.task, least([...a.list, ...b.list]))
  parts.unions.set(pair, made)
  return made
}

/** A task goes on before all of it. */
export function after(parts: Parts, part: TaskFuture, task: number): TaskFuture {
  const pair = part.id * PAIR + task
  const known = parts.gained.get(pair)
  if (known) return known
  const made = change(parts, part, (first) => withTask(first, task))
  parts.gained.set(pair, made)
  return made
}

/** One who joins another goes on: the other has come to its end before whatever comes after the first. */
export function afterJoin(parts: Parts, part: TaskFuture, operation: Operation, joins: number): TaskFuture {
  const pair = part.id * PAIR + numberOf(parts, operation)
  const known = parts.joined.get(pair)
  if (known) return known
  const made = change(parts, part, (first) =>
    hasTask(first, operation.task) ? withTask(first, joins) : first,
  )
  parts.joined.set(pair, made)
  return made
}

/** The same with nobody before. */
export function withoutFirst(parts: Parts, part: TaskFuture): TaskFuture {
  return change(parts, part, () => NO_TASKS)
}

/** Those of it that conflict with an operation. */
export function relatedTo(parts: Parts, part: TaskFuture, operation: Operation): readonly Coming[] {
  const number = numberOf(parts, operation)
  const pair = part.id * PAIR + number
  const known = parts.related.get(pair)
  if (known) return known
  const found = part.list.filter((one) => isConflicting(parts, one, operation, number))
  const made = found.length === part.list.length ? part.list : found.length === 0 ? NONE : found
  parts.related.set(pair, made)
  return made
}

const NONE: readonly Coming[] = []

function isConflicting({ conflicting }: Parts, one: Coming, operation: Operation, number: number): boolean {
  const pair = one.number * PAIR + number
  const known = conflicting.get(pair)
  if (known !== undefined) return known
  const result = conflicts(one.operation, operation)
  conflicting.set(pair, result)
  return result
}

function change(parts: Parts, part: TaskFuture, to: (first: TaskSet) => TaskSet): TaskFuture {
  if (part.list.every(({ first }) => to(first) === first)) return part
  return intern(
    parts,
    part.task,
    least(part.list.map(({ operation, first }) => comingOf(parts, operation, to(first)))),
  )
}

function comingOf(parts: Parts, operation: Operation, first: TaskSet): Coming {
  const number = numberOf(parts, operation)
  const key = first.length < 2 ? number * WORD + (first[0] ?? 0) : `${number} ${first}`
  const known = parts.ids.get(key)
  if (known) return known
  const made = { id: parts.comings.length, operation, number, first }
  parts.comings.push(made)
  parts.ids.set(key, made)
  return made
}

function intern(all: Parts, task: number, list: readonly Coming[]): TaskFuture {
  const { sets, parts } = all
  const key = list.map(({ id }) => id).join(',')
  const known = sets.get(key)
  if (known) return known
  const makes = [
    ...new Set(list.flatMap(({ operation }) => (operation.spawns === null ? [] : [operation.spawns]))),
  ]
  const made = { id: parts.length, task, list, makes }
  sets.set(key, made)
  parts.push(made)
  all.members += list.length
  return made
}

/** Sorted, without what says no more than another. */
function least(list: readonly Coming[]): Coming[] {
  const sorted = [...list].sort((x, y) => x.number - y.number || x.id - y.id)
  return sorted.filter((one, i) => {
    for (let j = i - 1; sorted[j]?.number === one.number; j--)
      if (sorted[j] === one || isWithin((sorted[j] as Coming).first, one.first)) return false
    for (let j = i + 1; sorted[j]?.number === one.number; j++)
      if (sorted[j] !== one && isWithin((sorted[j] as Coming).first, one.first)) return false
    return true
  })
}
