/** printf's formatting: from a format and a source of arguments to bytes. Knows nothing of memory. */
import { type Extended, isFiniteExtended, isInfinite, powerOf } from '../vm/extended'
import {
  type Binary,
  exponentText,
  fixedText,
  generalText,
  hexadecimalText,
  isNegative,
  longHexadecimalText,
} from './decimal'
import { errorMessage } from './message'

/**
 * Where arguments come from. Each is one 8-byte slot; `index` counts from 0. A source that cannot read says so in `failed`,
 * and what it returned is then not used.
 */
export type ArgumentSource = {
  failed: boolean
  readonly word: (index: number) => readonly [low: number, high: number]
  readonly double: (index: number) => number
  /** The `long double` at an address. */
  readonly extended: (low: number, high: number) => Extended
  /** Bytes up to a zero byte, at most `limit`. */
  readonly string: (low: number, high: number, limit: number) => Uint8Array
  /** Wide characters up to a zero, at most `limit`. */
  readonly wide: (low: number, high: number, limit: number) => readonly number[]
}

/** What `%n` asks to be stored. */
export type CountStore = {
  readonly low: number
  readonly high: number
  readonly size: number
  readonly value: number
}

export type Formatted = {
  /** The first bytes of the text, at most as many as asked for. */
  readonly bytes: Uint8Array
  /** Bytes that the whole text has, or those before what could not be formatted. */
  readonly length: number
  /** An error number, or 0. */
  readonly error: number
  readonly stores: readonly CountStore[]
}

const EINVAL = 22
const EOVERFLOW = 75
const EILSEQ = 84
const LONGEST = 0x7fff_ffff
const LEFT = 1
const PLUS = 2
const SPACE = 4
const ALTERNATE = 8
const ZERO = 16
const FLAGS: Readonly<Record<string, number>> = {
  '-': LEFT,
  '+': PLUS,
  ' ': SPACE,
  '#': ALTERNATE,
  '0': ZERO,
  "'": 0,
  I: 0,
}

type Directive = {
  flags: number
  width: number
  /** -1: not given. */
  precision: number
  /** Bytes of an integer argument. */
  size: 1 | 2 | 4 | 8
  isLongDouble: boolean
  conversion: string
}

type State = {
  readonly text: string
  at: number
  readonly source: ArgumentSource
  next: number
  readonly limit: number
  out: Uint8Array
  length: number
  error: number
  readonly errno: number
  readonly isUtf8: boolean
  readonly stores: CountStore[]
}

/**
 * Formats.
 * @param text the format, one character a byte
 * @param limit bytes of the result to keep; the rest is only counted
 * @param errno what `%m` speaks of
 * @param isUtf8 whether wide characters are written as UTF-8; else they are ASCII
 */
export function format(
  text: string,
  source: ArgumentSource,
  limit: number,
  errno: number,
  isUtf8 = false,
): Formatted {
  const state: State = {
    text,
    at: 0,
    source,
    next: 0,
    limit,
    out: new Uint8Array(Math.min(limit, text.length + 64)),
    length: 0,
    error: 0,
    errno,
    isUtf8,
    stores: [],
  }
  while (state.at < text.length && state.error === 0) {
    const percent = text.indexOf('%', state.at)
    const end = percent < 0 ? text.length : percent
    if (end > state.at) put(state, text.slice(state.at, end))
    state.at = end
    if (percent >= 0) convert(state)
    if (state.length > LONGEST) state.error = EOVERFLOW
  }
  const bytes = state.out.subarray(0, Math.min(state.length, limit))
  return { bytes, length: state.length, error: state.error, stores: state.stores }
}

function room(state: State, more: number): number {
  const kept = Math.min(more, state.limit - state.length)
  if (kept <= 0) return 0
  const needed = state.length + kept
  if (needed > state.out.length) {
    const larger = new Uint8Array(Math.min(state.limit, Math.max(needed, 2 * state.out.length)))
    larger.set(state.out)
    state.out = larger
  }
  return kept
}

function put(state: State, text: string): void {
  const kept = room(state, text.length)
  for (let i = 0; i < kept; i++) state.out[state.length + i] = text.charCodeAt(i)
  state.length += text.length
}

