/** Which oracle is asked, and when: at the beginning of a slice, after each piece of it, and when its task yields. */
import { edit } from '../state/edit'
import type { Machine, Task } from '../state/machine'
import type { Slice } from '../state/run-state'
import { CHOICE_ORACLE } from './choice-oracle'
import { hasSpentAll } from './end'
import { skipTime } from './idle'
import type { Oracle } from './oracle'
import { POLICY_ORACLE } from './policy-oracle'
import { settleReady } from './run-queue'
import { SCHEDULE_ORACLE } from './schedule-oracle'
import { startSlice } from './slice'

/** Who decides now. */
export function oracleOf({ state }: Machine): Oracle {
  if (state.chosen !== null) return CHOICE_ORACLE
  return state.script ? SCHEDULE_ORACLE : POLICY_ORACLE
}

/** Begins the next slice; null: nothing can ever run again. */
export function beginSlice(machine: Machine): Slice | null {
  for (;;) {
    settleReady(machine)
    const oracle = oracleOf(machine)
    const slice = oracle.pick(machine)
    if (slice) {
      startSlice(machine, slice)
      oracleOf(machine).length(machine, slice)
      return slice
    }
    // A schedule that is at its end leaves the decision to the policy.
    if (oracleOf(machine) !== oracle) continue
    if (!skipTime(machine) || hasSpentAll(machine)) return null
  }
}

/** A piece of a slice has been done. */
export function checkSlice(machine: Machine, slice: Slice, task: Task): void {
  const { state } = machine
  const isOff = task.core !== slice.core || task.state !== 'runnable'
  oracleOf(machine).after(machine, slice, task, isOff ? 'off' : 'piece')
  if (state.slice && !state.ended) oracleOf(machine).length(machine, state.slice)
}

/** The task of the slice that runs asks to let others go first. */
export function yieldCore(machine: Machine, task: Task): void {
  edit(machine, task).stretch = 0
  if (machine.state.slice) oracleOf(machine).after(machine, machine.state.slice, task, 'yield')
}
