import type { Exploration, StateMap } from '@/lib/engine'
import { edgesByState } from './state-fate'

/** What can become of a run, as it is said everywhere: ways in which the program ends, and what may come instead of an end. */
export type WaysToEnd = {
  /** Ends of the program itself. */
  readonly ends: number
  readonly otherwise: 'nothing' | 'deadlock' | 'endless' | 'deadlockOrEndless'
}

/** The ways from the beginning that the explorer found. */
export function waysFound({ outcomes, deadlocks, endless }: Exploration): WaysToEnd {
  return { ends: outcomes.length, otherwise: otherwiseOf(deadlocks.length > 0, endless !== null) }
}

/** The ways from a state of a map. */
export function waysFrom(map: StateMap, state: number): WaysToEnd {
  const ends = (map.fates[map.states[state]?.fate ?? -1] ?? []).map((end) => map.ends[end]?.kind)
  const deadlocks = ends.filter((kind) => kind === 'deadlock').length
  return { ends: ends.length - deadlocks, otherwise: otherwiseOf(deadlocks > 0, canBeEndless(map, state)) }
}

function otherwiseOf(canDeadlock: boolean, canBeEndless: boolean): WaysToEnd['otherwise'] {
  if (canDeadlock) return canBeEndless ? 'deadlockOrEndless' : 'deadlock'
  return canBeEndless ? 'endless' : 'nothing'
}

/** Whether a state can be reached from which there is no end. */
function canBeEndless(map: StateMap, start: number): boolean {
  const isEndless = (state: number) => map.fates[map.states[state]?.fate ?? -1]?.length === 0
  if (!map.states.some((_, state) => isEndless(state))) return false
  const out = edgesByState(map)
  const reached = new Set([start])
  for (const state of reached) {
    if (isEndless(state)) return true
    for (const edge of out[state] ?? []) reached.add(map.edges[edge]?.to ?? state)
  }
  return false
}
