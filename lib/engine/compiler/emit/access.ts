/** Where lvalues live, and loads and stores there. */
import { ATOMIC, OP, ORDER_SHIFT, SIZE_SHIFT } from '../../vm/opcode'
import { numberValue } from '../meaning/constant'
import { integerKind, isFloating, isInteger, isUnsigned } from '../meaning/ctype'
import { accessSize } from '../meaning/layout'
import { type CType, K, type Member, N, type Node } from '../meaning/syntax'
import {
  type BytecodeEmitter,
  emit,
  framePointerSlot,
  isWord64,
  move,
  noteAccess,
  relocate,
  target,
  temporary,
} from './emitter'
import { In, type Place } from './lvalue'

/** A scalar variable, or temporary, in a slot of the frame: to load from it is to use it where it is. */
export function slotPlace(slot: number): Place {
  return { in: In.Slot, slot, offset: 0, symbol: null, visible: 0, member: null }
}

/**
 * What lies `offset` bytes behind the address in a slot.
 * @param visible 0, or the flag that makes loads and stores there visible operations
 */
export function pointerPlace(slot: number, offset: number, visible: number): Place {
  return { in: In.Pointer, slot, offset, symbol: null, visible, member: null }
}

/** Fresh or local memory of the frame that nobody else sees. */
export function framePlace(e: BytecodeEmitter, offset: number, visible: number): Place {
  return pointerPlace(framePointerSlot(e), offset, visible)
}

/** The place a number of bytes further on, in the same object. */
export function shifted(place: Place, bytes: number): Place {
  return bytes === 0 ? place : { ...place, offset: place.offset + bytes }
}

/** Place of an lvalue: its address is computed, nothing is loaded from it. */
export function placeOf(e: BytecodeEmitter, node: Node): Place {
  switch (node.kind) {
    case N.Variable:
      return variablePlace(e, node)
    case N.Member: {
      const owner = e.rules.record(e, node.left!)
      const member = node.member!
      const place = shifted(owner, member.offset)
      return member.width < 0 ? place : { ...place, member }
    }
    case N.Deref:
      return addressPlace(e, node.left!)
    case N.CompoundLiteral:
      e.rules.initialise(e, node.symbol!, node.list!)
      return variablePlace(e, node)
    default:
      return e.rules.record(e, node)
  }
}

function variablePlace(e: BytecodeEmitter, node: Node): Place {
  const symbol = node.symbol!
  const { link } = symbol
  if (link === null) {
    // a variable-length array's slot holds its address
    if (symbol.type.kind === K.Array && symbol.type.bytes !== null)
      return pointerPlace(symbol.offset, 0, e.visible)
    if (!symbol.inMemory) return slotPlace(symbol.offset)
    return framePlace(e, symbol.offset, symbol.addressTaken ? e.visible : 0)
  }
  if (link.kind === 'tls') {
    const slot = temporary(e)
    emit(e, OP.leaTls, slot, 0, 0)
    relocate(e, 2, link, 0)
    return pointerPlace(slot, 0, e.visible)
  }
  return { in: In.Global, slot: 0, offset: 0, symbol: link, visible: e.visible, member: null }
}

/** The object that a pointer value points to. */
export function addressPlace(e: BytecodeEmitter, node: Node): Place {
  switch (node.kind) {
    case N.AddressOf:
      return placeOf(e, node.left!)
    case N.Convert:
      if (node.type.size === 8 && node.left!.type.size === 8 && !isFloating(node.left!.type))
        return addressPlace(e, node.left!)
      break
    case N.PointerAdd: {
      const base = addressPlace(e, node.left!)
      return indexed(e, base, node.right!, node.low)
    }
    default:
  }
  return pointerPlace(e.rules.value(e, node, -1), 0, e.visible)
}

const isScale = (size: number): boolean => size === 1 || size === 2 || size === 4 || size === 8

/** The 32-bit signed value that a 64-bit index was made from, or null. */
function narrowIndex(index: Node): Node | null {
  if (index.kind !== N.Convert) return null
  const { type } = index.left!
  return isInteger(type) && type.size <= 4 && !(isUnsigned(type) && type.size === 4) ? index.left! : null
}

function indexed(e: BytecodeEmitter, base: Place, index: Node, size: number): Place {
  if (index.kind === N.Constant) {
    const bytes = numberValue(index) * size
    if (Math.abs(bytes + base.offset) < 0x3fff_ffff) return shifted(base, bytes)
  }
  const narrow = narrowIndex(index)
  const value = e.rules.value(e, narrow ?? index, -1)
  if (base.in === In.Global) return globalIndexed(e, base, value, narrow !== null, size)
  const slot = temporary(e)
  emitIndexed(e, slot, base.slot, value, narrow !== null, size)
  return pointerPlace(slot, base.offset, base.visible)
}

