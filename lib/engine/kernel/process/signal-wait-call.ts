/** Waiting for signals, sending one with a value, a stack for handlers, interval timers. */

import { getI32, getI64, putI64, putU32, readTimespec, readUser, writeUser } from '../memory/user-memory'
import { arm, cpuIntervalTimer, restOf } from '../signal/interval-timer'
import { checkSignal, isBlocked, lowestIn, postProcessSignal, postSignal, takeSignal } from '../signal/signal'
import { isOnSignalStack, siginfoBytes } from '../signal/signal-frame'
import { dueAt, SECOND } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type Machine, processOf, type Task, taskAt } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { block, enterPhase, INTERRUPTED, KEY, keyOf } from '../state/wait-queue'
import { infoOf, setBytes } from './signal-call'

/** `si_code` of what sigqueue sends. */
const SI_QUEUE = -1

export const MORE_SIGNAL_CALLS: HandlerTable = {
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
    const draft = edit(machine, process)
    draft.alarmAt = value === 0 ? Infinity : machine.state.now + value
    draft.alarmInterval = value === 0 ? 0 : interval
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
      const failure = setSignalStack(machine, task, bytes)
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

function setSignalStack(machine: Machine, task: Task, bytes: Uint8Array): number {
  if (isOnSignalStack(task)) return -ERRNO.EPERM
  const flags = getI32(bytes, STACK.flags)
  const size = getI64(bytes, STACK.bytes)
  if (flags < 0 || flags > STACK.disable) return -ERRNO.EINVAL
  if ((flags & STACK.disable) === 0 && size < STACK.smallest) return -ERRNO.ENOMEM
  edit(machine, task).signalStack = flags & STACK.disable ? null : [getI64(bytes, STACK.start), size]
  return 0
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
    if (task.pending) enterPhase(machine, task, task.pending, 0, [until])
  }
  if (task.timedOut) return -ERRNO.EAGAIN
  const reason = { call: 'sigwait', object: null, task: null }
  const result = block(machine, task, [keyOf(KEY.signal, task.tid)], reason, until)
  return result === INTERRUPTED ? INTERRUPTED : result
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
