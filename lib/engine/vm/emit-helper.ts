/** Functions of a generated module that all others call: slow translations, frames in another page, x86's floats. */
import { MOVED, TLB, TLB_ADDEND, TLB_ENTRIES, TLB_STRIDE, TLB_TAG_WRITE } from './control'
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
  newLocal,
  TRUNC_F64_S32,
  TRUNC_F64_S64,
  type ValueType,
  VOID,
  W,
} from './wasm'

/** Added to the size that some helpers get: the access writes. */
export const WRITES = 16

/** Added: what `locate` finds is of use only if it can be written to. */
export const WRITTEN = 32

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

/** (address, size and direction) → byte address or -1, and whether a page may have moved. Looks the buffer up first. */
export function findBody(slow: number): Body {
  const body = newBody([I64, I32], [I32, I32])
  const entry = newLocal(body, I32)
  push(body, 0)
  // A misaligned address equals no tag.
  const64(body, -4096, -1)
  push(body, 1)
  const32(body, 15)
  byte(body, W.and32)
  const32(body, 1)
  byte(body, W.sub32)
  byte(body, W.extendU)
  byte(body, W.or64)
  byte(body, W.and64)
  pushEntry(body)
  indexed(body, W.tee, entry)
  push(body, 1)
  // The tag for writing follows the one for reading by eight bytes.
  const32(body, WRITES)
  byte(body, W.and32)
  const32(body, 1)
  byte(body, W.shrU32)
  byte(body, W.add32)
  access(body, W.load64, 3, TLB)
  byte(body, W.eq64)
  when(body, VOID)
  push(body, 0)
  byte(body, W.wrap)
  push(body, entry)
  access(body, W.load32, 2, TLB + TLB_ADDEND)
  byte(body, W.add32)
  const32(body, 0)
  byte(body, W.return)
  byte(body, W.end)
  push(body, 0)
  push(body, 1)
  const32(body, WRITES | 15)
  byte(body, W.and32)
  indexed(body, W.call, slow)
  const32(body, 0)
  access(body, W.load32, 2, MOVED)
  return body
}

/** Offset in the buffer of the entry for the address in local 0. */
function pushEntry(body: Body): void {
  push(body, 0)
  byte(body, W.wrap)
  const32(body, 7)
  byte(body, W.shrU32)
  const32(body, (TLB_ENTRIES - 1) * TLB_STRIDE)
  byte(body, W.and32)
}

/**
 * (address, size and direction, two zones of frames: beginning and size) → byte address or -1; first address, number of
 * addresses and place of a range around it in which all accesses of the size are allowed: its page without the zones;
 * and whether a page may have moved.
 */
export function locateBody(find: number): Body {
  const body = newBody([I64, I32, I32, I32, I32, I32], [I32, I64, I64, I32, I32])
  const [ADDRESS, ACCESS] = [0, 1]
  const [physical, moved] = [newLocal(body, I32), newLocal(body, I32)]
  const [entry, size] = [newLocal(body, I32), newLocal(body, I64)]
  const [page, first, end] = [newLocal(body, I64), newLocal(body, I64), newLocal(body, I64)]
  const assign = (local: number, ...code: (() => void)[]) => {
    for (const part of code) part()
    indexed(body, W.set, local)
  }
  const get = (local: number) => () => push(body, local)
  const op = (opcode: number) => () => byte(body, opcode)
  const int = (value: number) => () => const32(body, value)
  const long = (value: number) => () => const64(body, value, value >> 31)
  const refuse = () => {
    const32(body, -1)
    for (let i = 0; i < 2; i++) const64(body, 0, 0)
    const32(body, 0)
    push(body, moved)
    byte(body, W.return)
    byte(body, W.end)
  }
  assign(size, get(ACCESS), int(15), op(W.and32), op(W.extendU))
  assign(page, get(ADDRESS), long(-4096), op(W.and64))
  assign(entry, () => pushEntry(body))
  push(body, ADDRESS)
  push(body, ACCESS)
  indexed(body, W.call, find)
  indexed(body, W.set, moved)
  indexed(body, W.tee, physical)
  const32(body, 0)
  byte(body, W.ltS32)
  when(body, VOID)
  refuse()
  assign(first, get(page))
  assign(end, get(page), long(4096), op(W.add64))
  for (const zone of [2, 4]) {
    const low = [get(zone), op(W.extendU)]
    const high = [get(zone), get(zone + 1), op(W.add32), op(W.extendU)]
    for (const part of [get(page), ...low, long(-4096), op(W.and64), op(W.eq64)]) part()
    when(body, VOID)
    for (const part of [get(ADDRESS), ...low, op(W.ltU64)]) part()
    when(body, VOID)
    assign(end, ...low, get(end), ...low, get(end), op(W.ltU64), op(W.select))
    byte(body, W.else)
    assign(first, ...high, get(first), ...high, get(first), op(W.gtU64), op(W.select))
    byte(body, W.end)
    byte(body, W.end)
  }
  for (const part of [get(ADDRESS), get(first), op(W.ltU64)]) part()
  for (const part of [get(ADDRESS), get(size), op(W.add64), get(end), op(W.gtU64), op(W.or32)]) part()
  when(body, VOID)
  refuse()
  push(body, physical)
  push(body, first)
  pushCount(body, { entry, size, page, first, end })
  for (const part of [get(physical), get(ADDRESS), get(first), op(W.sub64), op(W.wrap), op(W.sub32)]) part()
  push(body, moved)
  return body
}

/** Addresses in the range; none if it is to be written to and cannot yet be. */
function pushCount(
  body: Body,
  { entry, size, page, first, end }: Record<'entry' | 'size' | 'page' | 'first' | 'end', number>,
): void {
  const64(body, 0, 0)
  push(body, end)
  push(body, first)
  byte(body, W.sub64)
  push(body, size)
  byte(body, W.sub64)
  const64(body, 1, 0)
  byte(body, W.add64)
  push(body, 1)
  const32(body, WRITTEN)
  byte(body, W.and32)
  push(body, entry)
  access(body, W.load64, 3, TLB + TLB_TAG_WRITE)
  push(body, page)
  byte(body, W.ne64)
  const32(body, 5)
  byte(body, W.shl32)
  byte(body, W.and32)
  byte(body, W.select)
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

/** (long) of a double by cvttsd2si: what does not fit, and a NaN, gives the smallest number. */
export function toLongBody(): Body {
  const body = newBody([F64], [I64])
  truncate(body, I64, 0)
  return body
}

/** Pushes a double in a local as cvttsd2si makes it whole: out of range, or a NaN, gives the smallest integer. */
export function truncate(body: Body, to: typeof I32 | typeof I64, local: number): void {
  const isWide = to === I64
  push(body, local)
  byte(body, W.saturating)
  byte(body, isWide ? TRUNC_F64_S64 : TRUNC_F64_S32)
  if (isWide) const64(body, 0, -0x8000_0000)
  else const32(body, -0x8000_0000)
  push(body, local)
  // Below, saturation already gives the smallest; what is left to see is a number too large, and a NaN.
  constF64(body, isWide ? 2 ** 63 : 2 ** 31)
  byte(body, W.ltF64)
  byte(body, W.select)
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
