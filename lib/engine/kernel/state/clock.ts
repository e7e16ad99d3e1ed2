/** Simulated time: what things cost, and what is due when. All in ns. */
import { FREE_PAGES } from '../../vm/cpu'
import type { Timespec } from './call'
import { standsStill } from './direction'
import { edit } from './edit'
import { type Machine, OBJECTS_A_TASK, type Process, processOf, type Task } from './machine'
import type { KernelTimer } from './timer-state'
import { KEY, keyOf, wake, wakeTask } from './wait-queue'

/** A bytecode instruction stands for about one machine instruction of gcc -O0 at 1 GHz; the rest is Linux's order of magnitude. */
export const COST = {
  step: 1,
  systemCall: 200,
  contextSwitch: 1500,
  fault: 500,
  copyPage: 500,
  fork: 60_000,
  thread: 15_000,
  exec: 300_000,
} as const

/** About as many steps as a program makes in the time that a page takes to be copied. */
const STEPS_A_PAGE = 16

/** Charges what goes through many pages in one step, a library or system call, so that the budget of steps bounds it. */
export function chargePages(machine: Machine, pages: number): void {
  if (pages > FREE_PAGES) chargeSteps(machine, STEPS_A_PAGE * pages)
}

/** Objects that a task may make for nothing; those beyond cost steps, so that its numbers cannot run out (newId). */
const FREE_OBJECTS = 4096

/** Charges a task that has just made `count` objects. */
export function chargeObjects(machine: Machine, task: Task, count: number): void {
  const price = Math.ceil(machine.config.limits.steps / (OBJECTS_A_TASK / 2))
  if (task.made > FREE_OBJECTS) chargeSteps(machine, count * price)
}

/** Counts work of the kernel's own as steps of the program; what is left of the budget is the most that can be charged. */
export function chargeSteps(machine: Machine, steps: number): void {
  const { state, config } = machine
  edit(machine, state).steps = Math.max(state.steps, Math.min(state.steps + steps, config.limits.steps))
}

/** CLOCK_REALTIME at boot: 2026-01-01T00:00:00Z. */
export const BOOT_SECONDS = 1_767_225_600
export const SECOND = 1_000_000_000

/** Charges a task, its process and the core that it runs on, unless time stands still. */
export function spend(machine: Machine, task: Task, ns: number): void {
  if (standsStill(machine)) return
  edit(machine, machine.state).now += ns
  const taskDraft = edit(machine, task)
  taskDraft.running += ns
  taskDraft.vruntime += task.nice === 0 ? ns : (ns * 1024) / weightOf(task.nice)
  const process = machine.state.processes.get(task.pid)
  if (process) {
    edit(machine, process).cpu += ns
    if (process.cpu >= process.cpuDue) dueAt(machine, machine.state.now)
  }
  // What is done for a task that is on no core (laying out a new thread's stack) is done on the core that runs.
  const number = task.core ?? machine.state.slice?.core
  const core = number === undefined ? undefined : machine.state.cores[number]
  if (core) {
    const coreDraft = edit(machine, core)
    coreDraft.clock += ns
    coreDraft.busy += ns
  }
}

/** Linux's weights: each step of nice is a factor of about 1.25. */
function weightOf(nice: number): number {
  return 1024 / 1.25 ** nice
}

/** Seconds that a clock was ahead of zero at boot. Kept apart from the ns, whose sum would not fit a double exactly. */
export function clockBase(clock: number): number {
  return clock === 0 || clock === 5 ? BOOT_SECONDS : 0
}

/** A time as ns above `base` seconds; NaN for a field out of range. Absolute times before 1970 are merely over. */
export function nanosecondsOf({ seconds, nanoseconds }: Timespec, base = 0): number {
  if (nanoseconds < 0 || nanoseconds >= SECOND || (base === 0 && seconds < 0)) return Number.NaN
  return (seconds - base) * SECOND + nanoseconds
}

/** What `clock_gettime` reads above `clockBase`, in ns; null for an unknown clock. Clock numbers are Linux's. */
export function readClock(machine: Machine, task: Task, clock: number): number | null {
  const { state } = machine
  edit(machine, state).shown = Math.max(state.shown, state.now)
  const now = state.shown
  switch (clock) {
    case 0: // CLOCK_REALTIME
    case 5: // CLOCK_REALTIME_COARSE
    case 1: // CLOCK_MONOTONIC
    case 4: // CLOCK_MONOTONIC_RAW
    case 6: // CLOCK_MONOTONIC_COARSE
    case 7: // CLOCK_BOOTTIME
      return now
    case 2: // CLOCK_PROCESS_CPUTIME_ID
      return processOf(machine, task).cpu
    case 3: // CLOCK_THREAD_CPUTIME_ID
      return task.running
    default:
      return null
  }
}

