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

/** An operation to come. `first`: bits of the tasks each of whose next step comes before it. */
type Coming = { readonly id: number; readonly operation: Operation; readonly first: number }

/** Coming operations by id, sorted; equal sets are one array. */
export type Future = readonly number[]

/** All that is known of coming operations; each set and each answer is kept once. */
export type Comings = {
  readonly list: Coming[]
  readonly ids: Map<string, number>
  readonly sets: Map<string, Future>
  readonly lifted: Map<string, Future>
  readonly related: Map<string, boolean>
}

export function emptyComings(): Comings {
  return { list: [], ids: new Map(), sets: new Map(), lifted: new Map(), related: new Map() }
}

/** What a pending operation adds to a future. */
export function coming(comings: Comings, operation: Operation): Future {
  return intern(comings, [comingId(comings, operation, joinedBy(operation))])
}

/** Whose end it waits for goes on before it. */
function joinedBy({ joins }: Operation): number {
  return joins === null ? 0 : 1 << joins
}

function comingId(comings: Comings, operation: Operation, first: number): number {
  const key = `${operation.key} ${first}`
  const known = comings.ids.get(key)
  if (known !== undefined) return known
  const id = comings.list.length
  comings.list.push({ id, operation, first })
  comings.ids.set(key, id)
  return id
}

function intern(comings: Comings, ids: readonly number[]): Future {
  const key = ids.join(',')
  const known = comings.sets.get(key)
  if (known) return known
  comings.sets.set(key, ids)
  return ids
}

/** Both together, without what says no more than another: the same operation with fewer tasks before it. */
export function union(comings: Comings, a: Future, b: Future): Future {
  if (b.length === 0 || a === b) return a
  const least = new Map<string, number[]>()
  for (const id of new Set([...a, ...b])) {
    const { operation, first } = comings.list[id] as Coming
    const others = least.get(operation.key) ?? []
    if (others.some((other) => ((comings.list[other] as Coming).first & ~first) === 0)) continue
    const kept = others.filter((other) => (first & ~(comings.list[other] as Coming).first) !== 0)
    least.set(operation.key, [...kept, id])
  }
  return intern(
    comings,
    [...least.values()].flat().sort((x, y) => x - y),
  )
}

/** What is to come before an operation, given what is to come after it. */
export function lift(comings: Comings, future: Future, operation: Operation): Future {
  const key = `${operation.key} ${future.join(',')}`
  const known = comings.lifted.get(key)
  if (known) return known
  const own = 1 << operation.task
  const joined = joinedBy(operation)
  const ids = future.map((id) => {
    const coming = comings.list[id] as Coming
    const { task } = coming.operation
    const isAfter = task === operation.task || (coming.first & own) !== 0
    const isMade = operation.spawns === task
    return comingId(
      comings,
      coming.operation,
      coming.first | (isAfter ? own | joined : 0) | (isMade ? own : 0),
    )
  })
  const lifted = union(comings, [comingId(comings, operation, joined)], ids)
  comings.lifted.set(key, lifted)
  return lifted
}

export function withoutFirst(comings: Comings, future: Future): Future {
  return union(
    comings,
    [],
    future.map((id) => comingId(comings, (comings.list[id] as Coming).operation, 0)),
  )
}

function isRelated(comings: Comings, a: Operation, b: Operation): boolean {
  const key = `${a.key}|${b.key}`
  const known = comings.related.get(key)
  if (known !== undefined) return known
  const result = conflicts(a, b)
  comings.related.set(key, result)
  return result
}

/** Bits of the tasks of the smallest closed set with one task in it. */
export function closedSet(
  comings: Comings,
  pending: readonly Pending[],
  future: Future,
  seed: number,
): number {
  let set = 1 << seed
  for (let grown = true; grown; ) {
    grown = false
    for (const { task, operation, choices } of pending) {
      if ((set & (1 << task)) === 0) continue
      if (choices.length === 0 && operation.joins !== null && (set & (1 << operation.joins)) === 0) {
        set |= 1 << operation.joins
        grown = true
      }
      for (const id of future) {
        const coming = comings.list[id] as Coming
        const other = 1 << coming.operation.task
        if ((set & other) !== 0 || (coming.first & set) !== 0) continue
        if (!isRelated(comings, coming.operation, operation)) continue
        set |= other
        grown = true
      }
    }
    grown = pullMakers(comings, future, set, (more) => (set |= more)) || grown
  }
  return set
}

/** A task of the set that does not exist yet is made by another, which then belongs to it. */
function pullMakers(comings: Comings, future: Future, set: number, add: (more: number) => void): boolean {
  let grown = false
  for (const id of future) {
    const { operation } = comings.list[id] as Coming
    if (operation.spawns === null || (set & (1 << operation.spawns)) === 0) continue
    const maker = 1 << operation.task
    if ((set & maker) !== 0) continue
    add(maker)
    grown = true
  }
  return grown
}