function putBytes(state: State, bytes: Uint8Array): void {
  const kept = room(state, bytes.length)
  if (kept > 0) state.out.set(kept < bytes.length ? bytes.subarray(0, kept) : bytes, state.length)
  state.length += bytes.length
}

function putFill(state: State, character: string, count: number): void {
  if (count <= 0) return
  const kept = room(state, count)
  if (kept > 0) state.out.fill(character.charCodeAt(0), state.length, state.length + kept)
  state.length += count
}

/** Text in a field; zeros go between sign (the first `lead` characters) and digits. */
function putField(state: State, d: Directive, text: string, lead: number): void {
  const fill = d.width - text.length
  if (d.flags & LEFT) {
    put(state, text)
    putFill(state, ' ', fill)
  } else if (d.flags & ZERO) {
    put(state, text.slice(0, lead))
    putFill(state, '0', fill)
    put(state, text.slice(lead))
  } else {
    putFill(state, ' ', fill)
    put(state, text)
  }
}

// ---- reading a directive

type Conversion = (state: State, d: Directive) => void

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  '%': (state) => put(state, '%'),
  m: (state, d) => putText(state, d, errorMessage(state.errno)),
  p: putPointer,
  n: storeCount,
  ...sameFor('di', putSigned),
  ...sameFor('uoxXb', putUnsigned),
  ...sameFor('cC', putCharacter),
  ...sameFor('sS', putString),
  ...sameFor('eEfFgGaA', putDouble),
}

function sameFor(letters: string, conversion: Conversion): Record<string, Conversion> {
  return Object.fromEntries([...letters].map((letter) => [letter, conversion]))
}

function convert(state: State): void {
  const d = parse(state)
  if (state.error !== 0) return
  const conversion = CONVERSIONS[d.conversion]
  if (conversion !== undefined) conversion(state, d)
  else if (d.conversion === '') state.error = EINVAL
  else putUnknown(state, d)
}

/** glibc writes a conversion that it does not know, with its flags in an order of its own and no length. */
function putUnknown(state: State, d: Directive): void {
  const { flags, width, precision } = d
  const sign = flags & PLUS ? '+' : flags & SPACE ? ' ' : ''
  const marks = `${flags & ALTERNATE ? '#' : ''}${sign}${flags & LEFT ? '-' : ''}${flags & ZERO ? '0' : ''}`
  put(state, `%${marks}${width || ''}${precision >= 0 ? `.${precision}` : ''}${d.conversion}`)
}

function parse(state: State): Directive {
  const d: Directive = { flags: 0, width: 0, precision: -1, size: 4, isLongDouble: false, conversion: '' }
  state.at++
  const position = positional(state)
  for (let flag = FLAGS[at(state)]; flag !== undefined; flag = FLAGS[at(state)]) {
    d.flags |= flag
    state.at++
  }
  parseWidth(state, d)
  parseLength(state, d)
  d.conversion = at(state)
  if (d.conversion !== '') state.at++
  if (position > 0) state.next = position - 1
  return d
}

const at = (state: State): string => state.text[state.at] ?? ''
const isDigit = (character: string): boolean => character >= '0' && character <= '9'

/** `3$` after the percent sign: its number, else 0 and nothing read. */
function positional(state: State): number {
  const match = /^[1-9]\d{0,3}\$/.exec(state.text.slice(state.at, state.at + 5))
  if (match === null) return 0
  state.at += match[0].length
  return Number.parseInt(match[0], 10)
}

function parseWidth(state: State, d: Directive): void {
  d.width = parseNumber(state)
  if (d.width < 0) {
    d.flags |= LEFT
    d.width = -d.width
  }
  if (at(state) !== '.') return
  state.at++
  // `%.d` is `%.0d`; a negative precision given by `*` is none.
  d.precision = Math.max(parseNumber(state), -1)
}

/** Digits or `*`; 0 when there is neither. */
function parseNumber(state: State): number {
  if (at(state) === '*') {
    state.at++
    const position = positional(state)
    const [value] = state.source.word(position > 0 ? position - 1 : state.next++)
    return value | 0
  }
  let value = 0
  while (isDigit(at(state))) {
    value = value * 10 + Number(at(state))
    if (value > LONGEST - 32) state.error = EOVERFLOW
    state.at++
  }
  return value
}

