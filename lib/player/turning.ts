/** Where an order of a program turned, counted as the player counts that shows it. */
import type { StateMap } from '@/lib/engine'
import { positionAfter, type Session } from './session'
import { edgesByState, fatesOf } from './state-fate'
import { switchesOf, turnOf, type Walk } from './state-walk'

/** What is asked of an end of a run; null: whatever it is. */
export type AskedEnd = {
  readonly stdout: string | null
  readonly status: number | null
  readonly deadlock: boolean | null
}

/** One order of a program. */
export type TurnedOrder = {
  /** Steps of the player that shows it. */
  readonly steps: number
  /** Whose each of its visible operations is. */
  readonly tasks: readonly number[]
  /** Null: it was settled from the beginning, or nobody knows where. */
  readonly turn: Turn | null
  /** How often an operation is another task's than the one before; null: not known. */
  readonly switches: number | null
}

/** The visible operation after which a run was settled, from 1, and the step at which its player shows that. */
export type Turn = { readonly operation: number; readonly step: number }

/** @param operation after how many visible operations it was settled; less than 1: from the beginning, or not known */
export function turnAt(session: Session, operation: number): Turn | null {
  return operation < 1 ? null : { operation, step: positionAfter(session, operation) }
}

/** How many steps its player shows of a run, and whose its visible operations are. */
export function orderOf({ recording, stops }: Session): Pick<TurnedOrder, 'steps' | 'tasks'> {
  const tasks: number[] = []
  for (let i = 0; i < recording.length; i++) {
    const { task, visible } = recording.step(i)
    for (let n = 0; n < visible; n++) tasks.push(task)
  }
  return { steps: stops.length - 1, tasks }
}

/** Where a run turned: the step after which what is asked comes for certain, or cannot come any more. Of a run of more than
 *  `MOST_OPERATIONS` nothing is said.
 *  @param map of the program; null: it has too many states for one */
export function turnOfRun(
  session: Session,
  map: StateMap | null,
  asked: AskedEnd,
): Pick<TurnedOrder, 'turn' | 'switches'> {
  const taken = map && walkOfRun(map, session)
  if (!taken) return { turn: null, switches: null }
  const { walk, made } = taken
  const wanted = new Set(map.ends.flatMap((end, i) => (fits(end, asked) ? [i] : [])))
  const turned = made[turnOf(map, fatesOf(map, wanted), walk) - 1] ?? 0
  return { turn: turnAt(session, turned), switches: switchesOf(map, walk) }
}

function fits({ kind, stdout, status }: StateMap['ends'][number], asked: AskedEnd): boolean {
  const isStuck = kind === 'deadlock'
  return (
    (asked.stdout === null || asked.stdout === stdout) &&
    (asked.status === null || asked.status === status || isStuck) &&
    (asked.deadlock === null || asked.deadlock === isStuck)
  )
}

/** Ways that are followed at once, where a call's effect is a choice (whom a signal wakes) that the steps do not tell. */
const WAYS = 64
/** Visible operations after which a run is followed no further: a task that spins makes any number of them. */
const MOST_OPERATIONS = 5_000

/** A way that is followed: the state that it has come to, and how. */
type Way = { readonly state: number; readonly last: { readonly edge: number; readonly before: Way } | null }

/** The way of a recorded run through the map of its program, and how many visible operations had been made after each of its steps;
 *  null: it does not lead to the end that the run had, or it is too long to be followed. */
function walkOfRun(
  map: StateMap,
  { recording }: Session,
): { readonly walk: Walk; readonly made: readonly number[] } | null {
  const out = edgesByState(map)
  const made: number[] = []
  let operations = 0
  let ways: Way[] = [{ state: 0, last: null }]
  for (let i = 0; i < recording.length; i++) {
    const { task, visible } = recording.step(i)
    for (let n = 0; n < visible; n++) {
      if (++operations > MOST_OPERATIONS) return null
      const next = ways.flatMap((before) =>
        (out[before.state] ?? []).flatMap((edge): Way[] => {
          const step = map.edges[edge]
          return step?.task === task ? [{ state: step.to, last: { edge, before } }] : []
        }),
      )
      // What is counted after the last step of the map belongs to it: an exit is several.
      if (next.length === 0) continue
      ways = next.slice(0, WAYS)
      made.push(operations)
    }
  }
  const view = recording.view(recording.length)
  const stdout = view.output.flatMap(({ fd, text }) => (fd === 1 ? [text] : [])).join('')
  const way = ways.find(({ state }) => map.ends[map.states[state]?.end ?? -1]?.stdout === stdout)
  return way ? { walk: walkOf(way), made } : null
}

function walkOf(way: Way): Walk {
  const walk: number[] = []
  for (let last = way.last; last; last = last.before.last) walk.push(last.edge)
  return walk.reverse()
}
