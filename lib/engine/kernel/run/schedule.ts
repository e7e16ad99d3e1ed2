/**
 * Schedules as strings: `1.<policy>.<quantum>.<seed>.<runs>`.
 *
 * A run is a task's letters (`taskLetter`; `(26)` is an older way to write `AA`) and its visible operations; it ends right
 * after the last of them. Marks say that it went on for a while without any other task being able to tell: `A3*` until
 * it slept (or ended without a call of its own), `A3'2` through two quiet stretches of local work, `A3~17` for 17
 * instructions (where somebody chose another task in the middle of local work, or stopped to look); and `A3-` that it
 * was then taken off its core, which matters where there are several. They make a replay exact to the instruction;
 * without them it shows the same behaviour. `A3^1` says that somebody chose whom it woke first: of those that waited the
 * second, not the one that the seed says. `A0@` says that the clock went on to what was due next (an alarm of A's process),
 * while somebody could run; `A0%` that the processor time of A's process went on to the first timer that counts it; `A0=` that from
 * there on, while the schedule is followed, time stands still while somebody runs.
 */
import { taskLetter, taskOfLetter } from '../../task-letter'
import { POLICIES, type PolicyName } from '../state/config'
import { edit } from '../state/edit'
import type { Machine, Task } from '../state/machine'
import type { ClockEnding, OpenRun, Run, RunEnding, RunNode } from '../state/run-state'

export type Schedule = {
  readonly policy: PolicyName
  readonly quantum: number
  readonly seed: number
  readonly runs: readonly Run[]
}

