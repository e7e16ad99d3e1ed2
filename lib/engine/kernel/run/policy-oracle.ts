/** The scheduling policies decide: whoever is next by rank (policy.ts), for a quantum. */
import { functionAt } from '../memory/first-frame'
import { edit } from '../state/edit'
import { type Core, type Machine, programOf, type Task, taskAt } from '../state/machine'
import type { Slice } from '../state/run-state'
import type { Moment, Oracle } from './oracle'
import {
  boostLevels,
  drawPiece,
  drawQuantum,
  isOutranked,
  mustYield,
  noteExpiry,
  pickNext,
  placeWoken,
  THROTTLE,
} from './policy'
import { dispatch, nextCore, settleReady } from './run-queue'
import { endSlice, isAlone, STRETCH, takeOff } from './slice'

export const POLICY_ORACLE: Oracle = { pick, length, after }

/**
 * Whoever is on the core that is behind goes on there, unless somebody outranks it; else the next by rank is put
 * there.
 */
function pick(machine: Machine): Slice | null {
  boostLevels(machine)
  const number = nextCore(machine)
  if (number < 0) return null
  const core = machine.state.cores[number] as Core
  let task = core.task === null ? null : taskAt(machine, core.task)
  if (task && isOutranked(machine, task)) {
    takeOff(machine, task, true)
    task = null
  }
  if (!task) {
    task = pickNext(machine, number)
    if (!task) return null
    placeWoken(machine, task)
    dispatch(machine, number, task, machine.state.switchWhy)
    edit(machine, task).quantumLeft = 0
  }
  const alone = isAlone(machine, number)
  const visiblesLeft = alone ? Infinity : sliceLength(machine, number, task)
  return {
    core: number,
    task: task.index,
    visiblesLeft,
    waiter: null,
    ending: '',
    amount: 0,
    counted: false,
  }
}

/** What is left of the quantum; where other cores work at the same time, only a piece of it at once. */
export function sliceLength(machine: Machine, core: number, task: Task): number {
  if (task.quantumLeft <= 0) edit(machine, task).quantumLeft = drawQuantum(machine, task)
  const parallel = machine.state.cores.length > 1 && !isAlone(machine, core)
  return parallel ? Math.min(task.quantumLeft, drawPiece(machine)) : task.quantumLeft
}

/**
 * Others have become ready while it ran alone: its time is counted from now on. Right after a visible operation this
 * one is the first that counts, so that what made the others ready (a fork) may also be the last before they run.
 */
function length(machine: Machine, slice: Slice): void {
  if (slice.visiblesLeft !== Infinity || isAlone(machine, slice.core)) return
  settleReady(machine)
  if (isAlone(machine, slice.core)) return
  const task = taskAt(machine, slice.task)
  const draft = edit(machine, task)
  draft.quantumLeft = 0
  const length = sliceLength(machine, slice.core, task)
  const used = slice.counted ? 1 : 0
  draft.quantumLeft -= used
  edit(machine, slice).visiblesLeft = length - used
  if (slice.visiblesLeft <= 0) expire(machine, task, 'counted')
}

function after(machine: Machine, slice: Slice, task: Task, moment: Moment): void {
  if (moment === 'off') endSlice(machine, slice.counted ? 'counted' : 'slept')
  else if (moment === 'piece') checkQuantum(machine, slice, task)
  else if (moment === 'yield' && machine.state.ready.length > 0) {
    takeOff(machine, task)
    edit(machine, machine.state).switchWhy = 'yield'
  }
}

/**
 * The task goes on, unless its slice is used up, it has run for a stretch that nobody could see anything of, or
 * somebody that it has just woken outranks it.
 */
function checkQuantum(machine: Machine, slice: Slice, task: Task): void {
  const { state } = machine
  const atStretch = state.run !== null && state.run.steps > 0 && state.run.steps % STRETCH === 0
  if (slice.visiblesLeft <= 0) {
    expire(machine, task, 'counted')
  } else if (atStretch && (state.run?.quiet ?? 0) > 0 && !isAlone(machine, slice.core)) {
    if (!inLibrary(machine, task)) expire(machine, task, 'quiet')
  } else if (atStretch && task.stretch >= THROTTLE && state.ready.length > 0) {
    // It has run too long, but not without visible operations: the next one is the last of its slice.
    edit(machine, slice).visiblesLeft = Math.min(slice.visiblesLeft, 1)
  } else if (slice.counted && isOutranked(machine, task)) {
    takeOff(machine, task, true)
    edit(machine, state).switchWhy = 'woken'
    endSlice(machine, 'counted')
  }
}

/**
 * Ends the slice; its task leaves the core if its quantum is over, or it has run too long, and another one may go
 * on.
 */
function expire(machine: Machine, task: Task, how: 'counted' | 'quiet'): void {
  const { state } = machine
  const quantumOver = task.quantumLeft <= 0 || how === 'quiet'
  const tooLong = task.stretch >= THROTTLE
  if (quantumOver || tooLong) {
    settleReady(machine)
    if (quantumOver) noteExpiry(machine, task)
    if (tooLong) {
      edit(machine, task).stretch = 0
      if (state.ready.length > 0) edit(machine, state).throttled = task.index
    }
    const fifo = machine.config.policy === 'fifo' || task.schedulingClass === 1
    if (state.ready.length > 0 && (tooLong || (!fifo && mustYield(machine, task)))) {
      takeOff(machine, task)
      edit(machine, state).switchWhy = 'quantum'
    } else edit(machine, task).quantumLeft = 0
  }
  endSlice(machine, how)
}

function inLibrary(machine: Machine, task: Task): boolean {
  return functionAt(programOf(machine, task).program.functions, task.pc)?.isLibrary ?? false
}
