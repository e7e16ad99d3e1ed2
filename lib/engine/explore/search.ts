/**
 * Depth-first search over the states of a model, recorded as a graph. A state that is met again is not entered again. It
 * can be interrupted anywhere and gone on with.
 *
 * `full` lets every task go on in every state. Else only as many as can matter do (future.ts): the endings are the same,
 * the states fewer. Cycles: a state from which a path leads back to an open one lets all tasks go on, so that nobody is put
 * off for ever; all states of a strongly connected component get the future of its root (Tarjan 1972).
 */
import {
  addBefore,
  addPending,
  closedSet,
  emptyFutures,
  type Future,
  type Futures,
  futureBytes,
  keep,
  kept,
  withNobodyFirst,
} from './future'
import { addEdge, addState, emptyGraph, type Graph, graphBytes, setEnding, stateCount } from './graph'
import type { Before, HeapBlock, Model, Move, Operation, Pending } from './model'
import { findOrAdd, type StateTable, stateTable, tableBytes } from './state-table'
import { hasTask } from './task-set'
import { at, bytesOf, type IntVector, intVector, setAt } from './vector'

export type Bounds = {
  /** States at most. */
  readonly states: number
  /** Units of the model's work at most, over all paths together. */
  readonly work: number
  /** Bytes that are kept at most; without it `STATE_BYTES` for each state that is allowed, and 4 MB for few. */
  readonly bytes?: number
}

export const STATE_BYTES = 200
const LEAST_BYTES = 4 << 20

/** Bytes that are kept at most to go back on one path, for each state that is allowed, and for few. */
const PATH_BYTES = 1000
const LEAST_PATH_BYTES = 64 << 20

export type Search = {
  readonly model: Model
  readonly bounds: Bounds
  readonly full: boolean
  readonly graph: Graph
  /** Null while it goes on or when all was seen; else the bound that cut it. */
  cut: 'states' | 'work' | 'memory' | 'given up' | null
  done: boolean
  /** States that were left for good. */
  finished: number
  readonly table: StateTable
  readonly stack: OpenState[]
  /** States whose component is not known yet, and of each state the oldest one that it leads back to. */
  readonly component: number[]
  readonly low: IntVector
  /** Of each state, the number of what is to come below it, once its component is known; else -1. */
  readonly future: IntVector
  readonly futures: Futures
}

type OpenState = {
  readonly state: number
  /** How to leave it. */
  readonly mark: number
  readonly pending: readonly Pending[]
  /** Tasks that have gone on, and moves that are still to be made. */
  readonly expanded: Set<number>
  readonly queue: Step[]
  readonly future: Future
  /** The operation that led to the state on top of it. */
  under: Operation | null
  isFull: boolean
}

type Step = { readonly move: Move; readonly operation: Operation }

/** Begins where the model stands. The model is the search's own until it is done, and then stands there again. */
export function beginSearch(model: Model, bounds: Bounds, full: boolean): Search {
  const search: Search = {
    model,
    bounds,
    full,
    graph: emptyGraph(),
    cut: null,
    done: false,
    finished: 0,
    table: stateTable(),
    stack: [],
    component: [],
    low: intVector(),
    future: intVector(),
    futures: emptyFutures(),
  }
  const mark = model.mark()
  const [low, high] = model.hash()
  findOrAdd(search.table, low, high)
  enter(search, addState(search.graph), mark)
  return search
}

/** Makes at most `moves` moves more. True: the search is done. */
export function continueSearch(search: Search, moves: number): boolean {
  for (let made = 0; made < moves && !search.done; made++) advance(search)
  return search.done
}

/** Gives up; what has been found stays. */
export function endSearch(search: Search): void {
  if (!search.done) search.cut ??= 'given up'
  search.done = true
  for (let open = search.stack.pop(); open; open = search.stack.pop()) search.model.undo(open.mark)
}

function advance(search: Search): void {
  const { model, graph, stack } = search
  const open = stack[stack.length - 1] as OpenState
  const step = open.queue.shift()
  if (step === undefined) {
    if (chooseMore(search, open)) return
    finish(search, open)
    // What is to come below a state is kept only now.
    if (++search.finished % LOOK_EVERY === 0 && !search.done && takesTooMuch(search)) {
      search.cut = 'memory'
      endSearch(search)
    }
    return
  }
  search.cut = boundReached(search)
  if (search.cut !== null) {
    endSearch(search)
    return
  }
  const mark = model.mark()
  const blocks = model.step(step.move)
  const [low, high] = model.hash()
  const found = findOrAdd(search.table, low, high)
  const state = found < 0 ? addState(graph) : found
  const made = withBlocks(step.operation, blocks)
  addEdge(graph, open.state, state, step.move, made)
  if (found < 0) {
    open.under = step.operation
    enter(search, state, mark, { pending: open.pending, made })
    return
  }
  model.undo(mark)
  if (!search.full) meetAgain(search, open, state, step.operation)
}

/** Between two looks at how much memory is taken. */
const LOOK_EVERY = 256