const RUN =
  /(?:([A-Z]{1,4})|\((\d{1,15})\))(\d{1,15})(?:\^(\d{1,4}))?(?:(\*)|(')(\d{0,9})|(~)(\d{1,15})|([@%=]))?(-)?/y

/** Reads a schedule. Null: it is not one (of this version). */
export function decodeSchedule(text: string): Schedule | null {
  const read = readSchedule(text)
  return typeof read === 'number' ? null : read
}

/** Where a text is no schedule: the characters before it are the beginning of one. Null: it is one. */
export function faultOf(text: string): number | null {
  const read = readSchedule(text)
  return typeof read === 'number' ? read : null
}

/** A schedule, or the place from which on it cannot be read. */
function readSchedule(text: string): Schedule | number {
  const match = /^1\.([a-z]+)\.(\d{1,7})\.(\d{1,10})\.(.*)$/.exec(text)
  if (!match) return 0
  const [, policy = '', quantum = '', seed = '', body = ''] = match
  if (!POLICIES.includes(policy as PolicyName) || Number(quantum) < 1 || Number(seed) > 0xffff_ffff) return 0
  const runs: Run[] = []
  RUN.lastIndex = 0
  while (RUN.lastIndex < body.length) {
    const at = RUN.lastIndex
    const run = RUN.exec(body)
    if (!run) return text.length - body.length + at
    runs.push(readRun(run))
  }
  return { policy: policy as PolicyName, quantum: Number(quantum), seed: Number(seed), runs }
}

function readRun([
  ,
  letters,
  number,
  visibles,
  waiter,
  star,
  quote,
  stretches,
  wave,
  steps,
  clock,
  dash,
]: RegExpExecArray): Run {
  const amount = quote ? Number(stretches || 1) : Number(steps ?? 0)
  const ending = star ?? quote ?? clock ?? (wave && amount > 0 ? wave : '')
  return {
    task: letters ? taskOfLetter(letters) : Number(number),
    visibles: Number(visibles),
    waiter: waiter === undefined ? null : Number(waiter),
    ending: ending as RunEnding,
    amount,
    leaves: dash === '-',
  }
}

/** The schedule of what has run so far. */
export function encodeSchedule(machine: Machine): string {
  const { policy, quantum, seed } = machine.config
  const { run, runs } = machine.state
  const parts: string[] = []
  for (let node = run ? append(machine, runs, run, endingOf(run)) : runs; node; node = node.before)
    parts.push(writeRun(node.run))
  return `1.${policy}.${quantum}.${seed}.${parts.reverse().join('')}`
}

/** A run of a schedule, as it is written. */
export function writeRun({ task, visibles, waiter, ending, amount, leaves }: Run): string {
  const written = ending === '~' || amount > 1 ? amount : ''
  const woken = waiter === null ? '' : `^${waiter}`
  return `${taskLetter(task)}${visibles}${woken}${ending}${written}${leaves ? '-' : ''}`
}

type Ending = Pick<Run, 'ending' | 'amount'>

/** How a run ends that ends here. */
function endingOf({ slept, local }: OpenRun): Ending {
  if (slept) return { ending: '*', amount: 0 }
  return local ? { ending: '~', amount: local } : { ending: '', amount: 0 }
}

function append(machine: Machine, before: RunNode | null, open: OpenRun, ending: Ending): RunNode {
  const { task, visibles, waiter } = open
  const leaves = leavesCore(machine, open)
  if (!open.woke) return { before, run: { task, visibles, waiter, ...ending, leaves } }
  // It slept since its last counted operation: who follows the schedule could not tell that from going on.
  const asleep: Run = { task, visibles, waiter, ending: '*', amount: 0, leaves: false }
  return { before: { before, run: asleep }, run: { task, visibles: 0, waiter: null, ...ending, leaves } }
}

function leavesCore(machine: Machine, run: OpenRun): boolean {
  return run.left && machine.config.cores > 1
}

/** Begins a run of a task, or goes on with the last one if it is its own and still on the same core. */
export function openRun(machine: Machine, task: number, core: number, waiter: number | null = null): OpenRun {
  const { state } = machine
  const { run } = state
  if (run?.task === task && run.core === core && waiter === null && !leavesCore(machine, run)) {
    if (run.slept) wakeRun(machine, run)
    edit(machine, run).left = false
    return run
  }
  if (run) closeRun(machine, endingOf(run))
  const fresh: OpenRun = {
    task,
    core,
    left: false,
    visibles: 0,
    steps: 0,
    quiet: 0,
    skipped: 0,
    stretchVisibles: 0,
    local: 0,
    slept: false,
    woke: false,
    waiter,
    toWake: waiter,
  }
  edit(machine, state).run = fresh
  return fresh
}

/**
 * Says what the clock does.
 * @param task whom the schedule names for it
 */
export function noteClock(machine: Machine, task: number, ending: ClockEnding): void {
  const { state } = machine
  if (state.run) closeRun(machine, endingOf(state.run))
  const run: Run = { task, visibles: 0, waiter: null, ending, amount: 0, leaves: false }
  edit(machine, state).runs = { before: state.runs, run }
}

/** Local steps of a task that nobody's slice has counted: a replay makes them then, too. */
export function noteLocal(machine: Machine, task: Task, steps: number): void {
  if (steps === 0) return
  const draft = edit(machine, openRun(machine, task.index, task.core ?? 0))
  draft.local = (draft.local ?? 0) + steps
  draft.steps += steps
}

function wakeRun(machine: Machine, run: OpenRun): void {
  const { state } = machine
  if (run.woke) {
    const { task, visibles, waiter } = run
    const asleep: Run = { task, visibles, waiter, ending: '*', amount: 0, leaves: false }
    edit(machine, state).runs = { before: state.runs, run: asleep }
    edit(machine, run).visibles = 0
    edit(machine, run).waiter = null
  }
  const draft = edit(machine, run)
  draft.slept = false
  draft.woke = true
  draft.local = 0
}

/** Ends the run that is open. */
export function closeRun(machine: Machine, ending: Ending): void {
  const { state } = machine
  if (!state.run) return
  const draft = edit(machine, state)
  draft.runs = append(machine, state.runs, state.run, ending)
  draft.run = null
}
