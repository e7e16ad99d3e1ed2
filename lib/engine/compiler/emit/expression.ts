/** Values: arithmetic, conversions, and everything that leaves something in a slot. */
import { OP, ORDER_SHIFT } from '../../vm/opcode'
import { fitsImmediate, floatBits, numberValue } from '../meaning/constant'
import { hasSideEffects } from '../meaning/conversion'
import { integerKind, isFloating, isInteger, isUnsigned } from '../meaning/ctype'
import { type CType, K, N, type Node } from '../meaning/syntax'
import {
  addressPlace,
  atomicLoad,
  atomicStore,
  emitIndexed,
  loadScalar,
  placeAddress,
  placeOf,
} from './access'
import { emitAssign, emitAssignOperation, emitIncrement, emitSave } from './assignment'
import { emitAtomicCas, emitAtomicRmw, emitAtomicUpdate } from './atomic'
import { emitCall, emitTrap } from './call'
import { conversion, narrowing } from './conversion'
import {
  type BytecodeEmitter,
  deliver,
  emit,
  finishPath,
  isWord64,
  jump,
  loadConstant,
  newLabel,
  placeLabel,
  relocate,
  target,
  temporary,
} from './emitter'
import { firstOperand } from './local'
import { emitVaArg, emitVaCopy, emitVaStart } from './variadic'

/** Leaves the value of a scalar expression in a slot and says which. */
export function emitValue(e: BytecodeEmitter, node: Node, dest: number): number {
  switch (node.kind) {
    case N.Constant:
      return emitConstant(e, node, dest)
    case N.Variable:
    case N.Member:
    case N.Deref:
    case N.CompoundLiteral:
      return emitLoad(e, node, dest)
    case N.AddressOf:
      return emitAddress(e, node, dest)
    case N.Convert:
      return emitConvert(e, node, dest)
    case N.Negate:
    case N.BitNot:
      return emitUnary(e, node, dest)
    case N.PointerAdd:
      return emitPointerAdd(e, node, dest)
    case N.PointerDiff:
      return emitPointerDiff(e, node, dest)
    case N.LogicalNot:
    case N.AndAnd:
    case N.OrOr:
      return emitTruth(e, node, dest)
    case N.Conditional:
      return emitConditional(e, node, dest)
    case N.Comma:
      if (hasSideEffects(node.left!)) e.rules.effect(e, node.left!)
      return emitValue(e, node.right!, dest)
    case N.Assign:
      return emitAssign(e, node, true, dest)
    case N.AssignOp:
      return emitAssignOperation(e, node, true, dest)
    case N.Increment:
      return emitIncrement(e, node, true, dest)
    case N.Current:
      return emitCurrent(e, node, dest)
    case N.Save:
      return emitSave(e, node, dest)
    case N.Call:
      return emitCall(e, node, dest)
    case N.StatementExpression:
      for (const item of node.list!) e.rules.statement(e, item)
      return node.left === null ? target(e, dest) : emitStatementValue(e, node, dest)
    default:
      return node.kind >= N.Equal && node.kind <= N.GreaterEqual
        ? emitComparison(e, node, dest)
        : emitOther(e, node, dest)
  }
}

