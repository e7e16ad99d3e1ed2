/** Waiting for signals, sending one with a value, a stack for handlers, interval timers. */

import { see } from '../memory/argument'
import { touchMemory } from '../memory/footprint'
import { getI32, getI64, putI64, putU32, readUser, writeUser } from '../memory/user-memory'
import { arm, cpuIntervalTimer, restOf } from '../signal/interval-timer'
import { checkSignal, isBlocked, lowestIn, postProcessSignal, postSignal, takeSignal } from '../signal/signal'
import { isOnSignalStack, siginfoBytes } from '../signal/signal-frame'
import { call, go, type RowTable, wait } from '../state/call'
import { dueAt, nanosecondsOf, SECOND } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING, touchProcess, touchTaking } from '../state/footprint'
import { SIGINFO } from '../state/layout'
import { type Machine, processOf, type SignalInfo, type Task, taskAt } from '../state/machine'
import { KEY, keyOf } from '../state/wait-queue'
import { touchTargets, touchTid } from './footprint'
import { infoOf, setBytes } from './signal-action'

/** `si_code` of what sigqueue sends. */
const SI_QUEUE = -1

export const SIGNAL_WAIT_CALLS = {
  /** (pid, or a thread's tid negated; signal; value) */
  sigqueue: call({
    args: { pid: 'int', signal: 'int', value: 'long' },
    orders: () => ({ pid: 'release' }),
    touches: (machine, _task, { pid, signal }) =>
      pid < 0 ? touchTid(machine, -pid, signal) : touchTargets(machine, pid, signal),
    act(machine, task, { pid, signal, value }) {
      if (checkSignal(signal) < 0) return -ERRNO.EINVAL
      const process = machine.state.processes.get(pid)
      const index = pid < 0 ? machine.state.live.find((i) => taskAt(machine, i).tid === -pid) : undefined
      if (!process && index === undefined) return -ERRNO.ESRCH
      const info = { ...infoOf(task, signal, SI_QUEUE), value }
      if (signal === 0) return 0
      if (process) postProcessSignal(machine, process, info, task)
      else if (index !== undefined) postSignal(machine, taskAt(machine, index), info, task)
      return 0
    },
  }),

  sigpending: call({
    args: { out: 'pointer' },
    touches: (machine, task, { out }) => [
      touchProcess(task.pid, 'read'),
      ...touchMemory(machine, task, out, 128, 'write'),
    ],
    act(machine, task, { out }) {
      let low = 0
      let high = 0
      for (const { signal } of [...task.signals, ...processOf(machine, task).signals]) {
        if (!isBlocked(task, signal)) continue
        if (signal <= 32) low |= 1 << (signal - 1)
        else high |= 1 << (signal - 33)
      }
      return writeUser(machine, task, out, setBytes(low, high)) ? 0 : -ERRNO.EFAULT
    },
  }),

  sigtimedwait: call({
    args: { set: 'pointer', info: 'pointer', timeout: 'timespec' },
    restarts: 'never',
    isCancellationPoint: true,
    orders: () => ({ set: 'acquire' }),
    touches: (machine, task, { set, info }) => [
      touchProcess(task.pid, 'write'),
      touchTaking(task.pid, 'write'),
      ...touchMemory(machine, task, set, 8, 'read'),
      ...touchMemory(machine, task, info, info === 0 ? 0 : SIGINFO.size, 'write'),
    ],
    begin(machine, _task, { timeout }) {
      if (timeout === null) return []
      const ns = nanosecondsOf(timeout)
      return Number.isNaN(ns) ? -ERRNO.EINVAL : [machine.state.now + ns]
    },
    guard(machine, task, { set: address }, [until = Infinity]) {
      const set = see(machine, task, address, 8)
      if (!set) return -ERRNO.EFAULT
      const found = signalIn(machine, task, set)
      if (found) return go(found)
      if (task.timedOut || until <= machine.state.now) return -ERRNO.EAGAIN
      return wait([keyOf(KEY.signal, task.tid)], { call: 'sigwait', object: null, task: null }, until)
    },
    act(machine, task, { info: out }, { info, own }) {
      takeSignal(machine, task, info, own)
      if (out !== 0 && !writeUser(machine, task, out, siginfoBytes(info))) return -ERRNO.EFAULT
      return info.signal
    },
  }),

  setitimer: call({
    args: { which: 'int', value: 'pointer', old: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { which, value: address, old }) {
      if (which < 0 || which > 2) return -ERRNO.EINVAL
      const process = processOf(machine, task)
      const bytes = address === 0 ? new Uint8Array(32) : readUser(machine, task, address, 32)
      if (!bytes) return -ERRNO.EFAULT
      const isFraction = (us: number) => us >= 0 && us < 1_000_000
      if (!isFraction(getI64(bytes, 8)) || !isFraction(getI64(bytes, 24))) return -ERRNO.EINVAL
      if (getI64(bytes, 0) < 0 || getI64(bytes, 16) < 0) return -ERRNO.EINVAL
      if (old !== 0 && !writeItimer(machine, task, old, which)) return -ERRNO.EFAULT
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
  }),

  getitimer: call({
    args: { which: 'int', out: 'pointer' },
    touches: () => EVERYTHING,
    act(machine, task, { which, out }) {
      if (which < 0 || which > 2) return -ERRNO.EINVAL
      return writeItimer(machine, task, out, which) ? 0 : -ERRNO.EFAULT
    },
  }),

  sigaltstack: call({
    args: { stack: 'pointer', old: 'pointer' },
    touches: (machine, task, { stack, old }) => [
      ...touchMemory(machine, task, stack, stack === 0 ? 0 : STACK.size, 'read'),
      ...touchMemory(machine, task, old, old === 0 ? 0 : STACK.size, 'write'),
    ],
    act(machine, task, { stack, old: out }) {
      const bytes = stack === 0 ? null : readUser(machine, task, stack, STACK.size)
      if (stack !== 0 && !bytes) return -ERRNO.EFAULT
      const old = stackBytes(task)
      if (bytes) {
        const failure = setSignalStack(machine, task, bytes)
        if (failure !== 0) return failure
      }
      return out === 0 || writeUser(machine, task, out, old) ? 0 : -ERRNO.EFAULT
    },
  }),
} satisfies RowTable

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

/** The pending signal of a set that is taken first: the task's own before its process's. */
function signalIn(
  machine: Machine,
  task: Task,
  set: Uint8Array,
): { readonly info: SignalInfo; readonly own: boolean } | null {
  const [low, high] = [getI32(set, 0), getI32(set, 4)]
  const own = lowestIn(task.signals, low, high)
  const info = own ?? lowestIn(processOf(machine, task).signals, low, high)
  return info && { info, own: own !== null }
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
