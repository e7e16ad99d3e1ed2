/**
 * Slots in generated code. Every write goes to memory at once, so memory is exact at each instruction; what a block
 * has read or written it also keeps in a local, until something might have changed the frame behind its back. In an
 * innermost loop (emit-loop.ts) writes stay in locals until it is left.
 */
import { forgetValues, noteValue, type Values } from './emit-value'
import type { LoadedProgram } from './load'
import type { Loop, Part, Zone } from './loop'
import type { FunctionInfo } from './program'
import {
  access,
  type Body,
  byte,
  const32,
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

/** A slot's bytes that are, or may be, newer in a local than in memory. */
export type Stored = Held & { readonly slot: number }

/** A place in a loop that is gone to: a label of its program, or where a detour comes back. */
export type Mark = { readonly kind: 'label' | 'landing'; readonly number: number }

/** What generated code seldom meets: memory that is not where it is looked for, or a NaN. */
export type DetourReason = 'memory' | 'nan'

/** What is done outside of the loop, and what was known where the loop is left for it. See emit-detour.ts. */
export type Detour = {
  readonly seldom: () => void
  readonly reason: DetourReason
  readonly place: number
  readonly state: {
    readonly pc: number
    readonly stepsLeft: number
    readonly visiblesLeft: number
    readonly held: readonly (readonly [number, Held])[]
    readonly stored: readonly Stored[]
  }
}

/** What is known of an innermost loop while its code is generated. */
export type Region = {
  readonly head: number
  readonly loop: Loop
  /** Place of the instruction at hand in the loop's order. */
  place: number
  /** Labels by place; `levels`: where the loop is left before an instruction, or begins its next round. */
  readonly labels: Map<number, number>
  readonly levels: { paid: number; unpaid: number; loop: number; outer: number; detour: number }
  /** Labels and landings of detours in the order in which they come, once that is known. */
  readonly marks: Mark[]
  isPlanned: boolean
  /** Whether it is left for detours; a loop that would be for NaNs alone is not. */
  isLeftForDetours: boolean
  readonly detours: Detour[]
  readonly values: Values
  /** Ranges of its loads and stores, by place. */
  readonly ranges: ReadonlyMap<number, RangeUse>
  /** Types as which each slot is written, and the first one as which it is read. */
  readonly uses: Map<number, { readonly writes: Set<ValueType>; read: ValueType | null }>
  /** Slots in locals at each of its labels, and those that are then newer than memory, in the order of writing. */
  readonly held: Stored[]
  readonly stored: Stored[]
}

/** Locals: the first user address, the number of addresses, the first one's place in linear memory. */
export type Range = { readonly first: number; readonly count: number; readonly base: number }

/** `isWritten`: the range is of use only if it can be written to. */
export type RangeUse = { readonly range: Range; readonly isWritten: boolean }

/** What a function's loops know of memory: ranges of arrays, and pages of globals. See emit-range.ts. */
export type Ranges = {
  readonly all: readonly Range[]
  /** By the loop's first instruction, then by place. */
  readonly uses: ReadonlyMap<number, ReadonlyMap<number, RangeUse>>
  /** Locals with the place of a page in linear memory, 0 when it is not known, by page and way of access. */
  readonly pages: ReadonlyMap<string, number>
}

/** Numbers of the functions that all generated code calls. */
export type Helpers = {
  readonly miss: number
  readonly rare: number
  readonly slow: number
  readonly place: number
  readonly find: number
  readonly locate: number
  readonly nan64: number
  readonly nan32: number
  readonly widen: number
  readonly narrow: number
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
  /** In a loop: what is newer than memory at this instruction. */
  stored: Stored[]
  region: Region | null
  readonly goesBack: boolean
  /** Slots that are given an address in the function's own memory. */
  readonly frameSlots: ReadonlySet<number>
  readonly ranges: Ranges
  /** Calls through a pointer that are done in place, by instruction. */
  readonly guesses: Uint8Array
  /** What blocks have paid for from an instruction on, as the processor assumes when generated code is left there. */
  readonly paid: { readonly stepsLeft: Int32Array; readonly visiblesLeft: Int32Array }
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
  readonly offset: number
  readonly entry: number
  /** Number of the detour that a loop is left or entered for, or 0. */
  readonly detour: number
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

/**
 * A block begins, which may be come to from anywhere: nothing is held, and all locals of the pools are free
 * again.
 */
export function beginBlock(e: Emitter): void {
  e.held.clear()
  e.assigned.clear()
  for (const type of [I32, I64, F32, F64] as const) e.pools[type].used = 0
}

/** Forgets what is held, and the ranges: the frame may have changed, and pages may have moved. */
export function dropHeld(e: Emitter): void {
  e.held.clear()
  resetRanges(e)
}

/** Forgets all ranges and pages: they may have moved. */
export function resetRanges(e: Emitter): void {
  for (const { count } of e.ranges.all) {
    const64(e.body, 0, 0)
    set(e, count)
  }
  for (const page of e.ranges.pages.values()) {
    const32(e.body, 0)
    set(e, page)
  }
}

/** Zones of bytes, from the frame pointer on, that slots lie in. */
export function zonesOf(e: Emitter): readonly Zone[] {
  return e.region?.loop.zones ?? [{ low: 0, size: e.loaded.frameSizes[e.info.start] as number }]
}

/** Where the frame of the instruction at hand begins, from the running function's: not at it, when done in place. */
export function shiftOf(e: Emitter): number {
  return partOf(e)?.shift ?? 0
}

/** The function that the instruction at hand belongs to, in a loop. */
export function partOf(e: Emitter): Part | undefined {
  return e.region?.loop.steps[e.region.place]?.part
}

/** Pushes a local. */
export function get(e: Emitter, local: number): void {
  indexed(e.body, W.get, local)
}

/** Pops a value into a local. */
export function set(e: Emitter, local: number): void {
  indexed(e.body, W.set, local)
}

/** Copies the value on the stack to a local. */
export function tee(e: Emitter, local: number): void {
  indexed(e.body, W.tee, local)
}

/** The local in which this block, or loop, keeps a slot as a type: always the same one. */
export function localFor(e: Emitter, slot: number, type: ValueType): number {
  // The codes of the four types go down from 0x7f; slots are multiples of 8.
  const key = slot * 4 + (0x7f - type)
  const known = e.assigned.get(key)
  if (known !== undefined) return known
  const local = freeLocal(e, type)
  e.assigned.set(key, local)
  return local
}

/** A local for the rest of the block or loop. */
export function freeLocal(e: Emitter, type: ValueType): number {
  const pool = e.pools[type]
  if (pool.used === pool.locals.length) pool.locals.push(newLocal(e.body, type))
  return pool.locals[pool.used++] as number
}

/** Pushes the value of a slot as a type: 4 or 8 bytes of it, as bits. */
export function read(e: Emitter, slot: number, type: ValueType): void {
  const { body } = e
  const use = slotUse(e, slot)
  if (use !== null) use.read ??= type
  const held = e.held.get(slot)
  if (held === undefined) {
    pushSlot(e, type, slot)
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
  const newer = e.stored.find(
    (stored) => stored.slot === slot && (stored.type === I64 || stored.type === F64),
  )
  if (newer !== undefined) {
    get(e, newer.local)
    if (newer.type === F64) byte(body, W.bitsOfF64)
    const64(body, 0, -1)
    byte(body, W.and64)
    byte(body, W.or64)
    return
  }
  pushFrame(e, slot)
  access(body, W.load32U64, 2, Math.max(slot, 0) + 4)
  const64(body, 32, 0)
  byte(body, W.shl64)
  byte(body, W.or64)
}

/** Pushes what memory holds of a slot. */
export function pushSlot(e: Emitter, type: ValueType, slot: number): void {
  pushFrame(e, slot)
  const offset = Math.max(slot, 0)
  if (type === I32) access(e.body, W.load32, 2, offset)
  else if (type === I64) access(e.body, W.load64, 3, offset)
  else if (type === F32) access(e.body, W.loadF32, 2, offset)
  else access(e.body, W.loadF64, 3, offset)
}

/** Pushes the place in linear memory that a slot's offset counts from; the slot itself when it lies below. */
function pushFrame(e: Emitter, slot: number): void {
  get(e, BASE_LOCAL)
  if (slot >= 0) return
  const32(e.body, slot)
  byte(e.body, W.add32)
}

/** Writes the value that `value` pushes to a slot. */
export function write(e: Emitter, slot: number, type: ValueType, value: () => void): void {
  value()
  const local = localFor(e, slot, type)
  set(e, local)
  e.held.set(slot, { type, local })
  const use = slotUse(e, slot)
  if (use === null) {
    storeAll(e, [{ slot, type, local }])
    return
  }
  use.writes.add(type)
  const isWide = type === I64 || type === F64
  noteValue((e.region as Region).values, slot, isWide, null)
  const isCovered = (old: Stored) => old.slot === slot && (isWide || old.type === I32 || old.type === F32)
  e.stored = [...e.stored.filter((old) => !isCovered(old)), { slot, type, local }]
}

/** Stores locals to their slots. */
export function storeAll(e: Emitter, stored: readonly Stored[]): void {
  for (const { slot, type, local } of stored) {
    pushFrame(e, slot)
    get(e, local)
    const offset = Math.max(slot, 0)
    if (type === I32) access(e.body, W.store32, 2, offset)
    else if (type === I64) access(e.body, W.store64, 3, offset)
    else if (type === F32) access(e.body, W.storeF32, 2, offset)
    else access(e.body, W.storeF64, 3, offset)
  }
}

// ---- slots in loops

function slotUse(e: Emitter, slot: number) {
  if (e.region === null) return null
  const { uses } = e.region
  const known = uses.get(slot)
  if (known !== undefined) return known
  const use = { writes: new Set<ValueType>(), read: null as ValueType | null }
  uses.set(slot, use)
  return use
}

/** Emits what brings the slots into the state in which each label of the loop expects them. */
export function settleSlots(e: Emitter): void {
  if (e.region === null) return
  const kept = e.region.stored
  for (const { slot, type, local } of e.region.held) {
    const held = e.held.get(slot)
    // Written as 8 bytes last, kept as 4 and 8.
    if (held?.type !== I64 || type !== I32) continue
    get(e, held.local)
    byte(e.body, W.wrap)
    set(e, local)
  }
  storeAll(
    e,
    e.stored.filter(({ slot }) => !kept.some((other) => other.slot === slot)),
  )
}

/** Takes the slots to be as each label of the loop expects them. */
export function resumeSlots(e: Emitter): void {
  if (e.region !== null) forgetValues(e.region.values)
  e.held.clear()
  for (const { slot, type, local } of e.region?.held ?? []) e.held.set(slot, { type, local })
  e.stored = [...(e.region?.stored ?? [])]
}

/**
 * Nothing is held, and nothing is newer than memory: so it is behind a loop, which stores what it kept when it is
 * left.
 */
export function forgetSlots(e: Emitter): void {
  e.held.clear()
  e.stored = []
}
