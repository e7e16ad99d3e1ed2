/** Slices: one task on one core, up to where whoever decides (oracle.ts) looks again. */
import { fireTimers } from '../state/clock'
import { edit } from '../state/edit'
import type { Core, Machine, Task } from '../state/machine'
import type { Slice } from '../state/run-state'
import { sendExpiry } from './idle'
import { preempt } from './run-queue'
import { closeRun, openRun } from './schedule'

/** Steps of a stretch: the unit in which local work, which nobody else can observe, is interrupted. */
export const STRETCH = 20_000

/** Begins a slice whose task stands on its core. */
export function startSlice(machine: Machine, slice: Slice): void {
  const { state } = machine
  edit(machine, state).slice = slice
  openRun(machine, slice.task, slice.core, slice.waiter)
  edit(machine, state).now = (state.cores[slice.core] as Core).clock
  if (state.now >= state.nextTimer) fireTimers(machine, sendExpiry)
}

/** Ends the slice: right after a counted operation, asleep, or after a stretch that nobody could see anything of. */
export function endSlice(machine: Machine, how: 'counted' | 'slept' | 'quiet'): void {
  const { state } = machine
  edit(machine, state).slice = null
  if (!state.run) return
  if (how === 'slept') edit(machine, state.run).slept = true
  if (how === 'quiet') closeRun(machine, { ending: "'", amount: Math.max(1, state.run.quiet) })
}

/** Counts visible operations that the slice's task has made. */
export function countVisibles(machine: Machine, slice: Slice, task: Task, visibles: number): void {
  const { state } = machine
  edit(machine, state).visibles += visibles
  const draft = edit(machine, slice)
  draft.visiblesLeft -= visibles
  draft.counted = true
  edit(machine, task).quantumLeft -= visibles
  if (state.run) {
    const run = edit(machine, state.run)
    run.visibles += visibles
    run.woke = false
    run.local = 0
    run.quiet = 0
    run.stretchVisibles += visibles
  }
}

/** Takes a task off its core, in favour of others that are ready. @param isOutranked by one of them */
export function takeOff(machine: Machine, task: Task, isOutranked = false): void {
  preempt(machine, task, isOutranked)
  if (machine.state.run?.task === task.index) edit(machine, machine.state.run).left = true
}

/** Nobody else is ready or runs on another core. */
export function isAlone(machine: Machine, core: number): boolean {
  return machine.state.ready.length === 0 && !othersBusy(machine, core)
}

function othersBusy(machine: Machine, core: number): boolean {
  return machine.state.cores.some((other, number) => number !== core && other.task !== null)
}
