/**
 * Slots in generated code. Every write goes to memory at once, so memory is exact at each instruction; what a block
 * has read or written it also keeps in a local, until something might have changed the frame behind its back.
 */
import type { LoadedProgram } from './load'
import type { FunctionInfo } from './program'
import {
  access,
  type Body,
  byte,
  const64,
  F32,
  F64,
  I32,
  I64,
  indexed,
  newLocal,
  type ValueType,
  W,
} from './wasm'

type Held = { readonly type: ValueType; readonly local: number }

/** Numbers of the functions that all generated code calls. */
export type Helpers = {
  readonly miss: number
  readonly rare: number
  readonly slow: number
  readonly place: number
  readonly nan64: number
  readonly nan32: number
  readonly widen: number
  readonly narrow: number
  readonly toInt: number
  readonly toLong: number
  readonly toUnsigned: number
  /** For indirect calls with a number of arguments: type of the trampolines, and where theirs begin in the table. */
  readonly tables: ReadonlyMap<number, { readonly type: number; readonly offset: number }>
}

export type Emitter = {
  readonly body: Body
  readonly loaded: LoadedProgram
  readonly info: FunctionInfo
  readonly helpers: Helpers
  /** Function index by the instruction index of its `enter`. */
  readonly functions: ReadonlyMap<number, number>
  /** First instruction of each block, and the block that begins at an instruction (relative to the function). */
  readonly blocks: readonly number[]
  readonly blockAt: Int32Array
  block: number
  /** Structured instructions open inside the block. */
  nesting: number
  /** Instruction at hand, and what is paid but not done if it is left before it runs. */
  pc: number
  stepsLeft: number
  visiblesLeft: number
  readonly held: Map<number, Held>
  /** Locals given to slots in this block, and those that the function has, by type. */
  readonly assigned: Map<number, number>
  readonly pools: Record<ValueType, { readonly locals: number[]; used: number }>
  readonly locals: FixedLocals
}

export type FixedLocals = {
  /** The counter as it will be once a block is paid for, or as a callee has left it. */
  readonly paid: number
  readonly block: number
  readonly address: number
  readonly entry: number
  readonly physical: number
  readonly frame: number
  readonly rv: number
  readonly float: number
  readonly double: number
}

/**
 * Parameters of a generated function: frame pointer (its lowest bit says that the control word BLOCK names the block to
 * begin at, else it is the first), its byte address in linear memory, and the counter of fuel and visible operations.
 */
export const FP_LOCAL = 0
export const BASE_LOCAL = 1
export const FUEL_LOCAL = 2
export const FIRST_ARGUMENT = 3
export const PARAMETERS: readonly ValueType[] = [I32, I32, I64]

export function beginBlock(e: Emitter): void {
  e.held.clear()
  e.assigned.clear()
  for (const type of [I32, I64, F32, F64] as const) e.pools[type].used = 0
}

/** Forgets what is held: the frame may have changed. */
export function dropHeld(e: Emitter): void {
  e.held.clear()
}

export function get(e: Emitter, local: number): void {
  indexed(e.body, W.get, local)
}

export function set(e: Emitter, local: number): void {
  indexed(e.body, W.set, local)
}

export function tee(e: Emitter, local: number): void {
  indexed(e.body, W.tee, local)
}

function localFor(e: Emitter, slot: number, type: ValueType): number {
  const key = slot * 4 + (0x7f - type)
  const known = e.assigned.get(key)
  if (known !== undefined) return known
  const pool = e.pools[type]
  if (pool.used === pool.locals.length) pool.locals.push(newLocal(e.body, type))
  const local = pool.locals[pool.used++] as number
  e.assigned.set(key, local)
  return local
}

/** Pushes the value of a slot as a type: 4 or 8 bytes of it, as bits. */
export function read(e: Emitter, slot: number, type: ValueType): void {
  const { body } = e
  const held = e.held.get(slot)
  if (held === undefined) {
    get(e, BASE_LOCAL)
    loadAs(e, type, slot)
    const local = localFor(e, slot, type)
    tee(e, local)
    e.held.set(slot, { type, local })
    return
  }
  const isWide = type === I64 || type === F64
  const isHeldWide = held.type === I64 || held.type === F64
  get(e, held.local)
  if (held.type === type) return
  if (held.type === F32) byte(body, W.bitsOfF32)
  if (held.type === F64) byte(body, W.bitsOfF64)
  if (isHeldWide && !isWide) byte(body, W.wrap)
  // The upper half is not held; an 8-byte load so soon after a 4-byte store would wait for it to reach the cache.
  if (isWide && !isHeldWide) joinHalves(e, slot)
  if (type === F32) byte(body, W.f32OfBits)
  if (type === F64) byte(body, W.f64OfBits)
}

function joinHalves(e: Emitter, slot: number): void {
  const { body } = e
  byte(body, W.extendU)
  get(e, BASE_LOCAL)
  access(body, W.load32U64, 2, slot + 4)
  const64(body, 32, 0)
  byte(body, W.shl64)
  byte(body, W.or64)
}

function loadAs(e: Emitter, type: ValueType, slot: number): void {
  if (type === I32) access(e.body, W.load32, 2, slot)
  else if (type === I64) access(e.body, W.load64, 3, slot)
  else if (type === F32) access(e.body, W.loadF32, 2, slot)
  else access(e.body, W.loadF64, 3, slot)
}

/** Writes the value that `value` pushes to a slot. */
export function write(e: Emitter, slot: number, type: ValueType, value: () => void): void {
  get(e, BASE_LOCAL)
  value()
  const local = localFor(e, slot, type)
  tee(e, local)
  if (type === I32) access(e.body, W.store32, 2, slot)
  else if (type === I64) access(e.body, W.store64, 3, slot)
  else if (type === F32) access(e.body, W.storeF32, 2, slot)
  else access(e.body, W.storeF64, 3, slot)
  e.held.set(slot, { type, local })
}
