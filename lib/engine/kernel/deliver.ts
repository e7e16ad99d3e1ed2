/**
 * Delivery of signals: on its way back to its own code a task ends, stops, or finds itself in a handler.
 *
 * The frame of a handler, from high addresses to low: what the task was doing when the signal came (below everything
 * that it has on its stack), a page-aligned context that `sigreturn` reads back, the siginfo, the handler's own frame.
 */
import { WORDS } from '../vm/opcode'
import { SIGACTION, SIGINFO } from './layout'
import {
  type Machine,
  type Pending,
  processOf,
  programOf,
  type SignalAction,
  type SignalInfo,
  type Task,
  taskAt,
} from './machine'
import { exitProcess } from './process'
import {
  actionOf,
  DEFAULT_ACTION,
  defaultEffect,
  isIgnored,
  nextSignal,
  notifyParent,
  SA_NODEFER,
  SA_RESETHAND,
  SIG_DFL,
  SIGSEGV,
  signalName,
  takeSignal,
} from './signal'
import { addressOfIndex, indexOfAddress, pushFrame } from './stack'
import { getI32, getI64, putI64, putU32, readUser, writeUser } from './user-memory'

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

/** Is there something that this task must act on before it goes on? */
export function hasSignal(machine: Machine, task: Task): boolean {
  if (task.signals.length === 0 && processOf(machine, task).signals.length === 0) return false
  return nextSignal(machine, task) !== null
}

/** Acts on the next pending signal. Returns false when there was none. */
export function deliverSignal(machine: Machine, task: Task): boolean {
  const next = nextSignal(machine, task)
  if (!next) return false
  const process = processOf(machine, task)
  const { info } = next
  takeSignal(machine, task, info, next.own)
  const action = actionOf(process, info.signal)
  if (isIgnored(process, info.signal)) return true
  if (action.handler === SIG_DFL) return applyDefault(machine, task, info.signal)
  if ((action.flags & SA_RESETHAND) !== 0) {
    const actions = process.actions.slice()
    actions[info.signal] = DEFAULT_ACTION
    process.actions = actions
  }
  if (!enterHandler(machine, task, info, action)) applyDefault(machine, task, SIGSEGV)
  else report(machine, task, info.signal, 'handled')
  return true
}

function applyDefault(machine: Machine, task: Task, signal: number): boolean {
  const process = processOf(machine, task)
  const effect = defaultEffect(signal)
  if (effect === 'ignore' || effect === 'continue') return true
  if (effect === 'terminate') {
    report(machine, task, signal, 'killed')
    exitProcess(machine, process, signal, task)
    return true
  }
  report(machine, task, signal, 'stopped')
  process.stopped = true
  process.report = (signal << 8) | 0x7f
  for (const index of process.tasks) stopOne(machine, taskAt(machine, index))
  notifyParent(machine, process, task)
  return true
}

function stopOne(machine: Machine, task: Task): void {
  if (task.state !== 'runnable' && task.state !== 'sleeping') return
  task.state = 'stopped'
  machine.state.ready = machine.state.ready.filter((index) => index !== task.index)
  const core = task.core === null ? undefined : machine.state.cores[task.core]
  if (core) core.task = null
  task.core = null
}

function report(
  machine: Machine,
  task: Task,
  signal: number,
  action: 'handled' | 'killed' | 'stopped',
): void {
  machine.events?.push({ kind: 'signal', signal, name: signalName(signal), to: task.index, action })
}

/** Kills the process by a signal that cannot be refused (a fault with no handler). */
export function killBySignal(machine: Machine, task: Task, signal: number): void {
  report(machine, task, signal, 'killed')
  exitProcess(machine, processOf(machine, task), signal, task)
}

