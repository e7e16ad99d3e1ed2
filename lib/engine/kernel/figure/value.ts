/** Values as C would print them. */
import { taskLetter } from '../../task-letter'
import type { Program, TypeInfo } from '../../vm/program'
import { indexOfAddress } from '../memory/first-frame'
import { decodeUtf8 } from '../state/text'
import { isOpaque, memberName } from './type-name'

/** Elements and members shown of an aggregate, characters of a string. */
const MAX_ELEMENTS = 8
const MAX_TEXT = 40

/** Where a value is looked at: what its meaning is besides its bytes. */
export type Surroundings = {
  /** Bytes at a user address, or null: for what a `char *` points to. */
  readonly read: (address: number, length: number) => Uint8Array | null
  /** The task that a `pthread_t` names, also one that has ended; null: none ever had that number. */
  readonly thread: (number: bigint) => number | null
}

/** `21`, `'h'`, `0x4040`, `3.5`, `"text"`, `{1, 2, 3}`, `{x = 1, y = 2}`, an enumerator or a function by its name, `→ B` for
 *  the thread that a `pthread_t` names, and `?` where it names none. */
export function formatValue(
  program: Program,
  type: TypeInfo,
  bytes: Uint8Array,
  around: Surroundings | null,
): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isScalar =
    type.kind === 'bool' || type.kind === 'integer' || type.kind === 'float' || type.kind === 'pointer'
  if (isScalar && bytes.length < type.size) return '?'
  switch (type.kind) {
    case 'bool':
      return String(view.getUint8(0))
    case 'integer':
      if (type.name === 'pthread_t') return formatThread(view, around)
      return enumeratorName(type, formatInteger(type, view))
    case 'float':
      if (type.size === 16) return formatFloat(extendedValue(view))
      return formatFloat(type.size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true))
    case 'pointer':
      return formatPointer(program, type.to, view, around)
    case 'array':
      return formatArray(program, type, bytes, around)
    case 'struct':
    case 'union':
      return formatRecord(program, type, bytes, around)
    default:
      return ''
  }
}

/** The number is an address in the library's memory, which says nothing to a reader. */
function formatThread(view: DataView, around: Surroundings | null): string {
  const index = around?.thread(view.getBigUint64(0, true)) ?? null
  return index === null ? '?' : `→ ${taskLetter(index)}`
}

function enumeratorName(type: TypeInfo & { kind: 'integer' }, value: string): string {
  return type.enumerators?.find((enumerator) => String(enumerator.value) === value)?.name ?? value
}

function formatInteger(type: { size: number; signed: boolean; name: string }, view: DataView): string {
  switch (type.size) {
    case 1: {
      const value = type.signed ? view.getInt8(0) : view.getUint8(0)
      return /char/.test(type.name) ? formatCharacter(value) : String(value)
    }
    case 2:
      return String(type.signed ? view.getInt16(0, true) : view.getUint16(0, true))
    case 4:
      return String(type.signed ? view.getInt32(0, true) : view.getUint32(0, true))
    case 8:
      return String(type.signed ? view.getBigInt64(0, true) : view.getBigUint64(0, true))
    default: {
      const high = type.signed ? view.getBigInt64(8, true) : view.getBigUint64(8, true)
      return String((high << 64n) | view.getBigUint64(0, true))
    }
  }
}

const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  9: '\\t',
  10: '\\n',
  13: '\\r',
  39: "\\'",
  92: '\\\\',
}

function formatCharacter(value: number): string {
  const escaped = ESCAPES[value]
  if (escaped) return `'${escaped}'`
  return value >= 32 && value < 127 ? `'${String.fromCharCode(value)}'` : String(value)
}

/** A `long double` of x87 as the double nearest to it. */
function extendedValue(view: DataView): number {
  const exponent = view.getUint16(8, true)
  const mantissa = view.getBigUint64(0, true)
  const sign = exponent >> 15 === 0 ? 1 : -1
  if ((exponent & 0x7fff) === 0x7fff) return mantissa << 1n === 1n << 64n ? sign * Infinity : Number.NaN
  return sign * Number(mantissa) * 2 ** Math.max(-1000, (exponent & 0x7fff) - 16383 - 63)
}

