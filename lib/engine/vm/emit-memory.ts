/** Loads and stores in generated code: the translation buffer is looked up in line, a miss goes through a helper. */
import { TLB, TLB_ADDEND, TLB_ENTRIES, TLB_STRIDE, TLB_TAG_WRITE } from './control'
import { exit, exitIf } from './emit-control'
import { detourIf } from './emit-detour'
import { WRITES } from './emit-helper'
import { forgetReadPlaces, keepPlace, pushPlace } from './emit-place'
import { translateByPage, translateByRange } from './emit-range'
import {
  BASE_LOCAL,
  type Emitter,
  FP_LOCAL,
  get,
  read,
  resetRanges,
  set,
  tee,
  write,
  zonesOf,
} from './emit-slot'
import { access, byte, const32, const64, I32, I64, indexed, type ValueType, W } from './wasm'

export type Width = { readonly size: 1 | 2 | 4 | 8; readonly type: ValueType; readonly opcode: number }

export const LOADS: Readonly<Record<string, Width>> = {
  '8S': { size: 1, type: I32, opcode: W.load8S },
  '8U': { size: 1, type: I32, opcode: W.load8U },
  '16S': { size: 2, type: I32, opcode: W.load16S },
  '16U': { size: 2, type: I32, opcode: W.load16U },
  '32': { size: 4, type: I32, opcode: W.load32 },
  '64': { size: 8, type: I64, opcode: W.load64 },
}

export const STORES: Readonly<Record<string, Width>> = {
  '8': { size: 1, type: I32, opcode: W.store8 },
  '16': { size: 2, type: I32, opcode: W.store16 },
  '32': { size: 4, type: I32, opcode: W.store32 },
  '64': { size: 8, type: I64, opcode: W.store64 },
}

/** Slot `to` = what is at the address in slot `pointer` plus `offset`. */
export function emitLoad(e: Emitter, width: Width, to: number, pointer: number, offset: number): void {
  write(e, to, width.type, () => {
    pushByteAddress(e, pointer, offset, width.size, false)
    access(e.body, width.opcode, 0, 0)
  })
}

/** What is at the address in slot `pointer` plus `offset` = slot `from`, as many bytes as the width has. */
export function emitStore(e: Emitter, width: Width, pointer: number, from: number, offset: number): void {
  pushByteAddress(e, pointer, offset, width.size, true)
  storeTo(e, width, from, 0)
}

/** Pushes the place in linear memory of an access through a pointer; in a loop, and of a store, outside of frames. */
function pushByteAddress(e: Emitter, pointer: number, offset: number, size: number, isWrite: boolean): void {
  if (pushPlace(e, pointer, offset, size, isWrite)) return
  pushAddress(e, pointer, offset)
  if (!translateByRange(e, size, isWrite)) {
    if (e.region === null && e.frameSlots.has(pointer)) translateByFrame(e, size, isWrite)
    else translateAddress(e, size, isWrite)
    if (isWrite || e.region !== null) guardFrame(e, size)
  }
  if (isWrite) forgetReadPlaces(e)
  keepPlace(e, pointer, offset, size, isWrite)
}

/** The same at an absolute address. */
export function emitLoadGlobal(e: Emitter, width: Width, to: number, address: number): void {
  if (address < 0) exit(e)
  else
    write(e, to, width.type, () => {
      const isKnown = translateByPage(e, address, width.size, false)
      if (!isKnown) {
        translateConstant(e, address, width.size, false)
        if (e.region !== null) guardFrame(e, width.size)
      }
      access(e.body, width.opcode, 0, isKnown ? address & 4095 : 0)
    })
}

/**
 * What is at an absolute address = slot `from`. A negative address (from 2^31 on) is left to the interpreter,
 * which notes its fault.
 */
export function emitStoreGlobal(e: Emitter, width: Width, address: number, from: number): void {
  if (address < 0) {
    exit(e)
    return
  }
  const isKnown = translateByPage(e, address, width.size, true)
  if (!isKnown) {
    translateConstant(e, address, width.size, true)
    guardFrame(e, width.size)
    forgetReadPlaces(e)
  }
  storeTo(e, width, from, isKnown ? address & 4095 : 0)
}

/** Stores to the byte address on the stack, plus an offset. */
function storeTo(e: Emitter, width: Width, from: number, offset: number): void {
  read(e, from, width.type)
  access(e.body, width.opcode, 0, offset)
}

