/** Somebody decides: a learner who points at a task, an explorer who tries all. Afterwards the policy goes on. */
import { edit } from '../state/edit'
import { type Machine, taskAt } from '../state/machine'
import type { Slice } from '../state/run-state'
import type { Oracle } from './oracle'
import { POLICY_ORACLE, sliceLength } from './policy-oracle'
import { coreFor, dispatch } from './run-queue'
import { endSlice, isAlone } from './slice'

export const CHOICE_ORACLE: Oracle = { ...POLICY_ORACLE, pick }

/**
 * Lets a task run next, whatever policy and schedule had in mind; afterwards the policy goes on.
 * @param alone visible operations that it may make at once where nobody else can run
 * @param waiter which it wakes if it wakes one of several, counted in the order in which they wait; null: the seed's choice
 */
export function chooseNext(
  machine: Machine,
  task: number,
  alone = Infinity,
  waiter: number | null = null,
): void {
  const draft = edit(machine, machine.state)
  draft.script = null
  if (machine.state.slice) endSlice(machine, 'counted')
  draft.chosen = { task, alone, waiter }
}

function pick(machine: Machine): Slice | null {
  const { state } = machine
  if (state.chosen === null) return null
  const { alone, waiter } = state.chosen
  const task = taskAt(machine, state.chosen.task)
  edit(machine, state).chosen = null
  const core = coreFor(machine, task)
  dispatch(machine, core, task, 'chosen')
  edit(machine, task).quantumLeft = 0
  const visiblesLeft = isAlone(machine, core) ? alone : sliceLength(machine, core, task)
  return { core, task: task.index, visiblesLeft, waiter, ending: '', amount: 0, counted: false }
}
