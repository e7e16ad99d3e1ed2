/** Whether a run has come to where nothing can happen any more but what happens over and over. */
import { loadRegisters } from '../../vm/cpu'
import { activate } from '../../vm/memory'
import { findPeriod } from '../../vm/period'
import { hasSignal } from '../process/deliver'
import { type Machine, processOf, spaceOf, type Task, taskAt } from '../state/machine'
import { must } from '../state/must'
import { canRun } from './run-queue'
import { registersOf } from './step'

/**
 * No timer is set, somebody can run, and each who can goes round in a loop that touches nothing of the others' and that
 * nothing of its own ends: so it is in every order. False: it is not so, or it was not seen. Changes nothing; the work is
 * bounded by that of one search (vm/period.ts) for each task.
 */
export function neverEnds(machine: Machine): boolean {
  const { state } = machine
  if (state.ended || state.nextTimer < Infinity) return false
  const able = state.live.map((index) => taskAt(machine, index)).filter((task) => canRun(machine, task))
  return able.length > 0 && able.every((task) => isInVain(machine, task))
}

function isInVain(machine: Machine, task: Task): boolean {
  if (task.pending || hasSignal(machine, task) || processOf(machine, task).cpuDue < Infinity) return false
  const { space, program } = spaceOf(machine, task)
  activate(machine.memory, space)
  loadRegisters(machine.cpu, registersOf(task))
  const { loaded } = must(machine.programs[program], 'program')
  return findPeriod(machine.cpu, loaded)?.visibles === 0
}
