/** A schedule decides, as far as it goes: run by run, each by the task that it names. */
import { isAlive } from '../process/process'
import { nextTimer, passProcessorTime, passTime } from '../state/clock'
import { edit } from '../state/edit'
import type { Machine, Task } from '../state/machine'
import type { ClockEnding, Run, ScriptPosition, Slice } from '../state/run-state'
import { isBudgetEnd } from '../state/view'
import { sendExpiry } from './idle'
import type { Moment, Oracle } from './oracle'
import { canRun, coreFor, dispatch } from './run-queue'
import { closeRun } from './schedule'
import { endSlice, startSlice, takeOff } from './slice'

export const SCHEDULE_ORACLE: Oracle = { pick, length: () => {}, after }

/** From here on the runs are followed, then the policy goes on. */
export function follow(machine: Machine, runs: readonly Run[]): void {
  if (runs.length > 0)
    edit(machine, machine.state).script = {
      runs,
      index: 0,
      left: runs[0]?.visibles ?? 0,
      begun: false,
      stands: false,
    }
}

/** The next piece that the schedule asks for. A run that cannot be followed is left out, and the first such is noted. */
function pick(machine: Machine): Slice | null {
  const { state } = machine
  while (state.script) {
    const { script } = state
    const run = script.runs[script.index]
    if (!run) {
      edit(machine, state).script = null
      return null
    }
    const task = state.tasks[run.task]
    if (run.ending === '@' || run.ending === '%' || run.ending === '=') {
      if (!letClockGo(machine, script, run.ending, task)) miss(machine)
      skipRun(machine)
      continue
    }
    if (task && (task.core !== null || canRun(machine, task))) {
      dispatch(machine, coreFor(machine, task), task, 'chosen')
      const slice = sliceOf(script, run, task)
      edit(machine, script).begun = true
      if (slice.visiblesLeft > 0 || slice.ending !== '') return slice
      // It was only put on a core.
      startSlice(machine, slice)
      endRun(machine, true)
      continue
    }
    const nobodyRuns = state.ready.length === 0 && state.cores.every((core) => core.task === null)
    if (task && isAlive(task) && nobodyRuns && nextTimer(machine) < Infinity) return null
    // A task that sleeps until a moment is let sleep on while others could run: that is the order which was asked for.
    if (task && isAlive(task) && task.wakeAt < Infinity) {
      passTime(machine, task.wakeAt, sendExpiry)
      continue
    }
    miss(machine)
    skipRun(machine)
  }
  return null
}

/** The run that the script stands at cannot be followed. */
function miss(machine: Machine): void {
  const { state } = machine
  if (state.misfit === null && state.script) edit(machine, state).misfit = state.script.index
}

/** The first run of its schedule that a machine could not follow, or that was left over when its program ended. */
export function misfitOf({ state }: Machine): number | null {
  if (state.misfit !== null || !state.script || !state.ended || isBudgetEnd(state.ended)) return state.misfit
  const { runs, index, begun } = state.script
  // The run in which a program ends may have had more to do.
  const left = begun ? index + 1 : index
  return left < runs.length ? left : null
}

/** False: nothing is due. */
function letClockGo(
  machine: Machine,
  script: ScriptPosition,
  ending: ClockEnding,
  task: Task | undefined,
): boolean {
  if (ending === '=') {
    edit(machine, script).stands = true
    return true
  }
  if (ending === '%') {
    const process = task && machine.state.processes.get(task.pid)
    return process !== undefined && passProcessorTime(machine, process, sendExpiry)
  }
  const next = nextTimer(machine)
  if (next < Infinity) passTime(machine, next, sendExpiry)
  return next < Infinity
}

function sliceOf(script: ScriptPosition, run: Run, task: Task): Slice {
  return {
    core: task.core ?? 0,
    task: task.index,
    visiblesLeft: script.left,
    waiter: script.begun ? null : run.waiter,
    ending: run.ending,
    amount: run.amount,
    counted: false,
  }
}

function skipRun(machine: Machine): void {
  const { script } = machine.state
  if (!script) return
  const draft = edit(machine, script)
  draft.index++
  const next: Run | undefined = script.runs[script.index]
  draft.left = next?.visibles ?? 0
  draft.begun = false
  if (!next) edit(machine, machine.state).script = null
}

/** Has the run that the schedule asks for been done? A task that fell asleep too early goes on with it when it wakes. */
function after(machine: Machine, slice: Slice, _task: Task, moment: Moment): void {
  const { state } = machine
  const left = slice.visiblesLeft
  // That a task gives its core away by itself is no news: the schedule says where it leaves it.
  if (moment === 'yield') return
  if (moment === 'stopped') {
    endRun(machine, false)
    return
  }
  if (moment === 'off') {
    if (left <= 0) endRun(machine, slice.ending !== '~')
    else if (state.script) edit(machine, state.script).left = left
    endSlice(machine, slice.counted ? 'counted' : 'slept')
    return
  }
  if (left > 0) return
  const { ending, amount } = slice
  if (ending === '') endRun(machine, true)
  else if (ending === "'" && (state.run?.quiet ?? 0) >= amount) {
    closeRun(machine, { ending, amount })
    endRun(machine, true)
  } else if (ending === '~' && (state.run?.local ?? amount) >= amount) endRun(machine, true)
}

function endRun(machine: Machine, fits: boolean): void {
  const { state } = machine
  if (!fits) miss(machine)
  const run = state.script?.runs[state.script.index]
  const task = run && state.tasks[run.task]
  if (run?.leaves && task && task.core !== null) takeOff(machine, task)
  if (state.script) skipRun(machine)
  edit(machine, state).slice = null
}