function enterHandler(machine: Machine, task: Task, info: SignalInfo, action: SignalAction): boolean {
  const { program } = programOf(machine, task)
  const entry = indexOfAddress(action.handler)
  if (!Number.isInteger(entry) || entry < 0 || entry * WORDS >= program.code.length) return false
  const context = (stackBottom(machine, task) - CONTEXT.size) & ~(CONTEXT.size - 1)
  const siginfo = context - SIGINFO.size
  const [maskLow, maskHigh] = task.savedMask ?? [task.maskLow, task.maskHigh]
  const bytes = contextBytes(task, maskLow, maskHigh)
  if (!writeUser(machine, task, context, bytes)) return false
  if (!writeUser(machine, task, siginfo, siginfoBytes(info))) return false
  const link = { fp: context, returnTo: addressOfIndex(program.signalReturn + 1) }
  // sa_handler functions take one parameter; a function finds only as many as its frame has room for.
  const count = program.code[entry * WORDS + 3] ?? 0
  const parameters = [info.signal, siginfo, context].slice(0, Math.max(1, count))
  if (!pushFrame(machine, task, program, entry, siginfo, parameters, link)) return false
  task.savedMask = null
  task.pending = null
  task.maskLow |= action.maskLow
  task.maskHigh |= action.maskHigh
  if ((action.flags & SA_NODEFER) === 0) {
    if (info.signal <= 32) task.maskLow |= 1 << (info.signal - 1)
    else task.maskHigh |= 1 << (info.signal - 33)
  }
  return true
}

function contextBytes(task: Task, maskLow: number, maskHigh: number): Uint8Array {
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
  putU32(bytes, CONTEXT.number, pending ? pending.number + 1 : 0)
  if (!pending) return bytes
  putU32(bytes, CONTEXT.phase, pending.phase)
  for (let i = 0; i < 6; i++) putI64(bytes, CONTEXT.arguments + 8 * i, pending.args[i] ?? 0)
  for (let i = 0; i < 4; i++) putI64(bytes, CONTEXT.data + 8 * i, pending.data[i] ?? 0)
  return bytes
}

export function siginfoBytes(info: SignalInfo): Uint8Array {
  const bytes = new Uint8Array(SIGINFO.size)
  putU32(bytes, SIGINFO.signal, info.signal)
  putU32(bytes, SIGINFO.code, info.code)
  if (info.address !== 0) putI64(bytes, SIGINFO.address, info.address)
  else {
    putU32(bytes, SIGINFO.pid, info.pid)
    putU32(bytes, SIGINFO.uid, 1000)
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

/** The function that holds an instruction, by binary search. */
export function functionAt<T extends { readonly start: number; readonly end: number }>(
  functions: readonly T[],
  pc: number,
): T | null {
  let low = 0
  let high = functions.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = functions[middle] as T
    if (pc < found.start) high = middle - 1
    else if (pc >= found.end) low = middle + 1
    else return found
  }
  return null
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
  task.pc = getI32(bytes, CONTEXT.pc)
  task.fp = getI32(bytes, CONTEXT.fp)
  task.rvLow = getI32(bytes, CONTEXT.rv)
  task.rvHigh = getI32(bytes, CONTEXT.rv + 4)
  task.maskLow = getI32(bytes, CONTEXT.maskLow)
  task.maskHigh = getI32(bytes, CONTEXT.maskHigh)
  task.pending = savedCall(bytes)
  return true
}

function savedCall(bytes: Uint8Array): Pending | null {
  const number = getI32(bytes, CONTEXT.number)
  if (number === 0) return null
  const words = (at: number, count: number) =>
    Array.from({ length: count }, (_, i) => getI64(bytes, at + 8 * i))
  return {
    number: number - 1,
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

export function actionFrom(bytes: Uint8Array): SignalAction {
  return {
    handler: getI64(bytes, SIGACTION.handler),
    maskLow: getI32(bytes, SIGACTION.mask),
    maskHigh: getI32(bytes, SIGACTION.mask + 4),
    flags: getI32(bytes, SIGACTION.flags),
  }
}
