/**
 * Waiting loops are skipped. A task that nobody else can disturb and that does the same over and over
 * (vm/period.ts) goes on so until the next timer is due: that is one step of arithmetic, after which clock, counters,
 * operations and schedule are what they would be. Only the budget of steps is not charged, so that `while (!done) ;`
 * beside a `sleep(5)` ends. Where no timer is set it would go on for ever; then the budget is charged, and soon spent.
 *
 * Looked for at ends of stretches that depend on the run alone, ever further apart, so that a replay and a recording do
 * so at the same places.
 */
import { countUp, findPeriod, type Period } from '../../vm/period'
import { COST, spend } from '../state/clock'
import { edit } from '../state/edit'
import { type LoadedEntry, type Machine, processOf, type Task } from '../state/machine'
import type { OpenRun, Slice } from '../state/run-state'
import { settleReady } from './run-queue'
import { countVisibles, isAlone, STRETCH } from './slice'

/** Skips what the task whose registers are loaded would do in vain, if it waits in a loop. */
export function skipWaiting(machine: Machine, slice: Slice, task: Task, entry: LoadedEntry): void {
  const { run } = machine.state
  if (!run || !machine.skipsWaiting || slice.ending === "'" || !isDue(run)) return
  settleReady(machine)
  if (!isAlone(machine, slice.core)) return
  const period = findPeriod(machine.cpu, entry.loaded)
  if (!period) return
  const times = timesOf(machine, slice, task, run, period)
  if (times > 0) skip(machine, slice, task, run, period, times)
}

/** After one stretch, two, four, eight and so on, from the beginning of the run or the last time on. */
function isDue({ steps, skipped }: OpenRun): boolean {
  const done = steps - skipped
  return done >= STRETCH && done % STRETCH === 0 && Number.isInteger(Math.log2(done / STRETCH))
}

/** ns until something happens by itself; Infinity: never. */
function timeLeft(
  { state }: Machine,
  { cpuDue, cpu }: { readonly cpuDue: number; readonly cpu: number },
): number {
  return Math.min(state.nextTimer - state.now, cpuDue - cpu)
}

/**
 * How many periods can be skipped: all but the last before something happens, so that this one comes about as ever; and
 * whole stretches, so that the ends of stretches stay where they are.
 */
function timesOf(machine: Machine, slice: Slice, task: Task, run: OpenRun, period: Period): number {
  const { state, config } = machine
  const left = timeLeft(machine, processOf(machine, task))
  const steps = left === Infinity ? config.limits.steps - state.steps : Math.floor(left / COST.step)
  let times = Math.floor((steps - 1) / period.steps) - 1
  if (period.visibles > 0) times = Math.min(times, Math.floor((slice.visiblesLeft - 1) / period.visibles))
  else if (slice.ending === '~' && slice.visiblesLeft <= 0)
    times = Math.min(times, Math.floor((slice.amount - (run.local ?? 0) - 1) / period.steps))
  const whole = STRETCH / commonDivisor(period.steps, STRETCH)
  return Math.max(0, Math.floor(times / whole) * whole)
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

/** Leaves the machine as so many periods would, but for the budget of steps where something is due. */
function skip(machine: Machine, slice: Slice, task: Task, run: OpenRun, period: Period, times: number): void {
  const { state } = machine
  const steps = times * period.steps
  if (timeLeft(machine, processOf(machine, task)) === Infinity) edit(machine, state).steps += steps
  spend(machine, task, steps * COST.step)
  edit(machine, task).stretch += steps
  const { local, quiet, stretchVisibles } = run
  if (period.visibles > 0) countVisibles(machine, slice, task, times * period.visibles)
  const draft = edit(machine, run)
  draft.steps += steps
  draft.skipped = draft.steps
  draft.stretchVisibles = stretchVisibles
  // It stands where it stood, as far behind its last visible operation if it makes any.
  draft.local = local === null || period.visibles > 0 ? local : local + steps
  draft.quiet = period.visibles > 0 ? quiet : quiet + steps / STRETCH
  edit(machine, slice).counted = false
  countUp(machine.cpu, period, times)
  machine.events?.push({ kind: 'skip', times, operations: times * period.visibles, time: state.now })
}
