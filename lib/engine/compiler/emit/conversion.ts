/** Which instruction converts between two scalar types. */
import { OP } from '../../vm/opcode'
import { isFloating, isUnsigned } from '../meaning/ctype'
import type { CType } from '../meaning/syntax'

/** Opcode that brings a 32-bit slot into the range of a char or short. */
export function narrowing(type: CType): number {
  const unsigned = isUnsigned(type)
  if (type.size === 1) return unsigned ? OP.zext8 : OP.sext8
  return unsigned ? OP.zext16 : OP.sext16
}

/** Opcode that converts between scalar types; -1 if the slot already holds the result. */
export function conversion(from: CType, to: CType): number {
  if (isFloating(from)) return isFloating(to) ? floatToFloat(from, to) : floatToInteger(from, to)
  if (isFloating(to)) return integerToFloat(from, to)
  if (to.size === 8) {
    if (from.size === 8) return -1
    return isUnsigned(from) ? OP.zext32 : OP.sext32
  }
  if (to.size === 4) return -1
  // to char or short: nothing to do if every value of the old type is one of the new
  const fits = from.size < to.size && (isUnsigned(from) || !isUnsigned(to))
  const same = from.size === to.size && isUnsigned(from) === isUnsigned(to)
  return fits || same ? -1 : narrowing(to)
}

function floatToFloat(from: CType, to: CType): number {
  if (from.size === to.size) return -1
  return to.size === 8 ? OP.f64FromF32 : OP.f32FromF64
}

function floatToInteger(from: CType, to: CType): number {
  const double = from.size === 8
  if (to.size === 8) {
    if (isUnsigned(to)) return double ? OP.u64FromF64 : OP.u64FromF32
    return double ? OP.s64FromF64 : OP.s64FromF32
  }
  if (to.size === 4 && isUnsigned(to)) return double ? OP.s64FromF64 : OP.s64FromF32
  return double ? OP.s32FromF64 : OP.s32FromF32
}

function integerToFloat(from: CType, to: CType): number {
  const unsigned = isUnsigned(from) && from.size >= 4
  if (to.size === 8) {
    if (from.size === 8) return unsigned ? OP.f64FromU64 : OP.f64FromS64
    return unsigned ? OP.f64FromU32 : OP.f64FromS32
  }
  if (from.size === 8) return unsigned ? OP.f32FromU64 : OP.f32FromS64
  return unsigned ? OP.f32FromU32 : OP.f32FromS32
}
