/**
 * The frame of a signal handler, from high addresses to low: what the task was doing when the signal came (below
 * everything that it has on its stack), a page-aligned context that `sigreturn` reads back, the siginfo, the handler's
 * own frame.
 */

import { WORDS } from '../../vm/opcode'
import { addressOfIndex, functionAt, indexOfAddress, pushFrame } from '../memory/first-frame'
import { USER } from '../memory/inode'
import { getI32, getI64, putI64, putU32, readUser, writeUser } from '../memory/user-memory'
import { edit } from '../state/edit'
import { SIGACTION, SIGINFO } from '../state/layout'
import {
  type Machine,
  type PendingCall,
  programOf,
  type SignalAction,
  type SignalInfo,
  type Task,
} from '../state/machine'
import { SA_NODEFER, SA_ONSTACK, SI_KERNEL, SI_TIMER } from './signal'

/** Offsets in the 256-byte context; it begins with a frame header, since `__sigreturn` runs with fp there. */
const CONTEXT = {
  size: 256,
  pc: 128,
  fp: 136,
  rv: 144,
  maskLow: 152,
  maskHigh: 156,
  magic: 160,
  number: 168,
  phase: 172,
  arguments: 176,
  data: 224,
}
const MAGIC = 0x5167_c0de

/** Lets the task run a handler next. False: its stack or the handler's address is bad. */
export function enterHandler(machine: Machine, task: Task, info: SignalInfo, action: SignalAction): boolean {
  const { program } = programOf(machine, task)
  const entry = indexOfAddress(action.handler)
  if (!Number.isInteger(entry) || entry < 0 || entry * WORDS >= program.code.length) return false
  const context = (handlerTop(machine, task, action) - CONTEXT.size) & ~(CONTEXT.size - 1)
  const siginfo = context - SIGINFO.size
  const [maskLow, maskHigh] = task.savedMask ?? [task.maskLow, task.maskHigh]
  const bytes = contextBytes(machine, task, maskLow, maskHigh)
  if (!writeUser(machine, task, context, bytes)) return false
  if (!writeUser(machine, task, siginfo, siginfoBytes(info))) return false
  const link = { fp: context, returnTo: addressOfIndex(program.signalReturn + 1) }
  // sa_handler functions take one parameter; a function finds only as many as its frame has room for.
  const count = program.code[entry * WORDS + 3] ?? 0
  const parameters = [info.signal, siginfo, context].slice(0, Math.max(1, count))
  if (!pushFrame(machine, task, program, entry, siginfo, parameters, link)) return false
  const draft = edit(machine, task)
  draft.savedMask = null
  draft.pending = null
  draft.maskLow |= action.maskLow
  draft.maskHigh |= action.maskHigh
  if ((action.flags & SA_NODEFER) === 0) {
    if (info.signal <= 32) edit(machine, task).maskLow |= 1 << (info.signal - 1)
    else edit(machine, task).maskHigh |= 1 << (info.signal - 33)
  }
  return true
}

/** A handler's frames go below what the task uses, or on its alternative stack if it is not there already. */
function handlerTop(machine: Machine, task: Task, action: SignalAction): number {
  const { signalStack } = task
  if (!signalStack || (action.flags & SA_ONSTACK) === 0 || isOnSignalStack(task))
    return stackBottom(machine, task)
  return signalStack[0] + signalStack[1]
}

/** Whether the task runs on its alternate signal stack (sigaltstack(2), SS_ONSTACK). */
export function isOnSignalStack({ signalStack, fp }: Task): boolean {
  return signalStack !== null && fp >= signalStack[0] && fp < signalStack[0] + signalStack[1]
}

function contextBytes(machine: Machine, task: Task, maskLow: number, maskHigh: number): Uint8Array {
  const bytes = new Uint8Array(CONTEXT.size)
  putI64(bytes, 0, task.fp)
  putU32(bytes, CONTEXT.pc, task.pc)
  putU32(bytes, CONTEXT.fp, task.fp)
  putU32(bytes, CONTEXT.rv, task.rvLow)
  putU32(bytes, CONTEXT.rv + 4, task.rvHigh)
  putU32(bytes, CONTEXT.maskLow, maskLow)
  putU32(bytes, CONTEXT.maskHigh, maskHigh)
  putU32(bytes, CONTEXT.magic, MAGIC)
  const { pending } = task
  putU32(bytes, CONTEXT.number, pending ? 1 + callsOf(machine, task).indexOf(pending.call) : 0)
  if (!pending) return bytes
  putU32(bytes, CONTEXT.phase, pending.phase)
  for (let i = 0; i < 6; i++) putI64(bytes, CONTEXT.arguments + 8 * i, pending.args[i] ?? 0)
  for (let i = 0; i < 4; i++) putI64(bytes, CONTEXT.data + 8 * i, pending.data[i] ?? 0)
  return bytes
}