/** Builtins and plain arithmetic. */
function emitOther(e: BytecodeEmitter, node: Node, dest: number): number {
  switch (node.kind) {
    case N.Syscall:
    case N.Intrinsic:
      return emitTrap(e, node, dest)
    case N.VaArg:
      return emitVaArg(e, node, dest)
    case N.VaStart:
      emitVaStart(e, node)
      return target(e, dest)
    case N.VaCopy:
      emitVaCopy(e, node)
      return target(e, dest)
    case N.AtomicLoad: {
      const mark = e.top
      const place = addressPlace(e, node.left!)
      e.top = mark
      return atomicLoad(e, place, node.type, dest, node.low)
    }
    case N.AtomicStore:
      return emitAtomicStore(e, node, dest)
    case N.AtomicRmw:
      return emitAtomicRmw(e, node, dest)
    case N.AtomicCas:
      return emitAtomicCas(e, node, dest)
    case N.AtomicUpdate:
      return emitAtomicUpdate(e, node, dest)
    case N.Setjmp: {
      const buffer = emitValue(e, node.left!, -1)
      const slot = target(e, dest)
      emit(e, OP.setjmp, slot, buffer, 0)
      return slot
    }
    case N.Longjmp: {
      const buffer = emitValue(e, node.left!, -1)
      finishPath(e, OP.longjmp, buffer, emitValue(e, node.right!, -1))
      return target(e, dest)
    }
    case N.Trap:
      finishPath(e, OP.illegal, 0, 0)
      return target(e, dest)
    case N.Fence:
      emit(e, OP.fence | e.visible | (node.low << ORDER_SHIFT), 0, 0, 0)
      return target(e, dest)
    case N.Alloca: {
      const size = emitValue(e, node.left!, -1)
      const slot = target(e, dest)
      emit(e, OP.alloca, slot, size, e.dynamicSlot)
      return slot
    }
    default:
      return emitBinary(e, node, dest)
  }
}

function emitStatementValue(e: BytecodeEmitter, node: Node, dest: number): number {
  const slot = emitValue(e, node.left!, dest)
  if (node.third!.symbol !== null) emit(e, OP.mov64, e.dynamicSlot, node.third!.symbol.offset, 0)
  return slot
}

function emitConstant(e: BytecodeEmitter, node: Node, dest: number): number {
  const slot = target(e, dest)
  if (node.type.kind === K.Float) emit(e, OP.li32, slot, floatBits(node), 0)
  else loadConstant(e, slot, node.low, node.high, isWord64(node.type))
  return slot
}

function emitLoad(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  const place = placeOf(e, node)
  e.top = mark
  return loadScalar(e, place, node.type, dest)
}

function emitAddress(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  const left = node.left!
  if (left.kind === N.Variable && left.type.kind === K.Function) {
    const slot = target(e, dest)
    emit(e, OP.li64, slot, 0, 0)
    relocate(e, 2, left.symbol!.link!, 0)
    return slot
  }
  const place = placeOf(e, left)
  if (dest < 0) {
    // a computed address may stay where it is
    if (place.offset === 0 && place.slot >= mark && place.symbol === null && place.slot !== e.frameSlot) {
      e.top = place.slot + 8
      return place.slot
    }
    e.top = mark
  }
  const slot = placeAddress(e, place, dest)
  if (dest >= 0) e.top = mark
  return slot
}

function emitCurrent(e: BytecodeEmitter, node: Node, dest: number): number {
  const { current } = e
  if (current.kind === 'slot') return deliver(e, current.slot, dest, isWord64(node.type))
  if (current.kind === 'place') return loadScalar(e, current.place, node.type, dest)
  if (current.kind === 'node') return emitLoad(e, current.node, dest)
  return target(e, dest)
}

const UNARY: Partial<Record<N, readonly [number, number]>> = {
  [N.Negate]: [OP.neg32, OP.neg64],
  [N.BitNot]: [OP.not32, OP.not64],
}

function emitUnary(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  const operand = emitValue(e, node.left!, -1)
  e.top = mark
  const slot = target(e, dest)
  const wide = isWord64(node.type)
  if (isFloating(node.type)) emit(e, wide ? OP.fneg64 : OP.fneg32, slot, operand, 0)
  else emit(e, UNARY[node.kind]![wide ? 1 : 0]!, slot, operand, 0)
  return slot
}

type Family = {
  readonly s32: number
  readonly s64: number
  readonly u32: number
  readonly u64: number
  readonly f32: number
  readonly f64: number
}

const family = (s32: number, s64: number, u32 = s32, u64 = s64, f32 = 0, f64 = 0): Family => ({
  s32,
  s64,
  u32,
  u64,
  f32,
  f64,
})

