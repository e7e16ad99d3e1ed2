/** Functions of a generated module that all others call: slow translations, frames in another page, x86's floats. */
import { TLB, TLB_ADDEND, TLB_ENTRIES, TLB_STRIDE, TLB_TAG_WRITE } from './control'
import { WRITES } from './emit-memory'
import {
  access,
  type Body,
  byte,
  const32,
  const64,
  F64,
  I32,
  I64,
  indexed,
  newBody,
  TRUNC_F64_S32,
  TRUNC_F64_S64,
  type ValueType,
  W,
} from './wasm'

/** (address, size and direction) → byte address, or -1: above 2^31, not accessible, or across a page. */
export function slowBody(miss: number): Body {
  const body = newBody([I64, I32], [I32])
  push(body, 0)
  const64(body, 31, 0)
  byte(body, W.shrU64)
  byte(body, W.eqz64)
  when(body, I32)
  push(body, 0)
  byte(body, W.wrap)
  push(body, 1)
  indexed(body, W.call, miss)
  byte(body, W.else)
  const32(body, -1)
  byte(body, W.end)
  return body
}

/** (frame pointer, size) → the frame pointer such that the frame lies in one page, and its byte address or -1. */
export function placeBody(miss: number): Body {
  const body = newBody([I32, I32], [I32, I32])
  body.locals.push(I32)
  push(body, 0)
  push(body, 0)
  push(body, 1)
  byte(body, W.add32)
  const32(body, -1)
  byte(body, W.add32)
  byte(body, W.xor32)
  const32(body, -4096)
  byte(body, W.and32)
  when(body, 0x40)
  push(body, 0)
  push(body, 1)
  byte(body, W.add32)
  const32(body, -4096)
  byte(body, W.and32)
  push(body, 1)
  byte(body, W.sub32)
  indexed(body, W.set, 0)
  byte(body, W.end)
  push(body, 0)
  push(body, 0)
  const32(body, 7)
  byte(body, W.shrU32)
  const32(body, (TLB_ENTRIES - 1) * TLB_STRIDE)
  byte(body, W.and32)
  indexed(body, W.tee, 2)
  access(body, W.load64, 3, TLB + TLB_TAG_WRITE)
  push(body, 0)
  const32(body, -4096)
  byte(body, W.and32)
  byte(body, W.extendU)
  byte(body, W.eq64)
  when(body, I32)
  push(body, 0)
  push(body, 2)
  access(body, W.load32, 2, TLB + TLB_ADDEND)
  byte(body, W.add32)
  byte(body, W.else)
  push(body, 0)
  const32(body, 1 | WRITES)
  indexed(body, W.call, miss)
  byte(body, W.end)
  return body
}

/** The NaN of an operation on two bit patterns: the first that is one, made quiet, else x86's default. */
export function nanBody(isWide: boolean): Body {
  const type = isWide ? I64 : I32
  const body = newBody([type, type], [type])
  for (const operand of [0, 1]) {
    push(body, operand)
    constant(body, isWide, 0x7fff_ffff)
    byte(body, isWide ? W.and64 : W.and32)
    constant(body, isWide, isWide ? 0x7ff0_0000 : 0x7f80_0000, 0)
    byte(body, isWide ? W.gtU64 : W.gtU32)
    when(body, 0x40)
    push(body, operand)
    constant(body, isWide, isWide ? 0x8_0000 : 0x40_0000, 0)
    byte(body, isWide ? W.or64 : W.or32)
    byte(body, W.return)
    byte(body, W.end)
  }
  constant(body, isWide, isWide ? 0xfff8_0000 : 0xffc0_0000, 0)
  return body
}

/** A constant by its high word; the low word of a 64-bit one is all ones, or what is given. */
function constant(body: Body, isWide: boolean, high: number, low = -1): void {
  if (isWide) const64(body, low, high)
  else const32(body, high)
}

/** Bits of a float that is a NaN → bits of the double. */
export function widenBody(): Body {
  const body = newBody([I32], [I64])
  push(body, 0)
  byte(body, W.extendU)
  const64(body, 0x7f_ffff, 0)
  byte(body, W.and64)
  const64(body, 29, 0)
  byte(body, W.shl64)
  push(body, 0)
  byte(body, W.extendU)
  const64(body, 31, 0)
  byte(body, W.shrU64)
  const64(body, 63, 0)
  byte(body, W.shl64)
  byte(body, W.or64)
  const64(body, 0, 0x7ff8_0000)
  byte(body, W.or64)
  return body
}

/** Bits of a double that is a NaN → bits of the float. */
export function narrowBody(): Body {
  const body = newBody([I64], [I32])
  push(body, 0)
  const64(body, 29, 0)
  byte(body, W.shrU64)
  byte(body, W.wrap)
  const32(body, 0x7f_ffff)
  byte(body, W.and32)
  push(body, 0)
  const64(body, 32, 0)
  byte(body, W.shrU64)
  byte(body, W.wrap)
  const32(body, -0x8000_0000)
  byte(body, W.and32)
  byte(body, W.or32)
  const32(body, 0x7fc0_0000)
  byte(body, W.or32)
  return body
}

/** cvttsd2si: a number out of range, or a NaN, gives the smallest integer. */
export function toIntegerBody(isWide: boolean): Body {
  const body = newBody([F64], [isWide ? I64 : I32])
  push(body, 0)
  byte(body, W.saturating)
  byte(body, isWide ? TRUNC_F64_S64 : TRUNC_F64_S32)
  if (isWide) const64(body, 0, -0x8000_0000)
  else const32(body, -0x8000_0000)
  push(body, 0)
  // Below, saturation already gives the smallest; what is left to see is a number too large, and a NaN.
  constF64(body, isWide ? 2 ** 63 : 2 ** 31)
  byte(body, W.ltF64)
  byte(body, W.select)
  return body
}

/** (unsigned long) x as gcc compiles it. */
export function toUnsignedBody(toLong: number): Body {
  const body = newBody([F64], [I64])
  push(body, 0)
  constF64(body, 2 ** 63)
  byte(body, W.geF64)
  when(body, I64)
  push(body, 0)
  constF64(body, 2 ** 63)
  byte(body, W.subF64)
  indexed(body, W.call, toLong)
  const64(body, 0, -0x8000_0000)
  byte(body, W.xor64)
  byte(body, W.else)
  push(body, 0)
  indexed(body, W.call, toLong)
  byte(body, W.end)
  return body
}

function push(body: Body, local: number): void {
  indexed(body, W.get, local)
}

function when(body: Body, type: ValueType | 0x40): void {
  byte(body, W.if)
  byte(body, type)
}

function constF64(body: Body, value: number): void {
  byte(body, W.constF64)
  for (const part of new Uint8Array(new Float64Array([value]).buffer)) byte(body, part)
}
