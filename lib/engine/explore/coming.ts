/**
 * Operations of one task that are still to come, as sets; each set, and each answer about one, is kept once.
 *
 * An entry holds an operation and the tasks each of whose next step must come before it. Of two entries with the same operation
 * the one with fewer such tasks says all that the other says.
 */
import { numberOf, pairOf } from './interning'
import { conflicts, type Operation } from './model'
import { hasTask, isWithin, meets, NO_TASKS, type TaskSet, withTask } from './task-set'

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
  /** Of each pair of operations by number, the smaller and the larger one, in two bits: asked, and whether they conflict. */
  conflicting: Uint8Array
  /** The same of operations whose numbers are larger than `MATRIX`. */
  readonly others: Map<number, boolean>
  /** Of all sets together. */
  members: number
}

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
    conflicting: new Uint8Array(1024),
    others: new Map(),
    members: 0,
  }
}

/** Bytes that an entry of a map takes in V8, and a member of a set with its part of the key. */
const ENTRY_BYTES = 48
const MEMBER_BYTES = 12

/** About as many bytes as all of it takes. */
export function partBytes({ comings, ids, parts, members, ...maps }: Parts): number {
  const { unions, gained, joined, conflicting, others } = maps
  const asked = unions.size + gained.size + joined.size + others.size
  return (
    ENTRY_BYTES * (comings.length + ids.size + 2 * parts.length + asked) +
    MEMBER_BYTES * members +
    conflicting.length
  )
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
  const pair = a.id < b.id ? pairOf(a.id, b.id) : pairOf(b.id, a.id)
  const known = parts.unions.get(pair)
  if (known) return known
  const made = intern(parts, a.task, least([...a.list, ...b.list]))
  parts.unions.set(pair, made)
  return made
}

/** A task goes on before all of it. */
export function after(parts: Parts, part: TaskFuture, task: number): TaskFuture {
  const pair = pairOf(part.id, task)
  const known = parts.gained.get(pair)
  if (known) return known
  const made = change(parts, part, (first) => withTask(first, task))
  parts.gained.set(pair, made)
  return made
}

/** One who joins another goes on: the other has come to its end before whatever comes after the first. */
export function afterJoin(parts: Parts, part: TaskFuture, operation: Operation, joins: number): TaskFuture {
  const pair = pairOf(part.id, numberOf(parts.numbers, operation.key))
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

/**
 * Whether one of a part can come before any step of a set of tasks, and conflicts with an operation.
 * @param number of the operation
 */
export function canConflict(
  parts: Parts,
  { list }: TaskFuture,
  operation: Operation,
  number: number,
  set: TaskSet,
): boolean {
  for (let i = 0; i < list.length; i++) {
    const one = list[i] as Coming
    if (!meets(one.first, set) && isConflicting(parts, one, operation, number)) return true
  }
  return false
}

/** Operations of which each pair has a place in a table: 2 MB at most. */
const MATRIX = 4096

function isConflicting(parts: Parts, one: Coming, operation: Operation, number: number): boolean {
  const [low, high] = one.number < number ? [one.number, number] : [number, one.number]
  if (high >= MATRIX) return isConflictingBeyond(parts, one, operation, pairOf(low, high))
  const place = (high * (high + 1)) / 2 + low
  const [at, shift] = [place >> 2, 2 * (place & 3)]
  if (at >= parts.conflicting.length) growTable(parts, at)
  const byte = parts.conflicting[at] as number
  if (((byte >> shift) & 1) === 1) return ((byte >> (shift + 1)) & 1) === 1
  const result = conflicts(one.operation, operation)
  parts.conflicting[at] = byte | ((result ? 3 : 1) << shift)
  return result
}

function growTable(parts: Parts, at: number): void {
  const larger = new Uint8Array(Math.max(at + 1, parts.conflicting.length + (parts.conflicting.length >> 1)))
  larger.set(parts.conflicting)
  parts.conflicting = larger
}

function isConflictingBeyond({ others }: Parts, one: Coming, operation: Operation, pair: number): boolean {
  const known = others.get(pair)
  if (known !== undefined) return known
  const result = conflicts(one.operation, operation)
  others.set(pair, result)
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
  const number = numberOf(parts.numbers, operation.key)
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
