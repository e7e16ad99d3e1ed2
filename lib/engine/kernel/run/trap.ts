/** Traps: a system call or a fault has stopped a task, or a call in which it slept may go on. */

import { argumentLong, signedFaultAddress } from '../../vm/cpu'
import { ARGUMENT_SHIFT } from '../../vm/opcode'
import { describeBlock } from '../figure/address-name'
import { reportCall } from '../figure/syscall-event'
import { findArea } from '../memory/address-space'
import {
  askGuard,
  blockedOn,
  type Decoded,
  look,
  seeArguments,
  takeArguments,
  waitOf,
} from '../memory/argument'
import { handlePageFault } from '../memory/fault'
import { addressOfIndex } from '../memory/first-frame'
import { populate } from '../memory/user-memory'
import { deliverSignal, hasSignal, killBySignal } from '../process/deliver'
import { isAlive } from '../process/process'
import {
  actionOf,
  forceSignal,
  isBlocked,
  isIgnored,
  nextSignal,
  postSignal,
  SA_RESTART,
  SI_KERNEL,
  SIG_DFL,
  SIGBUS,
  SIGFPE,
  SIGILL,
  SIGSEGV,
} from '../signal/signal'
import {
  GO,
  hasGuard,
  isDeaf,
  isWait,
  type Outcome,
  RETURNED,
  type Row,
  rowOf,
  type Wait,
  wait,
} from '../state/call'
import { isCancelled, takeCancellation } from '../state/cancellation'
import { COST, chargeObjects, chargePages, spend } from '../state/clock'
import { edit } from '../state/edit'
import { ERRNO } from '../state/errno'
import {
  type LoadedEntry,
  type Machine,
  type PendingCall,
  processOf,
  spaceOf,
  type Task,
  type WaitKey,
} from '../state/machine'
import type { Slice } from '../state/run-state'
import { enterPhase, wakeTask } from '../state/wait-queue'
import { leaveCore } from './run-queue'
import { oracleOf, yieldCore } from './scheduler'
import { countVisibles } from './slice'

/**
 * Makes the system call whose instruction the task has just run through; its arguments are in the frame that
 * `cpu` still knows. It fails, is done, or falls asleep. A schedule that ends before it sends the task back in
 * front of the instruction, unless the call would sleep at once: falling asleep is no operation of the
 * schedule's.
 */
export function beginCall(machine: Machine, slice: Slice, task: Task, entry: LoadedEntry): void {
  const { cpu, state } = machine
  const word = entry.loaded.code[(task.pc - 1) * 4] ?? 0
  const count = (word >>> ARGUMENT_SHIFT) & 255
  const args: number[] = []
  for (let i = 0; i < count; i++) args.push(argumentLong(cpu, cpu.systemArguments + 8 * i))
  const call = entry.program.calls[cpu.systemCall] ?? ''
  const row = rowOf(call)
  if (slice.visiblesLeft <= 0 && !wouldSleep(machine, task, call, args)) {
    // The schedule ends before this call: it is made when the task runs next.
    edit(machine, task).pc--
    oracleOf(machine).after(machine, slice, task, 'stopped')
    return
  }
  edit(machine, state).systemCalls++
  spend(machine, task, COST.systemCall)
  const pending = row?.begin ? pendingOf(machine, task, call, args) : { call, args, phase: 0, data: NO_DATA }
  const draft = edit(machine, task)
  draft.timedOut = false
  draft.pending = typeof pending === 'number' ? { call, args, phase: 0, data: NO_DATA } : pending
  if (typeof pending === 'number') settleCall(machine, task, row, pending)
  else proceed(machine, task, row, pending, false)
}

const NO_DATA: readonly number[] = []

/** A call that is about to be made; a negated errno when it cannot even begin. Changes nothing. */
export function pendingOf(
  machine: Machine,
  task: Task,
  call: string,
  args: readonly number[],
): PendingCall | number {
  const row = rowOf(call)
  if (!row?.begin) return { call, args, phase: 0, data: NO_DATA }
  const decoded = seeArguments(machine, task, row, args)
  const data = typeof decoded === 'number' ? decoded : row.begin(machine, task, decoded)
  return typeof data === 'number' ? data : { call, args, phase: 0, data }
}

