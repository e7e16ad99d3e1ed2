/** What a visible load or store of the program means by the bytes that it touches. */
import type { Program, TypeInfo } from '../../vm/program'
import { functionAt } from '../memory/first-frame'

export type Access = {
  readonly type: TypeInfo
  /** Of a bit-field: its place among the bits that are read or written as a whole. */
  readonly bit: { readonly offset: number; readonly width: number } | null
}

/** The access of the instruction at `pc`, as the compiler noted it; null for one of the library's or of none. */
export function accessAt(program: Program, pc: number): Access | null {
  const accesses = functionAt(program.functions, pc)?.accesses
  if (!accesses) return null
  let low = 0
  let high = accesses.length / 3
  while (low < high) {
    const middle = (low + high) >> 1
    if ((accesses[middle * 3] as number) < pc) low = middle + 1
    else high = middle
  }
  const at = low * 3
  const type = accesses[at] === pc ? program.types[accesses[at + 1] as number] : undefined
  if (type === undefined) return null
  const bits = accesses[at + 2] as number
  return { type, bit: bits === 0 ? null : { offset: bits & 255, width: bits >> 8 } }
}

const PLAIN: Readonly<Record<number, TypeInfo>> = {
  1: { kind: 'integer', size: 1, signed: true, name: 'signed' },
  2: { kind: 'integer', size: 2, signed: true, name: 'short' },
  4: { kind: 'integer', size: 4, signed: true, name: 'int' },
  8: { kind: 'integer', size: 8, signed: true, name: 'long' },
}

/**
 * Of a range that a function of the library copies or fills: the object, or the elements of an array, that it is of those
 * that lie in a type from an offset on. Null: it is no such part.
 */
export function rangeAccess(program: Program, type: TypeInfo, offset: number, size: number): Access | null {
  if (offset === 0 && type.size === size) return { type, bit: null }
  const inner = (index: number, from: number) => {
    const part = program.types[index]
    return part && from + size <= part.size ? rangeAccess(program, part, from, size) : null
  }
  if (type.kind === 'struct' || type.kind === 'union') {
    const field = type.fields.filter((one) => one.offset <= offset && !one.bit).pop()
    return field ? inner(field.type, offset - field.offset) : null
  }
  const element = type.kind === 'array' ? program.types[type.of] : undefined
  if (type.kind !== 'array' || !element || element.size === 0) return null
  const isWhole = offset % element.size === 0 && size % element.size === 0
  if (!isWhole || size === element.size) return inner(type.of, offset % element.size)
  return { type: { kind: 'array', size, of: type.of, length: size / element.size, name: '' }, bit: null }
}

/** Of bytes about which nothing is known but that they are many: text, if the program has any. */
export function textAccess({ types }: Program, size: number): Access {
  const of = types.findIndex((type) => type.kind === 'integer' && type.name === 'char')
  return { type: { kind: 'array', size, of, length: size, name: '' }, bit: null }
}

/** Of bytes about which nothing is known. */
export function plainAccess(size: number): Access {
  return { type: PLAIN[size] ?? { kind: 'array', size, of: -1, length: 0, name: '' }, bit: null }
}