/** The moment at which something happens by itself next, or Infinity. */
export function nextTimer(machine: Machine): number {
  const { state } = machine
  let next = Infinity
  for (const index of state.live) next = Math.min(next, (state.tasks[index] as Task).wakeAt)
  for (const process of state.processes.values()) next = Math.min(next, process.alarmAt)
  for (const timer of state.timers.values()) if (!timer.owner?.usesCpu) next = Math.min(next, timer.at)
  return next
}

/** Sends what a timer owes its process; `timer` null: the alarm clock, SIGALRM. */
export type SendExpiry = (
  machine: Machine,
  process: Process,
  timer: KernelTimer | null,
  times: number,
) => void

/** Lets everything happen that is due by now, what was due first first. */
export function fireTimers(machine: Machine, send: SendExpiry): void {
  const { state } = machine
  if (state.now < state.nextTimer) return
  const due: { readonly at: number; readonly fire: () => void }[] = []
  for (const index of state.live) {
    const task = state.tasks[index] as Task
    if (task.wakeAt <= state.now) due.push({ at: task.wakeAt, fire: () => wakeSleeper(machine, task) })
  }
  for (const process of state.processes.values())
    if (process.alarmAt <= state.now)
      due.push({ at: process.alarmAt, fire: () => fireAlarm(machine, process, state.now, send) })
  for (const timer of state.timers.values()) {
    const process = timer.owner ? state.processes.get(timer.owner.pid) : undefined
    const now = timer.owner?.usesCpu ? (process?.cpu ?? 0) : state.now
    // What counts the processor's time is due when that has come.
    const at = timer.owner?.usesCpu ? state.now : timer.at
    if (timer.at <= now) due.push({ at, fire: () => fireTimer(machine, timer, process, now, send) })
  }
  for (const { fire } of due.sort((a, b) => a.at - b.at)) fire()
  edit(machine, state).nextTimer = nextTimer(machine)
}

function wakeSleeper(machine: Machine, task: Task): void {
  const draft = edit(machine, task)
  draft.wakeAt = Infinity
  draft.timedOut = true
  wakeTask(machine, task, null)
}

/** A process's alarm clock runs out. @param now not before it is due */
export function fireAlarm(machine: Machine, process: Process, now: number, send: SendExpiry): void {
  const { alarmAt, alarmInterval } = process
  // What ran out several times meanwhile is one pending signal (setitimer(2)).
  const times = alarmInterval > 0 ? 1 + Math.floor((now - alarmAt) / alarmInterval) : 1
  edit(machine, process).alarmAt = alarmInterval > 0 ? alarmAt + times * alarmInterval : Infinity
  send(machine, process, null, 1)
}

/** A timer runs out, of a process or, without one, a timerfd's. @param now not before it is due */
export function fireTimer(
  machine: Machine,
  timer: KernelTimer,
  process: Process | undefined,
  now: number,
  send: SendExpiry,
): void {
  const times = timer.interval > 0 ? 1 + Math.floor((now - timer.at) / timer.interval) : 1
  const draft = edit(machine, timer)
  draft.expirations += times
  draft.at = timer.interval > 0 ? timer.at + times * timer.interval : Infinity
  if (process && timer.owner?.usesCpu) edit(machine, process).cpuDue = cpuDueOf(machine, process)
  wake(machine, keyOf(KEY.timer, timer.id), null)
  if (process) send(machine, process, timer, times)
}

/** The clock goes to a moment at which something is due, whoever is ready; what is due before happens on the way. */
export function passTime(machine: Machine, to: number, send: SendExpiry): void {
  const { state } = machine
  for (const core of state.cores) edit(machine, core).clock = Math.max(core.clock, to)
  const draft = edit(machine, state)
  draft.now = Math.max(state.now, to)
  draft.nextTimer = nextTimer(machine)
  fireTimers(machine, send)
}

/**
 * The processor time of a process goes on to the first of its timers that count it, which runs out.
 * @returns false when none of them is set
 */
export function passProcessorTime(machine: Machine, process: Process, send: SendExpiry): boolean {
  const due = cpuDueOf(machine, process)
  if (due === Infinity) return false
  edit(machine, process).cpu = Math.max(process.cpu, due)
  for (const timer of [...machine.state.timers.values()])
    if (countsProcessorTime(timer, process.pid) && timer.at <= due)
      fireTimer(machine, timer, process, process.cpu, send)
  return true
}

/** Says that something is due at `at`. */
export function dueAt(machine: Machine, at: number): void {
  if (at < machine.state.nextTimer) edit(machine, machine.state).nextTimer = at
}

/** Processor time at which the first of a process's timers that count it is due. */
export function cpuDueOf(machine: Machine, process: Process): number {
  let due = Infinity
  for (const timer of machine.state.timers.values())
    if (countsProcessorTime(timer, process.pid)) due = Math.min(due, timer.at)
  return due
}

function countsProcessorTime({ owner }: KernelTimer, pid: number): boolean {
  return owner?.usesCpu === true && owner.pid === pid
}
