/** Paths to states: with the fewest switches between tasks, and of those the fewest steps. */
import { edgesOf, type Graph, moveOf, stateCount } from './graph'
import type { Move } from './model'
import { at } from './vector'

export type Witness = {
  /** The steps, from the beginning, and their edges. */
  readonly moves: readonly Move[]
  readonly edges: readonly number[]
  /** The states that they lead through: one more than moves, the first is 0. */
  readonly states: readonly number[]
  /** How often another task goes on than the one before. */
  readonly switches: number
}

/**
 * The best paths from the beginning, as a map of all states: 0-1 breadth-first search over (state, task that ran last),
 * where a step of the same task costs nothing and one of another a switch.
 */
export type PathMap = {
  readonly tasks: number
  /** Switches to (state, last task), and the edge and last task before it; -1: not reached. */
  readonly switches: Int32Array
  readonly edge: Int32Array
  readonly before: Int32Array
}

/** The best paths from the beginning to every state. */
export function pathsOf(graph: Graph): PathMap {
  const tasks = 2 + Math.max(0, ...graph.moves.map(({ task }) => task))
  const size = stateCount(graph) * tasks
  const map: PathMap = {
    tasks,
    switches: new Int32Array(size).fill(-1),
    edge: new Int32Array(size).fill(-1),
    before: new Int32Array(size).fill(-1),
  }
  // The last column stands for nobody: the first step is no switch.
  let now = [tasks - 1]
  map.switches[tasks - 1] = 0
  for (let cost = 0; now.length > 0; cost++) {
    const later: number[] = []
    for (let i = 0; i < now.length; i++) {
      const node = now[i] as number
      if (map.switches[node] !== cost) continue
      expand(graph, map, node, cost, now, later)
    }
    now = later
  }
  return map
}

function expand(
  graph: Graph,
  map: PathMap,
  node: number,
  cost: number,
  now: number[],
  later: number[],
): void {
  const { tasks } = map
  const state = Math.floor(node / tasks)
  const last = node % tasks
  for (const edge of edgesOf(graph, state)) {
    const { task } = moveOf(graph, edge)
    const isSame = task === last || last === tasks - 1
    const target = at(graph.to, edge) * tasks + task
    const reached = map.switches[target] as number
    const total = cost + (isSame ? 0 : 1)
    if (reached >= 0 && reached <= total) continue
    map.switches[target] = total
    map.edge[target] = edge
    map.before[target] = node
    ;(isSame ? now : later).push(target)
  }
}

/** The best path to a state; null where there is none. */
export function witnessTo(graph: Graph, map: PathMap, state: number): Witness | null {
  let best = -1
  for (let task = 0; task < map.tasks; task++) {
    const node = state * map.tasks + task
    const switches = map.switches[node] as number
    if (switches >= 0 && (best < 0 || switches < (map.switches[best] as number))) best = node
  }
  if (best < 0) return null
  const edges: number[] = []
  const states = [state]
  for (let node = best; (map.edge[node] as number) >= 0; node = map.before[node] as number) {
    const edge = map.edge[node] as number
    edges.push(edge)
    states.push(at(graph.from, edge))
  }
  edges.reverse()
  const moves = edges.map((edge) => moveOf(graph, edge))
  return { moves, edges, states: states.reverse(), switches: map.switches[best] as number }
}

/** The best path to any of several states. */
export function witnessToAny(graph: Graph, map: PathMap, states: Iterable<number>): Witness | null {
  let best: Witness | null = null
  for (const state of states) {
    const found = witnessTo(graph, map, state)
    if (found && (!best || isBetter(found, best))) best = found
  }
  return best
}

function isBetter(a: Witness, b: Witness): boolean {
  return a.switches !== b.switches ? a.switches < b.switches : a.moves.length < b.moves.length
}
