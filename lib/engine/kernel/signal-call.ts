/** System calls about signals. */
import { dueAt, SECOND } from './clock'
import { ERRNO } from './errno'
import { arm, cpuIntervalTimer, restOf } from './interval-timer'
import { SIGACTION } from './layout'
import { type Machine, type Process, processOf, type SignalInfo, type Task, taskAt } from './machine'
import { isAlive } from './process'
import {
  actionOf,
  checkSignal,
  inSet,
  isBlocked,
  isIgnored,
  postProcessSignal,
  postSignal,
  SIGKILL,
  SIGSTOP,
  takeSignal,
} from './signal'
import { actionBytes, actionFrom, isOnSignalStack, returnFromHandler, siginfoBytes } from './signal-frame'
import { type HandlerTable, int, long } from './syscall-arguments'
import { getI32, getI64, putI64, putU32, readTimespec, readUser, writeUser } from './user-memory'
import { BLOCK_AFTER_EFFECT, block, enterPhase, INTERRUPTED, KEY, keyOf } from './wait-queue'

const HOW = { block: 0, unblock: 1, set: 2 } as const
const SIGSET_BYTES = 128
/** `si_code` of what sigqueue sends. */
const SI_QUEUE = -1

export const SIGNAL_CALLS: HandlerTable = {
  kill(machine, task, args) {
    const pid = int(args, 0)
    const signal = int(args, 1)
    if (checkSignal(signal) < 0) return -ERRNO.EINVAL
    const targets = targetsOf(machine, task, pid)
    if (targets.length === 0) return -ERRNO.ESRCH
    if (signal === 0) return 0
    for (const process of targets) postProcessSignal(machine, process, infoOf(task, signal, 0), task)
    return 0
  },

  /** (pid, or a thread's tid negated; signal; value) */
  sigqueue(machine, task, args) {
    const [pid, signal] = [int(args, 0), int(args, 1)]
    if (checkSignal(signal) < 0) return -ERRNO.EINVAL
    const process = machine.state.processes.get(pid)
    const index = pid < 0 ? machine.state.live.find((i) => taskAt(machine, i).tid === -pid) : undefined
    if (!process && index === undefined) return -ERRNO.ESRCH
    const info = { ...infoOf(task, signal, SI_QUEUE), value: long(args, 2) }
    if (signal === 0) return 0
    if (process) postProcessSignal(machine, process, info, task)
    else if (index !== undefined) postSignal(machine, taskAt(machine, index), info, task)
    return 0
  },

  tgkill(machine, task, args) {
    const signal = int(args, 2)
    if (checkSignal(signal) < 0) return -ERRNO.EINVAL
    const index = machine.state.live.find((i) => taskAt(machine, i).tid === int(args, 1))
    const target = index === undefined ? null : taskAt(machine, index)
    if (!target || (int(args, 0) > 0 && target.pid !== int(args, 0))) return -ERRNO.ESRCH
    if (signal !== 0) postSignal(machine, target, infoOf(task, signal, -6), task)
    return 0
  },

  sigaction(machine, task, args) {
    const signal = int(args, 0)
    if (signal < 1 || checkSignal(signal) < 0) return -ERRNO.EINVAL
    const process = processOf(machine, task)
    const old = actionOf(process, signal)
    if (long(args, 1) !== 0) {
      if (signal === SIGKILL || signal === SIGSTOP) return -ERRNO.EINVAL
      const bytes = readUser(machine, task, long(args, 1), SIGACTION.size)
      if (!bytes) return -ERRNO.EFAULT
      const actions = process.actions.slice()
      while (actions.length <= signal) actions.push(actionOf(process, actions.length))
      actions[signal] = actionFrom(bytes)
      process.actions = actions
      if (isIgnored(process, signal)) dropPending(machine, process, signal)
    }
    if (long(args, 2) !== 0 && !writeUser(machine, task, long(args, 2), actionBytes(old)))
      return -ERRNO.EFAULT
    return 0
  },

  sigprocmask(machine, task, args) {
    const oldLow = task.maskLow
    const oldHigh = task.maskHigh
    if (long(args, 1) !== 0) {
      const set = readUser(machine, task, long(args, 1), 8)
      if (!set) return -ERRNO.EFAULT
      if (!changeMask(task, int(args, 0), getI32(set, 0), getI32(set, 4))) return -ERRNO.EINVAL
    }
    if (long(args, 2) !== 0 && !writeUser(machine, task, long(args, 2), setBytes(oldLow, oldHigh)))
      return -ERRNO.EFAULT
    return 0
  },

  sigpending(machine, task, args) {
    let low = 0
    let high = 0
    for (const { signal } of [...task.signals, ...processOf(machine, task).signals]) {
      if (!isBlocked(task, signal)) continue
      if (signal <= 32) low |= 1 << (signal - 1)
      else high |= 1 << (signal - 33)
    }
    return writeUser(machine, task, long(args, 0), setBytes(low, high)) ? 0 : -ERRNO.EFAULT
  },

  sigsuspend(machine, task, args) {
    const reason = { call: 'sigsuspend', object: null, task: null }
    if (task.pending?.phase === 1) return block(machine, task, [], reason)
    const set = readUser(machine, task, long(args, 0), 8)
    if (!set || !task.pending) return -ERRNO.EFAULT
    task.savedMask = [task.maskLow, task.maskHigh]
    task.maskLow = getI32(set, 0)
    task.maskHigh = getI32(set, 4)
    enterPhase(task, task.pending, 1, [])
    task.interrupted = false
    block(machine, task, [], reason)
    return BLOCK_AFTER_EFFECT
  },

  pause(machine, task) {
    return block(machine, task, [], { call: 'pause', object: null, task: null })
  },

  sigtimedwait(machine, task, args) {
    const set = readUser(machine, task, long(args, 0), 8)
    if (!set) return -ERRNO.EFAULT
    const low = getI32(set, 0)
    const high = getI32(set, 4)
    const own = lowestIn(task.signals, low, high)
    const found = own ?? lowestIn(processOf(machine, task).signals, low, high)
    if (!found) return waitForSignal(machine, task, args)
    if (machine.probing) return 0
    takeSignal(machine, task, found, own !== null)
    if (long(args, 1) !== 0 && !writeUser(machine, task, long(args, 1), siginfoBytes(found)))
      return -ERRNO.EFAULT
    return found.signal
  },

  sigreturn(machine, task) {
    if (!returnFromHandler(machine, task)) return -ERRNO.EFAULT
    return 0
  },

  alarm(machine, task, args) {
    const process = processOf(machine, task)
    const left = secondsLeft(machine, process)
    const seconds = int(args, 0) >>> 0
    process.alarmAt = seconds === 0 ? Infinity : machine.state.now + seconds * SECOND
    process.alarmInterval = 0
    dueAt(machine, process.alarmAt)
    return left
  },

  setitimer(machine, task, args) {
    const which = int(args, 0)
    if (which < 0 || which > 2) return -ERRNO.EINVAL
    const process = processOf(machine, task)
    const bytes = long(args, 1) === 0 ? new Uint8Array(32) : readUser(machine, task, long(args, 1), 32)
    if (!bytes) return -ERRNO.EFAULT
    const isFraction = (us: number) => us >= 0 && us < 1_000_000
    if (!isFraction(getI64(bytes, 8)) || !isFraction(getI64(bytes, 24))) return -ERRNO.EINVAL
    if (getI64(bytes, 0) < 0 || getI64(bytes, 16) < 0) return -ERRNO.EINVAL
    if (long(args, 2) !== 0 && !writeItimer(machine, task, long(args, 2), which)) return -ERRNO.EFAULT
    const interval = getI64(bytes, 0) * SECOND + getI64(bytes, 8) * 1000
    const value = getI64(bytes, 16) * SECOND + getI64(bytes, 24) * 1000
    if (which > 0) {
      const at = value === 0 ? Infinity : process.cpu + value
      arm(machine, task, cpuIntervalTimer(machine, task, which), at, interval)
      return 0
    }
    process.alarmAt = value === 0 ? Infinity : machine.state.now + value
    process.alarmInterval = value === 0 ? 0 : interval
    dueAt(machine, process.alarmAt)
    return 0
  },

  getitimer(machine, task, args) {
    if (int(args, 0) < 0 || int(args, 0) > 2) return -ERRNO.EINVAL
    return writeItimer(machine, task, long(args, 1), int(args, 0)) ? 0 : -ERRNO.EFAULT
  },

  sigaltstack(machine, task, args) {
    const bytes = long(args, 0) === 0 ? null : readUser(machine, task, long(args, 0), STACK.size)
    if (long(args, 0) !== 0 && !bytes) return -ERRNO.EFAULT
    const old = stackBytes(task)
    if (bytes) {
      const failure = setSignalStack(task, bytes)
      if (failure !== 0) return failure
    }
    return long(args, 1) === 0 || writeUser(machine, task, long(args, 1), old) ? 0 : -ERRNO.EFAULT
  },
}

