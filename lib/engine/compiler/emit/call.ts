/** Calls: arguments right to left into consecutive slots, plain locals last, as gcc -O0 reads them. */
import { ARGUMENT_SHIFT, OP } from '../../vm/opcode'
import { isFloating, isInteger, isRecord, isUnsigned } from '../meaning/ctype'
import { K, N, type Node } from '../meaning/syntax'
import { framePlace, placeAddress } from './access'
import {
  allocate,
  type BytecodeEmitter,
  emit,
  framePointerSlot,
  isWord64,
  move,
  noteAccess,
  relocate,
  reserve,
  setLine,
  target,
} from './emitter'
import { resultVariable, stripped } from './local'
import type { Place } from './lvalue'

/** A call whose arguments are in place. */
export type PreparedCall = {
  /** First argument slot, and how many there are. */
  readonly base: number
  readonly count: number
  /** Slot of the function's address, -1 for a direct call. */
  readonly indirect: number
  readonly mark: number
  readonly memory: number
}

/**
 * A call for its value.
 * @returns its slot (nothing in it for void); -1 for a struct, which is thrown away
 */
export function emitCall(e: BytecodeEmitter, node: Node, dest: number): number {
  const call = prepareCall(e, node)
  if (node.type.kind === K.Void) {
    invoke(e, node, call)
    return target(e, dest)
  }
  if (isRecord(node.type)) {
    finishRecordCall(e, node, call, framePlace(e, allocate(e, node.type.size, node.type.align), 0))
    return -1
  }
  e.top = call.mark
  return finishCall(e, node, call, target(e, dest))
}

const isDirect = (callee: Node): boolean => callee.kind === N.AddressOf && callee.left!.kind === N.Variable

/** Evaluates the function and its arguments. */
export function prepareCall(e: BytecodeEmitter, node: Node): PreparedCall {
  const callee = node.left!
  const { mark, memory } = { mark: e.top, memory: e.memory }
  const indirect = isDirect(callee) ? -1 : e.rules.value(e, callee, -1)
  const type = callee.type.base!
  const fixed = type.parameters === null ? node.list!.length : type.parameters.length
  const hidden = isRecord(node.type) ? 1 : 0
  const count = hidden + Math.min(fixed, node.list!.length) + (type.variadic ? 1 : 0)
  const base = reserve(e, count)
  evaluateArguments(e, node.list!, fixed, base + 8 * hidden, type.variadic)
  return { base, count, indirect, mark, memory }
}

function evaluateArguments(
  e: BytecodeEmitter,
  list: readonly Node[],
  fixed: number,
  base: number,
  variadic: boolean,
): void {
  const extra = Math.max(0, list.length - fixed)
  const block = extra === 0 ? 0 : allocate(e, 8 * extra, 8)
  const late: { readonly node: Node; readonly i: number }[] = []
  for (let i = list.length - 1; i >= 0; i--) {
    const node = lateValue(e, list[i]!)
    if (node === null) passArgument(e, list[i]!, i, fixed, base, block)
    else late.push({ node, i })
  }
  for (const { node, i } of late) passArgument(e, node, i, fixed, base, block)
  if (!variadic) return
  const slot = base + 8 * Math.min(fixed, list.length)
  // the library reads arguments that some calls leave out (fcntl, semctl): there must be something to read
  if (extra === 0) emit(e, OP.leaFrame, slot, 0, 0)
  else {
    framePointerSlot(e)
    emit(e, OP.leaFrame, slot, block, 0)
  }
}

/**
 * What is read only when the call is made: a constant, or the local in a slot that an argument's value is. The effects of
 * `++i` and the like happen here, at their turn. Null for all else.
 */
function lateValue(e: BytecodeEmitter, node: Node): Node | null {
  if (node.kind === N.Constant) return node
  const variable = resultVariable(node)
  if (variable === null) return null
  if (variable !== stripped(node)) e.rules.effect(e, stripped(node))
  return { ...variable, type: node.type }
}

function passArgument(
  e: BytecodeEmitter,
  node: Node,
  i: number,
  fixed: number,
  base: number,
  block: number,
): void {
  const mark = e.top
  if (i < fixed) {
    const slot = base + 8 * i
    if (isRecord(node.type)) placeAddress(e, e.rules.record(e, node), slot)
    else move(e, slot, e.rules.value(e, node, slot), isWord64(node.type))
  } else {
    const value = isRecord(node.type) ? copyForCall(e, node) : widened(e, node)
    emit(e, OP.store64, framePointerSlot(e), value, block + 8 * (i - fixed))
  }
  e.top = mark
}

/** A variadic argument as 8 bytes. */
function widened(e: BytecodeEmitter, node: Node): number {
  const { type } = node
  const value = e.rules.value(e, node, -1)
  if (isWord64(type) || isFloating(type) || !isInteger(type)) return value
  const slot = reserve(e, 1)
  emit(e, isUnsigned(type) ? OP.zext32 : OP.sext32, slot, value, 0)
  return slot
}

/** A struct among variadic arguments is passed as the address of a copy, one of up to 8 bytes as these bytes. */
function copyForCall(e: BytecodeEmitter, node: Node): number {
  const { size, align } = node.type
  const source = e.rules.record(e, node)
  const offset = allocate(e, Math.max(size, 8), Math.max(align, 8))
  const copy = placeAddress(e, framePlace(e, offset, 0), -1)
  emit(e, OP.copy | source.visible, copy, placeAddress(e, source, -1), size)
  if (source.visible !== 0) noteAccess(e, node.type, null)
  if (size <= 8) emit(e, OP.load64, copy, copy, 0)
  return copy
}

function invoke(e: BytecodeEmitter, node: Node, call: PreparedCall): void {
  const opcode = (call.indirect < 0 ? OP.call : OP.callIndirect) | (call.count << ARGUMENT_SHIFT)
  setLine(e, node.at)
  emit(e, opcode, call.indirect < 0 ? 0 : call.indirect, call.base, 0)
  if (call.indirect < 0) relocate(e, 1, node.left!.left!.symbol!.link!, 0)
  if (!e.dead) e.dynamicPatches.push(e.count - 1)
  e.top = call.mark
  e.memory = call.memory
}

/** Makes the call and leaves its scalar result in `dest`. */
export function finishCall(e: BytecodeEmitter, node: Node, call: PreparedCall, dest: number): number {
  const { top } = e
  invoke(e, node, call)
  e.top = Math.max(top, dest >= call.mark ? dest + 8 : call.mark)
  emit(e, isWord64(node.type) ? OP.getRv64 : OP.getRv32, dest, 0, 0)
  return dest
}

/** Makes the call; the struct it returns is written to `result`. */
export function finishRecordCall(e: BytecodeEmitter, node: Node, call: PreparedCall, result: Place): void {
  const { memory } = e
  const { top } = e
  placeAddress(e, result, call.base)
  invoke(e, node, call)
  // the result may lie among the call's own memory: it stays in use until the statement ends
  e.memory = memory
  e.top = top
}

/** `__syscall` and `__intrinsic`. */
export function emitTrap(e: BytecodeEmitter, node: Node, dest: number): number {
  const list = node.list!
  const mark = e.top
  const base = reserve(e, list.length)
  evaluateArguments(e, list, list.length, base, false)
  const opcode = node.kind === N.Syscall ? OP.sys : OP.intrinsic
  emit(e, opcode | node.high | (list.length << ARGUMENT_SHIFT), node.low, base, 0)
  e.top = mark
  const slot = target(e, dest)
  emit(e, OP.getRv64, slot, 0, 0)
  return slot
}
