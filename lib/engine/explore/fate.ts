/** What can still become of each state: which endings it can reach. */
import { backwards, type Graph, stateCount } from './graph'
import { at } from './vector'

export type Fates = {
  /** Words of 32 endings a state. */
  readonly words: number
  readonly masks: Int32Array
}

/** Backward fixpoint over the graph: a state can reach what any state after it can. */
export function fatesOf(graph: Graph): Fates {
  const words = Math.max(1, Math.ceil(graph.endings.length / 32))
  const masks = new Int32Array(stateCount(graph) * words)
  const back = backwards(graph)
  const pending: number[] = []
  for (let state = 0; state < stateCount(graph); state++) {
    const ending = at(graph.ended, state)
    if (ending < 0) continue
    const word = state * words + (ending >> 5)
    masks[word] = (masks[word] as number) | (1 << (ending & 31))
    pending.push(state)
  }
  while (pending.length > 0) {
    const state = pending.pop() as number
    for (let i = back.start[state] as number; i < (back.start[state + 1] as number); i++) {
      const from = at(graph.from, back.edge[i] as number)
      if (merge(masks, from * words, state * words, words)) pending.push(from)
    }
  }
  return { words, masks }
}

function merge(masks: Int32Array, into: number, from: number, words: number): boolean {
  let changed = false
  for (let w = 0; w < words; w++) {
    const before = masks[into + w] as number
    const after = before | (masks[from + w] as number)
    if (after === before) continue
    masks[into + w] = after
    changed = true
  }
  return changed
}

/** Whether a state can still end in an ending, both by number. */
export function canReach({ words, masks }: Fates, state: number, ending: number): boolean {
  return ((masks[state * words + (ending >> 5)] as number) & (1 << (ending & 31))) !== 0
}

/** Endings that a state can still reach, by number. */
export function endingsFrom(graph: Graph, fates: Fates, state: number): number[] {
  return graph.endings.map((_, ending) => ending).filter((ending) => canReach(fates, state, ending))
}

/** States from which no run ends any more: a loop that nobody ends. Only of a graph that is complete. */
export function endlessStates(graph: Graph, { words, masks }: Fates): number[] {
  const found: number[] = []
  for (let state = 0; state < stateCount(graph); state++) {
    let isEndless = true
    for (let w = 0; w < words; w++) if (masks[state * words + w] !== 0) isEndless = false
    if (isEndless) found.push(state)
  }
  return found
}

/**
 * Where a path turned: the index of the first of its states from which nothing but `endings` can be reached any more
 * (0: it was so from the beginning); -1: nowhere. What can be reached only becomes less along a path.
 */
export function turningPoint(
  graph: Graph,
  fates: Fates,
  path: readonly number[],
  endings: ReadonlySet<number>,
): number {
  return path.findIndex((state) => endingsFrom(graph, fates, state).every((ending) => endings.has(ending)))
}
