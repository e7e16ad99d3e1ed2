import type { StateMap } from '@/lib/engine'
import { edgesByState, type Fate } from './state-fate'
import { nextSteps, stateOf, statesOf, type Walk } from './state-walk'

/** A map as it is drawn: of many states some stand for others. */
export type FoldedMap = {
  readonly nodes: readonly FoldedNode[]
  readonly links: readonly FoldedLink[]
  /** What had to be folded beyond ways without a choice. */
  readonly level: 'all' | 'settled' | 'near'
}

export type FoldedNode = {
  /** The state that it is, or the first of those that it stands for. */
  readonly state: number
  /** States that it stands for: more than one, where they are settled alike. */
  readonly count: number
  /** Steps that lead on from it and are not drawn. */
  readonly hidden: number
}

export type FoldedLink = {
  readonly from: number
  readonly to: number
  /** Edges of the way, one after the other: more than one, where there is no choice in between. */
  readonly edges: readonly number[]
}

/** Steps ahead that are drawn where a map is too large to be drawn whole. */
const AHEAD = 3

/**
 * Folds a map until it has few enough nodes: ways without a choice always; then what is settled alike becomes one node; then
 * only what is near the walk is drawn.
 * @param most nodes at most, of the first two
 */
export function foldMap(map: StateMap, fates: readonly Fate[], walk: Walk, most: number): FoldedMap {
  const whole = foldWays(
    map,
    map.states.map((_, state) => state),
  )
  if (whole.nodes.length <= most) return { ...whole, level: 'all' }
  const settled = foldWays(map, groupsOf(map, fates))
  if (settled.nodes.length <= most) return { ...settled, level: 'settled' }
  return { ...nearWalk(map, walk), level: 'near' }
}

/** What each state is drawn as: itself, or the first of those that are settled in the same way. */
function groupsOf(map: StateMap, fates: readonly Fate[]): number[] {
  const first = new Map<number, number>()
  return map.states.map(({ fate }, state) => {
    if (fates[state] === 'open') return state
    const known = first.get(fate) ?? state
    first.set(fate, known)
    return known
  })
}

/** Draws a way without a choice as one link.
 *  @param groups what each state is drawn as */
function foldWays(map: StateMap, groups: readonly number[]): Omit<FoldedMap, 'level'> {
  const out = edgesByState(map)
  const isGroup = new Set(groups.filter((group, state) => group !== state))
  const into = new Map<number, number>()
  for (const { from, to } of map.edges)
    if (groups[from] !== groups[to]) into.set(groups[to] ?? to, (into.get(groups[to] ?? to) ?? 0) + 1)
  // Whoever spins leads back to where it is: without it kept, a way without a choice would have no end.
  const spins = new Set(map.edges.flatMap(({ from, to }) => (from === to ? [from] : [])))
  const isKept = (state: number) =>
    state === 0 ||
    spins.has(state) ||
    isGroup.has(state) ||
    (map.states[state]?.end ?? -1) >= 0 ||
    (out[state] ?? []).length !== 1 ||
    into.get(state) !== 1
  const members = new Map<number, number>()
  for (const group of groups) members.set(group, (members.get(group) ?? 0) + 1)
  const kept = [...members.keys()].filter(isKept)
  const links: FoldedLink[] = []
  const known = new Set<string>()
  groups.forEach((group, state) => {
    if (!isKept(group)) return
    for (const first of out[state] ?? []) {
      const edges = [first]
      let to = groups[map.edges[first]?.to ?? 0] ?? 0
      while (!isKept(to)) {
        const next = (out[to] as readonly number[])[0] as number
        edges.push(next)
        to = groups[map.edges[next]?.to ?? 0] ?? 0
      }
      const key = `${group} ${to} ${map.edges[first]?.task}`
      // Inside of a group nothing is drawn, and of links alike one.
      if (isGroup.has(group) && (group === to || known.has(key))) continue
      known.add(key)
      links.push({ from: group, to, edges })
    }
  })
  return {
    nodes: kept.map((state) => ({ state, count: members.get(state) ?? 1, hidden: 0 })),
    links,
  }
}

/** The states of the walk, and those that are a few steps ahead of where it is. */
function nearWalk(map: StateMap, walk: Walk): Omit<FoldedMap, 'level'> {
  const out = edgesByState(map)
  const near = new Set([stateOf(map, walk)])
  let edge = [...near]
  for (let step = 0; step < AHEAD; step++) {
    edge = edge.flatMap((state) => (out[state] ?? []).map((i) => map.edges[i]?.to ?? 0))
    for (const state of edge) near.add(state)
  }
  const been = statesOf(map, walk).slice(-BEHIND)
  for (const state of been) near.add(state)
  const links = map.edges.flatMap(({ from, to }, i) =>
    near.has(from) && near.has(to) ? [{ from, to, edges: [i] }] : [],
  )
  return {
    nodes: [...near].map((state) => ({
      state,
      count: 1,
      hidden: (out[state] ?? []).filter((i) => !near.has(map.edges[i]?.to ?? 0)).length,
    })),
    links,
  }
}

/** States of the walk that stay in the picture behind it. */
const BEHIND = 6

/** The ways on from where a walk is: each a step, and what follows of it without a choice. */
export function waysOn(map: StateMap, folded: FoldedMap, walk: Walk): (readonly number[])[] {
  return nextSteps(map, walk).map(
    (edge) => folded.links.find(({ edges }) => edges[0] === edge)?.edges ?? [edge],
  )
}

/** Back to the last state that is drawn. */
export function wayBack(map: StateMap, folded: FoldedMap, walk: Walk): Walk {
  const drawn = new Set(folded.nodes.map(({ state }) => state))
  let back = walk.slice(0, -1)
  while (back.length > 0 && folded.level === 'all' && !drawn.has(stateOf(map, back))) back = back.slice(0, -1)
  return back
}
