/** Timers that signal: timer_create and its kin, and setitimer's on processor time. ITIMER_REAL is the alarm clock. */
import { clockBase, cpuDueOf, dueAt, SECOND } from './clock'
import { ERRNO } from './errno'
import { type Machine, newId, type Process, processOf, type Task, taskAt } from './machine'
import { checkSignal, postProcessSignal, postSignal, SIGALRM, SIGPROF, SIGVTALRM } from './signal'
import { type HandlerTable, int, long } from './syscall-arguments'
import type { KernelTimer, TimerOwner } from './timer-state'
import { getI32, getI64, readUser, writeI32, writeTimespec } from './user-memory'
import { block, KEY, keyOf, wake } from './wait-queue'

const TIMER_ABSTIME = 1
const NOTIFY = { signal: 0, none: 1, thread: 2, task: 4 } as const
const SI_TIMER = -2
const SI_KERNEL = 0x80
const CPU_CLOCKS: readonly number[] = [2, 3]
const CLOCKS: readonly number[] = [0, 1, 7, ...CPU_CLOCKS]

export const TIMER_CALLS: HandlerTable = {
  timer_create(machine, task, args) {
    const clock = int(args, 0)
    if (!CLOCKS.includes(clock)) return -ERRNO.EINVAL
    const process = processOf(machine, task)
    const number = freeNumber(machine, process)
    const event = long(args, 1) === 0 ? null : readUser(machine, task, long(args, 1), 20)
    if (long(args, 1) !== 0 && !event) return -ERRNO.EFAULT
    const notify = event ? getI32(event, 12) : NOTIFY.signal
    const signal = event ? getI32(event, 8) : SIGALRM
    if (!(Object.values(NOTIFY) as number[]).includes(notify)) return -ERRNO.EINVAL
    const isSent = notify === NOTIFY.signal || notify === NOTIFY.task
    if (isSent && (signal < 1 || checkSignal(signal) < 0)) return -ERRNO.EINVAL
    if (!writeI32(machine, task, long(args, 2), number)) return -ERRNO.EFAULT
    addTimer(machine, task, {
      pid: process.pid,
      number,
      clock,
      usesCpu: CPU_CLOCKS.includes(clock),
      notify,
      signal,
      value: event ? getI64(event, 0) : number,
      tid: event && notify === NOTIFY.task ? getI32(event, 16) : 0,
    })
    return 0
  },

  timer_settime(machine, task, args) {
    const timer = timerOf(machine, task, int(args, 0))
    if (!timer?.owner) return -ERRNO.EINVAL
    const bytes = readUser(machine, task, long(args, 2), 32)
    if (!bytes) return -ERRNO.EFAULT
    const [seconds, ns] = [getI64(bytes, 16), getI64(bytes, 24)]
    if (seconds < 0 || !isFraction(ns) || getI64(bytes, 0) < 0 || !isFraction(getI64(bytes, 8)))
      return -ERRNO.EINVAL
    if (long(args, 3) !== 0 && !writeRest(machine, task, long(args, 3), timer)) return -ERRNO.EFAULT
    const isAbsolute = (int(args, 1) & TIMER_ABSTIME) !== 0
    const base = isAbsolute ? -clockBase(timer.owner.clock) * SECOND : nowOf(machine, timer)
    const at = seconds === 0 && ns === 0 ? Infinity : seconds * SECOND + ns + base
    arm(machine, task, timer, at, getI64(bytes, 0) * SECOND + getI64(bytes, 8))
    return 0
  },

  timer_gettime(machine, task, args) {
    const timer = timerOf(machine, task, int(args, 0))
    if (!timer) return -ERRNO.EINVAL
    return writeRest(machine, task, long(args, 1), timer) ? 0 : -ERRNO.EFAULT
  },

  timer_getoverrun(machine, task, args) {
    return timerOf(machine, task, int(args, 0))?.overrun ?? -ERRNO.EINVAL
  },

  timer_delete(machine, task, args) {
    const timer = timerOf(machine, task, int(args, 0))
    if (!timer) return -ERRNO.EINVAL
    forget(machine, processOf(machine, task), timer)
    return 0
  },

  timer_wait(machine, task, args) {
    const timer = timerOf(machine, task, int(args, 0))
    if (!timer) return -ERRNO.EINVAL
    if (timer.expirations === 0) {
      const reason = { call: 'timer_wait', object: 'timer', task: null }
      return block(machine, task, [keyOf(KEY.timer, timer.id)], reason)
    }
    if (!machine.probing) timer.expirations = 0
    return 1
  },
}

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
  timer.at = at
  timer.interval = interval
  timer.expirations = 0
  timer.overrun = 0
  if (timer.owner?.usesCpu) {
    const process = processOf(machine, task)
    process.cpuDue = cpuDueOf(machine, process)
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
  timer.overrun = isPending ? timer.overrun + times : times - 1
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
      forget(machine, process, timer)
}

function forget(machine: Machine, process: Process, timer: KernelTimer): void {
  machine.state.timers.delete(timer.id)
  process.cpuDue = cpuDueOf(machine, process)
  wake(machine, keyOf(KEY.timer, timer.id), null)
}

function addTimer(machine: Machine, task: Task, owner: TimerOwner): KernelTimer {
  const timer = { id: newId(task), at: Infinity, interval: 0, expirations: 0, overrun: 0, owner }
  machine.state.timers.set(timer.id, timer)
  return timer
}

function timerOf(machine: Machine, task: Task, number: number): KernelTimer | null {
  for (const timer of machine.state.timers.values())
    if (timer.owner?.pid === task.pid && timer.owner.number === number) return timer
  return null
}

function freeNumber(machine: Machine, process: Process): number {
  const taken = [...machine.state.timers.values()]
    .filter((timer) => timer.owner?.pid === process.pid)
    .map((timer) => timer.owner?.number)
  let number = 0
  while (taken.includes(number)) number++
  return number
}

function nowOf(machine: Machine, timer: KernelTimer): number {
  const { owner } = timer
  return owner?.usesCpu ? (machine.state.processes.get(owner.pid)?.cpu ?? 0) : machine.state.now
}

/** What is left until it is due, and its interval, as ns. */
export function restOf(machine: Machine, timer: KernelTimer): number {
  return timer.at === Infinity ? 0 : Math.max(1, timer.at - nowOf(machine, timer))
}

function writeRest(machine: Machine, task: Task, address: number, timer: KernelTimer): boolean {
  return (
    writeTimespec(machine, task, address, timer.interval) &&
    writeTimespec(machine, task, address + 16, restOf(machine, timer))
  )
}

function isFraction(ns: number): boolean {
  return ns >= 0 && ns < SECOND
}
