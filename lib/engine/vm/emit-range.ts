/**
 * Loads and stores in innermost loops. Of each array that a loop walks it knows a range of user addresses, a page or
 * what of it lies outside of the loop's frames, and its place in linear memory: one comparison says that an access is
 * inside. A range is found anew when an access leaves it. Of globals it knows their pages. What writes to pages that it
 * does not know may move others, so behind it, and behind a call, all that is known is forgotten.
 */
import { TLB, TLB_ADDEND, TLB_ENTRIES, TLB_STRIDE, TLB_TAG_WRITE } from './control'
import { exitIf } from './emit-control'
import { detourIf } from './emit-detour'
import { WRITES, WRITTEN } from './emit-helper'
import {
  type Emitter,
  FP_LOCAL,
  get,
  type Range,
  type Ranges,
  type RangeUse,
  type Region,
  resetRanges,
  set,
  tee,
  zonesOf,
} from './emit-slot'
import { instructionAt, opcodeAt } from './instruction'
import type { LoadedProgram } from './load'
import { calleeOf, type Loop, type Zone } from './loop'
import { OP, OPCODE_MASK, OPCODE_NAMES, OPCODES, type OpcodeInfo } from './opcode'
import { access, type Body, byte, const32, const64, I32, I64, indexed, newLocal, VOID, W } from './wasm'

/** Ranges of a loop, and of a function; further loads and stores look their page up each time. */
const MAX_RANGES = 6
const MAX_ALL = 16
/** Pages of globals that a function knows, for reading and for writing. */
const MAX_PAGES = 8

/**
 * Gives ranges and pages to the loads and stores of a function's loops. A range that must be writable, as it is also
 * stored to, is not shared with loops that only read.
 */
export function planRanges(loaded: LoadedProgram, loops: ReadonlyMap<number, Loop>, body: Body): Ranges {
  const all = new Map<string, Range>()
  const uses = new Map<number, Map<number, RangeUse>>()
  const pages = new Map<string, number>()
  for (const [head, loop] of loops) {
    const mine = new Set<string>()
    const used = new Map<number, RangeUse>()
    uses.set(head, used)
    for (const [place, { key, isWritten, size }] of arraysIn(loaded, loop)) {
      const name = `${key} ${isWritten} ${size}`
      if (mine.size === MAX_RANGES && !mine.has(name)) continue
      let range = all.get(name)
      if (range === undefined && all.size < MAX_ALL) {
        range = { first: newLocal(body, I64), count: newLocal(body, I64), base: newLocal(body, I32) }
        all.set(name, range)
      }
      if (range === undefined) continue
      mine.add(name)
      used.set(place, { range, isWritten })
    }
    for (const name of pagesIn(loaded, loop).keys())
      if (pages.size < MAX_PAGES && !pages.has(name)) pages.set(name, newLocal(body, I32))
  }
  return { all: [...all.values()], uses, pages }
}

function pageName(address: number, isWrite: boolean): string {
  return `${address & -4096} ${isWrite}`
}

/** Pages of the globals that a loop reads or writes by their addresses, and which part of them. */
function pagesIn(loaded: LoadedProgram, { steps }: Loop): Map<string, { first: number; end: number }> {
  const pages = new Map<string, { first: number; end: number }>()
  for (const { pc } of steps) {
    const opcode = opcodeAt(loaded, pc)
    if (opcode < OP.loadG8S || opcode > OP.storeG64) continue
    const isWrite = opcode >= OP.storeG8
    const address = loaded.code[pc * 4 + (isWrite ? 1 : 2)] as number
    const name = pageName(address, isWrite)
    const { first, end } = pages.get(name) ?? { first: address, end: address }
    pages.set(name, { first: Math.min(first, address), end: Math.max(end, address + sizeOf(opcode)) })
  }
  return pages
}

/** Bytes of a load or store. */
function sizeOf(opcode: number): number {
  return Number(OPCODE_NAMES[opcode]?.match(/\d+/)?.[0]) / 8
}

type ArrayUse = { readonly key: string; readonly isWritten: boolean; readonly size: number }

/**
 * For each load and store through a pointer the array that it seems to walk: a guess, which only costs time when wrong.
 * A pointer that goes on to what it has loaded from where it points walks no array but a list: it has none.
 */
function arraysIn(loaded: LoadedProgram, { steps }: Loop): Map<number, ArrayUse> {
  const keys = new Map<number, { key: string; size: number }>()
  const written = new Set<string>()
  const sources = new Map<number, string>()
  const sourceOf = (slot: number) => sources.get(slot) ?? `slot ${slot}`
  steps.forEach(({ pc, part }, place) => {
    const { word, a, b, c } = instructionAt(loaded.code, pc, part.shift)
    const opcode = word & OPCODE_MASK
    const isStore = opcode >= OP.store8 && opcode <= OP.store64
    if (isStore || (opcode >= OP.load8S && opcode <= OP.load64))
      keys.set(place, { key: sourceOf(isStore ? a : b), size: sizeOf(opcode) })
    if (isStore) written.add(sourceOf(a))
    if (opcode === OP.call || opcode === OP.callIndirect) {
      const shift = steps[place + 1]?.part.shift ?? 0
      const count = loaded.code[calleeOf(loaded, pc) * 4 + 3] as number
      for (let i = 0; i < count; i++) sources.set(shift + 16 + 8 * i, sourceOf(b + 8 * i))
    }
    const info: OpcodeInfo = OPCODES[OPCODE_NAMES[opcode] ?? 'illegal']
    if (info.a !== 'w32' && info.a !== 'w64') return
    if (opcode === OP.leaGlobalS) sources.set(a, `global ${c}`)
    else if (opcode === OP.leaFrame) sources.set(a, `frame ${part.shift + b}`)
    else if (opcode === OP.leaIndex || opcode === OP.leaIndexS || opcode === OP.mov64)
      sources.set(a, sourceOf(b))
    else sources.set(a, opcode === OP.load64 ? `loaded from ${sourceOf(b)}` : `instruction ${place}`)
  })
  const isList = (key: string) => {
    const slot = Number(key.match(/slot (-?\d+)$/)?.[1] ?? -1)
    return (sources.get(slot) ?? '').endsWith(`loaded from slot ${slot}`)
  }
  const arrays = [...keys].filter(([, { key }]) => !isList(key))
  return new Map(arrays.map(([place, use]) => [place, { ...use, isWritten: written.has(use.key) }]))
}

