/** Traps: a system call or a fault has stopped a task, or a call in which it slept may go on. */

import { SYSCALLS } from '../../vm/abi'
import { argumentLong } from '../../vm/cpu'
import { ARGUMENT_SHIFT } from '../../vm/opcode'
import { describeBlock } from '../figure/place'
import { reportCall } from '../figure/syscall-event'
import { findArea } from '../memory/address-space'
import { handleFault } from '../memory/fault'
import { populate } from '../memory/user-memory'
import { deliverSignal, hasSignal, killBySignal } from '../process/deliver'
import { isAlive } from '../process/process'
import {
  actionOf,
  isBlocked,
  isIgnored,
  nextSignal,
  postSignal,
  SA_RESTART,
  SIG_DFL,
  SIGBUS,
  SIGFPE,
  SIGILL,
  SIGSEGV,
} from '../signal/signal'
import { COST, chargeObjects, chargePages, spend } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import { type LoadedEntry, type Machine, type Pending, processOf, spaceOf, type Task } from '../state/machine'
import type { Slice } from '../state/run-state'
import { BLOCK, BLOCK_AFTER_EFFECT, INTERRUPTED, wakeTask } from '../state/wait-queue'
import { CANCELLATION_POINTS, isCancelled, takeCancellation } from '../sync/cancel'
import { leaveCore } from './run-queue'
import { countVisibles, endScriptRun, takeOff } from './slice'
import { HANDLERS } from './syscall'

/** Calls that go on waiting after a handler, whatever SA_RESTART says. */
const ALWAYS_RESTARTED: ReadonlySet<string> = new Set([
  'mutex_lock',
  'mutex_timedlock',
  'cond_wait',
  'cond_timedwait',
  'rwlock_rdlock',
  'rwlock_wrlock',
  'barrier_wait',
  'spin_lock',
  'once_enter',
  'thread_join',
])
/** Calls that Linux never restarts after a handler. */
const NEVER_RESTARTED: ReadonlySet<string> = new Set([
  'pause',
  'sigsuspend',
  'sigtimedwait',
  'poll',
  'select',
  'epoll_wait',
  'semop',
  'msgsnd',
  'msgrcv',
])

/** Calls that may put their caller to sleep. */
const BLOCKING: ReadonlySet<string> = new Set([
  ...ALWAYS_RESTARTED,
  ...NEVER_RESTARTED,
  ...CANCELLATION_POINTS,
  'flock',
  'mq_wait',
  'timer_wait',
  'fcntl',
])

export function beginCall(machine: Machine, slice: Slice, task: Task, entry: LoadedEntry): void {
  const { cpu, state } = machine
  const word = entry.loaded.code[(task.pc - 1) * 4] ?? 0
  const count = (word >>> ARGUMENT_SHIFT) & 255
  const args: number[] = []
  for (let i = 0; i < count; i++) args.push(argumentLong(cpu, cpu.systemArguments + 8 * i))
  if (slice.visiblesLeft <= 0 && !wouldBlock(machine, task, cpu.systemCall, args)) {
    // The schedule ends before this call: it is made when the task runs next.
    edit(machine, task).pc--
    endScriptRun(machine, false)
    return
  }
  edit(machine, state).systemCalls++
  spend(machine, task, COST.systemCall)
  const draft = edit(machine, task)
  const pending: Pending = { number: cpu.systemCall, args, phase: 0, data: [] }
  draft.pending = pending
  draft.timedOut = false
  draft.interrupted = false
  const name = SYSCALLS[cpu.systemCall] ?? ''
  const cancelled = isCancelled(task) && CANCELLATION_POINTS.has(name)
  const result = cancelled ? takeCancellation(machine, task) : act(machine, task, pending)
  // A handler that interrupted a call half done leads back into its second half.
  if (name === 'sigreturn' && task.pending) {
    if (state.slice) countVisibles(machine, state.slice, task, 1)
    resumeCall(machine, task)
  } else settleCall(machine, task, result)
}

function act(machine: Machine, task: Task, { number, args }: Pending): number {
  const handler = HANDLERS[number]
  if (!handler) return -ERRNO.ENOSYS
  const { made } = task
  const result = handler(machine, task, args)
  if (task.made > made) chargeObjects(machine, task, task.made - made)
  return result
}

/** Would a call put its caller to sleep at once? */
function wouldBlock(machine: Machine, task: Task, number: number, args: readonly number[]): boolean {
  const handler = HANDLERS[number]
  if (!handler || !BLOCKING.has(SYSCALLS[number] ?? '')) return false
  machine.probing = 'touch'
  const result = handler(machine, task, args)
  machine.probing = ''
  return result === BLOCK
}

/** The task was woken, or a signal came: its call is asked again. */
export function resumeCall(machine: Machine, task: Task): void {
  const { pending } = task
  if (!pending) return
  const name = SYSCALLS[pending.number] ?? ''
  edit(machine, task).interrupted = hasSignal(machine, task)
  if (isCancelled(task) && CANCELLATION_POINTS.has(name)) {
    settleCall(machine, task, takeCancellation(machine, task))
    return
  }
  const result = act(machine, task, pending)
  if (result === INTERRUPTED) interruptCall(machine, task, name)
  else settleCall(machine, task, result)
}

