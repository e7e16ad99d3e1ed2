/** System calls about signals. */

import { touchMemory } from '../memory/footprint'
import { getI32, putU32, readUser, writeUser } from '../memory/user-memory'
import {
  actionOf,
  checkSignal,
  isIgnored,
  postProcessSignal,
  postSignal,
  SIGKILL,
  SIGSTOP,
} from '../signal/signal'
import { actionBytes, actionFrom, returnFromHandler } from '../signal/signal-frame'
import { call, callInPhases, RETURNED, type RowTable, wait } from '../state/call'
import { dueAt, SECOND } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { EVERYTHING, NOTHING, touchTaking } from '../state/footprint'
import { SIGACTION } from '../state/layout'
import { type Machine, type Process, processOf, type SignalInfo, type Task, taskAt } from '../state/machine'
import { touchTargets, touchTid, touchWhole } from './footprint'
import { isAlive } from './process'

const HOW = { block: 0, unblock: 1, set: 2 } as const

const SIGSET_BYTES = 128

export const SIGNAL_ACTION_CALLS = {
  kill: call({
    args: { pid: 'int', signal: 'int' },
    orders: () => ({ pid: 'release' }),
    touches: (machine, _task, { pid, signal }) => touchTargets(machine, pid, signal),
    act(machine, task, { pid, signal }) {
      if (checkSignal(signal) < 0) return -ERRNO.EINVAL
      const targets = targetsOf(machine, task, pid)
      if (targets.length === 0) return -ERRNO.ESRCH
      if (signal === 0) return 0
      for (const process of targets) postProcessSignal(machine, process, infoOf(task, signal, 0), task)
      return 0
    },
  }),

  tgkill: call({
    args: { pid: 'int', tid: 'int', signal: 'int' },
    orders: () => ({ tid: 'release' }),
    touches: (machine, _task, { tid, signal }) => touchTid(machine, tid, signal),
    act(machine, task, { pid, tid, signal }) {
      if (checkSignal(signal) < 0) return -ERRNO.EINVAL
      const index = machine.state.live.find((i) => taskAt(machine, i).tid === tid)
      const target = index === undefined ? null : taskAt(machine, index)
      if (!target || (pid > 0 && target.pid !== pid)) return -ERRNO.ESRCH
      if (signal !== 0) postSignal(machine, target, infoOf(task, signal, -6), task)
      return 0
    },
  }),

  sigaction: call({
    args: { signal: 'int', action: 'pointer', old: 'pointer' },
    touches: (machine, task, { action, old }) => [
      ...touchWhole(machine, processOf(machine, task), 'write'),
      ...touchMemory(machine, task, action, action === 0 ? 0 : SIGACTION.size, 'read'),
      ...touchMemory(machine, task, old, old === 0 ? 0 : SIGACTION.size, 'write'),
    ],
    act(machine, task, { signal, action, old: out }) {
      if (signal < 1 || checkSignal(signal) < 0) return -ERRNO.EINVAL
      const process = processOf(machine, task)
      const old = actionOf(process, signal)
      if (action !== 0) {
        if (signal === SIGKILL || signal === SIGSTOP) return -ERRNO.EINVAL
        const bytes = readUser(machine, task, action, SIGACTION.size)
        if (!bytes) return -ERRNO.EFAULT
        const actions = process.actions.slice()
        while (actions.length <= signal) actions.push(actionOf(process, actions.length))
        actions[signal] = actionFrom(bytes)
        edit(machine, process).actions = actions
        if (isIgnored(process, signal)) dropPending(machine, process, signal)
      }
      if (out !== 0 && !writeUser(machine, task, out, actionBytes(old))) return -ERRNO.EFAULT
      return 0
    },
  }),

  sigprocmask: call({
    args: { how: 'int', set: 'pointer', old: 'pointer' },
    touches: (machine, task, { how, set, old }) => [
      ...(set === 0 || how === HOW.block ? NOTHING : [touchTaking(task.pid, 'read')]),
      ...touchMemory(machine, task, set, set === 0 ? 0 : 8, 'read'),
      ...touchMemory(machine, task, old, old === 0 ? 0 : SIGSET_BYTES, 'write'),
    ],
    act(machine, task, { how, set, old }) {
      const oldLow = task.maskLow
      const oldHigh = task.maskHigh
      if (set !== 0) {
        const bytes = readUser(machine, task, set, 8)
        if (!bytes) return -ERRNO.EFAULT
        if (!changeMask(machine, task, how, getI32(bytes, 0), getI32(bytes, 4))) return -ERRNO.EINVAL
      }
      if (old !== 0 && !writeUser(machine, task, old, setBytes(oldLow, oldHigh))) return -ERRNO.EFAULT
      return 0
    },
  }),

  sigsuspend: callInPhases({
    args: { set: 'pointer' },
    restarts: 'never',
    isCancellationPoint: true,
    touches: (machine, task, { set }) => [
      touchTaking(task.pid, 'read'),
      ...touchMemory(machine, task, set, 8, 'read'),
    ],
    phases: [
      {
        act(machine, task, { set: address }) {
          const set = readUser(machine, task, address, 8)
          if (!set) return -ERRNO.EFAULT
          const draft = edit(machine, task)
          draft.savedMask = [task.maskLow, task.maskHigh]
          draft.maskLow = getI32(set, 0)
          draft.maskHigh = getI32(set, 4)
          return { phase: 1, data: [] }
        },
      },
      { guard: () => wait([], { call: 'sigsuspend', object: null, task: null }), act: () => 0 },
    ],
  }),

  pause: call({
    args: {},
    restarts: 'never',
    isCancellationPoint: true,
    touches: () => NOTHING,
    guard: () => wait([], { call: 'pause', object: null, task: null }),
    act: () => 0,
  }),

  sigreturn: call({
    args: {},
    touches: (machine, task) => [
      touchTaking(task.pid, 'read'),
      ...touchMemory(machine, task, task.fp, 256, 'read'),
    ],
    act: (machine, task) => (returnFromHandler(machine, task) ? RETURNED : -ERRNO.EFAULT),
  }),

  alarm: call({
    args: { seconds: 'int' },
    touches: () => EVERYTHING,
    act(machine, task, { seconds: wanted }) {
      const process = processOf(machine, task)
      const left = secondsLeft(machine, process)
      const seconds = wanted >>> 0
      const draft = edit(machine, process)
      draft.alarmAt = seconds === 0 ? Infinity : machine.state.now + seconds * SECOND
      draft.alarmInterval = 0
      dueAt(machine, process.alarmAt)
      return left
    },
  }),
} satisfies RowTable

