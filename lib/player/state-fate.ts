import type { StateMap } from '@/lib/engine'

/**
 * What can still become of a state: `open`, wanted and other ends alike; `wanted`, nothing else; `other`, none that is wanted;
 * `stuck`, none at all but waiting or running for ever.
 */
export type Fate = 'open' | 'wanted' | 'other' | 'stuck'

/** The fate of each state of a map.
 *  @param wanted indexes of ends */
export function fatesOf(map: StateMap, wanted: ReadonlySet<number>): Fate[] {
  const fates = map.fates.map((ends): Fate => {
    if (ends.every((end) => map.ends[end]?.kind === 'deadlock')) return 'stuck'
    const good = ends.filter((end) => wanted.has(end)).length
    return good === ends.length ? 'wanted' : good === 0 ? 'other' : 'open'
  })
  return map.states.map(({ fate }) => fates[fate] ?? 'stuck')
}

/** The ends that are wanted where nobody has said so: those that come when every task goes on as long as it can, as if nobody
 *  was ever interrupted. */
export function usualEnds(map: StateMap): ReadonlySet<number> {
  const out = edgesByState(map)
  let now: Place[] = [{ state: 0, task: null }]
  const seen = new Set<string>()
  while (now.length > 0) {
    const later: Place[] = []
    const found = new Set<number>()
    for (const { state, task } of now) {
      const key = `${state} ${task}`
      if (seen.has(key)) continue
      seen.add(key)
      const end = map.states[state]?.end ?? -1
      if (end >= 0 && map.ends[end]?.kind === 'exited') found.add(end)
      const edges = (out[state] ?? []).flatMap((i) => map.edges[i] ?? [])
      const goesOn = edges.some((edge) => edge.task === task)
      for (const edge of edges)
        (goesOn && edge.task !== task ? later : now).push({ state: edge.to, task: edge.task })
    }
    if (found.size > 0) return found
    now = later
  }
  return new Set()
}

type Place = { readonly state: number; readonly task: number | null }

/** Indexes of the edges that leave each state, in the order of tasks. */
export function edgesByState({ states, edges }: StateMap): number[][] {
  const out: number[][] = states.map(() => [])
  edges.forEach(({ from }, i) => {
    out[from]?.push(i)
  })
  return out
}

/** How many orders there are, from the beginning to an end; null: without end, since some task can go round. */
export function countOrders(map: StateMap): bigint | null {
  const out = edgesByState(map)
  const counts = new Map<number, bigint>()
  const open = new Set<number>()
  const stack = [0]
  while (stack.length > 0) {
    const state = stack.at(-1) as number
    const after = (out[state] ?? []).map((i) => map.edges[i]?.to ?? 0)
    const next = after.find((to) => !counts.has(to))
    if (next === undefined) {
      counts.set(state, after.length === 0 ? 1n : after.reduce((sum, to) => sum + (counts.get(to) ?? 0n), 0n))
      open.delete(state)
      stack.pop()
    } else {
      if (next === state || open.has(next)) return null
      open.add(state)
      stack.push(next)
    }
  }
  return counts.get(0) ?? 0n
}

/** What the variables hold in a state; once their process has ended, what they held last. */
export function lastValues(map: StateMap, state: number): readonly string[] {
  const own = map.states[state]?.values ?? []
  if (own.some((value) => value !== '')) return own
  const before = map.edges.find(({ to, from }) => to === state && from !== state)
  return (before && map.states[before.from]?.values) ?? own
}