/** A signal ends the sleep: its handler runs, and then the call fails with EINTR or is made again. */
function interruptCall(machine: Machine, task: Task, name: string): void {
  const next = nextSignal(machine, task)
  edit(machine, task).interrupted = false
  if (!next) return
  const action = actionOf(processOf(machine, task), next.info.signal)
  if (action.handler === SIG_DFL || isIgnored(processOf(machine, task), next.info.signal)) {
    deliverSignal(machine, task)
    return
  }
  const restarted =
    ALWAYS_RESTARTED.has(name) || ((action.flags & SA_RESTART) !== 0 && !NEVER_RESTARTED.has(name))
  if (!restarted) {
    settleCall(machine, task, -ERRNO.EINTR)
    return
  }
  if (task.pending?.phase === 0) {
    const draft = edit(machine, task)
    draft.pc--
    draft.pending = null
  }
  clearSleep(machine, task)
  deliverSignal(machine, task)
}

/** What a handler's result means for the task. */
function settleCall(machine: Machine, task: Task, result: number): void {
  const { state } = machine
  if (result === BLOCK || result === BLOCK_AFTER_EFFECT) {
    if (result === BLOCK_AFTER_EFFECT && state.slice) {
      countVisibles(machine, state.slice, task, 1)
      reportCall(machine, task, null)
    }
    fallAsleep(machine, task)
    return
  }
  if (state.slice) countVisibles(machine, state.slice, task, 1)
  const { pending } = task
  if (!isAlive(task) || !pending) {
    clearSleep(machine, task)
    return
  }
  reportCall(machine, task, result)
  const name = SYSCALLS[pending.number]
  const draft = edit(machine, task)
  draft.pending = null
  clearSleep(machine, task)
  if (name === 'sched_yield') yieldCore(machine, task)
  draft.rvLow = (result % 0x1_0000_0000) | 0
  draft.rvHigh = Math.floor(result / 0x1_0000_0000) | 0
}

function clearSleep(machine: Machine, task: Task): void {
  const draft = edit(machine, task)
  draft.blocked = null
  draft.waitKeys = []
  draft.wakeAt = Infinity
  draft.timedOut = false
  draft.interrupted = false
}

function fallAsleep(machine: Machine, task: Task): void {
  if (machine.events) machine.events.push({ kind: 'block', on: describeBlock(machine, task) })
  const draft = edit(machine, task)
  draft.stretch = 0
  draft.state = 'sleeping'
  leaveCore(machine, task)
  edit(machine, machine.state).switchWhy = 'blocked'
  if (hasSignal(machine, task)) wakeTask(machine, task, null)
}

function yieldCore(machine: Machine, task: Task): void {
  edit(machine, task).stretch = 0
  if (machine.state.ready.length === 0 || machine.state.script) return
  takeOff(machine, task)
  edit(machine, machine.state).switchWhy = 'yield'
}

/** Bytes of a long range that one fault makes present. */
const MENDED_AT_ONCE = 1 << 20

export function takeFault(machine: Machine, task: Task): void {
  const { faultKind, faultAddress, faultWrite, faultEnd, wantedPages } = machine.cpu
  switch (faultKind) {
    case 'work':
      chargePages(machine, wantedPages)
      // Who goes on to the end of a string asks again and again: twice as much each time.
      edit(machine, task).paidPages = 2 * wantedPages
      return
    case 'divide':
      raiseFault(machine, task, SIGFPE, 1, task.pc)
      return
    case 'illegal':
      raiseFault(machine, task, SIGILL, 2, task.pc)
      return
    case 'fetch':
      machine.events?.push({
        kind: 'fault',
        fault: 'unmapped',
        address: faultAddress,
        segment: 'none',
        copied: false,
        frame: null,
        inLibrary: false,
      })
      raiseFault(machine, task, SIGSEGV, 1, faultAddress)
      return
    default: {
      const outcome = handleFault(machine, task, faultAddress, faultWrite)
      if (outcome === 'mended') {
        // A long range is mended by parts, since the call that goes through it begins again after each fault.
        const area = faultEnd > 0 ? findArea(spaceOf(machine, task), faultAddress) : null
        const rest = area ? Math.min(faultEnd - faultAddress, area.end - faultAddress, MENDED_AT_ONCE) : 0
        if (rest > 0) populate(machine, task, faultAddress, rest, faultWrite)
        return
      }
      if (outcome === 'memory') edit(machine, machine.state).ended = { reason: 'memory', status: 124 }
      else {
        // BUS_ADRERR and SEGV_ACCERR are both 2, SEGV_MAPERR is 1.
        const code = outcome === 'unmapped' ? 1 : 2
        raiseFault(machine, task, outcome === 'bus' ? SIGBUS : SIGSEGV, code, faultAddress)
      }
    }
  }
}

/** A fault's signal cannot be put off: blocked or ignored, it ends the process all the same. */
function raiseFault(machine: Machine, task: Task, signal: number, code: number, address: number): void {
  const action = actionOf(processOf(machine, task), signal)
  // The instruction that failed is the task's last operation.
  if (machine.state.slice) countVisibles(machine, machine.state.slice, task, 1)
  if (action.handler <= 1 || isBlocked(task, signal)) killBySignal(machine, task, signal)
  else postSignal(machine, task, { signal, code, pid: 0, value: 0, address }, null)
}