const BINARY: Partial<Record<N, Family>> = {
  [N.Add]: family(OP.add32, OP.add64, OP.add32, OP.add64, OP.fadd32, OP.fadd64),
  [N.Sub]: family(OP.sub32, OP.sub64, OP.sub32, OP.sub64, OP.fsub32, OP.fsub64),
  [N.Mul]: family(OP.mul32, OP.mul64, OP.mul32, OP.mul64, OP.fmul32, OP.fmul64),
  [N.Div]: family(OP.divS32, OP.divS64, OP.divU32, OP.divU64, OP.fdiv32, OP.fdiv64),
  [N.Rem]: family(OP.remS32, OP.remS64, OP.remU32, OP.remU64),
  [N.BitAnd]: family(OP.and32, OP.and64),
  [N.BitOr]: family(OP.or32, OP.or64),
  [N.BitXor]: family(OP.xor32, OP.xor64),
  [N.ShiftLeft]: family(OP.shl32, OP.shl64),
  [N.ShiftRight]: family(OP.shrS32, OP.shrS64, OP.shrU32, OP.shrU64),
}

const IMMEDIATE: Partial<Record<N, Family>> = {
  [N.Add]: family(OP.addI32, OP.addI64),
  [N.Sub]: family(OP.addI32, OP.addI64),
  [N.Mul]: family(OP.mulI32, OP.mulI64),
  [N.BitAnd]: family(OP.andI32, OP.andI64),
  [N.BitOr]: family(OP.orI32, OP.orI64),
  [N.BitXor]: family(OP.xorI32, OP.xorI64),
  [N.ShiftLeft]: family(OP.shlI32, OP.shlI64),
  [N.ShiftRight]: family(OP.shrSI32, OP.shrSI64, OP.shrUI32, OP.shrUI64),
}

function member(of: Family, type: CType): number {
  const wide = isWord64(type)
  if (isFloating(type)) return wide ? of.f64 : of.f32
  if (isUnsigned(type)) return wide ? of.u64 : of.u32
  return wide ? of.s64 : of.s32
}

function emitBinary(e: BytecodeEmitter, node: Node, dest: number): number {
  if (node.kind === N.Div && isInteger(node.type) && isOne(node.left!)) return emitReciprocal(e, node, dest)
  const { type, right } = node
  const mark = e.top
  const left = firstOperand(e, node.left!, right!)
  const immediate = right!.kind === N.Constant && isInteger(type) ? immediateOf(node, right!) : null
  if (immediate !== null) {
    e.top = mark
    const slot = target(e, dest)
    emit(e, member(IMMEDIATE[node.kind]!, type), slot, left, immediate)
    return slot
  }
  const operand = emitValue(e, right!, -1)
  e.top = mark
  const slot = target(e, dest)
  emit(e, member(BINARY[node.kind]!, type), slot, left, operand)
  return slot
}

/** 1 / x without a division, as gcc has it: x where x is -1, 0 or 1, else 0; of an unsigned x whether it is 1. */
function emitReciprocal(e: BytecodeEmitter, node: Node, dest: number): number {
  const { type } = node
  const wide = isWord64(type)
  const mark = e.top
  const operand = emitValue(e, node.right!, -1)
  const small = temporary(e)
  const bound = temporary(e)
  loadConstant(e, bound, isUnsigned(type) ? 1 : 2, 0, wide)
  if (isUnsigned(type)) emit(e, wide ? OP.eq64 : OP.eq32, small, operand, bound)
  else {
    emit(e, wide ? OP.addI64 : OP.addI32, small, operand, 1)
    emit(e, wide ? OP.leU64 : OP.leU32, small, small, bound)
  }
  if (wide) emit(e, OP.zext32, small, small, 0)
  e.top = mark
  const slot = target(e, dest)
  if (isUnsigned(type)) emit(e, wide ? OP.mov64 : OP.mov32, slot, small, 0)
  else emit(e, wide ? OP.mul64 : OP.mul32, slot, small, operand)
  return slot
}