/** As `%g` with enough digits to tell what it is. */
function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0'
  return String(Number(value.toPrecision(7)))
}

function formatPointer(program: Program, to: number, view: DataView, around: Surroundings | null): string {
  const high = view.getUint32(4, true)
  const low = view.getUint32(0, true)
  if (high === 0 && low === 0) return 'NULL'
  const hex =
    high === 0 ? `0x${low.toString(16)}` : `0x${high.toString(16)}${low.toString(16).padStart(8, '0')}`
  const target = program.types[to]
  if (target?.kind === 'function' && high === 0) return functionName(program, low) ?? hex
  if (
    !around ||
    high !== 0 ||
    target?.kind !== 'integer' ||
    target.size !== 1 ||
    !/^(const )?char$/.test(target.name)
  )
    return hex
  return readText(low, around.read) ?? hex
}

function functionName(program: Program, address: number): string | null {
  const index = indexOfAddress(address)
  return program.functions.find(({ start }) => start === index)?.name ?? null
}

function readText(address: number, read: Surroundings['read']): string | null {
  const bytes: number[] = []
  for (let i = 0; i < MAX_TEXT; i++) {
    const byte = read(address + i, 1)?.[0]
    if (byte === undefined) return null
    if (byte === 0) return quote(Uint8Array.from(bytes), false)
    if (byte < 9) return null
    bytes.push(byte)
  }
  return quote(Uint8Array.from(bytes), true)
}

function quote(bytes: Uint8Array, cut: boolean): string {
  return JSON.stringify(decodeUtf8(bytes)) + (cut ? '…' : '')
}

function formatArray(
  program: Program,
  type: { of: number; length: number },
  bytes: Uint8Array,
  around: Surroundings | null,
): string {
  const element = program.types[type.of]
  if (!element) return '{}'
  if (element.kind === 'integer' && element.size === 1 && /char/.test(element.name)) {
    const end = bytes.indexOf(0)
    if (end >= 0 && bytes.subarray(0, end).every((byte) => byte >= 9))
      return quote(bytes.subarray(0, Math.min(end, MAX_TEXT)), end > MAX_TEXT)
  }
  const shown = Math.min(type.length, MAX_ELEMENTS)
  const parts = Array.from({ length: shown }, (_, i) =>
    formatValue(program, element, bytes.subarray(i * element.size, (i + 1) * element.size), around),
  )
  return `{${parts.join(', ')}${type.length > shown ? ', …' : ''}}`
}

function formatRecord(
  program: Program,
  type: TypeInfo & { kind: 'struct' | 'union' },
  bytes: Uint8Array,
  around: Surroundings | null,
): string {
  if (isOpaque(type.name)) return formatOpaque(bytes)
  const parts = type.fields.flatMap((field) => {
    const member = program.types[field.type]
    const name = member ? memberName(field.name, member) : null
    if (!member || name === null) return []
    // A union that goes by its first member is shown by it.
    const meant = name === field.name ? member : innerOf(program, member)
    const part = bytes.subarray(field.offset, field.offset + meant.size)
    const value = field.bit
      ? formatBits(part, field.bit.offset, field.bit.width, member)
      : formatValue(program, meant, part, around)
    return [`${name} = ${value}`]
  })
  return `{${parts.slice(0, MAX_ELEMENTS).join(', ')}${parts.length > MAX_ELEMENTS ? ', …' : ''}}`
}

function innerOf(program: Program, type: TypeInfo): TypeInfo {
  const first = type.kind === 'union' ? type.fields[0] : undefined
  return (first && program.types[first.type]) ?? type
}

/** A lock's first word is what matters: 0 free, else held; a semaphore's is its value. */
function formatOpaque(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return bytes.length >= 4 ? String(view.getInt32(0, true)) : ''
}

/** The bit-field of `width` bits at bit `offset` of the bytes. */
export function formatBits(bytes: Uint8Array, offset: number, width: number, type: TypeInfo): string {
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0)
  value = (value >> BigInt(offset)) & ((1n << BigInt(width)) - 1n)
  const isSigned = type.kind === 'integer' && type.signed
  const text = String(isSigned ? BigInt.asIntN(width, value) : value)
  return type.kind === 'integer' ? enumeratorName(type, text) : text
}