/**
 * Turns the user address on the stack, also in `address`, into a byte address in linear memory outside of the loop's
 * frames. False: not in a loop, or it knows enough ranges; nothing was emitted.
 */
export function translateByRange(e: Emitter, size: number, isWrite: boolean): boolean {
  const use = e.region?.ranges.get(e.region.place)
  if (use === undefined) return false
  const { range } = use
  const { body, locals } = e
  get(e, range.first)
  byte(body, W.sub64)
  tee(e, locals.offset)
  get(e, range.count)
  byte(body, W.geU64)
  detourIf(
    e,
    () => locate(e, range, size | (isWrite ? WRITES : use.isWritten ? WRITTEN : 0)),
    () => {
      get(e, locals.offset)
      byte(body, W.wrap)
      get(e, range.base)
      byte(body, W.add32)
      set(e, locals.physical)
    },
  )
  get(e, locals.physical)
  return true
}

/** Finds the range in which `address` lies, or leaves the loop. Leaves the place in `physical`. */
function locate(e: Emitter, range: Range, access: number): void {
  const { body, locals } = e
  const zones = zonesOf(e)
  get(e, locals.address)
  const32(body, access)
  for (const { low, size } of [zones[0] as Zone, zones.at(-1) as Zone]) {
    get(e, FP_LOCAL)
    const32(body, low)
    byte(body, W.add32)
    const32(body, size)
  }
  indexed(body, W.call, e.helpers.locate)
  forgetIfMoved(e)
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

/** Takes from the stack whether a page may have moved. */
function forgetIfMoved(e: Emitter): void {
  byte(e.body, W.if)
  byte(e.body, VOID)
  resetRanges(e)
  byte(e.body, W.end)
}

/**
 * Looks up, in front of a loop, the pages of its globals that are not known. A global that lies in one of the loop's
 * frames, as it may when a program has made a stack of an array, is left to the interpreter.
 */
export function findPages(e: Emitter, { loop }: Region): void {
  const { body } = e
  for (const [name, { first, end }] of pagesIn(e.loaded, loop)) {
    const local = e.ranges.pages.get(name)
    if (local === undefined) continue
    pushOverlap(e, first, end)
    byte(body, W.if)
    byte(body, VOID)
    const32(body, 0)
    set(e, local)
    byte(body, W.else)
    findPage(e, local, first & -4096, name.endsWith('true'))
    byte(body, W.end)
  }
}

/** Pushes whether addresses from `first` up to `end` reach into the loop's frames. */
function pushOverlap(e: Emitter, first: number, end: number): void {
  const { body } = e
  zonesOf(e).forEach(({ low, size }, i) => {
    get(e, FP_LOCAL)
    const32(body, low + size - 1 - first)
    byte(body, W.add32)
    const32(body, size + end - first - 1)
    byte(body, W.ltU32)
    if (i > 0) byte(body, W.or32)
  })
}

/**
 * Takes a page's place from the translation buffer, if it is not known and stands there; else it stays unknown.
 */
function findPage(e: Emitter, local: number, page: number, isWrite: boolean): void {
  const { body } = e
  const entry = TLB + ((page >>> 12) & (TLB_ENTRIES - 1)) * TLB_STRIDE
  get(e, local)
  byte(body, W.eqz32)
  const32(body, 0)
  access(body, W.load64, 3, entry + (isWrite ? TLB_TAG_WRITE : 0))
  const64(body, page, 0)
  byte(body, W.eq64)
  byte(body, W.and32)
  byte(body, W.if)
  byte(body, VOID)
  const32(body, page)
  const32(body, 0)
  access(body, W.load32, 2, entry + TLB_ADDEND)
  byte(body, W.add32)
  set(e, local)
  byte(body, W.end)
}

/**
 * Pushes the place in linear memory of a global's page. The loop is left if it is not known: the interpreter finds it,
 * and the loop at its next beginning. False: not in a loop, or it knows enough pages; nothing was emitted.
 */
export function translateByPage(e: Emitter, address: number, size: number, isWrite: boolean): boolean {
  const page = e.region === null ? undefined : e.ranges.pages.get(pageName(address, isWrite))
  if (page === undefined || (address & (size - 1)) !== 0) return false
  exitIf(e, () => {
    get(e, page)
    byte(e.body, W.eqz32)
  })
  get(e, page)
  return true
}
