/** Atomic read-modify-write operations. */
import { ATOMIC, OP, ORDER_SHIFT, SIZE_SHIFT, VISIBLE } from '../../vm/opcode'
import { Rmw } from '../meaning/assignment'
import { Cas } from '../meaning/atomic'
import { isUnsigned } from '../meaning/ctype'
import { type CType, K, type Node } from '../meaning/syntax'
import { addressPlace, atomicLoad, loadScalar, placeAddress, storeScalar } from './access'
import {
  type BytecodeEmitter,
  emit,
  isWord64,
  move,
  newLabel,
  noteAccess,
  placeLabel,
  placeLoopLabel,
  referToLabel,
  reserve,
  temporary,
} from './emitter'

const OPCODES: Readonly<Record<Rmw, number>> = {
  [Rmw.Exchange]: OP.atomicExchange,
  [Rmw.Add]: OP.atomicAdd,
  [Rmw.And]: OP.atomicAnd,
  [Rmw.Or]: OP.atomicOr,
  [Rmw.Xor]: OP.atomicXor,
  [Rmw.Nand]: OP.atomicNand,
}

const AGAIN: Readonly<Record<Rmw, readonly [number, number] | null>> = {
  [Rmw.Exchange]: null,
  [Rmw.Add]: [OP.add32, OP.add64],
  [Rmw.And]: [OP.and32, OP.and64],
  [Rmw.Or]: [OP.or32, OP.or64],
  [Rmw.Xor]: [OP.xor32, OP.xor64],
  [Rmw.Nand]: [OP.and32, OP.and64],
}

/** Visible in the library too: it uses atomics just where others can see an order (a stream's lock). */
const flags = (size: number, order: number): number =>
  VISIBLE | ATOMIC | (size << SIZE_SHIFT) | (order << ORDER_SHIFT)

/** The operand widened to a 64-bit slot. */
function wideOperand(e: BytecodeEmitter, node: Node): number {
  const value = e.rules.value(e, node, -1)
  if (isWord64(node.type)) return value
  const slot = temporary(e)
  emit(e, OP.zext32, slot, value, 0)
  return slot
}

/** A zero-extended result as a value of the object's type. */
function normalise(e: BytecodeEmitter, type: CType, slot: number): void {
  if (type.size === 1 && !isUnsigned(type)) emit(e, OP.sext8, slot, slot, 0)
  else if (type.size === 2 && !isUnsigned(type)) emit(e, OP.sext16, slot, slot, 0)
  else if (type.size === 1) emit(e, OP.zext8, slot, slot, 0)
  else if (type.size === 2) emit(e, OP.zext16, slot, slot, 0)
}

/**
 * An atomic read-modify-write as one visible operation. The lowest bit of `node.high` asks for the new value,
 * which is computed again from the old one; the rest is the memory order.
 * @returns the slot with the value
 */
export function emitAtomicRmw(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  const { type } = node
  const rmw = node.low as Rmw
  const slot = temporary(e)
  const value = wideOperand(e, node.right!)
  const address = placeAddress(e, addressPlace(e, node.left!), -1)
  emit(e, OPCODES[rmw] | flags(type.size, node.high >> 1), slot, address, value)
  noteAccess(e, type, null)
  const again = AGAIN[rmw]
  if ((node.high & 1) === 1 && again !== null) {
    const wide = isWord64(type)
    emit(e, again[wide ? 1 : 0]!, slot, slot, value)
    if (rmw === Rmw.Nand) emit(e, wide ? OP.not64 : OP.not32, slot, slot, 0)
  }
  normalise(e, type, slot)
  e.top = dest >= 0 ? mark : slot + 8
  if (dest >= 0) move(e, dest, slot, isWord64(type))
  return dest >= 0 ? dest : slot
}

function zeroExtend(e: BytecodeEmitter, dest: number, source: number, size: number): void {
  if (size === 8) {
    move(e, dest, source, true)
    return
  }
  if (size < 4) {
    emit(e, size === 1 ? OP.zext8 : OP.zext16, dest, source, 0)
    emit(e, OP.zext32, dest, dest, 0)
  } else emit(e, OP.zext32, dest, source, 0)
}

/**
 * A compare-and-swap (C11 7.17.7.4; gcc's __sync and __atomic ones). In the form that writes back, what was found
 * is stored where the expected value came from, if the swap failed: an access of its own, behind the atomic one.
 * @returns the slot with the value
 */
export function emitAtomicCas(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  const type = node.left!.type.base!.plain
  const { size } = type
  const result = temporary(e)
  const pair = reserve(e, 2)
  const found = temporary(e)
  const form = node.low as Cas
  const address = placeAddress(e, addressPlace(e, node.left!), -1)
  const expected = form === Cas.WriteBack ? addressPlace(e, node.third!) : null
  const inner = e.top
  const desired = e.rules.value(e, node.right!, -1)
  zeroExtend(e, pair + 8, desired, size)
  e.top = inner
  const old = expected === null ? e.rules.value(e, node.third!, -1) : loadScalar(e, expected, type, -1)
  zeroExtend(e, pair, old, size)
  emit(e, OP.atomicCas | flags(size, node.high), found, address, pair)
  noteAccess(e, type, null)
  if (form === Cas.Value) {
    move(e, result, found, true)
    normalise(e, type, result)
  } else emit(e, OP.eq64, result, found, pair)
  if (expected !== null) {
    const done = newLabel(e)
    emit(e, OP.bNeI32, result, 0, 0)
    referToLabel(e, 3, done)
    storeScalar(e, expected, type, found)
    placeLabel(e, done)
  }
  e.top = dest >= 0 ? mark : result + 8
  if (dest >= 0) move(e, dest, result, isWord64(node.type))
  return dest >= 0 ? dest : result
}

/** `x op= y` without an operation of its own: load, compute, compare and swap, again if it has changed. */
export function emitAtomicUpdate(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  const { type } = node
  const { size } = type
  const result = temporary(e)
  const pair = reserve(e, 2)
  const found = temporary(e)
  const saved = node.third!
  e.saves.set(saved, { slot: temporary(e), done: false })
  e.rules.value(e, saved, -1)
  const address = placeAddress(e, addressPlace(e, node.left!), -1)
  const place = addressPlace(e, node.left!)
  const old = atomicLoad(e, place, type, temporary(e))
  const { current } = e
  e.current = { kind: 'slot', slot: old }
  const again = newLabel(e)
  placeLoopLabel(e, again)
  const value = e.rules.value(e, node.right!, temporary(e))
  e.current = current
  zeroExtend(e, pair, old, size)
  zeroExtend(e, pair + 8, value, size)
  emit(e, OP.atomicCas | flags(size, 0), found, address, pair)
  noteAccess(e, type, null)
  move(e, result, node.low === 1 ? old : value, isWord64(type))
  move(e, old, found, true)
  if (type.kind !== K.Float) normalise(e, type, old)
  emit(e, OP.bNe64, found, pair, 0)
  referToLabel(e, 3, again)
  e.top = dest >= 0 ? mark : result + 8
  if (dest >= 0) move(e, dest, result, isWord64(type))
  return dest >= 0 ? dest : result
}