function isOne(node: Node): boolean {
  return node.kind === N.Constant && node.low === 1 && node.high === 0
}

function immediateOf(node: Node, right: Node): number | null {
  if (IMMEDIATE[node.kind] === undefined || !fitsImmediate(right)) return null
  const value = right.low
  if (node.kind === N.Sub) return value === -0x8000_0000 ? null : -value
  const isShift = node.kind === N.ShiftLeft || node.kind === N.ShiftRight
  return isShift && (value < 0 || value >= node.type.size * 8) ? null : value
}

const COMPARE: Partial<Record<N, { readonly of: Family; readonly swapped: boolean }>> = {
  [N.Equal]: { of: family(OP.eq32, OP.eq64, OP.eq32, OP.eq64, OP.feq32, OP.feq64), swapped: false },
  [N.NotEqual]: { of: family(OP.ne32, OP.ne64, OP.ne32, OP.ne64, OP.fne32, OP.fne64), swapped: false },
  [N.Less]: { of: family(OP.ltS32, OP.ltS64, OP.ltU32, OP.ltU64, OP.flt32, OP.flt64), swapped: false },
  [N.LessEqual]: { of: family(OP.leS32, OP.leS64, OP.leU32, OP.leU64, OP.fle32, OP.fle64), swapped: false },
  [N.Greater]: { of: family(OP.ltS32, OP.ltS64, OP.ltU32, OP.ltU64, OP.flt32, OP.flt64), swapped: true },
  [N.GreaterEqual]: { of: family(OP.leS32, OP.leS64, OP.leU32, OP.leU64, OP.fle32, OP.fle64), swapped: true },
}

/** A comparison as 0 or 1. */
export function emitComparison(e: BytecodeEmitter, node: Node, dest: number): number {
  const { of, swapped } = COMPARE[node.kind]!
  const mark = e.top
  const left = firstOperand(e, node.left!, node.right!)
  const right = emitValue(e, node.right!, -1)
  e.top = mark
  const slot = target(e, dest)
  const opcode = member(of, node.left!.type)
  if (swapped) emit(e, opcode, slot, right, left)
  else emit(e, opcode, slot, left, right)
  return slot
}

/** `!x`, `x && y`, `x || y` as 0 or 1. */
function emitTruth(e: BytecodeEmitter, node: Node, dest: number): number {
  const { type } = node.left!
  if (
    node.kind === N.LogicalNot &&
    !isFloating(type) &&
    node.left!.kind !== N.AndAnd &&
    node.left!.kind !== N.OrOr
  ) {
    return emitZeroTest(e, node.left!, dest, true)
  }
  const slot = target(e, dest)
  const no = newLabel(e)
  const end = newLabel(e)
  const mark = e.top
  e.rules.branch(e, node, no, false)
  e.top = mark
  emit(e, OP.li32, slot, 1, 0)
  jump(e, end)
  placeLabel(e, no)
  emit(e, OP.li32, slot, 0, 0)
  placeLabel(e, end)
  return slot
}

/** Whether a value is (or is not) zero, as 0 or 1. */
function emitZeroTest(e: BytecodeEmitter, node: Node, dest: number, equal: boolean): number {
  const mark = e.top
  const value = emitValue(e, node, -1)
  const zero = temporary(e)
  const wide = isWord64(node.type)
  loadConstant(e, zero, 0, 0, wide)
  e.top = mark
  const slot = target(e, dest)
  if (isFloating(node.type))
    emit(e, wide ? (equal ? OP.feq64 : OP.fne64) : equal ? OP.feq32 : OP.fne32, slot, value, zero)
  else emit(e, wide ? (equal ? OP.eq64 : OP.ne64) : equal ? OP.eq32 : OP.ne32, slot, value, zero)
  return slot
}

