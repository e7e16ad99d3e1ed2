/** Paths of the graph, made by a machine: their schedules, and whether a replay of those shows the same. */
import { runFor } from '../kernel/run/run'
import { decodeSchedule, encodeSchedule, noteClock } from '../kernel/run/schedule'
import { follow } from '../kernel/run/schedule-oracle'
import type { Machine } from '../kernel/state/machine'
import { endingOf } from './machine-model'
import { beginMoves, makeMove } from './machine-step'
import type { Move } from './model'
import type { Shown } from './report'
import { type StuckTask, stuckTasks } from './stuck'
import type { TaskNumbers } from './task-number'

/** Steps that a witness is replayed for. */
const REPLAY_STEPS = 20_000_000

/** What a schedule of a witness says. */
export type Written = {
  readonly schedule: string
  readonly length: number
  readonly turned: number
  /** Of a run that has stopped: who waits for what. */
  readonly stuck: readonly StuckTask[]
}

/** Makes the moves of a witness, and counts the visible operations on the way. */
export function written(
  { ending, witness, turned }: Shown,
  numbers: TaskNumbers,
  boot: () => Machine,
  isExact: boolean,
): Written {
  let decided = turned
  const machine = machineAfter(witness.moves, numbers, boot, isExact, (made, { state }) => {
    if (made === turned) decided = state.visibles
  })
  const stuck = ending.kind === 'deadlock' ? stuckTasks(machine) : []
  return { schedule: encodeSchedule(machine), length: machine.state.visibles, turned: decided, stuck }
}

/**
 * A machine that has made the moves. `isExact`: its schedule says of the local work, too, when it was done, and that time stands still
 * meanwhile.
 */
export function machineAfter(
  moves: readonly Move[],
  numbers: TaskNumbers,
  boot: () => Machine,
  isExact: boolean,
  after: (made: number, machine: Machine) => void = () => {},
): Machine {
  const machine = boot()
  if (isExact) noteClock(machine, machine.state.live[0] as number, '=')
  beginMoves(machine)
  for (const [i, move] of moves.entries()) {
    makeMove(machine, numbers, move, isExact)
    after(i + 1, machine)
  }
  return machine
}

/**
 * Whether a schedule shows an ending. One that only counts visible operations may not where local work of several tasks uses the
 * library's own memory (the heap's lists): a replay does it later than the explorer; and where a timer runs out by itself, since time
 * goes on in a replay.
 */
export function isReplayed({ ending }: Shown, { schedule }: Written, boot: () => Machine): boolean {
  const machine = boot()
  follow(machine, decodeSchedule(schedule)?.runs ?? [])
  runFor(machine, REPLAY_STEPS)
  return machine.state.fits && endingOf(machine).key === ending.key
}