const SIZES: Readonly<Record<string, Directive['size']>> = { h: 2, l: 8, q: 8, L: 8, z: 8, Z: 8, t: 8, j: 8 }

function parseLength(state: State, d: Directive): void {
  for (let size = SIZES[at(state)]; size !== undefined; size = SIZES[at(state)]) {
    d.size = size === 2 && d.size === 2 ? 1 : size
    d.isLongDouble ||= at(state) === 'L'
    state.at++
  }
}

// ---- integers

function putSigned(state: State, d: Directive): void {
  const [low, high] = state.source.word(state.next++)
  const text = signedText(low | 0, high | 0, d.size)
  const isMinus = text.startsWith('-')
  const sign = isMinus ? '-' : d.flags & PLUS ? '+' : d.flags & SPACE ? ' ' : ''
  const digits = isMinus ? text.slice(1) : text
  putInteger(state, d, sign, digits === '0' && d.precision === 0 ? '' : digits)
}

function signedText(low: number, high: number, size: number): string {
  if (size === 1) return String((low << 24) >> 24)
  if (size === 2) return String((low << 16) >> 16)
  if (size === 4 || high === low >> 31) return String(low)
  return ((BigInt(high) << 32n) | BigInt(low >>> 0)).toString()
}

function putUnsigned(state: State, d: Directive): void {
  const [low, high] = state.source.word(state.next++)
  const base = d.conversion === 'o' ? 8 : d.conversion === 'u' ? 10 : d.conversion === 'b' ? 2 : 16
  let digits = unsignedText(low, high, d.size, base)
  if (d.conversion === 'X') digits = digits.toUpperCase()
  const isZero = digits === '0'
  if (d.flags & ALTERNATE && base === 8 && (!isZero || d.precision === 0) && d.precision <= digits.length)
    digits = isZero ? '0' : `0${digits}`
  const prefix = d.flags & ALTERNATE && !isZero && (base === 16 || base === 2) ? `0${d.conversion}` : ''
  const isHidden = isZero && d.precision === 0 && !(d.flags & ALTERNATE && base === 8)
  putInteger(state, d, prefix, isHidden ? '' : digits)
}

function unsignedText(low: number, high: number, size: number, base: number): string {
  if (size === 8 && high !== 0) return ((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)).toString(base)
  return (size === 1 ? low & 0xff : size === 2 ? low & 0xffff : low >>> 0).toString(base)
}

/** A given precision is the least number of digits, and turns the flag `0` off. */
function putInteger(state: State, d: Directive, lead: string, digits: string): void {
  if (d.precision > digits.length + 4096) {
    putLongInteger(state, d, lead, digits)
    return
  }
  const body = digits.padStart(d.precision, '0')
  const flags = d.precision >= 0 ? d.flags & ~ZERO : d.flags
  putField(state, { ...d, flags }, lead + body, lead.length)
}

/** Thousands of digits asked for: without building them as a string. */
function putLongInteger(state: State, d: Directive, lead: string, digits: string): void {
  const fill = d.width - lead.length - d.precision
  if (!(d.flags & LEFT)) putFill(state, ' ', fill)
  put(state, lead)
  putFill(state, '0', d.precision - digits.length)
  put(state, digits)
  if (d.flags & LEFT) putFill(state, ' ', fill)
}

function putPointer(state: State, d: Directive): void {
  const [low, high] = state.source.word(state.next++)
  if (low === 0 && high === 0) {
    putText(state, { ...d, precision: -1 }, '(nil)')
    return
  }
  const sign = d.flags & PLUS ? '+' : d.flags & SPACE ? ' ' : ''
  putInteger(state, d, `${sign}0x`, unsignedText(low, high, 8, 16))
}

// ---- characters and strings

function putText(state: State, d: Directive, text: string): void {
  const shown = d.precision >= 0 ? text.slice(0, d.precision) : text
  putField(state, { ...d, flags: d.flags & LEFT }, shown, 0)
}

function putCharacter(state: State, d: Directive): void {
  const [low] = state.source.word(state.next++)
  const isWide = d.conversion === 'C' || d.size === 8
  if (isWide) putWide(state, { ...d, precision: -1 }, [low])
  else putText(state, { ...d, precision: -1 }, String.fromCharCode(low & 0xff))
}