/**
 * What a signal that a task sends says of its sender.
 * @param code SI_USER (0) of kill, SI_TKILL (-6) of tgkill
 */
export function infoOf(task: Task, signal: number, code: number): SignalInfo {
  return { signal, code, pid: task.pid, value: 0, address: 0 }
}

/**
 * The processes that kill(2) means by a pid: one, those of a group (0: the caller's; negative), or all but the
 * caller's (-1). Zombies are among them. Empty: ESRCH.
 */
export function targetsOf(machine: Machine, task: Task, pid: number): Process[] {
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
  edit(machine, process).signals = process.signals.filter((info) => info.signal !== signal)
  for (const index of process.tasks) {
    const task = taskAt(machine, index)
    if (isAlive(task)) edit(machine, task).signals = task.signals.filter((info) => info.signal !== signal)
  }
}

function changeMask(machine: Machine, task: Task, how: number, low: number, high: number): boolean {
  const draft = edit(machine, task)
  if (how === HOW.block) {
    draft.maskLow |= low
    draft.maskHigh |= high
  } else if (how === HOW.unblock) {
    draft.maskLow &= ~low
    draft.maskHigh &= ~high
  } else if (how === HOW.set) {
    draft.maskLow = low
    draft.maskHigh = high
  } else return false
  // SIGKILL and SIGSTOP cannot be blocked, and asking for it is no error.
  draft.maskLow &= ~((1 << (SIGKILL - 1)) | (1 << (SIGSTOP - 1)))
  return true
}

/** A `sigset_t` from its first 64 signals. */
export function setBytes(low: number, high: number): Uint8Array {
  const bytes = new Uint8Array(SIGSET_BYTES)
  putU32(bytes, 0, low)
  putU32(bytes, 4, high)
  return bytes
}

/**
 * Seconds until a process's alarm, rounded to the nearest and at least 1, as Linux's alarm(2) gives them; 0: none
 * is set.
 */
export function secondsLeft(machine: Machine, process: Process): number {
  if (process.alarmAt === Infinity) return 0
  return Math.max(1, Math.round((process.alarmAt - machine.state.now) / SECOND))
}
