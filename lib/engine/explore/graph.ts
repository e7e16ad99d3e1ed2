/**
 * The recorded graph of all states of a program: what every result is read from, without running the program again.
 * A state is a number, in order of discovery; 0 is the beginning. An edge is one visible operation.
 */
import type { Ending, Move, Operation } from './model'
import { at, bytesOf, type IntVector, intVector, push } from './vector'

export type Graph = {
  /** First edge of each state and the edge after each edge, or -1; edges of a state in the order of its moves. */
  readonly head: IntVector
  readonly tail: IntVector
  readonly next: IntVector
  readonly from: IntVector
  readonly to: IntVector
  /** Index into `moves`, and into `operations`. */
  readonly move: IntVector
  readonly operation: IntVector
  readonly moves: Move[]
  readonly operations: Operation[]
  /** Index into `endings` of each state in which a run ended, else -1. */
  readonly ended: IntVector
  readonly endings: Ending[]
  readonly known: {
    readonly moves: Map<number, number>
    readonly operations: Map<string, number>
    readonly endings: Map<string, number>
  }
}

/** Choices of one task are below this. */
const CHOICES = 1024

/** No state, no edge. */
export function emptyGraph(): Graph {
  return {
    head: intVector(),
    tail: intVector(),
    next: intVector(),
    from: intVector(),
    to: intVector(),
    move: intVector(),
    operation: intVector(),
    moves: [],
    operations: [],
    ended: intVector(),
    endings: [],
    known: { moves: new Map(), operations: new Map(), endings: new Map() },
  }
}

/** States, which are numbered from 0. */
export function stateCount(graph: Graph): number {
  return graph.head.length
}

/** Edges, which are numbered from 0. */
export function edgeCount(graph: Graph): number {
  return graph.to.length
}

/** Bytes that the graph takes; names of its moves, operations and endings apart, which are few. */
export function graphBytes(graph: Graph): number {
  const { head, tail, next, from, to, move, operation, ended } = graph
  return bytesOf(head, tail, next, from, to, move, operation, ended)
}

/** The number of a new state, without edges and not an end. */
export function addState(graph: Graph): number {
  push(graph.head, -1)
  push(graph.tail, -1)
  push(graph.ended, -1)
  return graph.head.length - 1
}

/** The number of a new edge, the last one that leaves its state. */
export function addEdge(graph: Graph, from: number, to: number, move: Move, operation: Operation): number {
  const edge = graph.to.length
  push(graph.from, from)
  push(graph.to, to)
  push(graph.next, -1)
  push(graph.move, intern(graph.known.moves, graph.moves, move.task * CHOICES + move.choice, move))
  push(graph.operation, intern(graph.known.operations, graph.operations, operation.key, operation))
  const last = at(graph.tail, from)
  if (last < 0) graph.head.data[from] = edge
  else graph.next.data[last] = edge
  graph.tail.data[from] = edge
  return edge
}

/** Says that a run ends in a state. */
export function setEnding(graph: Graph, state: number, ending: Ending): void {
  graph.ended.data[state] = intern(graph.known.endings, graph.endings, `${ending.kind} ${ending.key}`, ending)
}

/** Edges that leave a state, in the order of its moves. */
export function edgesOf(graph: Graph, state: number): number[] {
  const edges: number[] = []
  for (let edge = at(graph.head, state); edge >= 0; edge = at(graph.next, edge)) edges.push(edge)
  return edges
}

/** The move that an edge is. */
export function moveOf(graph: Graph, edge: number): Move {
  return graph.moves[at(graph.move, edge)] as Move
}

/** States from which each state is reached in one step, as one list with a start for each state. */
export function backwards(graph: Graph): { readonly start: Int32Array; readonly edge: Int32Array } {
  const states = stateCount(graph)
  const edges = edgeCount(graph)
  const start = new Int32Array(states + 1)
  for (let e = 0; e < edges; e++) start[at(graph.to, e) + 1] = (start[at(graph.to, e) + 1] as number) + 1
  for (let s = 0; s < states; s++) start[s + 1] = (start[s + 1] as number) + (start[s] as number)
  const place = start.slice()
  const edge = new Int32Array(edges)
  for (let e = 0; e < edges; e++) {
    const to = at(graph.to, e)
    edge[place[to] as number] = e
    place[to] = (place[to] as number) + 1
  }
  return { start, edge }
}

function intern<K, V>(known: Map<K, number>, list: V[], key: K, value: V): number {
  const found = known.get(key)
  if (found !== undefined) return found
  known.set(key, list.length)
  list.push(value)
  return list.length - 1
}
