/** Paths of the graph, made by a machine: their schedules, and whether a replay of those shows the same. */
import { runFor } from '../kernel/run/run'
import { decodeSchedule, encodeSchedule, noteClock } from '../kernel/run/schedule'
import { follow } from '../kernel/run/schedule-oracle'
import type { Machine } from '../kernel/state/machine'
import { liveTask } from './clock-move'
import { type LostWakes, noteLostWake } from './lost-wake'
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
  const isStuck = ending.kind === 'deadlock'
  const lost: LostWakes = new Map()
  const machine = machineAfter(witness.moves, numbers, boot, isExact, {
    before(machine, move) {
      const task = isStuck ? liveTask(machine, numbers.tids[move.task] as number) : null
      if (task) noteLostWake(machine, task, lost)
    },
    after(made, { state }) {
      if (made === turned) decided = state.visibles
    },
  })
  const stuck = isStuck ? stuckTasks(machine, lost) : []
  return { schedule: encodeSchedule(machine), length: machine.state.visibles, turned: decided, stuck }
}

/** Who looks at a machine on its path: before each move, and when so many have been made. Changes nothing. */
type Watch = {
  readonly before?: (machine: Machine, move: Move) => void
  readonly after?: (made: number, machine: Machine) => void
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
  watch: Watch = {},
): Machine {
  const machine = boot()
  if (isExact) noteClock(machine, machine.state.live[0] as number, '=')
  beginMoves(machine)
  for (const [i, move] of moves.entries()) {
    watch.before?.(machine, move)
    makeMove(machine, numbers, move, isExact)
    watch.after?.(i + 1, machine)
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
  machine.shared = null
  follow(machine, decodeSchedule(schedule)?.runs ?? [])
  runFor(machine, REPLAY_STEPS)
  return machine.state.misfit === null && endingOf(machine).key === ending.key
}
