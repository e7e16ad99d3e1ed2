/** How a run ends that no task ends: its budget is spent, or nobody can ever run again. */
import { shellStatus } from '../process/process'
import { nextTimer } from '../state/clock'
import { edit } from '../state/edit'
import type { Machine } from '../state/machine'
import { settleReady } from './run-queue'

/** Whether the budget of steps is used up; if so the run has ended. */
export function hasSpentAll(machine: Machine): boolean {
  const { state } = machine
  if (state.steps < machine.config.limits.steps) return false
  machine.events?.push({ kind: 'limit', limit: 'steps' })
  edit(machine, state).ended = { reason: 'steps', status: 124 }
  return true
}

/** Ends the run at once if nobody can ever run again. */
export function endIfOver(machine: Machine): void {
  const { state } = machine
  if (state.slice || state.ended || state.cores.some((core) => core.task !== null)) return
  settleReady(machine)
  if (state.ready.length === 0 && nextTimer(machine) === Infinity) endRun(machine)
}

/** Nobody can ever run again: all have ended, or those that are left wait for each other. */
export function endRun(machine: Machine): void {
  const { state } = machine
  if (state.mainStatus === null) {
    edit(machine, state).ended = { reason: 'deadlock', status: 125 }
    return
  }
  const signalled = (state.mainStatus & 0x7f) !== 0
  edit(machine, state).ended = {
    reason: signalled ? 'signalled' : 'exited',
    status: shellStatus(state.mainStatus),
  }
}
