/** System calls about signals. */

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
import { dueAt, SECOND } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { SIGACTION } from '../state/layout'
import { type Machine, type Process, processOf, type SignalInfo, type Task, taskAt } from '../state/machine'
import { type HandlerTable, int, long } from '../state/syscall-arguments'
import { BLOCK_AFTER_EFFECT, block, enterPhase } from '../state/wait-queue'
import { isAlive } from './process'

const HOW = { block: 0, unblock: 1, set: 2 } as const

const SIGSET_BYTES = 128

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
      edit(machine, process).actions = actions
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
      if (!changeMask(machine, task, int(args, 0), getI32(set, 0), getI32(set, 4))) return -ERRNO.EINVAL
    }
    if (long(args, 2) !== 0 && !writeUser(machine, task, long(args, 2), setBytes(oldLow, oldHigh)))
      return -ERRNO.EFAULT
    return 0
  },

  sigsuspend(machine, task, args) {
    const reason = { call: 'sigsuspend', object: null, task: null }
    if (task.pending?.phase === 1) return block(machine, task, [], reason)
    const set = readUser(machine, task, long(args, 0), 8)
    if (!set || !task.pending) return -ERRNO.EFAULT
    const draft = edit(machine, task)
    draft.savedMask = [task.maskLow, task.maskHigh]
    draft.maskLow = getI32(set, 0)
    draft.maskHigh = getI32(set, 4)
    enterPhase(machine, task, task.pending, 1, [])
    draft.interrupted = false
    block(machine, task, [], reason)
    return BLOCK_AFTER_EFFECT
  },

  pause(machine, task) {
    return block(machine, task, [], { call: 'pause', object: null, task: null })
  },

  sigreturn(machine, task) {
    if (!returnFromHandler(machine, task)) return -ERRNO.EFAULT
    return 0
  },

  alarm(machine, task, args) {
    const process = processOf(machine, task)
    const left = secondsLeft(machine, process)
    const seconds = int(args, 0) >>> 0
    const draft = edit(machine, process)
    draft.alarmAt = seconds === 0 ? Infinity : machine.state.now + seconds * SECOND
    draft.alarmInterval = 0
    dueAt(machine, process.alarmAt)
    return left
  },
}

export function infoOf(task: Task, signal: number, code: number): SignalInfo {
  return { signal, code, pid: task.pid, value: 0, address: 0 }
}

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

export function setBytes(low: number, high: number): Uint8Array {
  const bytes = new Uint8Array(SIGSET_BYTES)
  putU32(bytes, 0, low)
  putU32(bytes, 4, high)
  return bytes
}

export function secondsLeft(machine: Machine, process: Process): number {
  if (process.alarmAt === Infinity) return 0
  return Math.max(1, Math.round((process.alarmAt - machine.state.now) / SECOND))
}
