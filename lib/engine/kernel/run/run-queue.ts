/** Who may run: the tasks that are ready, and the cores that they run on. */

import { renewKeys, waitOf } from '../memory/argument'
import { hasSignal } from '../process/deliver'
import { isDeaf } from '../state/call'
import { COST } from '../state/clock'
import { standsStill } from '../state/direction'
import { edit } from '../state/edit'
import { type Core, type Machine, type Task, taskAt } from '../state/machine'
import { enqueue } from '../state/wait-queue'

/** Whether a task could run now: it has been woken, and what kept it asleep does so no more. Changes nothing. */
export function canRun(machine: Machine, task: Task): boolean {
  if (task.state !== 'runnable') return false
  if (!task.pending || waitOf(machine, task) === null) return true
  return hasSignal(machine, task) && !isDeaf(task)
}

/**
 * Sends woken tasks back to sleep whose call would still wait: another task was faster, or what they wait for is something
 * else now. Nobody can observe it, so it is no step of theirs.
 */
export function settleReady(machine: Machine): void {
  const { state } = machine
  // Nearly always all stay: then nothing is written.
  const first = state.ready.findIndex((index) => !canRun(machine, taskAt(machine, index)))
  if (first < 0) return
  const kept = state.ready.slice(0, first)
  for (const index of state.ready.slice(first)) {
    const task = taskAt(machine, index)
    if (canRun(machine, task)) {
      kept.push(index)
      continue
    }
    renewKeys(machine, task)
    edit(machine, task).state = 'sleeping'
  }
  edit(machine, state).ready = kept
}

/**
 * The core that is next: the one whose clock is behind; an idle one counts from the moment it has work. Of equals the first. -1:
 * none has work.
 */
export function nextCore(machine: Machine): number {
  const { cores, ready } = machine.state
  let best = -1
  let bestTime = Infinity
  for (let c = 0; c < cores.length; c++) {
    const core = cores[c] as Core
    const time = core.task === null ? idleTime(machine, core, c, ready) : core.clock
    if (time < bestTime) {
      best = c
      bestTime = time
    }
  }
  return best
}

/** When an idle core could begin with one of the tasks that may run on it; Infinity: there is none. */
function idleTime(machine: Machine, core: Core, number: number, ready: readonly number[]): number {
  let earliest = Infinity
  for (const index of ready) {
    const task = taskAt(machine, index)
    if ((task.affinity >> number) & 1) earliest = Math.min(earliest, task.readyAt)
  }
  return earliest === Infinity ? Infinity : Math.max(core.clock, earliest)
}

/** The core for a task that a schedule names: its own, else the idle one that the policy would take, else the one behind. */
export function coreFor(machine: Machine, task: Task): number {
  if (task.core !== null) return task.core
  const { cores, ready } = machine.state
  let best = 0
  let bestTime = Infinity
  for (let c = 0; c < cores.length; c++) {
    const core = cores[c] as Core
    if (!((task.affinity >> c) & 1)) continue
    // An idle core is always preferred: its time is set below every busy one's.
    const time = core.task === null ? idleTime(machine, core, c, ready) - 1e15 : core.clock
    if (time < bestTime) {
      best = c
      bestTime = time
    }
  }
  return best
}

/** Puts a task on a core; what ran there goes back to the queue. Switching costs time. */
export function dispatch(
  machine: Machine,
  coreNumber: number,
  task: Task,
  why: 'blocked' | 'quantum' | 'yield' | 'exit' | 'chosen' | 'woken',
): void {
  const { state } = machine
  const core = state.cores[coreNumber] as Core
  if (core.task === task.index) return
  const from = core.task
  if (from !== null) preempt(machine, taskAt(machine, from))
  const stateDraft = edit(machine, state)
  stateDraft.ready = state.ready.filter((index) => index !== task.index)
  const coreDraft = edit(machine, core)
  coreDraft.clock = Math.max(core.clock, task.readyAt)
  coreDraft.task = task.index
  const taskDraft = edit(machine, task)
  taskDraft.core = coreNumber
  taskDraft.state = 'runnable'
  taskDraft.waiting += Math.max(0, core.clock - task.readyAt)
  // Who comes back to the core that it just left, nobody else having been there, need not be switched to.
  if (core.last !== task.index) {
    edit(machine, task).switches++
    edit(machine, state).contextSwitches++
    if (!standsStill(machine)) edit(machine, core).clock += COST.contextSwitch
    machine.events?.push({ kind: 'switch', core: coreNumber, from: core.last, to: task.index, why })
  }
  coreDraft.last = task.index
  taskDraft.firstRun ??= core.clock
  stateDraft.now = core.clock
}

/**
 * Takes a running task off its core and puts it at the end of the queue; a real-time one that was outranked stays before
 * its equals, as sched(7) says.
 */
export function preempt(machine: Machine, task: Task, isOutranked = false): void {
  leaveCore(machine, task)
  edit(machine, task).readyAt = machine.state.now
  if (isOutranked && task.realtimePriority > 0)
    edit(machine, machine.state).ready = [task.index, ...machine.state.ready]
  else enqueue(machine, task)
}

/** Frees the core that a task is on. */
export function leaveCore(machine: Machine, task: Task): void {
  if (task.core === null) return
  const core = machine.state.cores[task.core] as Core
  edit(machine, core).task = null
  edit(machine, task).core = null
}
