/** Running a program for its result: no events, as fast as the processor goes. */

import { type Machine, taskAt } from '../state/machine'
import { collectOutput } from '../state/output'
import type { Metrics, RunOutcome, TaskMetrics } from '../state/result'
import { decodeUtf8 } from '../state/text'
import { encodeSchedule } from './schedule'
import { misfitOf } from './schedule-oracle'
import { advanceMachine } from './step'

/** Runs to the end, or until `steps` more instructions are done. True: the run has ended. */
export function runFor(machine: Machine, steps = Number.POSITIVE_INFINITY): boolean {
  const { state } = machine
  const until = state.steps + steps
  while (!state.ended && state.steps < until) advanceMachine(machine, 'run')
  return state.ended !== null
}

/** What a machine that has ended (or was stopped) leaves behind. */
export function outcomeOf(machine: Machine): RunOutcome {
  const { state } = machine
  const stdoutBytes = collectOutput(state.output, 1)
  const stderrBytes = collectOutput(state.output, 2)
  return {
    stdout: decodeUtf8(stdoutBytes),
    stderr: decodeUtf8(stderrBytes),
    stdoutBytes,
    stderrBytes,
    status: state.ended?.status ?? 124,
    reason: state.ended?.reason ?? 'steps',
    steps: state.steps,
    schedule: encodeSchedule(machine),
    misfit: misfitOf(machine),
    metrics: metricsOf(machine),
  }
}

/**
 * What a run has come to so far. Times are in ns; `utilisation` is the share of all cores' time, 0 to 1, in which
 * they did something.
 */
export function metricsOf(machine: Machine): Metrics {
  const { state } = machine
  const time = Math.max(state.now, ...state.cores.map((core) => core.clock))
  const busy = state.cores.reduce((sum, core) => sum + core.busy, 0)
  return {
    time,
    contextSwitches: state.contextSwitches,
    visibleOperations: state.visibles,
    systemCalls: state.systemCalls,
    faults: { minor: state.minorFaults, copied: state.copiedFaults },
    utilisation: time === 0 ? 0 : busy / (time * state.cores.length),
    tasks: state.tasks.map((task) => taskMetrics(machine, task.index, time)),
  }
}

function taskMetrics(machine: Machine, index: number, time: number): TaskMetrics {
  const task = taskAt(machine, index)
  return {
    task: index,
    turnaround: (task.died ?? time) - task.born,
    response: (task.firstRun ?? time) - task.born,
    waiting: task.waiting,
    running: task.running,
    switches: task.switches,
  }
}
