/** One step of one task, as an explorer makes them: a visible operation, and the local steps behind it. */
import { loadRegisters } from '../../vm/cpu'
import { isVisibleAt } from '../../vm/describe'
import { interpret, Stop } from '../../vm/interpret'
import { activate } from '../../vm/memory'
import { VISIBLE } from '../../vm/opcode'
import { hasSignal } from '../process/deliver'
import { isAlive } from '../process/process'
import { chargeSteps } from '../state/clock'
import { edit } from '../state/edit'
import { type Machine, programOf, spaceOf, type Task, taskAt } from '../state/machine'
import { chooseNext } from './choice-oracle'
import { hasSpentAll } from './end'
import { beginSlice } from './scheduler'
import { advance, keepRegisters, registersOf } from './step'
import { takeFault } from './trap'

/** Steps of local work that are done at once. */
const PIECE = 20_000

/**
 * Lets a task do its local steps, up to the normal form of next-operation.ts: in front of its next visible operation,
 * asleep in a call, with a signal to act on, or at its end.
 * @param most it is left where it is after so many steps, if it is not there yet
 */
export function settleLocal(machine: Machine, task: Task, most = Infinity): void {
  const end = machine.state.steps + most
  while (isLocal(machine, task) && machine.state.steps < end) {
    const entry = programOf(machine, task)
    const { cpu } = machine
    activate(machine.memory, spaceOf(machine, task).space)
    loadRegisters(cpu, registersOf(task))
    const stop = interpret(cpu, entry.loaded, PIECE, 1, VISIBLE)
    keepRegisters(machine, task)
    chargeSteps(machine, PIECE - cpu.fuelLeft)
    if (stop === Stop.Fault) takeFault(machine, task)
    hasSpentAll(machine)
  }
}

/** Whether a task is not in normal form. */
export function isLocal(machine: Machine, task: Task): boolean {
  if (machine.state.ended || !isAlive(task) || task.state === 'stopped') return false
  if (task.pending || hasSignal(machine, task)) return false
  return !isVisibleAt(programOf(machine, task).loaded, task.pc)
}

/**
 * Lets a task make its next operation, whoever's turn it were, and all come to normal form. They must be in normal form.
 * @param settle how the local steps behind it are made
 * @param waiter which it wakes if it wakes one of several; null: the one that waits longest, or whom the seed draws
 * @returns false when it could not and has fallen asleep in front of it
 */
export function stepTask(
  machine: Machine,
  task: Task,
  settle = settleLocal,
  waiter: number | null = null,
): boolean {
  const { visibles } = machine.state
  const isSignal = !task.pending && hasSignal(machine, task)
  chooseNext(machine, task.index, 1, waiter)
  do {
    const slice = machine.state.slice ?? beginSlice(machine)
    if (slice?.task !== task.index) break
    edit(machine, slice).visiblesLeft = 1
    advance(machine, 'run')
  } while (goesOn(machine, task, visibles, isSignal))
  const made = machine.state.visibles > visibles || isSignal || !isAlive(task)
  for (const index of machine.state.live) settle(machine, taskAt(machine, index))
  return made
}

function goesOn(machine: Machine, task: Task, visibles: number, isSignal: boolean): boolean {
  const { state } = machine
  if (state.ended || isSignal || state.visibles > visibles || !isAlive(task)) return false
  return task.state === 'runnable' && state.slice?.task === task.index
}
