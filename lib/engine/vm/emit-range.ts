/**
 * Loads and stores in innermost loops. Of each array that a loop walks it knows a range of user addresses, a page or
 * what of it lies outside of the running frame, and its place in linear memory: one comparison says that an access is
 * inside. A range is found anew when an access leaves it. What writes to pages that it does not know may move others,
 * so behind it, and behind a call, all that is known is forgotten.
 */
import { exitIf } from './emit-control'
import { WRITES, WRITTEN } from './emit-helper'
import { type Emitter, FP_LOCAL, get, type Range, type RangeUse, resetRanges, set, tee } from './emit-slot'
import { instructionAt, opcodeAt } from './instruction'
import type { LoadedProgram } from './load'
import { OP, OPCODE_MASK, OPCODE_NAMES, OPCODES, type OpcodeInfo } from './opcode'
import { type Body, byte, const32, I32, I64, indexed, newLocal, W } from './wasm'

/** Ranges of a loop, and of a function; further loads and stores look their page up each time. */
const MAX_RANGES = 6
const MAX_ALL = 16

/**
 * Gives ranges to the loads and stores of a function's loops. One that must be writable, as it is also stored to, is
 * not shared with loops that only read.
 */
export function planRanges(
  loaded: LoadedProgram,
  loops: ReadonlyMap<number, number>,
  body: Body,
): Emitter['ranges'] {
  const all = new Map<string, Range>()
  const uses = new Map<number, RangeUse>()
  for (const [head, last] of loops) {
    const mine = new Set<string>()
    for (const [pc, { key, isWritten }] of arraysIn(loaded, head, last)) {
      const name = `${key} ${isWritten} ${sizeOf(loaded, pc)}`
      if (mine.size === MAX_RANGES && !mine.has(name)) continue
      let range = all.get(name)
      if (range === undefined && all.size < MAX_ALL) {
        range = { first: newLocal(body, I64), count: newLocal(body, I64), base: newLocal(body, I32) }
        all.set(name, range)
      }
      if (range === undefined) continue
      mine.add(name)
      uses.set(pc, { range, isWritten })
    }
  }
  return { all: [...all.values()], uses }
}

/** Bytes of a load or store. */
function sizeOf(loaded: LoadedProgram, pc: number): number {
  return Number(OPCODE_NAMES[opcodeAt(loaded, pc)]?.match(/\d+/)?.[0]) / 8
}

type ArrayUse = { readonly key: string; readonly isWritten: boolean }

/**
 * For each load and store through a pointer the array that it seems to walk: a guess, which only costs time when wrong.
 * A pointer that goes on to what it has loaded from where it points walks no array but a list: it has none.
 */
function arraysIn(loaded: LoadedProgram, head: number, last: number): Map<number, ArrayUse> {
  const keys = new Map<number, string>()
  const written = new Set<string>()
  const sources = new Map<number, string>()
  const sourceOf = (slot: number) => sources.get(slot) ?? `slot ${slot}`
  for (let pc = head; pc <= last; pc++) {
    const { word, a, b, c } = instructionAt(loaded.code, pc)
    const opcode = word & OPCODE_MASK
    const isStore = opcode >= OP.store8 && opcode <= OP.store64
    if (isStore || (opcode >= OP.load8S && opcode <= OP.load64)) keys.set(pc, sourceOf(isStore ? a : b))
    if (isStore) written.add(sourceOf(a))
    const info: OpcodeInfo = OPCODES[OPCODE_NAMES[opcode] ?? 'illegal']
    if (info.a !== 'w32' && info.a !== 'w64') continue
    if (opcode === OP.leaGlobalS) sources.set(a, `global ${c}`)
    else if (opcode === OP.leaIndex || opcode === OP.leaIndexS || opcode === OP.mov64)
      sources.set(a, sourceOf(b))
    else sources.set(a, opcode === OP.load64 ? `loaded from ${sourceOf(b)}` : `instruction ${pc}`)
  }
  const isList = (key: string) => {
    const slot = Number(key.match(/slot (\d+)$/)?.[1] ?? -1)
    return (sources.get(slot) ?? '').endsWith(`loaded from slot ${slot}`)
  }
  const arrays = [...keys].filter(([, key]) => !isList(key))
  return new Map(arrays.map(([pc, key]) => [pc, { key, isWritten: written.has(key) }]))
}

/**
 * Turns the user address on the stack, also in `address`, into a byte address in linear memory outside of the running
 * frame. False: not in a loop, or it knows enough ranges; nothing was emitted.
 */
export function translateByRange(e: Emitter, size: number, isWrite: boolean): boolean {
  const use = e.region === null ? undefined : e.ranges.uses.get(e.pc)
  if (use === undefined) return false
  const { range } = use
  const { body, locals } = e
  get(e, range.first)
  byte(body, W.sub64)
  tee(e, locals.offset)
  get(e, range.count)
  byte(body, W.ltU64)
  byte(body, W.if)
  byte(body, I32)
  get(e, locals.offset)
  byte(body, W.wrap)
  get(e, range.base)
  byte(body, W.add32)
  byte(body, W.else)
  e.nesting++
  locate(e, range, size | (isWrite ? WRITES : use.isWritten ? WRITTEN : 0))
  if (isWrite) resetRanges(e, range)
  get(e, locals.physical)
  e.nesting--
  byte(body, W.end)
  return true
}

/** Finds the range in which `address` lies, or leaves the loop. Leaves the place in `physical`. */
function locate(e: Emitter, range: Range, access: number): void {
  const { body, locals } = e
  get(e, locals.address)
  const32(body, access)
  get(e, FP_LOCAL)
  const32(body, e.loaded.frameSizes[e.pc] as number)
  indexed(body, W.call, e.helpers.locate)
  set(e, range.base)
  set(e, range.count)
  set(e, range.first)
  set(e, locals.physical)
  exitIf(e, () => {
    get(e, locals.physical)
    const32(body, 0)
    byte(body, W.ltS32)
  })
}
