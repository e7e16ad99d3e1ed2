import type { Deed, StateMap } from '@/lib/engine'
import { edgesByState, type Fate } from './state-fate'
import { statesOf, type Walk, walkToOne } from './state-walk'

/** All orders of a program of two tasks as ground: a place is how many steps each of them has made. */
export type Terrain = {
  /** The two tasks, the one that began first. */
  readonly tasks: readonly [number, number]
  /** Steps that they make at most. */
  readonly steps: readonly [number, number]
  /** What each step is, by task and number from 0; null where it is not the same on all ways. */
  readonly deeds: readonly [readonly (Deed | null)[], readonly (Deed | null)[]]
  /** Places where a run can be. */
  readonly places: readonly Place[]
  /** The place of each state, as an index. */
  readonly placeOf: readonly number[]
  /** Ways from the beginning to an end that is no deadlock. */
  readonly orders: bigint
}

export type Place = {
  /** Steps that each of the tasks has made. */
  readonly made: readonly [number, number]
  /** `way`: what can become of it depends on the way that was taken here, since the tasks' places do not say all. */
  readonly fate: Fate | 'way'
  /** log2 of the ways on to an end that is no deadlock, 0 for one way; null: there is none. */
  readonly height: number | null
  /** A step that leads here decides. */
  readonly isDecided: boolean
  readonly isEnd: boolean
}

/** The ground of a map; null: another number of tasks than two takes steps, or a state can be reached by different numbers of
 *  them (it goes round, or waits for the clock). */
export function terrainOf(map: StateMap, fates: readonly Fate[]): Terrain | null {
  const [first, second, third] = [...new Set(map.edges.map(({ task }) => task))].sort((a, b) => a - b)
  if (first === undefined || second === undefined || third !== undefined || first < 0) return null
  const counted = countsOf(map, first)
  if (!counted) return null
  const made = trimmed(counted, firstChoice(map))
  const steps = [0, 1].map((i) => Math.max(...made.map((counts) => counts[i] ?? 0))) as [number, number]
  const orders = ordersFrom(map)
  const places: Place[] = []
  const known = new Map<string, number>()
  const placeOf = made.map((counts, state) => {
    const found = known.get(counts.join())
    const ways = orders[state] ?? 0n
    const here = { made: counts, fate: fates[state] ?? 'open', height: ways > 0n ? log2(ways) : null }
    const isEnd = (map.states[state]?.end ?? -1) >= 0
    if (found === undefined) {
      known.set(counts.join(), places.length)
      return places.push({ ...here, isDecided: false, isEnd }) - 1
    }
    const before = places[found] as Place
    places[found] = {
      ...before,
      fate: before.fate === here.fate ? before.fate : 'way',
      height: highest(before.height, here.height),
      isEnd: before.isEnd || isEnd,
    }
    return found
  })
  for (const { from, to } of map.edges) {
    const at = placeOf[to] ?? -1
    const place = places[at]
    if (place && fates[from] === 'open' && fates[to] !== 'open' && place.fate !== 'way')
      places[at] = { ...place, isDecided: true }
  }
  const tasks = [first, second] as const
  const deeds = [0, 1].map((i) => deedsOf(map, made, tasks, i)) as unknown as Terrain['deeds']
  return { tasks, steps, deeds, places, placeOf, orders: orders[0] ?? 0n }
}

/** Steps of the first task and of the other that lead to each state; null where that depends on the way. */
function countsOf(map: StateMap, first: number): [number, number][] | null {
  const counts: [number, number][] = []
  counts[0] = [0, 0]
  const out = edgesByState(map)
  const queue = [0]
  for (const state of queue) {
    const [a, b] = counts[state] as [number, number]
    for (const i of out[state] ?? []) {
      const edge = map.edges[i]
      if (!edge) continue
      const now: [number, number] = edge.task === first ? [a + 1, b] : [a, b + 1]
      const known = counts[edge.to]
      if (known && known.join() !== now.join()) return null
      if (known) continue
      counts[edge.to] = now
      queue.push(edge.to)
    }
  }
  return counts
}