function globalIndexed(e: BytecodeEmitter, base: Place, value: number, narrow: boolean, size: number): Place {
  const slot = temporary(e)
  if (narrow && isScale(size)) {
    emit(e, OP.leaGlobalS | (size << SIZE_SHIFT), slot, value, 0)
    relocate(e, 3, base.symbol!, base.offset)
    return pointerPlace(slot, 0, base.visible)
  }
  const start = temporary(e)
  emit(e, OP.li64, start, 0, 0)
  relocate(e, 2, base.symbol!, base.offset)
  emitIndexed(e, slot, start, value, narrow, size)
  return pointerPlace(slot, 0, base.visible)
}

/** dest = base + index * size. */
export function emitIndexed(
  e: BytecodeEmitter,
  dest: number,
  base: number,
  index: number,
  narrow: boolean,
  size: number,
): void {
  if (isScale(size)) {
    emit(e, (narrow ? OP.leaIndexS : OP.leaIndex) | (size << SIZE_SHIFT), dest, base, index)
    return
  }
  const mark = e.top
  let wide = index
  if (narrow) {
    wide = temporary(e)
    emit(e, OP.sext32, wide, index, 0)
  }
  const scaled = temporary(e)
  emit(e, OP.mulI64, scaled, wide, size)
  emit(e, OP.add64, dest, base, scaled)
  e.top = mark
}

/** The address of a place in a slot. */
export function placeAddress(e: BytecodeEmitter, place: Place, dest: number): number {
  if (place.in === In.Global) {
    const slot = target(e, dest)
    emit(e, OP.li64, slot, 0, 0)
    relocate(e, 2, place.symbol!, place.offset)
    return slot
  }
  if (place.slot === e.frameSlot && e.frameUsed) {
    const slot = target(e, dest)
    emit(e, OP.leaFrame, slot, place.offset, 0)
    return slot
  }
  if (place.offset !== 0) {
    const slot = target(e, dest)
    emit(e, OP.addI64, slot, place.slot, place.offset)
    return slot
  }
  if (dest < 0) return place.slot
  move(e, dest, place.slot, true)
  return dest
}

function loadOpcode(type: CType, global: boolean): number {
  const signed = !isUnsigned(type)
  switch (type.size) {
    case 1:
      if (global) return signed ? OP.loadG8S : OP.loadG8U
      return signed ? OP.load8S : OP.load8U
    case 2:
      if (global) return signed ? OP.loadG16S : OP.loadG16U
      return signed ? OP.load16S : OP.load16U
    case 4:
      return global ? OP.loadG32 : OP.load32
    default:
      return global ? OP.loadG64 : OP.load64
  }
}

function storeOpcode(size: number, global: boolean): number {
  switch (size) {
    case 1:
      return global ? OP.storeG8 : OP.store8
    case 2:
      return global ? OP.storeG16 : OP.store16
    case 4:
      return global ? OP.storeG32 : OP.store32
    default:
      return global ? OP.storeG64 : OP.store64
  }
}

/** Loads a scalar; of a local in a slot, the slot itself. */
export function loadScalar(e: BytecodeEmitter, place: Place, type: CType, dest: number): number {
  if (place.member !== null) return loadBits(e, place, place.member, dest)
  if (place.in === In.Slot) {
    if (dest < 0) return place.slot
    move(e, dest, place.slot, isWord64(type))
    return dest
  }
  const slot = target(e, dest)
  loadRaw(e, place, type, loadOpcode(type, place.in === In.Global), slot, 0)
  return slot
}

function loadRaw(
  e: BytecodeEmitter,
  place: Place,
  type: CType,
  opcode: number,
  slot: number,
  flags: number,
): void {
  if (place.in === In.Global) {
    emit(e, opcode | place.visible | flags, slot, 0, 0)
    relocate(e, 2, place.symbol!, place.offset)
  } else emit(e, opcode | place.visible | flags, slot, place.slot, place.offset)
  if (place.visible !== 0) noteAccess(e, type, place.member)
}

function storeRaw(
  e: BytecodeEmitter,
  place: Place,
  type: CType,
  size: number,
  slot: number,
  flags: number,
): void {
  const opcode = storeOpcode(size, place.in === In.Global) | place.visible | flags
  if (place.in === In.Global) {
    emit(e, opcode, 0, slot, 0)
    relocate(e, 1, place.symbol!, place.offset)
  } else emit(e, opcode, place.slot, slot, place.offset)
  if (place.visible !== 0) noteAccess(e, type, place.member)
}

