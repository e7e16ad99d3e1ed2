/** What is told of a program whose states were all looked at: read from the recorded graph alone. */
import { endlessStates, type Fates, fatesOf, turningPoint } from './fate'
import { edgeCount, type Graph, moveOf, stateCount } from './graph'
import type { Misuse } from './misuse'
import type { Ending, Move, Operation } from './model'
import { type Search, searchBytes } from './search'
import { at } from './vector'
import { type PathMap, pathsOf, type Witness, witnessToAny } from './witness'

export type Report = {
  /** Every state was looked at: what is not told cannot happen. */
  readonly complete: boolean
  /** The bound that cut the search, or null. */
  readonly cut: Search['cut']
  readonly states: number
  /** About as many bytes as were kept of them. */
  readonly bytes: number
  /** Endings of whole runs, and those in which all tasks wait for ever; each with the path of the fewest switches. */
  readonly outcomes: readonly Shown[]
  readonly deadlocks: readonly Shown[]
  /** Steps whose effect is undefined, each place once, with the path of the fewest switches to where it is made. */
  readonly misuses: readonly Misused[]
  /** A path to a state from which no end can be reached; null: there is none, or the search was cut before it was known. */
  readonly endless: Witness | null
}

export type Shown = {
  readonly ending: Ending
  readonly witness: Witness
  /**
   * Step of the path after which nothing but endings of this kind (this outcome; any deadlock) can come any more: 0, it
   * was so from the beginning. -1: the search was cut, so that nobody knows.
   */
  readonly turned: number
}

export type Misused = {
  readonly operation: Operation
  readonly misuse: Misuse
  readonly moves: readonly Move[]
}

/** Of a search that is done, or was given up: then what was found so far. */
export function reportOf(search: Search): Report {
  const { graph, cut } = search
  const complete = search.done && cut === null
  const paths = pathsOf(graph)
  const fates = fatesOf(graph)
  const shown = (kind: Ending['kind']) => shownEndings(graph, paths, fates, kind, complete)
  return {
    complete,
    cut,
    states: stateCount(graph),
    bytes: searchBytes(search),
    outcomes: shown('exited'),
    deadlocks: shown('deadlock'),
    misuses: misusesOf(graph, paths),
    endless: complete ? witnessToAny(graph, paths, endlessStates(graph, fates)) : null,
  }
}

function shownEndings(
  graph: Graph,
  paths: PathMap,
  fates: Fates,
  kind: Ending['kind'],
  complete: boolean,
): Shown[] {
  const ends = statesByEnding(graph)
  const deadlocks = new Set(graph.endings.flatMap((ending, i) => (ending.kind === 'deadlock' ? [i] : [])))
  return graph.endings.flatMap((ending, number) => {
    if (ending.kind !== kind) return []
    const witness = witnessToAny(graph, paths, ends[number] ?? [])
    if (!witness) return []
    const same = kind === 'deadlock' ? deadlocks : new Set([number])
    return [{ ending, witness, turned: complete ? turningPoint(graph, fates, witness.states, same) : -1 }]
  })
}

function misusesOf(graph: Graph, paths: PathMap): Misused[] {
  const found = new Map<string, Omit<Misused, 'moves'> & { readonly from: Map<number, number> }>()
  for (let edge = 0; edge < edgeCount(graph); edge++) {
    const operation = graph.operations[at(graph.operation, edge)]
    const misuse = operation?.misuse
    if (!misuse) continue
    const key = `${operation.file}:${operation.line} ${misuse.kind} ${misuse.call} ${misuse.object}`
    const known = found.get(key) ?? { operation, misuse, from: new Map() }
    known.from.set(at(graph.from, edge), edge)
    found.set(key, known)
  }
  return [...found.values()].flatMap(({ operation, misuse, from }) => {
    const witness = witnessToAny(graph, paths, from.keys())
    const edge = from.get(witness?.states.at(-1) ?? -1)
    return witness && edge !== undefined
      ? [{ operation, misuse, moves: [...witness.moves, moveOf(graph, edge)] }]
      : []
  })
}

function statesByEnding(graph: Graph): number[][] {
  const states: number[][] = graph.endings.map(() => [])
  for (let state = 0; state < stateCount(graph); state++) {
    const ending = at(graph.ended, state)
    if (ending >= 0) states[ending]?.push(state)
  }
  return states
}
