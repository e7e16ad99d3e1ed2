import type { Exploration, MapMove, StateMap, Stories, Story } from '@/lib/engine'
import { shortestOther } from '@/lib/player/race'
import { fatesOf, usualEnds } from '@/lib/player/state-fate'
import { shortestWalk, stateOf, statesOf, storyOfWalk, switchesOf, turnOf } from '@/lib/player/state-walk'
import type { ToldEnd } from './order-word'

/** An order that ends otherwise than what is wanted: its steps, after how many of them nothing else could come, its end. */
export type FailingOrder = {
  readonly story: Story
  readonly turned: number
  /** From there on only this end is left, and not others that are not wanted either. */
  readonly isOnly: boolean
  readonly switches: number
  /** No other has fewer switches; else none was found that has. */
  readonly isShortest: boolean
  readonly end: ToldEnd
}

/** The order with the fewest switches that ends otherwise than is wanted; null: none does.
 *  @param wanted indexes of ends; left out: what comes when nobody is interrupted */
export function failingWalk(
  map: StateMap,
  wanted: ReadonlySet<number> = usualEnds(map),
): { readonly order: FailingOrder; readonly moves: readonly MapMove[] } | null {
  const walk = shortestWalk(map, (end) => !wanted.has(end))
  const end = map.ends[map.states[walk ? stateOf(map, walk) : -1]?.end ?? -1]
  if (!walk || !end) return null
  const turned = turnOf(map, fatesOf(map, wanted), walk)
  const left = map.fates[map.states[statesOf(map, walk)[turned] ?? -1]?.fate ?? -1] ?? []
  const order = {
    story: storyOfWalk(map, walk),
    ...{ turned, isOnly: left.length === 1 },
    switches: switchesOf(map, walk),
    isShortest: true,
    end: { stdout: end.stdout, status: end.status, isDeadlock: end.kind === 'deadlock' },
  }
  return { order, moves: walk.flatMap((edge) => map.edges[edge]?.move ?? []) }
}

/** The same of what the explorer found, for a program with too many states for a map: others may have fewer switches. */
export function failingFound(
  { outcomes, deadlocks }: Exploration,
  { ends }: Stories,
): { readonly order: FailingOrder; readonly schedule: string | null } | null {
  const index = shortestOther(outcomes, deadlocks)
  const end = [...outcomes, ...deadlocks][index ?? -1]
  const story = ends[index ?? -1]
  if (index === null || !end || !story) return null
  const { turned, switches, stdout, status, schedule } = end
  const isDeadlock = index >= outcomes.length
  return {
    order: { story, turned, isOnly: true, switches, isShortest: false, end: { stdout, status, isDeadlock } },
    schedule,
  }
}