/** Stores a scalar that is already of the place's type. */
export function storeScalar(e: BytecodeEmitter, place: Place, type: CType, slot: number): void {
  if (place.member !== null) storeBits(e, place, place.member, slot)
  else if (place.in === In.Slot) move(e, place.slot, slot, isWord64(type))
  else storeRaw(e, place, type, type.size, slot, 0)
}

/** Loads and stores of _Atomic objects: one visible access. */
export function atomicLoad(e: BytecodeEmitter, place: Place, type: CType, dest: number, order = 0): number {
  const slot = target(e, dest)
  loadRaw(e, place, type, loadOpcode(type, place.in === In.Global), slot, ATOMIC | (order << ORDER_SHIFT))
  return slot
}

/**
 * Stores a value of the object's type.
 * @param order a C11 memory order by its number, in both
 */
export function atomicStore(e: BytecodeEmitter, place: Place, type: CType, slot: number, order = 0): void {
  storeRaw(e, place, type, type.size, slot, ATOMIC | (order << ORDER_SHIFT))
}

const UNSIGNED_LOADS = [OP.load8U, OP.load16U, OP.load32, OP.load64]
const UNSIGNED_GLOBAL_LOADS = [OP.loadG8U, OP.loadG16U, OP.loadG32, OP.loadG64]

function loadContainer(e: BytecodeEmitter, place: Place, member: Member, slot: number): void {
  const opcodes = place.in === In.Global ? UNSIGNED_GLOBAL_LOADS : UNSIGNED_LOADS
  loadRaw(e, place, member.type, opcodes[Math.log2(accessSize(member))]!, slot, 0)
}

function loadBits(e: BytecodeEmitter, place: Place, member: Member, dest: number): number {
  const size = accessSize(member)
  const slot = target(e, dest)
  loadContainer(e, place, member, slot)
  extractBits(e, slot, slot, member.bit, member, size === 8)
  return slot
}

/** Brings a field at `bit` of a container to the value of its type. */
function extractBits(
  e: BytecodeEmitter,
  dest: number,
  slot: number,
  bit: number,
  member: Member,
  wide: boolean,
): void {
  const { type, width } = member
  const bits = wide ? 64 : 32
  const unsigned = isUnsigned(type) || integerKind(type) === K.Bool
  const left = bits - bit - width
  const right = bits - width
  let source = slot
  if (left > 0) {
    emit(e, wide ? OP.shlI64 : OP.shlI32, dest, source, left)
    source = dest
  }
  const shift = wide ? (unsigned ? OP.shrUI64 : OP.shrSI64) : unsigned ? OP.shrUI32 : OP.shrSI32
  if (right > 0) emit(e, shift, dest, source, right)
  else move(e, dest, source, wide)
  if (type.size === 8 && !wide) emit(e, unsigned ? OP.zext32 : OP.sext32, dest, dest, 0)
}

function storeBits(e: BytecodeEmitter, place: Place, member: Member, value: number): void {
  const size = accessSize(member)
  const wide = size === 8
  const mark = e.top
  const old = temporary(e)
  const field = temporary(e)
  const mask = ((1n << BigInt(member.width)) - 1n) << BigInt(member.bit)
  loadContainer(e, place, member, old)
  maskWith(e, old, old, ~mask, wide)
  if (member.bit > 0) emit(e, wide ? OP.shlI64 : OP.shlI32, field, value, member.bit)
  maskWith(e, field, member.bit > 0 ? field : value, mask, wide)
  emit(e, wide ? OP.or64 : OP.or32, old, old, field)
  storeRaw(e, place, member.type, size, old, 0)
  e.top = mark
}

function maskWith(e: BytecodeEmitter, dest: number, source: number, mask: bigint, wide: boolean): void {
  const low = Number(BigInt.asIntN(32, mask))
  const high = Number(BigInt.asIntN(32, mask >> 32n))
  if (!wide) emit(e, OP.andI32, dest, source, low)
  else if (high === low >> 31) emit(e, OP.andI64, dest, source, low)
  else {
    const slot = temporary(e)
    emit(e, OP.li64, slot, low, high)
    emit(e, OP.and64, dest, source, slot)
  }
}

/** The value that a bit-field has after a store of `slot`. */
export function truncateBits(e: BytecodeEmitter, member: Member, slot: number, dest: number): number {
  const result = target(e, dest)
  extractBits(e, result, slot, 0, member, member.type.size === 8)
  return result
}
