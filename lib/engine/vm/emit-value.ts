/**
 * Which slots of a loop hold the same value, within a stretch of its code that is gone through from its beginning; so
 * that an address that has been looked up is not looked up again, however often the source computes it.
 */
import type { Instruction } from './instruction'
import { OP, OPCODE_MASK, OPCODE_NAMES, OPCODES, type OpcodeInfo, type OperandKind } from './opcode'

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

/** What is known at the beginning of a stretch: each slot holds what it held there. */
export function newValues(): Values {
  return { names: new Map(), places: new Map(), terms: new Map(), count: 0, found: 0, used: new Set() }
}

/** Another way leads here: nothing is known. */
export function forgetValues(values: Values): void {
  values.names.clear()
  values.places.clear()
  // What a slot holds here is not what it held at the beginning of another stretch.
  values.terms.clear()
}

/** The name of what an instruction of a frame computes from slots alone; null when it does more, or less. */
export function termOf(values: Values, { word, b, c }: Instruction, shift: number): string | null {
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

/**
 * The name of what a slot holds, all 8 bytes of it or the lower 4: equal names, equal values. A name that nothing
 * is known by is a new one, so this is not pure.
 */
export function nameOf(values: Values, slot: number, isWide: boolean): string {
  const known = values.names.get(slot)
  if (known === undefined) return isWide ? `s${slot}` : `s${slot}/4`
  if (known.isWide === isWide) return known.name
  // The upper half of a slot whose lower half was written is not known.
  return isWide ? `?${values.count++}` : `${known.name}/4`
}

/** A slot has been written; `term` says with what. */
export function noteValue(values: Values, slot: number, isWide: boolean, term: string | null): void {
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
export function copyValue(values: Values, to: number, from: number, isWide: boolean): void {
  values.names.set(to, { name: shorten(values, nameOf(values, from, isWide)), isWide })
}