/** Would a call put its caller to sleep at once? */
function wouldSleep(machine: Machine, task: Task, call: string, args: readonly number[]): boolean {
  const pending = pendingOf(machine, task, call, args)
  return typeof pending !== 'number' && isWait(look(machine, task, pending))
}

/** The task was woken, or a signal came: its call is asked again. */
export function resumeCall(machine: Machine, task: Task): void {
  const { pending } = task
  if (pending) proceed(machine, task, rowOf(pending.call), pending, hasSignal(machine, task) && !isDeaf(task))
}

/** Asks the guard of a call's phase, and acts on the answer. */
function proceed(
  machine: Machine,
  task: Task,
  row: Row | null,
  pending: PendingCall,
  hasBeenSignalled: boolean,
): void {
  if (!row) {
    settleCall(machine, task, row, -ERRNO.ENOSYS)
    return
  }
  if (row.isCancellationPoint && isCancelled(task)) {
    settleCall(machine, task, row, takeCancellation(machine, task))
    return
  }
  const seen = hasGuard(row, pending) ? seeArguments(machine, task, row, pending.args) : null
  const found = seen === null ? GO : askGuard(machine, task, row, pending, seen)
  if (typeof found === 'number') settleCall(machine, task, row, found)
  else if (!isWait(found)) settleCall(machine, task, row, act(machine, task, row, pending, seen, found.found))
  else if (hasBeenSignalled) interruptCall(machine, task, pending)
  else fallAsleep(machine, task, found)
}

/** @param seen its arguments as its guard has found them; null: it has none */
function act(
  machine: Machine,
  task: Task,
  row: Row,
  pending: PendingCall,
  seen: Decoded | number | null,
  found: unknown,
): Outcome {
  const args = seen !== null && row.takesNoMemory ? seen : takeArguments(machine, task, row, pending.args)
  if (typeof args === 'number') return args
  const { made } = task
  const outcome = row.phases[pending.phase]?.act(machine, task, args, found, pending.data) ?? -ERRNO.ENOSYS
  if (task.made > made) chargeObjects(machine, task, task.made - made)
  return outcome
}

/** A signal ends the sleep: its handler runs, and then the call fails with EINTR or is made again. */
function interruptCall(machine: Machine, task: Task, pending: PendingCall): void {
  const next = nextSignal(machine, task)
  if (!next) return
  const process = processOf(machine, task)
  const action = actionOf(process, next.info.signal)
  const caught = action.handler !== SIG_DFL && !isIgnored(process, next.info.signal)
  const row = rowOf(pending.call)
  const args = row && seeArguments(machine, task, row, pending.args)
  if (row && args !== null && typeof args !== 'number') {
    const phase = row.phases[pending.phase]
    const result = phase?.interrupted?.(machine, task, args, pending.data, caught) ?? null
    if (result !== null) {
      settleCall(machine, task, row, result)
      return
    }
  }
  if (!caught) {
    deliverSignal(machine, task)
    return
  }
  const restarts = row?.restarts ?? ((action.flags & SA_RESTART) !== 0 ? 'always' : 'never')
  if (restarts === 'never') {
    settleCall(machine, task, row, -ERRNO.EINTR)
    return
  }
  if (pending.phase === 0) {
    const draft = edit(machine, task)
    draft.pc--
    draft.pending = null
  }
  clearSleep(machine, task)
  deliverSignal(machine, task)
}

/** What an outcome means for the task. The call was one visible operation, or this phase of it was. */
function settleCall(machine: Machine, task: Task, row: Row | null, outcome: Outcome): void {
  const { slice } = machine.state
  if (slice) countVisibles(machine, slice, task, 1)
  const { pending } = task
  if (outcome === RETURNED) {
    // What a handler interrupted half done goes on with its other half.
    if (pending) resumeCall(machine, task)
    else clearSleep(machine, task)
    return
  }
  if (!isAlive(task) || !pending) {
    clearSleep(machine, task)
    return
  }
  if (typeof outcome !== 'number') {
    reportCall(machine, task, null)
    enterPhase(machine, task, outcome.phase, outcome.data)
    sleepInPhase(machine, task)
    return
  }
  reportCall(machine, task, outcome)
  const draft = edit(machine, task)
  draft.pending = null
  clearSleep(machine, task)
  if (row?.yields) yieldCore(machine, task)
  draft.rvLow = (outcome % 0x1_0000_0000) | 0
  draft.rvHigh = Math.floor(outcome / 0x1_0000_0000) | 0
}

