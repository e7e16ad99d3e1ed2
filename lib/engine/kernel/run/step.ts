/**
 * One advance of the machine: an oracle picks (scheduler.ts), the processor runs up to what only the kernel may decide,
 * and the kernel decides it (trap.ts).
 */
import { loadRegisters, type Registers, saveRegisters } from '../../vm/cpu'
import { execute } from '../../vm/execute'
import { interpret, Stop, WATCH_LINE } from '../../vm/interpret'
import { activate } from '../../vm/memory'
import { OP, OPCODE_MASK, VISIBLE } from '../../vm/opcode'
import { deliverSignal, hasSignal } from '../process/deliver'
import { COST, fireTimers, spend } from '../state/clock'
import { edit } from '../state/edit'
import { type Core, type LoadedEntry, type Machine, spaceOf, type Task, taskAt } from '../state/machine'
import { must } from '../state/must'
import type { Slice } from '../state/run-state'
import { endRun, hasSpentAll } from './end'
import { sendExpiry } from './idle'
import { isOutranked } from './policy'
import { beginSlice, checkSlice, oracleOf } from './scheduler'
import { countVisibles, STRETCH } from './slice'
import { beginCall, resumeCall, takeFault } from './trap'
import { skipWaiting } from './waiting-loop'

/** How to run a piece: up to its end, or also up to another source line. Events are made by record.ts. */
export type AdvanceMode = 'run' | 'line'

/** Runs a piece on the processor; the recorder puts its own in, which reports what happens. */
export type PieceRunner = (
  machine: Machine,
  task: Task,
  entry: LoadedEntry,
  fuel: number,
  visibles: number,
) => number

/** Advances by one piece of one task. Does nothing once the run has ended. */
export function advanceMachine(machine: Machine, mode: AdvanceMode, runner: PieceRunner | null = null): void {
  const { state } = machine
  if (state.ended) return
  const slice = state.slice ?? beginSlice(machine)
  if (!slice) {
    if (!state.ended) endRun(machine)
    return
  }
  const task = taskAt(machine, slice.task)
  const core = state.cores[slice.core] as Core
  edit(machine, state).now = core.clock
  edit(machine, slice).counted = false
  machine.lastTask = task.index
  machine.lastCore = slice.core
  if (task.pending) resumeCall(machine, task)
  else if (hasSignal(machine, task)) deliverSignal(machine, task)
  else runPiece(machine, slice, task, mode, runner)
  if (state.now >= state.nextTimer) fireTimers(machine, sendExpiry)
  if (!state.ended) hasSpentAll(machine)
  if (state.slice) checkSlice(machine, state.slice, task)
}

function runPiece(
  machine: Machine,
  slice: Slice,
  task: Task,
  mode: AdvanceMode,
  runner: PieceRunner | null,
): void {
  const { state, cpu } = machine
  const { space, program } = spaceOf(machine, task)
  const entry = must(machine.programs[program], 'program')
  activate(machine.memory, space)
  loadRegisters(cpu, registersOf(task))
  skipWaiting(machine, slice, task, entry)
  const stretchLeft = STRETCH - ((state.run?.steps ?? 0) % STRETCH)
  // The last step before a timer is due is a piece of its own: it matters whether it was a visible operation.
  const untilTimer = Math.max(1, Math.ceil((state.nextTimer - state.now) / COST.step) - 1)
  const single = mode === 'line' || untilTimer === 1 || isOutranked(machine, task)
  const visibles = single ? Math.min(slice.visiblesLeft, 1) : Math.min(slice.visiblesLeft, STRETCH)
  // Past its last counted operation a scripted run may only do what nobody can see.
  const onlyLocal = slice.visiblesLeft <= 0
  const untilEnding = onlyLocal && slice.ending === '~' ? slice.amount - (state.run?.local ?? 0) : Infinity
  const fuel = Math.min(stretchLeft, untilTimer, untilEnding, machine.config.limits.steps - state.steps)
  const stop = runner
    ? runner(machine, task, entry, fuel, onlyLocal ? 0 : visibles)
    : onlyLocal
      ? runLocal(machine, entry, fuel, mode)
      : execute(cpu, entry.loaded, fuel, visibles, mode)
  keepRegisters(machine, task)
  account(machine, slice, task, cpu.stepsUsed, cpu.visiblesUsed)
  edit(machine, slice).counted = stop === Stop.Visibles
  if (cpu.visiblesUsed > 0 && stop !== Stop.Visibles && state.run) edit(machine, state.run).local = null
  if (stop === Stop.Syscall) beginCall(machine, slice, task, entry)
  else if (stop === Stop.Fault) takeFault(machine, task)
  else if (stop === Stop.Before && onlyLocal) stopBefore(machine, slice, task, entry)
}

/** Runs up to the next visible operation, and not through it. */
function runLocal({ cpu }: Machine, entry: LoadedEntry, fuel: number, mode: AdvanceMode): number {
  const watch = mode === 'line' ? WATCH_LINE | VISIBLE : VISIBLE
  const stop = interpret(cpu, entry.loaded, fuel, 1, watch)
  cpu.stepsUsed = fuel - cpu.fuelLeft
  cpu.visiblesUsed = 0
  return stop
}

/** A run that goes on until it sleeps has come to its next visible operation: it may only be the call that it sleeps in. */
function stopBefore(machine: Machine, slice: Slice, task: Task, entry: LoadedEntry): void {
  const isCall = ((entry.loaded.code[task.pc * 4] ?? 0) & OPCODE_MASK) === OP.sys
  if (!isCall || slice.ending !== '*') {
    oracleOf(machine).after(machine, slice, task, 'stopped')
    return
  }
  const stop = execute(machine.cpu, entry.loaded, 1, 1, 'run')
  keepRegisters(machine, task)
  account(machine, slice, task, machine.cpu.stepsUsed, 0)
  if (stop === Stop.Syscall) beginCall(machine, slice, task, entry)
}

const registers: Registers = { pc: 0, fp: 0, tp: 0, rv: [0, 0], paidPages: 0 }

/** A task's registers as the processor loads them. The next question overwrites the answer. */
export function registersOf(task: Task): Registers {
  registers.pc = task.pc
  registers.fp = task.fp
  registers.tp = task.tp
  registers.rv[0] = task.rvLow
  registers.rv[1] = task.rvHigh
  registers.paidPages = task.paidPages
  return registers
}

/**
 * Writes the processor's registers back to the task that has just run. The thread pointer is none of them: no
 * instruction changes it.
 */
export function keepRegisters(machine: Machine, task: Task): void {
  saveRegisters(machine.cpu, registers)
  const draft = edit(machine, task)
  draft.pc = registers.pc
  draft.fp = registers.fp
  draft.rvLow = registers.rv[0]
  draft.rvHigh = registers.rv[1]
  draft.paidPages = registers.paidPages
}

/** Counts what a piece has done: against the budget, in time, and in the run that the schedule will say. */
function account(machine: Machine, slice: Slice, task: Task, steps: number, visibles: number): void {
  const { state } = machine
  edit(machine, state).steps += steps
  edit(machine, task).stretch += steps
  spend(machine, task, steps * COST.step)
  const { run } = state
  if (run) {
    const draft = edit(machine, run)
    draft.steps += steps
    if (draft.local !== null) draft.local += steps
    if (visibles > 0) {
      draft.stretchVisibles += visibles
      draft.quiet = 0
    }
    if (steps > 0 && run.steps % STRETCH === 0) {
      if (run.stretchVisibles === 0) draft.quiet++
      draft.stretchVisibles = 0
    }
  }
  if (visibles > 0) countVisibles(machine, slice, task, visibles)
}