/** The state in which there is something to choose for the first time. */
function firstChoice(map: StateMap): number {
  const out = edgesByState(map)
  let state = 0
  for (let edges = out[0] ?? []; edges.length === 1; edges = out[state] ?? [])
    state = map.edges[edges[0] ?? -1]?.to ?? state
  return state
}

/** Steps since the first choice, without those that a task makes at last, when the other can make none: making and joining
 *  a thread, printing. */
function trimmed(made: readonly (readonly [number, number])[], start: number): [number, number][] {
  const [a, b] = made[start] ?? [0, 0]
  const since = made.map((counts): [number, number] => [
    Math.max(0, counts[0] - a),
    Math.max(0, counts[1] - b),
  ])
  const [lastA, lastB] = [0, 1].map((i) => Math.max(...since.map((counts) => counts[i] ?? 0))) as [
    number,
    number,
  ]
  const most = (i: 0 | 1, last: number) =>
    Math.max(0, ...since.filter((counts) => (counts[1 - i] ?? 0) < last).map((counts) => counts[i]))
  const ends = [most(0, lastB), most(1, lastA)] as const
  return since.map((counts) => [Math.min(counts[0], ends[0]), Math.min(counts[1], ends[1])])
}

/** Ways from each state to an end that is no deadlock. A map with counts has no way round. */
function ordersFrom(map: StateMap): bigint[] {
  const out = edgesByState(map)
  const orders: (bigint | undefined)[] = []
  const stack = [0]
  while (stack.length > 0) {
    const state = stack.at(-1) as number
    const after = (out[state] ?? []).map((i) => map.edges[i]?.to ?? 0)
    const open = after.find((to) => orders[to] === undefined)
    if (open !== undefined) {
      stack.push(open)
      continue
    }
    const end = map.ends[map.states[state]?.end ?? -1]
    const own = end && end.kind !== 'deadlock' ? 1n : 0n
    orders[state] = after.reduce((sum, to) => sum + (orders[to] ?? 0n), own)
    stack.pop()
  }
  return orders.map((count) => count ?? 0n)
}

function log2(count: bigint): number {
  return Math.log2(Number(count))
}

function highest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.max(a, b)
}

/** What a task's steps are, in their order. */
function deedsOf(
  map: StateMap,
  made: readonly (readonly [number, number])[],
  tasks: readonly [number, number],
  which: number,
): (Deed | null)[] {
  const deeds: (Deed | null)[] = []
  for (const { task, from, to, deed } of map.edges) {
    const step = made[from]?.[which] ?? 0
    if (task !== tasks[which] || made[to]?.[which] !== step + 1) continue
    const known = deeds[step]
    deeds[step] = known === undefined || JSON.stringify(known) === JSON.stringify(deed) ? deed : null
  }
  return deeds
}

/** A part of a ground that has room: steps of each task before it, and steps in it. */
export type TerrainPart = {
  readonly from: readonly [number, number]
  readonly steps: readonly [number, number]
}

/** Steps of a task that have room. */
export const MOST_STEPS = 24
/** A part is left by so many steps at once: it stands still while one walks in it. */
const TURN = MOST_STEPS / 2

/** The part of a ground around a place: all of it where it has room.
 *  @param made steps of each task there */
export function partAround({ steps }: Pick<Terrain, 'steps'>, made: readonly [number, number]): TerrainPart {
  const from = (which: 0 | 1) => {
    const pages = Math.max(0, Math.floor((made[which] - TURN / 2) / TURN))
    return Math.max(0, Math.min(pages * TURN, steps[which] - MOST_STEPS))
  }
  return {
    from: [from(0), from(1)],
    steps: [Math.min(MOST_STEPS, steps[0]), Math.min(MOST_STEPS, steps[1])],
  }
}

/** The places of a walk, the beginning first. */
export function placesOf(map: StateMap, terrain: Terrain, walk: Walk): Place[] {
  return statesOf(map, walk).flatMap((state) => terrain.places[terrain.placeOf[state] ?? -1] ?? [])
}

/**
 * Draws a way on to a place: back where it has been there, else on from its head, else from the last of its places from
 * which there is a way.
 * @param target index of a place
 */
export function drawTo(map: StateMap, terrain: Terrain, walk: Walk, target: number): Walk {
  return walkToOne(map, walk, (state) => terrain.placeOf[state] === target)
}
