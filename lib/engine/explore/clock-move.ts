/** What the clock does in the explorer: it goes on to what is due, wakes a task, or lets a timer run out. */

import { sendExpiry } from '../kernel/run/idle'
import { noteClock, openRun } from '../kernel/run/schedule'
import { fireAlarm, fireTimer, nextTimer, passProcessorTime, passTime } from '../kernel/state/clock'
import { edit } from '../kernel/state/edit'
import { type Machine, type Process, type Task, taskAt } from '../kernel/state/machine'
import { wakeTask } from '../kernel/state/wait-queue'
import { endWait } from '../kernel/sync/condvar'
import type { Event } from './task-number'

/** Tasks that sleep until a moment, by tid. */
export function sleepers(machine: Machine): Task[] {
  return machine.state.live
    .map((index) => taskAt(machine, index))
    .filter(({ wakeAt }) => wakeAt < Infinity)
    .sort((a, b) => a.tid - b.tid)
}

/** An alarm clock or a timer that is set: when it is due, and whose it is; null: it can only be read (timerfd). */
export type Expiry = Event & { readonly at: number; readonly pid: number | null }

/** Alarm clocks and timers that are set, but for those that count processor time. */
export function expiries({ state }: Machine): Expiry[] {
  const list: Expiry[] = []
  for (const { pid, alarmAt: at } of state.processes.values())
    if (at < Infinity) list.push({ does: 'alarm', of: pid, at, pid })
  for (const { id, at, owner } of state.timers.values())
    if (at < Infinity && !owner?.usesCpu) list.push({ does: 'timer', of: id, at, pid: owner?.pid ?? null })
  return list
}

/** Processes with a timer that counts their processor time, and what each such timer still has to wait for, in ns. */
export function processorTimers({ state }: Machine): { process: Process; id: number; left: number }[] {
  const list: { process: Process; id: number; left: number }[] = []
  for (const { id, at, owner } of state.timers.values()) {
    const process = at < Infinity && owner?.usesCpu ? state.processes.get(owner.pid) : undefined
    if (process) list.push({ process, id, left: at - process.cpu })
  }
  return list
}

/**
 * The clock goes to what is due next. The schedule says so where others are ready: whoever is woken is put on a core, and of an
 * alarm it is said when it came.
 */
export function passToNext(machine: Machine): void {
  const next = nextTimer(machine)
  const [first] = sleepers(machine).filter(({ wakeAt }) => wakeAt === next)
  const due = expiries(machine).find(({ at }) => at === next)
  if (due && !isIdle(machine)) noteClock(machine, firstTaskOf(machine, due), '@')
  const others = machine.state.ready.length > 0
  passTime(machine, next, sendExpiry)
  if (first && !due && others) openRun(machine, first.index, first.core ?? 0)
}

/** An event comes, due or not. */
export function makeEvent(machine: Machine, { does, of }: Event): void {
  const { processes, timers } = machine.state
  if (does === 'alarm' || does === 'timer') {
    const due = expiries(machine).find((one) => one.does === does && one.of === of)
    if (due && !isIdle(machine)) noteClock(machine, firstTaskOf(machine, due), '@')
    const timer = timers.get(of)
    const process = processes.get(does === 'alarm' ? of : (due?.pid ?? -1))
    if (does === 'alarm' && process) fireAlarm(machine, process, process.alarmAt, sendExpiry)
    if (does === 'timer' && timer) fireTimer(machine, timer, process, timer.at, sendExpiry)
  } else if (does === 'processor time') {
    const process = processes.get(of)
    if (process) noteClock(machine, process.leader, '%')
    if (process) passProcessorTime(machine, process, sendExpiry)
  } else {
    const task = liveTask(machine, of)
    if (task && does === 'wakes') wakeByClock(machine, task)
    if (task && does === 'wakes for nothing') endWait(machine, task, null)
  }
  edit(machine, machine.state).nextTimer = nextTimer(machine)
}

/** The task that is alive with a tid; null: none. */
export function liveTask(machine: Machine, tid: number): Task | null {
  for (const index of machine.state.live) {
    const task = taskAt(machine, index)
    if (task.tid === tid) return task
  }
  return null
}

/** Whether nobody could run. */
function isIdle({ state }: Machine): boolean {
  return state.ready.length === 0 && state.cores.every(({ task }) => task === null)
}

function firstTaskOf(machine: Machine, { pid }: Expiry): number {
  const { processes, live } = machine.state
  return (pid === null ? undefined : processes.get(pid)?.leader) ?? (live[0] as number)
}

/** One of the sleepers wakes. */
function wakeByClock(machine: Machine, task: Task): void {
  const draft = edit(machine, task)
  draft.wakeAt = Infinity
  draft.timedOut = true
  wakeTask(machine, task, null)
}