/** stack_t. */
const STACK = { size: 24, start: 0, flags: 8, bytes: 16, onStack: 1, disable: 2, smallest: 2048 } as const

function stackBytes(task: Task): Uint8Array {
  const bytes = new Uint8Array(STACK.size)
  const [start, size] = task.signalStack ?? [0, 0]
  putI64(bytes, STACK.start, start)
  putU32(bytes, STACK.flags, !task.signalStack ? STACK.disable : isOnSignalStack(task) ? STACK.onStack : 0)
  putI64(bytes, STACK.bytes, size)
  return bytes
}

function setSignalStack(task: Task, bytes: Uint8Array): number {
  if (isOnSignalStack(task)) return -ERRNO.EPERM
  const flags = getI32(bytes, STACK.flags)
  const size = getI64(bytes, STACK.bytes)
  if (flags < 0 || flags > STACK.disable) return -ERRNO.EINVAL
  if ((flags & STACK.disable) === 0 && size < STACK.smallest) return -ERRNO.ENOMEM
  task.signalStack = flags & STACK.disable ? null : [getI64(bytes, STACK.start), size]
  return 0
}

function infoOf(task: Task, signal: number, code: number): SignalInfo {
  return { signal, code, pid: task.pid, value: 0, address: 0 }
}

function targetsOf(machine: Machine, task: Task, pid: number): Process[] {
  const { processes } = machine.state
  if (pid > 0) {
    const process = processes.get(pid)
    return process ? [process] : []
  }
  const all = [...processes.values()]
  if (pid === -1) return all.filter((process) => process.pid !== task.pid)
  const group = pid === 0 ? processOf(machine, task).group : -pid
  return all.filter((process) => process.group === group)
}

