/**
 * Data races by happens-before (C11 5.1.2.4), read from the graph. For each last access that some task does not know of
 * yet, the state carries who does: tasks, objects that were released since, fences. An access of a task that does not
 * know of a conflicting one before it is a race. Exact, since what is known is part of the state; a second pass, since it
 * makes more states of them. Only accesses that some other task's could race with at all are carried.
 */
import type { Touch } from '../kernel/state/footprint'
import type { Graph } from './graph'
import { numberOf, pairOf } from './interning'
import { knowers, type Spread, spreadAll, spreadsOf } from './knowledge'
import { overlaps } from './model'
import { at } from './vector'

export type Race = {
  /** Words for what they touch. */
  readonly location: string
  /** In the order of file and line; of a line that races with itself the same twice. */
  readonly accesses: readonly [RaceAccess, RaceAccess]
  /** Edges from the beginning to the second of the two accesses, on a path on which it does not know of the first. */
  readonly path: readonly number[]
}

export type RaceAccess = {
  readonly task: number
  readonly file: number
  readonly line: number
  readonly write: boolean
}

export type Races = {
  readonly races: readonly Race[]
  readonly complete: boolean
  /** Blocks of the heap that were given back in local work, where that raced. */
  readonly freed: readonly Touch[]
}

/** Accesses that would make the same races: by the same task at the same place in the source, of the same bytes. */
type Site = {
  readonly id: number
  readonly touch: Touch
  readonly name: string
  readonly by: By
  readonly isPlain: boolean
  /** A block of the heap is given back there, in local work. */
  readonly isFreed: boolean
  readonly rivals: Set<Site>
}

/** What an operation, or a block of the heap behind it, means for who knows what. */
type Effect = {
  readonly own: bigint
  readonly spreads: readonly Spread[]
  readonly sites: readonly Site[]
  readonly child: bigint
  readonly ends: boolean
  /** A block that is taken (`isForgotten`). */
  readonly taken: Touch | null
}

/** The tasks that live, and for each access that one of them does not know of, by site, who does. */
type Shadow = { readonly live: bigint; readonly sites: readonly Site[]; readonly known: readonly bigint[] }

/** Shadows by number, equal ones with the same, and which comes of each by each operation, by both as one number. */
type Shadows = {
  readonly list: Shadow[]
  readonly numbers: Map<string, number>
  readonly after: Map<number, number>
}

type Node = {
  readonly state: number
  readonly shadow: number
  readonly before: number
  readonly edge: number
}

/** Pairs of a state and what is known in it, at most, in which races are looked for. */
const MOST_PAIRS = 300_000

/** @param most pairs of state and shadow at most */
export function racesOf(graph: Graph, most = MOST_PAIRS): Races {
  const effects = effectsOf(graph)
  const found: Found = { races: new Map(), freed: new Set() }
  if (effects.every((list) => list.every(({ sites }) => sites.length === 0))) return toldOf(found, true)
  const first: Shadow = { live: firstTasks(graph, effects), sites: [], known: [] }
  const shadows: Shadows = { list: [], numbers: new Map(), after: new Map() }
  const nodes: Node[] = [{ state: 0, shadow: shadowNumber(shadows, first), before: -1, edge: -1 }]
  const seen = new Set<number>([0])
  for (let i = 0; i < nodes.length; i++) {
    const { state, shadow } = nodes[i] as Node
    for (let edge = at(graph.head, state); edge >= 0; edge = at(graph.next, edge)) {
      const operation = at(graph.operation, edge)
      const pair = pairOf(shadow, operation)
      let after = shadows.after.get(pair)
      if (after === undefined) {
        // Which races it makes depends on the shadow alone, too: they are noted once.
        let known = shadows.list[shadow] as Shadow
        for (const effect of effects[operation] as readonly Effect[]) {
          noteRaces(found, nodes, i, edge, known, effect)
          known = passOn(known, effect)
        }
        after = shadowNumber(shadows, known)
        shadows.after.set(pair, after)
      }
      const key = pairOf(at(graph.to, edge), after)
      if (seen.has(key)) continue
      if (seen.size >= most) return toldOf(found, false)
      seen.add(key)
      nodes.push({ state: at(graph.to, edge), shadow: after, before: i, edge })
    }
  }
  return toldOf(found, true)
}

/** Races by their places, and what was given back in any. */
type Found = { readonly races: Map<string, Race>; readonly freed: Set<Site> }

function toldOf({ races, freed }: Found, complete: boolean): Races {
  return { races: sorted(races), complete, freed: [...freed].map(({ touch }) => touch) }
}

function noteRaces(
  { races, freed }: Found,
  nodes: readonly Node[],
  node: number,
  edge: number,
  { sites, known }: Shadow,
  { own, sites: made }: Effect,
): void {
  for (const site of made)
    sites.forEach((before, i) => {
      if (((known[i] as bigint) & own) !== 0n || !site.rivals.has(before)) return
      for (const one of [before, site]) if (one.isFreed) freed.add(one)
      const [a, b] = inOrder(describe(before), describe(site))
      const key = `${a.file}:${a.line} ${b.file}:${b.line}`
      if (races.has(key)) return
      const path = [...pathTo(nodes, node), edge]
      races.set(key, { location: site.name || before.name, accesses: [a, b], path })
    })
}

function inOrder(a: RaceAccess, b: RaceAccess): readonly [RaceAccess, RaceAccess] {
  return a.file < b.file || (a.file === b.file && a.line <= b.line) ? [a, b] : [b, a]
}

function pathTo(nodes: readonly Node[], node: number): number[] {
  const path: number[] = []
  for (let at = nodes[node] as Node; at.before >= 0; at = nodes[at.before] as Node) path.push(at.edge)
  return path.reverse()
}

