import type { StateMap, Story } from '@/lib/engine'
import { edgesByState, type Fate } from './state-fate'

/** A way through a map: the edges that were taken, from the beginning. */
export type Walk = readonly number[]

/** The state that a walk has come to. */
export function stateOf(map: StateMap, walk: Walk): number {
  return walk.length === 0 ? 0 : (map.edges[walk.at(-1) as number]?.to ?? 0)
}

/** The states that a walk has been in, the beginning first. */
export function statesOf(map: StateMap, walk: Walk): number[] {
  return [0, ...walk.map((edge) => map.edges[edge]?.to ?? 0)]
}

/** Steps that can be made next, as edges. */
export function nextSteps(map: StateMap, walk: Walk): number[] {
  const state = stateOf(map, walk)
  return map.edges.flatMap(({ from }, i) => (from === state ? [i] : []))
}

/** Goes to a state: back along the walk where it has been there, else on from where it is, else by another way; the shortest. */
export function walkTo(map: StateMap, walk: Walk, target: number): Walk {
  return walkToOne(map, walk, (state) => state === target)
}

/** The same to whichever state fits and is there first. A walk to none stays as it is. */
export function walkToOne(map: StateMap, walk: Walk, fits: (state: number) => boolean): Walk {
  const been = statesOf(map, walk).findIndex(fits)
  if (been >= 0) return walk.slice(0, been)
  const out = edgesByState(map)
  for (let kept = walk.length; kept >= 0; kept--) {
    const before = walk.slice(0, kept)
    const way = wayTo(map, out, stateOf(map, before), fits)
    if (way) return [...before, ...way]
  }
  return walk
}

/** On from where a walk is to an end: the task that went last goes on as long as it can. */
export function walkToEnd(map: StateMap, walk: Walk): Walk {
  const taken = [...walk]
  const seen = new Set(statesOf(map, walk))
  for (;;) {
    const next = nextSteps(map, taken)
    const last = map.edges[taken.at(-1) ?? -1]?.task
    const edge = next.find((i) => map.edges[i]?.task === last) ?? next[0]
    if (edge === undefined) return taken
    const to = map.edges[edge]?.to ?? 0
    // Round and round: only a way that leads out of it ends.
    if (seen.has(to)) return wayOut(map, taken) ?? taken
    seen.add(to)
    taken.push(edge)
  }
}

function wayOut(map: StateMap, walk: Walk): Walk | null {
  const out = edgesByState(map)
  const ends = map.states.flatMap(({ end }, state) => (end >= 0 ? [state] : []))
  for (const end of ends) {
    const way = wayTo(map, out, stateOf(map, walk), (state) => state === end)
    if (way) return [...walk, ...way]
  }
  return null
}

/** A way with the fewest steps from a state to one that fits, as edges; null: there is none.
 *  @param out the edges of each state: `edgesByState` */
function wayTo(
  map: StateMap,
  out: readonly (readonly number[])[],
  start: number,
  fits: (state: number) => boolean,
): number[] | null {
  const into = new Map<number, number>([[start, -1]])
  const queue = [start]
  for (const state of queue) {
    if (fits(state)) {
      const way: number[] = []
      for (let edge = into.get(state) ?? -1; edge >= 0; edge = into.get(map.edges[edge]?.from ?? 0) ?? -1)
        way.push(edge)
      return way.reverse()
    }
    for (const i of out[state] ?? []) {
      const to = map.edges[i]?.to ?? 0
      if (into.has(to)) continue
      into.set(to, i)
      queue.push(to)
    }
  }
  return null
}

/** The step of a walk after which its fate is settled, from 1; 0: it was so from the beginning; -1: it is still open. */
export function turnOf(map: StateMap, fates: readonly Fate[], walk: Walk): number {
  return statesOf(map, walk).findIndex((state) => fates[state] !== 'open')
}

/** The way with the fewest switches between tasks, and of those the fewest steps, to an end that fits; null: none does. */
export function shortestWalk(map: StateMap, fits: (end: number) => boolean): Walk | null {
  const out = edgesByState(map)
  type Place = { readonly state: number; readonly walk: Walk }
  let now: Place[] = [{ state: 0, walk: [] }]
  const seen = new Set<string>()
  while (now.length > 0) {
    const later: Place[] = []
    // Of places that are as many switches away those of fewer steps come first, since each is one step after another.
    for (const { state, walk } of now) {
      const task = map.edges[walk.at(-1) ?? -1]?.task
      const key = `${state} ${task}`
      if (seen.has(key)) continue
      seen.add(key)
      const end = map.states[state]?.end ?? -1
      if (end >= 0 && fits(end)) return walk
      for (const i of out[state] ?? []) {
        const edge = map.edges[i]
        if (!edge) continue
        const isSame = task === undefined || edge.task === task
        ;(isSame ? now : later).push({ state: edge.to, walk: [...walk, i] })
      }
    }
    now = later.sort((a, b) => a.walk.length - b.walk.length)
  }
  return null
}

/** How often another task goes on than the one before. */
export function switchesOf(map: StateMap, walk: Walk): number {
  return walk.filter((edge, i) => i > 0 && map.edges[edge]?.task !== map.edges[walk[i - 1] ?? -1]?.task)
    .length
}

/** A walk as a story. */
export function storyOfWalk(map: StateMap, walk: Walk): Story {
  const steps = walk.flatMap((i) => {
    const edge = map.edges[i]
    if (!edge) return []
    const { task, line, deed, to } = edge
    return [{ task, line, deed, made: 0, values: map.states[to]?.values ?? [] }]
  })
  return { names: map.names, steps }
}