function boundReached(search: Search): Search['cut'] {
  const { graph, bounds, model } = search
  const states = stateCount(graph)
  if (states >= bounds.states) return 'states'
  if (model.work() >= bounds.work) return 'work'
  if ((model.pathBytes?.() ?? 0) > Math.max(LEAST_PATH_BYTES, PATH_BYTES * bounds.states)) return 'memory'
  return states % LOOK_EVERY === 0 && takesTooMuch(search) ? 'memory' : null
}

/** Whether more is kept of the states than is allowed. */
function takesTooMuch(search: Search): boolean {
  const { states, bytes = Math.max(LEAST_BYTES, STATE_BYTES * states) } = search.bounds
  return searchBytes(search) > bytes
}

/** About as many bytes as the search has kept of the states that it has seen. */
export function searchBytes({
  graph,
  table,
  low,
  future,
  futures,
}: Pick<Search, 'graph' | 'table' | 'low' | 'future' | 'futures'>): number {
  return graphBytes(graph) + tableBytes(table) + bytesOf(low, future) + futureBytes(futures)
}

function withBlocks(operation: Operation, blocks: readonly HeapBlock[]): Operation {
  if (blocks.length === 0) return operation
  const key = `${operation.key} ${blocks.map((block) => block.key).join(' ')}`
  return { ...operation, key, blocks }
}

function enter(search: Search, state: number, mark: number, before?: Before): void {
  const pending = search.model.pending(before)
  const open: OpenState = {
    state,
    mark,
    pending,
    expanded: new Set(),
    queue: [],
    future: [],
    under: null,
    isFull: search.full,
  }
  search.stack.push(open)
  const ending = pending.every(({ choices }) => choices.length === 0) ? search.model.ending() : null
  if (ending) setEnding(search.graph, state, ending)
  if (search.full) return
  setAt(search.low, state, state)
  search.component.push(state)
  for (const { operation } of pending) addPending(search.futures, open.future, operation)
}

/** An edge to a state that is known. */
function meetAgain(search: Search, open: OpenState, state: number, operation: Operation): void {
  const future = futureOf(search, state)
  if (future) {
    addBefore(search.futures, open.future, future, operation)
    return
  }
  // Its component is not known yet: whatever lies on the path since that component's oldest known state goes round.
  const low = at(search.low, state)
  setAt(search.low, open.state, Math.min(at(search.low, open.state), low))
  for (let i = search.stack.length - 1; i >= 0; i--) {
    const below = search.stack[i] as OpenState
    if (below.state < low) break
    below.isFull = true
  }
}

/** What is to come below a state, if its component is known. */
function futureOf({ future, futures }: Search, state: number): Future | undefined {
  const id = state < future.length ? at(future, state) : -1
  return id < 0 ? undefined : kept(futures, id)
}

/** Lets one more task go on, if that is needed. */
function chooseMore(search: Search, open: OpenState): boolean {
  const left = open.pending.filter(({ task, choices }) => choices.length > 0 && !open.expanded.has(task))
  const isFirst = !open.isFull && open.expanded.size === 0
  const next = open.isFull
    ? left[0]
    : isFirst
      ? leastBound(search, open, left)
      : nextOfClosedSet(search, open, left)
  if (!next) return false
  const { task, operation, choices } = next
  open.expanded.add(task)
  open.queue.push(...choices.map((choice) => ({ move: { task, choice }, operation })))
  return true
}

/** The task to begin with: the one that draws the fewest others after it by what is pending. */
function leastBound(search: Search, open: OpenState, left: readonly Pending[]): Pending | undefined {
  let best: Pending | undefined
  let least = Infinity
  for (const one of left) {
    const set = closedSet(search.futures, open.pending, open.future, one.task)
    const size = left.filter(({ task }) => hasTask(set, task)).length
    if (size >= least) continue
    least = size
    best = one
    if (size === 1) break
  }
  return best
}

/** A task that the closed set of one that went on still lacks; undefined: one set is complete. */
function nextOfClosedSet(search: Search, open: OpenState, left: readonly Pending[]): Pending | undefined {
  let best: Pending[] | undefined
  for (const seed of open.expanded) {
    const set = closedSet(search.futures, open.pending, open.future, seed)
    const missing = left.filter(({ task }) => hasTask(set, task))
    if (missing.length === 0) return undefined
    if (!best || missing.length < best.length) best = missing
  }
  return best?.[0]
}

function finish(search: Search, open: OpenState): void {
  const { stack, model } = search
  stack.pop()
  model.undo(open.mark)
  const below = stack[stack.length - 1]
  if (!below) search.done = true
  if (!search.full) settle(search, open, below)
}

/** The future of a state that is finished is known when its component is; the state below it learns of it. */
function settle(search: Search, { state, future }: OpenState, below: OpenState | undefined): void {
  const { component, futures, low } = search
  if (at(low, state) === state) {
    const isAlone = component[component.length - 1] === state
    const id = keep(futures, isAlone ? future : withNobodyFirst(futures, future))
    let member: number
    do {
      member = component.pop() as number
      setAt(search.future, member, id)
    } while (member !== state)
  }
  if (!below) return
  setAt(low, below.state, Math.min(at(low, below.state), at(low, state)))
  addBefore(futures, below.future, futureOf(search, state) ?? future, below.under as Operation)
}
