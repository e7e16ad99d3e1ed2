/**
 * Which slots of a loop hold the same value, within a stretch of its code that is gone through from its beginning; so
 * that an address that has been looked up is not looked up again, however often the source computes it.
 */
import { type Emitter, freeLocal, get, type Region, tee } from './emit-slot'
import type { Instruction } from './instruction'
import { OP, OPCODE_MASK, OPCODE_NAMES, OPCODES, type OpcodeInfo, type OperandKind } from './opcode'
import { I32 } from './wasm'

/** A place in linear memory that is in a local, found for an access of a size. */
type Place = {
  readonly number: number
  readonly local: number
  readonly size: number
  readonly isWrite: boolean
}

export type Values = {
  /** Names of the values in slots; a slot that is not there holds what it held at the beginning. */
  readonly names: Map<number, { readonly name: string; readonly isWide: boolean }>
  /** Places by the names of their addresses. */
  readonly places: Map<string, Place>
  /** Short names for what is computed from named values. */
  readonly terms: Map<string, string>
  /** Values that are only known to be new, places found, and the numbers of those that are used again. */
  count: number
  found: number
  readonly used: Set<number>
}

export function newValues(): Values {
  return { names: new Map(), places: new Map(), terms: new Map(), count: 0, found: 0, used: new Set() }
}

/** Another way leads here: nothing is known. */
export function forgetValues({ values }: Region): void {
  values.names.clear()
  values.places.clear()
  // What a slot holds here is not what it held at the beginning of another stretch.
  values.terms.clear()
}

/** The name of what an instruction of a frame computes from slots alone; null when it does more, or less. */
export function termOf({ values }: Region, { word, b, c }: Instruction, shift: number): string | null {
  const opcode = word & OPCODE_MASK
  const info: OpcodeInfo = OPCODES[OPCODE_NAMES[opcode] ?? 'illegal']
  const isPure = (info.a === 'w32' || info.a === 'w64') && !info.mayFault && opcode < OP.jump
  if (!isPure) return null
  if (opcode === OP.mov64) return nameOf(values, b, true)
  if (opcode === OP.leaFrame) return `frame ${b + shift}`
  return `${word & ~0xf_ff00} ${operand(values, info.b, b)} ${operand(values, info.c, c)}`
}

function operand(values: Values, kind: OperandKind, value: number): string {
  return kind === 'r32' || kind === 'r64' ? nameOf(values, value, kind === 'r64') : String(value)
}

function nameOf(values: Values, slot: number, isWide: boolean): string {
  const known = values.names.get(slot)
  if (known === undefined) return isWide ? `s${slot}` : `s${slot}/4`
  if (known.isWide === isWide) return known.name
  // The upper half of a slot whose lower half was written is not known.
  return isWide ? `?${values.count++}` : `${known.name}/4`
}

/** A slot has been written; `term` says with what. */
export function noteValue({ values }: Region, slot: number, isWide: boolean, term: string | null): void {
  values.names.set(slot, { name: shorten(values, term ?? `?${values.count++}`), isWide })
}

function shorten({ terms }: Values, term: string): string {
  if (term.length < 12) return term
  const known = terms.get(term)
  if (known !== undefined) return known
  const short = `t${terms.size}`
  terms.set(term, short)
  return short
}

/** A slot gets what another one holds. */
export function copyValue({ values }: Region, to: number, from: number, isWide: boolean): void {
  values.names.set(to, { name: shorten(values, nameOf(values, from, isWide)), isWide })
}

/** Pushes the place of an access through a pointer if it has been found before. */
export function pushPlace(
  e: Emitter,
  pointer: number,
  offset: number,
  size: number,
  isWrite: boolean,
): boolean {
  if (e.region === null) return false
  const { values } = e.region
  const place = values.places.get(`${nameOf(values, pointer, true)} ${offset}`)
  if (place === undefined || place.size < size || (isWrite && !place.isWrite)) return false
  values.used.add(place.number)
  get(e, place.local)
  return true
}

/** Keeps the place on the stack, which was just found, for later accesses. */
export function keepPlace(e: Emitter, pointer: number, offset: number, size: number, isWrite: boolean): void {
  if (e.region === null) return
  const { values, isPlanned } = e.region
  const number = values.found++
  const isUsed = isPlanned && values.used.has(number)
  const local = isUsed ? freeLocal(e, I32) : -1
  if (isUsed) tee(e, local)
  values.places.set(`${nameOf(values, pointer, true)} ${offset}`, { number, local, size, isWrite })
}

/** A page may have been moved to where it can be written: places that were found for reading may have been in it. */
export function forgetReadPlaces(e: Emitter): void {
  const places = e.region?.values.places
  places?.forEach(({ isWrite }, name) => {
    if (!isWrite) places.delete(name)
  })
}