function putString(state: State, d: Directive): void {
  const [low, high] = state.source.word(state.next++)
  if (low === 0 && high === 0) {
    // A precision that would cut `(null)` short leaves nothing.
    putText(state, d, d.precision < 0 || d.precision >= 6 ? '(null)' : '')
    return
  }
  const limit = d.precision < 0 ? Number.POSITIVE_INFINITY : d.precision
  if (d.conversion === 'S' || d.size === 8) {
    putWide(state, d, state.source.wide(low, high, limit))
    return
  }
  const bytes = state.source.string(low, high, limit)
  const fill = d.width - bytes.length
  if (!(d.flags & LEFT)) putFill(state, ' ', fill)
  putBytes(state, bytes)
  if (d.flags & LEFT) putFill(state, ' ', fill)
}

/** Of a precision, which counts bytes, no part of a character is used. */
function putWide(state: State, d: Directive, characters: readonly number[]): void {
  let text = ''
  for (const character of characters) {
    const bytes = multibyte(character >>> 0, state.isUtf8)
    if (bytes === '') state.error = EILSEQ
    if (d.precision >= 0 && text.length + bytes.length > d.precision) break
    text += bytes
  }
  if (state.error === 0) putText(state, { ...d, precision: -1 }, text)
}

/** The bytes of a character, one a character; none if the locale does not have it. */
function multibyte(character: number, isUtf8: boolean): string {
  if (character < 0x80) return String.fromCharCode(character)
  if (!isUtf8 || character > 0x10_ffff || character >> 11 === 27) return ''
  const count = character < 0x800 ? 1 : character < 0x1_0000 ? 2 : 3
  let text = String.fromCharCode(((0x0f00 >> (count + 1)) & 0xff) | (character >> (6 * count)))
  for (let i = count - 1; i >= 0; i--) text += String.fromCharCode(0x80 | ((character >> (6 * i)) & 63))
  return text
}

function storeCount(state: State, d: Directive): void {
  const [low, high] = state.source.word(state.next++)
  state.stores.push({ low, high, size: d.size, value: state.length })
}

// ---- floating-point numbers

function putDouble(state: State, d: Directive): void {
  if (d.isLongDouble) {
    putLongDouble(state, d)
    return
  }
  const value = state.source.double(state.next++)
  const isMinus = isNegative(value) || (Number.isNaN(value) && state.source.word(state.next - 1)[1] < 0)
  putReal(state, d, isMinus, Number.isFinite(value) ? Math.abs(value) : Number.isNaN(value) ? 'nan' : 'inf')
}

/** A variadic `long double` is the address of its bytes. */
function putLongDouble(state: State, d: Directive): void {
  const [low, high] = state.source.word(state.next++)
  const value = state.source.extended(low, high)
  const finite = { mantissa: value.mantissa, power: powerOf(value) }
  putReal(
    state,
    d,
    value.exponent >> 15 === 1,
    isFiniteExtended(value) ? finite : isInfinite(value) ? 'inf' : 'nan',
  )
}

function putReal(state: State, d: Directive, isMinus: boolean, value: number | Binary | 'nan' | 'inf'): void {
  const sign = isMinus ? '-' : d.flags & PLUS ? '+' : d.flags & SPACE ? ' ' : ''
  const isNumber = typeof value !== 'string'
  let text = isNumber ? realText(value, d) : value
  if (d.conversion < 'a') text = text.toUpperCase()
  const flags = isNumber ? d.flags : d.flags & ~ZERO
  const isHexadecimal = isNumber && (d.conversion === 'a' || d.conversion === 'A')
  putField(state, { ...d, flags }, sign + text, sign.length + (isHexadecimal ? 2 : 0))
}

function realText(value: number | Binary, d: Directive): string {
  const keep = (d.flags & ALTERNATE) !== 0
  const precision = d.precision < 0 ? 6 : d.precision
  switch (d.conversion) {
    case 'f':
    case 'F':
      return fixedText(value, precision, keep)
    case 'e':
    case 'E':
      return exponentText(value, precision, keep)
    case 'g':
    case 'G':
      return generalText(value, precision, keep)
    default:
      return typeof value === 'number'
        ? hexadecimalText(value, d.precision, keep)
        : longHexadecimalText(value, d.precision, keep)
  }
}