/** A call that is half done always sleeps, were it only to be woken at once. */
function sleepInPhase(machine: Machine, task: Task): void {
  const found = waitOf(machine, task)
  fallAsleep(machine, task, found ?? wait([], { call: task.pending?.call ?? '', object: null, task: null }))
  if (!found) wakeTask(machine, task, null)
}

const NO_KEYS: readonly WaitKey[] = []

function clearSleep(machine: Machine, task: Task): void {
  const draft = edit(machine, task)
  draft.blocked = null
  draft.waitKeys = NO_KEYS
  draft.wakeAt = Infinity
  draft.timedOut = false
}

/**
 * The call waits, and its task leaves the core. A signal that is there already wakes it at once: what it does
 * about it is asked when it is its turn.
 */
function fallAsleep(machine: Machine, task: Task, on: Wait): void {
  const draft = edit(machine, task)
  draft.waitKeys = on.keys
  draft.wakeAt = on.deadline
  draft.blocked = blockedOn(on)
  if (on.deadline < machine.state.nextTimer) edit(machine, machine.state).nextTimer = on.deadline
  leaveBehind(machine, task)
  if (machine.events) machine.events.push({ kind: 'block', on: describeBlock(machine, task) })
  draft.stretch = 0
  draft.state = 'sleeping'
  leaveCore(machine, task)
  edit(machine, machine.state).switchWhy = 'blocked'
  if (hasSignal(machine, task) && !isDeaf(task)) wakeTask(machine, task, null)
}

/** What falling asleep in its call leaves behind. */
function leaveBehind(machine: Machine, task: Task): void {
  const { pending } = task
  const row = pending && rowOf(pending.call)
  const args = row && seeArguments(machine, task, row, pending.args)
  if (row && args !== null && typeof args !== 'number')
    row.phases[pending.phase]?.asleep?.(machine, task, args)
}

/** Bytes of a long range that one fault makes present. */
const MENDED_AT_ONCE = 1 << 20

/**
 * Does what the processor's last fault wants, `cpu` still saying which. What is mended runs again from the
 * instruction that failed; else the task gets its signal, or the run ends, when no memory is left.
 */
export function takeFault(machine: Machine, task: Task): void {
  const { faultKind, faultAddress, faultWrite, faultEnd, wantedPages } = machine.cpu
  switch (faultKind) {
    case 'work':
      chargePages(machine, wantedPages)
      // Who goes on to the end of a string asks again and again: twice as much each time.
      edit(machine, task).paidPages = 2 * wantedPages
      return
    case 'divide':
      raiseFault(machine, task, SIGFPE, 1, addressOfIndex(task.pc))
      return
    case 'illegal':
      raiseFault(machine, task, SIGILL, 2, addressOfIndex(task.pc))
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
      const outcome = handlePageFault(machine, task, faultAddress, faultWrite)
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
        const address = signedFaultAddress(machine.cpu)
        if (isCanonical(address))
          raiseFault(machine, task, outcome === 'bus' ? SIGBUS : SIGSEGV, code, address)
        else raiseFault(machine, task, SIGSEGV, SI_KERNEL, 0)
      }
    }
  }
}

/** x86-64 translates 48 bits: what the rest of an address says otherwise is a general protection fault, which has no address. */
function isCanonical(address: number): boolean {
  return address >= -(2 ** 47) && address < 2 ** 47
}

/** A fault's signal cannot be put off: blocked or ignored, it ends the process all the same. */
function raiseFault(machine: Machine, task: Task, signal: number, code: number, address: number): void {
  const action = actionOf(processOf(machine, task), signal)
  // The instruction that failed is the task's last operation.
  if (machine.state.slice) countVisibles(machine, machine.state.slice, task, 1)
  // An explorer has the end that a fault brings as a step of its own: others may go on before it.
  if (machine.timeStands) forceSignal(machine, task, { signal, code, pid: 0, value: 0, address })
  else if (action.handler <= 1 || isBlocked(task, signal)) killBySignal(machine, task, signal)
  else postSignal(machine, task, { signal, code, pid: 0, value: 0, address }, null)
}
