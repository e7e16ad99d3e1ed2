/**
 * Depth-first search over all states of a model, recorded as a graph. Every move of every state is made once; a state that
 * is met again is not entered again. It can be interrupted anywhere and gone on with.
 */
import { addEdge, addState, emptyGraph, type Graph, setEnding, stateCount } from './graph'
import type { Model, Move } from './model'
import { findOrAdd, type StateTable, stateTable } from './state-table'

export type Bounds = {
  /** States at most. */
  readonly states: number
  /** Units of the model's work at most, over all paths together. */
  readonly work: number
}

export type Search = {
  readonly model: Model
  readonly bounds: Bounds
  readonly graph: Graph
  readonly table: StateTable
  readonly stack: OpenState[]
  /** Null while it goes on or when all was seen; else the bound that cut it. */
  cut: 'states' | 'work' | null
  done: boolean
}

type OpenState = {
  readonly state: number
  /** How to leave it. */
  readonly mark: number
  readonly moves: readonly Move[]
  next: number
}

/** Begins where the model stands. The model is the search's own until it is done. */
export function beginSearch(model: Model, bounds: Bounds): Search {
  const search: Search = {
    model,
    bounds,
    graph: emptyGraph(),
    table: stateTable(),
    stack: [],
    cut: null,
    done: false,
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

/** Leaves the model where the search began. */
export function endSearch(search: Search): void {
  search.done = true
  while (search.stack.length > 0) leave(search)
}

function advance(search: Search): void {
  const { model, graph, stack, bounds } = search
  const open = stack[stack.length - 1]
  if (open === undefined) {
    search.done = true
    return
  }
  const move = open.moves[open.next++]
  if (move === undefined) {
    leave(search)
    if (stack.length === 0) search.done = true
    return
  }
  if (stateCount(graph) >= bounds.states || model.work() >= bounds.work) {
    search.cut = stateCount(graph) >= bounds.states ? 'states' : 'work'
    endSearch(search)
    return
  }
  const operation = model.operation(move)
  const mark = model.mark()
  model.step(move)
  const [low, high] = model.hash()
  const found = findOrAdd(search.table, low, high)
  const isNew = found < 0
  const state = isNew ? addState(graph) : found
  addEdge(graph, open.state, state, move, operation)
  if (isNew) enter(search, state, mark)
  else model.undo(mark)
}

function enter(search: Search, state: number, mark: number): void {
  const moves = search.model.moves()
  if (moves.length === 0) setEnding(search.graph, state, search.model.ending())
  search.stack.push({ state, mark, moves, next: 0 })
}

function leave(search: Search): void {
  const open = search.stack.pop()
  if (open) search.model.undo(open.mark)
}