function sorted(found: Map<string, Race>): Race[] {
  const place = ({ accesses: [a, b] }: Race) => [a.file, a.line, b.file, b.line] as const
  return [...found.values()].sort((x, y) => {
    const [left, right] = [place(x), place(y)]
    const i = left.findIndex((value, n) => value !== right[n])
    return i < 0 ? 0 : (left[i] as number) - (right[i] as number)
  })
}

function describe({ touch, by }: Site): RaceAccess {
  return { task: by.task, file: by.file, line: by.line, write: touch.mode !== 'read' }
}

/** Tasks that run from the beginning: no operation makes them. */
function firstTasks({ operations }: Graph, effects: readonly (readonly Effect[])[]): bigint {
  const made = new Set(operations.map(({ spawns }) => spawns))
  return operations.reduce(
    (live, { task }, i) => (made.has(task) ? live : live | (effects[i]?.[0]?.own ?? 0n)),
    0n,
  )
}

function effectsOf({ operations }: Graph): readonly (readonly Effect[])[] {
  const bit = knowers()
  const siteOf = knownSites()
  const sites = operations.map((by) =>
    by.accesses.map((access) => siteOf(by, access, access.order === null, false)),
  )
  const freed = operations.map(({ blocks }) =>
    blocks.map((block) => (block.isTaken ? null : siteOf(block, block.touch, true, true))),
  )
  findRivals([...sites.flat(), ...freed.flat().flatMap((site) => (site ? [site] : []))])
  const fenced = new Set(operations.flatMap(({ fence, task }) => (fence === null ? [] : [task])))
  const racing = (list: readonly (Site | null | undefined)[]) =>
    list.flatMap((site) => (site && site.rivals.size > 0 ? [site] : []))
  return operations.map((operation, i) => [
    {
      own: bit(`task ${operation.task}`),
      spreads: spreadsOf(operation, bit, fenced.has(operation.task)),
      sites: racing(sites[i] ?? []),
      child: operation.spawns === null ? 0n : bit(`task ${operation.spawns}`),
      ends: operation.ends,
      taken: null,
    },
    ...operation.blocks.map(({ task, isTaken, touch }, n) => ({
      own: bit(`task ${task}`),
      spreads: [],
      sites: racing([freed[i]?.[n]]),
      child: 0n,
      ends: false,
      taken: isTaken ? touch : null,
    })),
  ])
}

type By = { readonly task: number; readonly file: number; readonly line: number }

/** Gives each site once. */
function knownSites(): (
  by: By,
  touch: Touch & { readonly name?: string },
  isPlain: boolean,
  isFreed: boolean,
) => Site {
  const known = new Map<string, Site>()
  return (by, touch, isPlain, isFreed) => {
    const { object, offset, length, mode, name = '' } = touch
    const key = `${by.task} ${by.file}:${by.line} ${object} ${offset} ${length} ${mode === 'read'} ${isPlain} ${isFreed}`
    const site = known.get(key) ?? { id: known.size, touch, name, by, isPlain, isFreed, rivals: new Set() }
    known.set(key, site)
    return site
  }
}

/** Notes of each site those of other tasks that it could race with. */
function findRivals(sites: readonly Site[]): void {
  const byObject = new Map<number, Site[]>()
  for (const site of new Set(sites)) {
    const { object } = site.touch
    byObject.set(object, [...(byObject.get(object) ?? []), site])
  }
  for (const others of byObject.values())
    for (const a of others) for (const b of others) if (isRival(a, b)) a.rivals.add(b)
}

function isRival(a: Site, b: Site): boolean {
  return a.by.task !== b.by.task && meet(a.touch, b.touch) && (a.isPlain || b.isPlain)
}

/** Whether two accesses touch the same bytes and do not only read them. */
export function meet(a: Touch, b: Touch): boolean {
  return overlaps(a, b) && (a.mode !== 'read' || b.mode !== 'read')
}

/** Who knows what after an operation. */
function passOn(shadow: Shadow, { own, spreads, sites: made, child, ends, taken }: Effect): Shadow {
  const live = (shadow.live | child) & (ends ? ~own : ~0n)
  const sites: Site[] = []
  const known: bigint[] = []
  shadow.sites.forEach((site, i) => {
    const before = shadow.known[i] as bigint
    if (made.includes(site) || (taken && isForgotten(site, before, own, taken))) return
    const who = spreadAll(before, spreads)
    if ((who & live) === live) return
    sites.push(site)
    known.push(who)
  })
  for (const site of made) {
    // What it did before it let others know: they know of this, too.
    const who = spreadAll(own, spreads)
    if ((who & live) === live || sites.includes(site)) continue
    const place = sites.findIndex(({ id }) => id > site.id)
    sites.splice(place < 0 ? sites.length : place, 0, site)
    known.splice(place < 0 ? known.length : place, 0, who)
  }
  return { live, sites, known }
}

/**
 * What was done to the bytes of a block that is given out again races with nothing later; but for who knows that they were given
 * back (`realloc`, which leaves a block where it is): whoever uses the new block rightly knows it from there.
 */
function isForgotten({ touch, isFreed }: Site, known: bigint, taker: bigint, taken: Touch): boolean {
  return overlaps(touch, taken) && !(isFreed && (known & taker) !== 0n)
}

/** The number of a shadow: equal ones have the same. */
function shadowNumber({ list, numbers }: Shadows, shadow: Shadow): number {
  const { live, sites, known } = shadow
  let key = `${live}`
  for (let i = 0; i < sites.length; i++) key += ` ${(sites[i] as Site).id}:${known[i]}`
  const number = numberOf(numbers, key)
  if (number === list.length) list.push(shadow)
  return number
}