/** A signal as a `siginfo_t` of x86-64. */
export function siginfoBytes(info: SignalInfo): Uint8Array {
  const bytes = new Uint8Array(SIGINFO.size)
  putU32(bytes, SIGINFO.signal, info.signal)
  putU32(bytes, SIGINFO.code, info.code)
  // A fault, whose address may well be 0: what a process or the kernel sends has its sender, or a code beyond these.
  const isFault = info.pid === 0 && info.code > 0 && info.code < 0x80
  if (isFault) putI64(bytes, SIGINFO.address, info.address)
  else if (info.code !== SI_KERNEL) {
    putU32(bytes, SIGINFO.pid, info.pid)
    putU32(bytes, SIGINFO.uid, info.code === SI_TIMER ? 0 : USER)
    putI64(bytes, SIGINFO.value, info.value)
  }
  return bytes
}

/** The lowest address that the running function uses. */
export function stackBottom(machine: Machine, task: Task): number {
  const { program } = programOf(machine, task)
  const info = functionAt(program.functions, task.pc)
  if (!info) return task.fp
  if (info.dynamicStackSlot === 0) return task.fp - info.memorySize
  const bytes = readUser(machine, task, task.fp + info.dynamicStackSlot, 8)
  return bytes ? getI64(bytes, 0) : task.fp - info.memorySize
}

/** The context that a handler's frame was pushed below, or null; its pc, fp are what the handler interrupted. */
export function contextAt(machine: Machine, task: Task, fp: number): { pc: number; fp: number } | null {
  const bytes = readUser(machine, task, fp, CONTEXT.size)
  if (!bytes || getI32(bytes, CONTEXT.magic) !== MAGIC) return null
  return { pc: getI32(bytes, CONTEXT.pc), fp: getI32(bytes, CONTEXT.fp) }
}

/** sigreturn: everything is as it was. A call that slept and was to be restarted with its halves done sleeps again. */
export function returnFromHandler(machine: Machine, task: Task): boolean {
  const bytes = readUser(machine, task, task.fp, CONTEXT.size)
  if (!bytes || getI32(bytes, CONTEXT.magic) !== MAGIC) return false
  const draft = edit(machine, task)
  draft.pc = getI32(bytes, CONTEXT.pc)
  draft.fp = getI32(bytes, CONTEXT.fp)
  draft.rvLow = getI32(bytes, CONTEXT.rv)
  draft.rvHigh = getI32(bytes, CONTEXT.rv + 4)
  draft.maskLow = getI32(bytes, CONTEXT.maskLow)
  draft.maskHigh = getI32(bytes, CONTEXT.maskHigh)
  draft.pending = savedCall(bytes, callsOf(machine, task))
  return true
}

/** The names of the calls that the running program makes: what a number in a context stands for. */
function callsOf(machine: Machine, task: Task): readonly string[] {
  return programOf(machine, task).program.calls
}

/**
 * The call that the handler interrupted half done; null: it came between two instructions, or a call begins anew.
 */
function savedCall(bytes: Uint8Array, calls: readonly string[]): PendingCall | null {
  const call = calls[getI32(bytes, CONTEXT.number) - 1]
  if (call === undefined) return null
  const words = (at: number, count: number) =>
    Array.from({ length: count }, (_, i) => getI64(bytes, at + 8 * i))
  return {
    call,
    args: words(CONTEXT.arguments, 6),
    phase: getI32(bytes, CONTEXT.phase),
    data: words(CONTEXT.data, 4),
  }
}

/** struct sigaction in user memory, both ways. */
export function actionBytes(action: SignalAction): Uint8Array {
  const bytes = new Uint8Array(SIGACTION.size)
  putI64(bytes, SIGACTION.handler, action.handler)
  putU32(bytes, SIGACTION.mask, action.maskLow)
  putU32(bytes, SIGACTION.mask + 4, action.maskHigh)
  putU32(bytes, SIGACTION.flags, action.flags)
  return bytes
}

/** An action from the bytes of a `struct sigaction`, laid out as SIGACTION says. */
export function actionFrom(bytes: Uint8Array): SignalAction {
  return {
    handler: getI64(bytes, SIGACTION.handler),
    maskLow: getI32(bytes, SIGACTION.mask),
    maskHigh: getI32(bytes, SIGACTION.mask + 4),
    flags: getI32(bytes, SIGACTION.flags),
  }
}
