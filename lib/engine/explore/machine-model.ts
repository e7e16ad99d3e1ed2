/**
 * The simulated computer as a model of the explorer. A step is one visible operation of one task with the local work
 * behind it, as a schedule counts them; so every path is a schedule, and `replay` shows it.
 *
 * What is explored: which task goes next, at every visible operation. What is not yet: which of several waiters a signal or a
 * post wakes (the one that waits longest), and timers that come while others could run: a due time comes when nobody can
 * go on, the earliest first.
 */

import { chooseNext } from '../kernel/run/choice-oracle'
import { endIfOver } from '../kernel/run/end'
import { hashState } from '../kernel/run/hash'
import { canRun } from '../kernel/run/run-queue'
import { isAlone } from '../kernel/run/slice'
import { advance } from '../kernel/run/step'
import { nextTimer } from '../kernel/state/clock'
import { forget, type Mark, mark, remember, undo } from '../kernel/state/journal'
import { type Machine, taskAt } from '../kernel/state/machine'
import { collectOutput } from '../kernel/state/output'
import { decodeUtf8 } from '../kernel/state/text'
import type { Ending, Model, Operation, Pending } from './model'

/** A machine that has just been booted, and that nobody else uses until `close`. */
export function machineModel(machine: Machine): { readonly model: Model; readonly close: () => void } {
  remember(machine)
  // That a loop never ends is what is to be found out.
  machine.skipsWaiting = false
  const marks: Mark[] = []
  let work = 0
  const step = (task: number) => {
    const before = machine.state.steps
    stepTask(machine, task)
    work += machine.state.steps - before
  }
  const model: Model = {
    pending: () => pendingOf(machine),
    step: ({ task }) => step(task),
    mark: () => marks.push(mark(machine)),
    undo(to) {
      undo(machine, marks[to - 1] as Mark)
      marks.length = to - 1
    },
    hash() {
      const { low, high } = hashState(machine)
      return [low, high]
    },
    ending: () => endingOf(machine),
    work: () => work,
  }
  return { model, close: () => forget(machine) }
}

/** Visible operations that are one step while nobody else can run: nobody could come in between. */
const ALONE = 64
/** Steps of the machine after which a loop that nobody can observe is looked at: it is where it was, and never ends. */
const LOCAL = 100_000

/** One step of a task, or, when nobody can go on before a timer is due, of whoever goes on then. */
export function stepTask(machine: Machine, task: number): void {
  const { state } = machine
  const until = state.steps + LOCAL
  const others = runnable(machine).filter((index) => index !== task)
  if (runnable(machine).includes(task)) chooseNext(machine, task, ALONE)
  do advance(machine, 'run')
  while (
    !state.ended &&
    state.slice !== null &&
    state.steps < until &&
    // Alone it goes on until somebody else could: then there is a choice.
    (others.length > 0 || isAlone(machine, state.slice.core))
  )
  endIfOver(machine)
}

function runnable(machine: Machine): number[] {
  if (machine.state.ended) return []
  return machine.state.live.filter((index) => canRun(machine, taskAt(machine, index)))
}

function pendingOf(machine: Machine): Pending[] {
  const tasks = runnable(machine)
  if (tasks.length > 0) return tasks.map((task) => ({ task, operation: opaque(task), choices: [0] }))
  if (machine.state.ended || nextTimer(machine) === Infinity) return []
  // Whom the clock wakes is seen by letting it.
  const here = mark(machine)
  stepTask(machine, -1)
  const task = machine.lastTask
  undo(machine, here)
  return [{ task, operation: opaque(task), choices: [0] }]
}

/** Of an operation whose footprint is not asked for: it conflicts with everything. */
function opaque(task: number): Operation {
  return {
    key: String(task),
    task,
    file: -1,
    line: 0,
    accesses: [],
    killsAll: true,
    spawns: null,
    joins: null,
    ends: false,
    fence: null,
  }
}

function endingOf(machine: Machine): Ending {
  const { ended, output } = machine.state
  const stdout = decodeUtf8(collectOutput(output, 1))
  const stderr = decodeUtf8(collectOutput(output, 2))
  const status = ended?.status ?? 0
  const kind = ended?.reason === 'deadlock' ? 'deadlock' : isCut(ended?.reason) ? 'cut' : 'exited'
  return { kind, key: JSON.stringify([stdout, stderr, status]) }
}

function isCut(reason: string | undefined): boolean {
  return reason === 'steps' || reason === 'memory' || reason === 'output'
}

/** What an ending of a machine says. */
export function readEnding({ key }: Ending): { stdout: string; stderr: string; status: number } {
  const [stdout, stderr, status] = JSON.parse(key) as [string, string, number]
  return { stdout, stderr, status }
}
