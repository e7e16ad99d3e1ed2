/** One run with a race in it, from its beginning to its end: what orders its steps, and which accesses nothing orders. */
import type { Machine } from '../kernel/state/machine'
import { edgesOf, type Graph } from './graph'
import { knowers, spreadAll, spreadsOf } from './knowledge'
import type { Operation } from './model'
import { meet, type Race } from './race'
import { sharedNames } from './shared-name'
import { pathStep, type Story, storyOf } from './story'
import type { TaskNumbers } from './task-number'
import { at } from './vector'

export type RaceStory = Story & {
  /** Steps of the two accesses; the second's task knows nothing of the first. */
  readonly first: number
  readonly second: number
  /** A step that another task's step knows of, where no step between them says so already (happens-before). */
  readonly orders: readonly Link[]
  /** Accesses to the same bytes that nothing orders, at least one a write, at least one plain. */
  readonly pairs: readonly Link[]
}

export type Link = { readonly from: number; readonly to: number }

/** @param boot makes the machine in its first state, the same each time */
export function raceStory(graph: Graph, race: Race, numbers: TaskNumbers, boot: () => Machine): RaceStory {
  const last = race.path.at(-1)
  const edges = [...race.path, ...(last === undefined ? [] : wayToEnd(graph, at(graph.to, last)))]
  const operations = edges.map((edge) => graph.operations[at(graph.operation, edge)] as Operation)
  const second = race.path.length - 1
  const { orders, pairs } = linksOf(operations)
  const path = edges.map((edge) => pathStep(graph, edge))
  const first = Math.max(...pairs.filter(({ to }) => to === second).map(({ from }) => from))
  const place = operations[second]?.accesses ?? []
  const isHere = ({ from }: Link) =>
    (operations[from]?.accesses ?? []).some((one) => place.some((other) => one.object === other.object))
  return {
    ...storyOf(boot(), numbers, path, sharedNames(graph.operations)),
    first,
    second,
    orders,
    pairs: pairs.filter(isHere),
  }
}

/** The shortest way on to any end; empty where there is none. */
function wayToEnd(graph: Graph, start: number): number[] {
  const reached = new Map<number, number>([[start, -1]])
  const queue = [start]
  for (const state of queue) {
    if (at(graph.ended, state) >= 0) {
      const way: number[] = []
      for (let edge = reached.get(state) as number; edge >= 0; ) {
        way.push(edge)
        edge = reached.get(at(graph.from, edge)) as number
      }
      return way.reverse()
    }
    for (const edge of edgesOf(graph, state)) {
      const to = at(graph.to, edge)
      if (reached.has(to)) continue
      reached.set(to, edge)
      queue.push(to)
    }
  }
  return []
}

/** What orders the operations of one path, and what races in it. */
export function linksOf(operations: readonly Operation[]): {
  readonly orders: readonly Link[]
  readonly pairs: readonly Link[]
} {
  const bit = knowers()
  const fenced = new Set(operations.flatMap(({ fence, task }) => (fence === null ? [] : [task])))
  const own = (task: number) => bit(`task ${task}`)
  /** Of each operation so far who knows of it. */
  const known: bigint[] = []
  const orders: Link[] = []
  const pairs: Link[] = []
  operations.forEach((operation, to) => {
    const me = own(operation.task)
    for (let from = 0; from < to; from++) {
      const before = operations[from] as Operation
      if (((known[from] as bigint) & me) === 0n && isRace(before, operation)) pairs.push({ from, to })
    }
    // Whom it lets know, and what it learns itself, is there with it; a new task learns with its first step.
    const spreads = spreadsOf(operation, bit, fenced.has(operation.task))
    for (let from = 0; from < to; from++) known[from] = spreadAll(known[from] as bigint, spreads)
    known.push(spreadAll(me, spreads))
    orders.push(...newOrders(operations, known, orders, to, own))
  })
  return { orders, pairs }
}

/** The last operation of each other task that this one knows of, but for those that say nothing new. */
function newOrders(
  operations: readonly Operation[],
  known: readonly bigint[],
  orders: readonly Link[],
  to: number,
  own: (task: number) => bigint,
): Link[] {
  const { task } = operations[to] as Operation
  const before = operations
    .slice(0, to)
    .map((one) => one.task)
    .lastIndexOf(task)
  const latest = new Map<number, number>()
  for (let from = to - 1; from >= 0; from--) {
    const other = (operations[from] as Operation).task
    if (other === task || latest.has(other) || ((known[from] as bigint) & own(task)) === 0n) continue
    latest.set(other, from)
  }
  const told = (from: number) => before >= 0 && isBefore(operations, orders, from, before)
  const fresh = [...latest.values()].filter((from) => !told(from))
  return fresh
    .filter((from) => !fresh.some((other) => other !== from && isBefore(operations, orders, from, other)))
    .map((from) => ({ from, to }))
}

/** Whether one operation is known to another by the links so far, or is the same task's and earlier. */
function isBefore(
  operations: readonly Operation[],
  orders: readonly Link[],
  from: number,
  to: number,
): boolean {
  if (from > to) return false
  if ((operations[from] as Operation).task === (operations[to] as Operation).task) return true
  return orders.some(
    (link) =>
      link.to <= to &&
      link.from >= from &&
      (operations[link.to] as Operation).task === (operations[to] as Operation).task &&
      isBefore(operations, orders, from, link.from),
  )
}

function isRace(a: Operation, b: Operation): boolean {
  if (a.task === b.task) return false
  return a.accesses.some((one) =>
    b.accesses.some((other) => meet(one, other) && (one.order === null || other.order === null)),
  )
}