/** A signal that becomes ignored is no longer pending. */
function dropPending(machine: Machine, process: Process, signal: number): void {
  process.signals = process.signals.filter((info) => info.signal !== signal)
  for (const index of process.tasks) {
    const task = taskAt(machine, index)
    if (isAlive(task)) task.signals = task.signals.filter((info) => info.signal !== signal)
  }
}

function changeMask(task: Task, how: number, low: number, high: number): boolean {
  if (how === HOW.block) {
    task.maskLow |= low
    task.maskHigh |= high
  } else if (how === HOW.unblock) {
    task.maskLow &= ~low
    task.maskHigh &= ~high
  } else if (how === HOW.set) {
    task.maskLow = low
    task.maskHigh = high
  } else return false
  // SIGKILL and SIGSTOP cannot be blocked, and asking for it is no error.
  task.maskLow &= ~((1 << (SIGKILL - 1)) | (1 << (SIGSTOP - 1)))
  return true
}

function setBytes(low: number, high: number): Uint8Array {
  const bytes = new Uint8Array(SIGSET_BYTES)
  putU32(bytes, 0, low)
  putU32(bytes, 4, high)
  return bytes
}

/** Of several that wait, the one with the lowest number is taken; of one number, the oldest. */
export function lowestIn(signals: readonly SignalInfo[], low: number, high: number): SignalInfo | null {
  let best: SignalInfo | null = null
  for (const info of signals)
    if (inSet(low, high, info.signal) && (!best || info.signal < best.signal)) best = info
  return best
}

function waitForSignal(machine: Machine, task: Task, args: readonly number[]): number {
  const deadline = task.pending?.data[0]
  let until = deadline ?? Infinity
  if (long(args, 2) !== 0 && deadline === undefined) {
    const ns = readTimespec(machine, task, long(args, 2))
    if (ns === null) return -ERRNO.EFAULT
    if (Number.isNaN(ns)) return -ERRNO.EINVAL
    if (ns === 0) return -ERRNO.EAGAIN
    until = machine.state.now + ns
    if (task.pending) enterPhase(task, task.pending, 0, [until])
  }
  if (task.timedOut) return -ERRNO.EAGAIN
  const reason = { call: 'sigwait', object: null, task: null }
  const result = block(machine, task, [keyOf(KEY.signal, task.tid)], reason, until)
  return result === INTERRUPTED ? INTERRUPTED : result
}

function secondsLeft(machine: Machine, process: Process): number {
  if (process.alarmAt === Infinity) return 0
  return Math.max(1, Math.round((process.alarmAt - machine.state.now) / SECOND))
}

function writeItimer(machine: Machine, task: Task, address: number, which: number): boolean {
  const process = processOf(machine, task)
  const timer = which === 0 ? null : cpuIntervalTimer(machine, task, which)
  const interval = timer ? timer.interval : process.alarmInterval
  const rest = timer
    ? restOf(machine, timer)
    : process.alarmAt === Infinity
      ? 0
      : process.alarmAt - machine.state.now
  const left = rest === 0 ? 0 : Math.max(1000, rest)
  const bytes = new Uint8Array(32)
  putI64(bytes, 0, Math.floor(interval / SECOND))
  putI64(bytes, 8, Math.floor((interval % SECOND) / 1000))
  putI64(bytes, 16, Math.floor(left / SECOND))
  putI64(bytes, 24, Math.floor((left % SECOND) / 1000))
  return writeUser(machine, task, address, bytes)
}
