/**
 * Slices: which task runs on which core next, until when, and what becomes of it then. Everything that the policy, the
 * schedule or a learner decides is decided here.
 */

import { functionAt } from '../memory/stack'
import { isAlive, shellStatus } from '../process/process'
import { sendTimerSignal } from '../signal/interval-timer'
import { postProcessSignal, SIGALRM } from '../signal/signal'
import { chargeSteps, fireTimers, nextTimer, type SendExpiry } from '../state/clock'
import { edit } from '../state/edit'
import { type Core, type Machine, programOf, type Task, taskAt } from '../state/machine'
import type { Run, Slice } from '../state/run-state'
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
import { canRun, coreFor, dispatch, nextCore, preempt, settleReady } from './run-queue'
import { closeRun, openRun } from './schedule'

/** Steps of a stretch: the unit in which local work, which nobody else can observe, is interrupted. */
export const STRETCH = 20_000

/** Steps that a timer which wakes nobody costs: as long as it takes, in about the time of so many instructions. */
const IDLE_EXPIRY = 1000

/** An interval timer has run out. */
export const sendExpiry: SendExpiry = (machine, process, timer, times) => {
  if (process.state !== 'alive') return
  if (timer) sendTimerSignal(machine, process, timer, times)
  else
    postProcessSignal(machine, process, { signal: SIGALRM, code: 0x80, pid: 0, value: 0, address: 0 }, null)
}

/** Chooses core and task of the next piece; null: nothing can ever run again. */
export function beginSlice(machine: Machine): Slice | null {
  for (;;) {
    settleReady(machine)
    const slice =
      chosenSlice(machine) ?? (machine.state.script ? scriptedSlice(machine) : policySlice(machine))
    if (slice) {
      startSlice(machine, slice)
      return slice
    }
    if (machine.state.script && machine.state.ready.length > 0) continue
    if (!skipTime(machine)) return null
    if (hasSpentAll(machine)) return null
  }
}

function startSlice(machine: Machine, slice: Slice): void {
  const { state } = machine
  edit(machine, state).slice = slice
  openRun(machine, slice.task, slice.core)
  edit(machine, state).now = (state.cores[slice.core] as Core).clock
  if (state.now >= state.nextTimer) fireTimers(machine, sendExpiry)
  boundSlice(machine, slice)
}

/** Whether the budget of steps is used up; if so the run has ended. */
export function hasSpentAll(machine: Machine): boolean {
  const { state } = machine
  if (state.steps < machine.config.limits.steps) return false
  machine.events?.push({ kind: 'limit', limit: 'steps' })
  edit(machine, state).ended = { reason: 'steps', status: 124 }
  return true
}

/** Everybody sleeps: the clock jumps to the next moment at which something happens. */
function skipTime(machine: Machine): boolean {
  const { state } = machine
  const busy = state.cores.some((core) => core.task !== null)
  if (state.ready.length > 0 || busy) return true
  const next = nextTimer(machine)
  if (next === Infinity) return false
  const draft = edit(machine, state)
  draft.now = Math.max(state.now, next)
  draft.nextTimer = next
  fireTimers(machine, sendExpiry)
  // A timer that wakes nobody can run out for ever: it uses up the budget too.
  settleReady(machine)
  chargeSteps(machine, state.ready.length > 0 ? 1 : IDLE_EXPIRY)
  return true
}

