/** Who does the work of a program: read from the recorded graph, so of every order that was looked at. */
import { type Graph, stateCount } from './graph'
import { at } from './vector'

export type Crew = {
  /** Tasks that are started, at least, in every run that ends. */
  readonly started: number
  /** Tasks that were started and that nobody has joined yet, at most, in some run: one alone where each is joined before the
   *  next one is started. It is told by the joins and not by who happened to run: of orders that differ only in independent
   *  steps one was looked at. */
  readonly together: number
  /** Of variables, in the words of the source, how many tasks besides the first write to each in some run. */
  readonly writers: Readonly<Record<string, number>>
}

/** How many tasks work, together and in all, and how many write what. */
export function crewOf(graph: Graph): Crew {
  const { started, together } = countStarted(graph)
  return { started, together, writers: countWriters(graph) }
}

/** The fewest starts on the way to each state (0-1 breadth first: a start costs one), and on that way who is not joined. */
function countStarted(graph: Graph): { readonly started: number; readonly together: number } {
  const fewest = new Int32Array(stateCount(graph)).fill(-1)
  const open = new Int32Array(stateCount(graph))
  let [layer, next]: [number[], number[]] = [[0], []]
  let [started, together, cost] = [Infinity, 0, 0]
  fewest[0] = 0
  while (layer.length > 0) {
    for (let state = layer.pop(); state !== undefined; state = layer.pop()) {
      if (fewest[state] !== cost) continue
      together = Math.max(together, open[state] as number)
      if (at(graph.ended, state) >= 0) started = Math.min(started, cost)
      for (let edge = at(graph.head, state); edge >= 0; edge = at(graph.next, edge)) {
        const { spawns, joins } = graph.operations[at(graph.operation, edge)] ?? { spawns: null, joins: null }
        const to = at(graph.to, edge)
        const after = cost + (spawns === null ? 0 : 1)
        const known = fewest[to] as number
        if (known >= 0 && known <= after) continue
        fewest[to] = after
        open[to] = (open[state] as number) + (spawns === null ? 0 : 1) - (joins === null ? 0 : 1)
        ;(spawns === null ? layer : next).push(to)
      }
    }
    ;[layer, next, cost] = [next, layer, cost + 1]
  }
  return { started: started === Infinity ? 0 : started, together }
}

function countWriters(graph: Graph): Record<string, number> {
  const first = graph.operations[at(graph.operation, at(graph.head, 0))]?.task
  const writers = new Map<string, Set<number>>()
  for (const { task, accesses } of graph.operations)
    for (const { name, mode } of accesses) {
      if (mode === 'read' || task === first) continue
      const known = writers.get(name) ?? new Set()
      writers.set(name, known.add(task))
    }
  return Object.fromEntries([...writers].map(([name, tasks]) => [name, tasks.size]))
}
