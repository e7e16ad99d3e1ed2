/** One step of one task, as an explorer makes them: a visible operation, and the local steps behind it. */
import { loadRegisters } from '../../vm/cpu'
import { isVisibleAt } from '../../vm/describe'
import { interpret, Stop } from '../../vm/interpret'
import { HEAP } from '../../vm/load'
import { activate } from '../../vm/memory'
import { VISIBLE } from '../../vm/opcode'
import { hasSignal } from '../process/deliver'
import { isAlive } from '../process/process'
import { chargeSteps } from '../state/clock'
import { edit } from '../state/edit'
import { type Machine, programOf, spaceOf, type Task, taskAt } from '../state/machine'
import { chooseNext } from './choice-oracle'
import { hasSpentAll } from './end'
import { GIVEN, givenBack, isGivenAt, isShared } from './given'
import { beginSlice } from './scheduler'
import { advanceMachine, keepRegisters, registersOf } from './step'
import { takeFault } from './trap'

/** Steps of local work that are done at once. */
const PIECE = 20_000

/**
 * Lets a task do its local steps, up to the normal form of next-operation.ts: in front of its next visible operation,
 * asleep in a call, with a signal to act on, or at its end.
 * @param most it is left where it is after so many steps, if it is not there yet
 * @returns its steps
 */
export function settleLocal(machine: Machine, task: Task, most = Infinity, atHeap?: Watcher): number {
  const { shared, cpu } = machine
  const places = (atHeap || shared ? HEAP : 0) | (shared ? GIVEN : 0)
  let steps = 0
  let watch = VISIBLE | places
  while (isLocal(machine, task) && steps < most) {
    const stop = runLocal(machine, task, places && watch === VISIBLE ? 1 : PIECE, watch)
    steps += cpu.stepsUsed
    // One step gets it past the place that it was stopped at.
    watch = VISIBLE | (stop === Stop.Before ? 0 : places)
    if (stop !== Stop.Before || places === 0 || !isLocal(machine, task)) continue
    if (shared && isGivenAt(machine, task)) {
      shared.pass(machine, task)
      continue
    }
    // What others pass of a block in local work is found so; their operations on it are found as races.
    if (shared && machine.state.live.length > 1) shared.meet(machine, task, givenBack(machine, task))
    atHeap?.(machine, task)
  }
  return steps
}

/** Makes the access of the library that a task stands in front of, and that is an operation (given.ts). @returns its steps */
export function makeShared(machine: Machine, task: Task): number {
  const { pc } = task
  let steps = 0
  do {
    runLocal(machine, task, 1, 0)
    steps += machine.cpu.stepsUsed
  } while (task.pc === pc && isSharedAhead(machine, task))
  return steps
}

/** Steps of a task that nobody's slice counts; `stepsUsed` says how many. */
function runLocal(machine: Machine, task: Task, fuel: number, watch: number): Stop {
  const { cpu } = machine
  activate(machine.memory, spaceOf(machine, task).space)
  loadRegisters(cpu, registersOf(task))
  const stop = interpret(cpu, programOf(machine, task).loaded, fuel, 1, watch)
  keepRegisters(machine, task)
  cpu.stepsUsed = fuel - cpu.fuelLeft
  chargeSteps(machine, cpu.stepsUsed)
  if (stop === Stop.Fault) takeFault(machine, task)
  hasSpentAll(machine)
  return stop
}

/** Told of a task that stands where a block of the heap is taken or given back (`HEAP`). */
export type Watcher = (machine: Machine, task: Task) => void

/** Whether the next operation of a task is an access of the library. */
export function isSharedAhead(machine: Machine, task: Task): boolean {
  if (machine.state.ended || !isAlive(task) || task.state === 'stopped') return false
  return !task.pending && !hasSignal(machine, task) && isShared(machine, task)
}

/** Whether a task is not in normal form. */
export function isLocal(machine: Machine, task: Task): boolean {
  if (machine.state.ended || !isAlive(task) || task.state === 'stopped') return false
  if (task.pending || hasSignal(machine, task)) return false
  return !isVisibleAt(programOf(machine, task).loaded, task.pc) && !isShared(machine, task)
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
  settle: Watcher = (_, other) => settleLocal(machine, other),
  waiter: number | null = null,
): boolean {
  const { visibles } = machine.state
  const isSignal = !task.pending && hasSignal(machine, task)
  chooseNext(machine, task.index, 1, waiter)
  do {
    const slice = machine.state.slice ?? beginSlice(machine)
    if (slice?.task !== task.index) break
    edit(machine, slice).visiblesLeft = 1
    advanceMachine(machine, 'run')
  } while (goesOn(machine, task, visibles, isSignal))
  const made = machine.state.visibles > visibles || isSignal || !isAlive(task)
  settle(machine, task)
  for (const index of machine.state.live) if (index !== task.index) settle(machine, taskAt(machine, index))
  return made
}

function goesOn(machine: Machine, task: Task, visibles: number, isSignal: boolean): boolean {
  const { state } = machine
  if (state.ended || isSignal || state.visibles > visibles || !isAlive(task)) return false
  return task.state === 'runnable' && state.slice?.task === task.index
}