/**
 * What is held of the frame's slots stays true, and is newer than memory: an access to the frame itself, which only a
 * wild pointer makes, is left to the interpreter. The byte address is on the stack.
 */
export function guardFrame(e: Emitter, size: number): void {
  const { body, locals } = e
  set(e, locals.physical)
  for (const zone of zonesOf(e))
    exitIf(e, () => {
      get(e, locals.physical)
      get(e, BASE_LOCAL)
      byte(body, W.sub32)
      if (size - 1 !== zone.low) {
        const32(body, size - 1 - zone.low)
        byte(body, W.add32)
      }
      const32(body, zone.size + size - 1)
      byte(body, W.ltU32)
    })
  get(e, locals.physical)
}

/**
 * Pushes the user address in slot `pointer` plus `offset` as 64 bits, and leaves it in the local `address`, too.
 */
export function pushAddress(e: Emitter, pointer: number, offset: number): void {
  read(e, pointer, I64)
  if (offset !== 0) {
    const64(e.body, offset, offset >> 31)
    byte(e.body, W.add64)
  }
  tee(e, e.locals.address)
}

/** Turns the user address on the stack, also in `address`, into a byte address in linear memory. */
export function translateAddress(e: Emitter, size: number, isWrite: boolean): void {
  const { body, locals } = e
  // A misaligned address never equals a tag, so it takes the slow way too.
  const64(body, ~4095 | (size - 1), -1)
  byte(body, W.and64)
  get(e, locals.address)
  byte(body, W.wrap)
  const32(body, 7)
  byte(body, W.shrU32)
  const32(body, (TLB_ENTRIES - 1) * TLB_STRIDE)
  byte(body, W.and32)
  tee(e, locals.entry)
  access(body, W.load64, 3, TLB + (isWrite ? TLB_TAG_WRITE : 0))
  byte(body, W.ne64)
  detourIf(
    e,
    () => fill(e, () => get(e, locals.address), size, isWrite),
    () => {
      get(e, locals.address)
      byte(body, W.wrap)
      get(e, locals.entry)
      access(body, W.load32, 2, TLB + TLB_ADDEND)
      byte(body, W.add32)
      set(e, locals.physical)
    },
  )
  get(e, locals.physical)
}

/** The same for an address that is likely to be in the page of the running frame, whose place is known. */
function translateByFrame(e: Emitter, size: number, isWrite: boolean): void {
  const { body, locals } = e
  get(e, FP_LOCAL)
  byte(body, W.extendU)
  byte(body, W.xor64)
  // Frames are aligned: what is left of a misaligned address is not 0.
  const64(body, ~4095 | (size - 1), -1)
  byte(body, W.and64)
  const64(body, 0, 0)
  byte(body, W.ne64)
  detourIf(
    e,
    () => {
      get(e, locals.address)
      translateAddress(e, size, isWrite)
      set(e, locals.physical)
    },
    () => {
      get(e, locals.address)
      byte(body, W.wrap)
      get(e, FP_LOCAL)
      byte(body, W.sub32)
      get(e, BASE_LOCAL)
      byte(body, W.add32)
      set(e, locals.physical)
    },
  )
  get(e, locals.physical)
}

function translateConstant(e: Emitter, address: number, size: number, isWrite: boolean): void {
  const { body, locals } = e
  const entry = TLB + ((address >>> 12) & (TLB_ENTRIES - 1)) * TLB_STRIDE
  const32(body, 0)
  access(body, W.load64, 3, entry + (isWrite ? TLB_TAG_WRITE : 0))
  const64(body, address & (~4095 | (size - 1)), 0)
  byte(body, W.ne64)
  detourIf(
    e,
    () => fill(e, () => const64(body, address, 0), size, isWrite),
    () => {
      const32(body, address)
      const32(body, 0)
      access(body, W.load32, 2, entry + TLB_ADDEND)
      byte(body, W.add32)
      set(e, locals.physical)
    },
  )
  get(e, locals.physical)
}

/** The way of a miss: leaves the place in `physical`, or leaves generated code. */
function fill(e: Emitter, address: () => void, size: number, isWrite: boolean): void {
  const { body, locals } = e
  exitIf(e, () => {
    address()
    const32(body, size | (isWrite ? WRITES : 0))
    indexed(body, W.call, e.helpers.slow)
    tee(e, locals.physical)
    const32(body, 0)
    byte(body, W.ltS32)
  })
  if (isWrite) resetRanges(e)
}
