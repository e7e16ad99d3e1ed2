/** Timers that signal, POSIX's and setitimer's on processor time. ITIMER_REAL is the alarm clock. */

import { cpuDueOf, dueAt } from '../state/clock'
import { drop, edit, put } from '../state/edit'
import { type Machine, newId, type Process, processOf, type Task, taskAt } from '../state/machine'
import type { KernelTimer, TimerOwner } from '../state/timer-state'
import { KEY, keyOf, wake } from '../state/wait-queue'
import { postProcessSignal, postSignal, SI_KERNEL, SI_TIMER, SIGPROF, SIGVTALRM } from './signal'

export const NOTIFY = { signal: 0, none: 1, thread: 2, task: 4 } as const

export const CPU_CLOCKS: readonly number[] = [2, 3]

/** ITIMER_VIRTUAL (1) or ITIMER_PROF (2): made when first set. */
export function cpuIntervalTimer(machine: Machine, task: Task, which: number): KernelTimer {
  const known = timerOf(machine, task, -which)
  if (known) return known
  return addTimer(machine, task, {
    pid: task.pid,
    number: -which,
    clock: CPU_CLOCKS[0] as number,
    usesCpu: true,
    notify: NOTIFY.signal,
    signal: which === 1 ? SIGVTALRM : SIGPROF,
    value: 0,
    tid: 0,
  })
}

/** Sets a timer. @param at Infinity: it stands still */
export function arm(machine: Machine, task: Task, timer: KernelTimer, at: number, interval: number): void {
  const draft = edit(machine, timer)
  draft.at = at
  draft.interval = interval
  draft.expirations = 0
  draft.overrun = 0
  if (timer.owner?.usesCpu) {
    const process = processOf(machine, task)
    edit(machine, process).cpuDue = cpuDueOf(machine, process)
  } else dueAt(machine, at)
}

/** An expiry becomes a signal, unless the one before it is still pending: then it is an overrun. */
export function sendTimerSignal(machine: Machine, process: Process, timer: KernelTimer, times: number): void {
  const owner = timer.owner
  if (!owner || (owner.notify !== NOTIFY.signal && owner.notify !== NOTIFY.task)) return
  const code = owner.number < 0 ? SI_KERNEL : SI_TIMER
  const tasks = process.tasks.map((index) => taskAt(machine, index))
  const pending = [...process.signals, ...tasks.flatMap((task) => task.signals)]
  const isPending = pending.some((info) => info.code === code && info.pid === owner.number)
  edit(machine, timer).overrun = isPending ? timer.overrun + times : times - 1
  if (isPending) return
  const info = { signal: owner.signal, code, pid: owner.number, value: owner.value, address: 0 }
  const target = owner.notify === NOTIFY.task ? tasks.find((task) => task.tid === owner.tid) : undefined
  if (target) postSignal(machine, target, info, null)
  else postProcessSignal(machine, process, info, null)
}

/** exec keeps setitimer's timers only, exit none. */
export function dropTimers(machine: Machine, process: Process, keepsIntervals = false): void {
  for (const timer of [...machine.state.timers.values()])
    if (timer.owner?.pid === process.pid && !(keepsIntervals && timer.owner.number < 0))
      dropTimer(machine, process, timer)
}

/** Deletes a timer of a process, and wakes who waits for it. */
export function dropTimer(machine: Machine, process: Process, timer: KernelTimer): void {
  drop(machine, machine.state.timers, timer.id)
  edit(machine, process).cpuDue = cpuDueOf(machine, process)
  wake(machine, keyOf(KEY.timer, timer.id), null)
}

/** A timer that is not set (it is due at Infinity). */
export function addTimer(machine: Machine, task: Task, owner: TimerOwner): KernelTimer {
  const timer = { id: newId(machine, task), at: Infinity, interval: 0, expirations: 0, overrun: 0, owner }
  put(machine, machine.state.timers, timer.id, timer)
  return timer
}

/**
 * The timer of the task's process with a number: POSIX's are numbered from 0, setitimer's are negative. Null:
 * there is none.
 */
export function timerOf(machine: Machine, task: Task, number: number): KernelTimer | null {
  for (const timer of machine.state.timers.values())
    if (timer.owner?.pid === task.pid && timer.owner.number === number) return timer
  return null
}

/** What the timer's clock says, in ns: the processor time of its process, or the time since boot. */
export function nowOf(machine: Machine, timer: KernelTimer): number {
  const { owner } = timer
  return owner?.usesCpu ? (machine.state.processes.get(owner.pid)?.cpu ?? 0) : machine.state.now
}

/** What is left until it is due, and its interval, as ns. */
export function restOf(machine: Machine, timer: KernelTimer): number {
  return timer.at === Infinity ? 0 : Math.max(1, timer.at - nowOf(machine, timer))
}
