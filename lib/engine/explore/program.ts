/** All that a program can do: every order of its tasks' visible operations, looked at. */
import { encodeSchedule } from '../kernel/run/schedule'
import type { PartialConfig } from '../kernel/state/config'
import type { Machine } from '../kernel/state/machine'
import { machineModel, readEnding, stepTask } from './machine-model'
import type { Move } from './model'
import { type Report, reportOf, type Shown } from './report'
import { type Bounds, beginSearch, continueSearch, endSearch, type Search } from './search'

export type ProgramOutcome = {
  readonly stdout: string
  readonly stderr: string
  /** The program's own exit status, or 128 + the signal that ended it. */
  readonly status: number
  /** A schedule that shows it, with the fewest switches between tasks, and how many those are. */
  readonly schedule: string
  readonly switches: number
  /** Visible operations of the schedule, and after how many of them nothing else could come any more; -1: not known. */
  readonly length: number
  readonly turned: number
}

export type Exploration = {
  /** Every order was looked at; what is not told cannot happen. */
  readonly complete: boolean
  readonly cut: Report['cut']
  readonly states: number
  readonly outcomes: readonly ProgramOutcome[]
  /** Runs in which all tasks wait for ever. */
  readonly deadlocks: readonly ProgramOutcome[]
  /** A schedule to a state from which no end can be reached any more; null: there is none, or nobody knows. */
  readonly endless: string | null
}

export type ExplorationRun = {
  /** Goes on for so many steps. True: it is done. */
  readonly advance: (steps: number) => boolean
  readonly states: () => number
  readonly outcomes: () => number
  /** What was found, whether it is done or not. */
  readonly result: () => Exploration
}

/** One core, and another choice after every operation: so a schedule says just which task goes next. */
const ASKED: PartialConfig = { cores: 1, policy: 'rr', quantum: 1, seed: 0 }

/**
 * Looks at every order, a part at a time.
 * @param bootWith makes the machine in its first state, the same each time, with what is asked of its configuration
 */
export function explore(bootWith: (asked: PartialConfig) => Machine, bounds: Bounds): ExplorationRun {
  const boot = () => bootWith(ASKED)
  const { model, close } = machineModel(boot())
  const search = beginSearch(model, bounds, true)
  let known: Exploration | null = null
  return {
    advance: (steps) => continueSearch(search, steps),
    states: () => search.graph.head.length,
    outcomes: () => search.graph.endings.length,
    result() {
      if (known) return known
      if (!search.done) endSearch(search)
      close()
      known = resultOf(search, boot)
      return known
    },
  }
}

function resultOf(search: Search, boot: () => Machine): Exploration {
  const report = reportOf(search)
  const told = (shown: readonly Shown[]) => shown.map((one) => outcomeOf(one, boot))
  return {
    complete: report.complete && search.graph.endings.every(({ kind }) => kind !== 'cut'),
    cut: report.cut,
    states: report.states,
    outcomes: told(report.outcomes),
    deadlocks: told(report.deadlocks),
    endless: report.endless && scheduleOf(report.endless.moves, boot),
  }
}

function outcomeOf({ ending, witness, turned }: Shown, boot: () => Machine): ProgramOutcome {
  const { moves, switches } = witness
  return { ...readEnding(ending), schedule: scheduleOf(moves, boot), switches, length: moves.length, turned }
}

/** The schedule of a path: what a machine writes that takes it. */
function scheduleOf(moves: readonly Move[], boot: () => Machine): string {
  const machine = boot()
  for (const { task } of moves) stepTask(machine, task)
  return encodeSchedule(machine)
}