function policySlice(machine: Machine): Slice | null {
  boostLevels(machine)
  const number = nextCore(machine)
  if (number < 0) return null
  const core = machine.state.cores[number] as Core
  let task = core.task === null ? null : taskAt(machine, core.task)
  if (task && isOutranked(machine, task)) {
    takeOff(machine, task)
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
  return { core: number, task: task.index, visiblesLeft, ending: '', amount: 0, counted: false }
}

/** What is left of the quantum; where other cores work at the same time, only a piece of it at once. */
function sliceLength(machine: Machine, core: number, task: Task): number {
  if (task.quantumLeft <= 0) edit(machine, task).quantumLeft = drawQuantum(machine, task)
  const parallel = machine.state.cores.length > 1 && !isAlone(machine, core)
  return parallel ? Math.min(task.quantumLeft, drawPiece(machine)) : task.quantumLeft
}

export function isAlone(machine: Machine, core: number): boolean {
  return machine.state.ready.length === 0 && !othersBusy(machine, core)
}

function othersBusy(machine: Machine, core: number): boolean {
  return machine.state.cores.some((other, number) => number !== core && other.task !== null)
}

/** The next piece that the schedule asks for. A run that cannot be followed is left out, and `fits` becomes false. */
function scriptedSlice(machine: Machine): Slice | null {
  const { state } = machine
  while (state.script) {
    const { script } = state
    const run = script.runs[script.index]
    if (!run) {
      edit(machine, state).script = null
      return policySlice(machine)
    }
    const task = state.tasks[run.task]
    if (task && (task.core !== null || canRun(machine, task))) {
      dispatch(machine, coreFor(machine, task), task, 'chosen')
      const { ending, amount } = run
      const visiblesLeft = script.left
      const slice = { core: task.core ?? 0, task: task.index, visiblesLeft, ending, amount, counted: false }
      if (visiblesLeft > 0 || ending !== '') return slice
      // It was only put on a core.
      startSlice(machine, slice)
      endScriptRun(machine, true)
      continue
    }
    const nobodyRuns = state.ready.length === 0 && state.cores.every((core) => core.task === null)
    if (task && isAlive(task) && nobodyRuns && nextTimer(machine) < Infinity) return null
    edit(machine, state).fits = false
    skipRun(machine)
  }
  return policySlice(machine)
}

function skipRun(machine: Machine): void {
  const { script } = machine.state
  if (!script) return
  const draft = edit(machine, script)
  draft.index++
  const next: Run | undefined = script.runs[script.index]
  draft.left = next?.visibles ?? 0
  if (!next) edit(machine, machine.state).script = null
}

/**
 * Lets a task run next, whatever policy and schedule had in mind; afterwards the policy goes on.
 * @param alone visible operations that it may make at once where nobody else can run
 */
export function chooseNext(machine: Machine, task: number, alone = Infinity): void {
  const draft = edit(machine, machine.state)
  draft.script = null
  if (machine.state.slice) endSlice(machine, 'counted')
  draft.chosen = { task, alone }
}

function chosenSlice(machine: Machine): Slice | null {
  const { state } = machine
  if (state.chosen === null) return null
  const { alone } = state.chosen
  const task = taskAt(machine, state.chosen.task)
  edit(machine, state).chosen = null
  const core = coreFor(machine, task)
  dispatch(machine, core, task, 'chosen')
  edit(machine, task).quantumLeft = 0
  const visiblesLeft = isAlone(machine, core) ? alone : sliceLength(machine, core, task)
  return { core, task: task.index, visiblesLeft, ending: '', amount: 0, counted: false }
}

/** Takes a task off its core, in favour of others that are ready. */
export function takeOff(machine: Machine, task: Task): void {
  preempt(machine, task)
  if (machine.state.run?.task === task.index) edit(machine, machine.state.run).left = true
}

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
  if (state.script) edit(machine, state.script).left -= visibles
}

/** Ends the slice if it is over, and decides what becomes of its task. */
export function checkSlice(machine: Machine, slice: Slice, task: Task): void {
  const { state } = machine
  const offCore = task.core !== slice.core || task.state !== 'runnable'
  if (state.script) checkScript(machine, slice, offCore)
  else if (offCore) endSlice(machine, slice.counted ? 'counted' : 'slept')
  else {
    checkQuantum(machine, slice, task)
    if (state.slice && !state.ended) boundSlice(machine, slice)
  }
}

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
    takeOff(machine, task)
    edit(machine, state).switchWhy = 'woken'
    endSlice(machine, 'counted')
  }
}

/**
 * Others have become ready while it ran alone: its time is counted from now on. Right after a visible operation this
 * one is the first that counts, so that what made the others ready (a fork) may also be the last before they run.
 */
function boundSlice(machine: Machine, slice: Slice): void {
  if (slice.visiblesLeft !== Infinity || machine.state.script || isAlone(machine, slice.core)) return
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

function endSlice(machine: Machine, how: 'counted' | 'slept' | 'quiet'): void {
  const { state } = machine
  edit(machine, state).slice = null
  if (!state.run) return
  if (how === 'slept') edit(machine, state.run).slept = true
  if (how === 'quiet') closeRun(machine, { ending: "'", amount: Math.max(1, state.run.quiet) })
}

/** Has the run that the schedule asks for been done? A task that fell asleep too early goes on with it when it wakes. */
function checkScript(machine: Machine, slice: Slice, offCore: boolean): void {
  const { state } = machine
  const left = slice.visiblesLeft
  if (offCore) {
    if (left <= 0) endScriptRun(machine, slice.ending !== '~')
    endSlice(machine, slice.counted ? 'counted' : 'slept')
    return
  }
  if (left > 0) return
  const { ending, amount } = slice
  if (ending === '') endScriptRun(machine, true)
  else if (ending === "'" && (state.run?.quiet ?? 0) >= amount) {
    closeRun(machine, { ending, amount })
    endScriptRun(machine, true)
  } else if (ending === '~' && (state.run?.local ?? amount) >= amount) endScriptRun(machine, true)
}

export function endScriptRun(machine: Machine, fits: boolean): void {
  const { state } = machine
  if (!fits) edit(machine, state).fits = false
  const run = state.script?.runs[state.script.index]
  const task = run && state.tasks[run.task]
  if (run?.leaves && task && task.core !== null) takeOff(machine, task)
  if (state.script) skipRun(machine)
  edit(machine, state).slice = null
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