function emitConditional(e: BytecodeEmitter, node: Node, dest: number): number {
  if (node.type.kind === K.Void) {
    e.rules.effect(e, node)
    return target(e, dest)
  }
  // the arms may read what `dest` holds; each writes it last
  const slot = target(e, dest)
  const mark = e.top
  const otherwise = newLabel(e)
  const end = newLabel(e)
  e.rules.branch(e, node.left!, otherwise, false)
  e.top = mark
  emitValue(e, node.right!, slot)
  e.top = mark
  jump(e, end)
  placeLabel(e, otherwise)
  emitValue(e, node.third!, slot)
  e.top = mark
  placeLabel(e, end)
  return slot
}

function emitPointerAdd(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  if (node.left!.kind === N.AddressOf) {
    const place = addressPlace(e, node)
    if (dest >= 0) {
      placeAddress(e, place, dest)
      e.top = mark
      return dest
    }
    const slot = temporary(e)
    placeAddress(e, place, slot)
    return slot
  }
  const base = emitValue(e, node.left!, -1)
  const right = node.right!
  if (right.kind === N.Constant) {
    const bytes = numberValue(right) * node.low
    if (Math.abs(bytes) < 0x7fff_ffff) {
      e.top = mark
      const slot = target(e, dest)
      emit(e, OP.addI64, slot, base, bytes)
      return slot
    }
  }
  const narrow =
    right.kind === N.Convert && right.left!.type.size === 4 && integerKind(right.left!.type) === K.Int
  const index = emitValue(e, narrow ? right.left! : right, -1)
  const slot = dest >= 0 ? dest : mark
  if (e.top === mark && dest < 0) temporary(e)
  emitIndexed(e, slot, base, index, narrow, node.low)
  e.top = dest >= 0 ? mark : mark + 8
  return slot
}

function emitPointerDiff(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  const left = emitValue(e, node.left!, -1)
  const right = emitValue(e, node.right!, -1)
  e.top = mark
  const slot = target(e, dest)
  emit(e, OP.sub64, slot, left, right)
  const size = node.low
  const bits = Math.log2(size)
  if (size === 1) return slot
  if (Number.isInteger(bits)) emit(e, OP.shrSI64, slot, slot, bits)
  else {
    const divisor = temporary(e)
    emit(e, OP.li64, divisor, size, 0)
    emit(e, OP.divS64, slot, slot, divisor)
    e.top = dest >= 0 ? mark : slot + 8
  }
  return slot
}

function emitAtomicStore(e: BytecodeEmitter, node: Node, dest: number): number {
  const mark = e.top
  const value = emitValue(e, node.right!, -1)
  const place = addressPlace(e, node.left!)
  atomicStore(e, place, node.left!.type.base!, value, node.low)
  if (dest < 0) return value
  e.top = mark
  return deliver(e, value, dest, isWord64(node.type))
}

function emitConvert(e: BytecodeEmitter, node: Node, dest: number): number {
  const from = node.left!
  const { type } = node
  if (type.kind === K.Void) {
    e.rules.effect(e, from)
    return target(e, dest)
  }
  if (integerKind(type) === K.Bool) {
    if (isTruth(from)) return emitValue(e, from, dest)
    return emitZeroTest(e, from, dest, false)
  }
  const opcode = conversion(from.type, type)
  if (opcode < 0) return emitValue(e, from, dest)
  const mark = e.top
  const value = emitValue(e, from, -1)
  e.top = mark
  const slot = target(e, dest)
  emit(e, opcode, slot, value, 0)
  if (isFloating(from.type) && type.size < 4) emit(e, narrowing(type), slot, slot, 0)
  return slot
}

function isTruth(node: Node): boolean {
  return (
    (node.kind >= N.Equal && node.kind <= N.GreaterEqual) ||
    node.kind === N.AndAnd ||
    node.kind === N.OrOr ||
    node.kind === N.LogicalNot
  )
}
