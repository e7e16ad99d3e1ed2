/**
 * Copies of structs, and zeroes, in generated code: short ones word by word, inside of a page; what crosses one is left
 * to the interpreter, and long ones to JavaScript.
 */
import { emitRare, exitIf } from './emit-control'
import { guardFrame, pushAddress, translateAddress } from './emit-memory'
import { forgetReadPlaces } from './emit-place'
import { type Emitter, freeLocal, get, set } from './emit-slot'
import { SHORT_BLOCK } from './instruction'
import { access, byte, const32, const64, I32, I64, W } from './wasm'

/** A part of a block: where it begins, and how it is loaded and stored. */
type Part = {
  readonly offset: number
  readonly isWide: boolean
  readonly load: number
  readonly store: number
}

const PARTS = [
  { size: 8, isWide: true, load: W.load64, store: W.store64 },
  { size: 4, isWide: false, load: W.load32, store: W.store32 },
  { size: 2, isWide: false, load: W.load16U, store: W.store16 },
  { size: 1, isWide: false, load: W.load8U, store: W.store8 },
] as const

/** `size` bytes from the address in slot `from` to the one in slot `to`; all are read before the first is written. */
export function emitCopy(e: Emitter, to: number, from: number, size: number): void {
  if (size > SHORT_BLOCK) {
    emitRare(e)
    return
  }
  if (size <= 0) return
  const parts = partsOf(size)
  const source = placeBlock(e, from, size, false)
  const values = parts.map(({ offset, isWide, load }) => {
    const value = freeLocal(e, isWide ? I64 : I32)
    get(e, source)
    access(e.body, load, 0, offset)
    set(e, value)
    return value
  })
  const target = placeBlock(e, to, size, true)
  parts.forEach(({ offset, store }, i) => {
    get(e, target)
    get(e, values[i] as number)
    access(e.body, store, 0, offset)
  })
}

/** `size` zero bytes to the address in slot `to`. */
export function emitZero(e: Emitter, to: number, size: number): void {
  if (size > SHORT_BLOCK) {
    emitRare(e)
    return
  }
  if (size <= 0) return
  const target = placeBlock(e, to, size, true)
  for (const { offset, isWide, store } of partsOf(size)) {
    get(e, target)
    if (isWide) const64(e.body, 0, 0)
    else const32(e.body, 0)
    access(e.body, store, 0, offset)
  }
}

function partsOf(size: number): Part[] {
  const parts: Part[] = []
  let offset = 0
  for (const part of PARTS)
    for (; size - offset >= part.size; offset += part.size) parts.push({ offset, ...part })
  return parts
}

/** A local with the block's place in linear memory; leaves if it crosses a page, or may not be accessed. */
function placeBlock(e: Emitter, pointer: number, size: number, isWrite: boolean): number {
  const { body, locals } = e
  const place = freeLocal(e, I32)
  pushAddress(e, pointer, 0)
  byte(body, W.wrap)
  set(e, place)
  if (size > 1)
    exitIf(e, () => {
      get(e, place)
      const32(body, 4095)
      byte(body, W.and32)
      const32(body, 4096 - size)
      byte(body, W.gtU32)
    })
  get(e, locals.address)
  translateAddress(e, 1, isWrite)
  if (isWrite || e.region !== null) guardFrame(e, size)
  if (isWrite) forgetReadPlaces(e)
  set(e, place)
  return place
}
