/** Text to numbers: strtol, strtoul, strtod. */
import { argumentLow, argumentPointer, type Cpu, type Intrinsic, setResult, setResultDouble } from '../vm/cpu'
import { type Extended, parseExtended } from '../vm/extended'
import { byteAt, storeWord } from './byte'
import { fromBits } from './decimal'

const EINVAL = 22
const ERANGE = 34
const MAX = 0x7fff_ffff_ffff_ffffn
const MAX_UNSIGNED = 0xffff_ffff_ffff_ffffn
const SMALLEST_NORMAL = 2 ** -1022

const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13)

/** Value of a digit in any base up to 36, or 99. */
function digitOf(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const letter = byte | 32
  return letter >= 97 && letter <= 122 ? letter - 87 : 99
}

/** Reads text byte by byte; after a fault it yields -1 for ever. */
type Cursor = { readonly cpu: Cpu; address: number }
const peek = (cursor: Cursor, ahead = 0): number => byteAt(cursor.cpu, cursor.address + ahead)

/** Skips space and a sign: 1 if it was a minus. */
function readSign(cursor: Cursor): 0 | 1 {
  while (isSpace(peek(cursor))) cursor.address++
  const byte = peek(cursor)
  if (byte === 43 || byte === 45) cursor.address++
  return byte === 45 ? 1 : 0
}

function integer(isSigned: boolean): Intrinsic {
  return (cpu, slot) => {
    const start = argumentPointer(cpu, slot)
    const endAt = argumentPointer(cpu, slot + 8)
    const base = argumentLow(cpu, slot + 16)
    const errorAt = argumentPointer(cpu, slot + 24)
    if (base < 0 || base === 1 || base > 36) return finish(cpu, 0n, 0, start, errorAt, EINVAL)
    const cursor = { cpu, address: start }
    const isMinus = readSign(cursor) === 1
    const radix = readBase(cursor, base)
    const digits = readDigits(cursor, radix)
    if (peek(cursor) < 0) return false
    if (digits === null) return finish(cpu, 0n, endAt, start, errorAt, 0)
    const limit = isSigned ? (isMinus ? MAX + 1n : MAX) : MAX_UNSIGNED
    const isOut = digits > limit
    const size = isOut ? limit : digits
    // An unsigned result out of range is the largest one, whatever the sign.
    const value = isMinus && !(isOut && !isSigned) ? -size : size
    return finish(cpu, value, endAt, cursor.address, errorAt, isOut ? ERANGE : 0)
  }
}

/** `0x` counts as a prefix only if a digit follows. */
function readBase(cursor: Cursor, base: number): number {
  if ((base !== 0 && base !== 16) || peek(cursor) !== 48) return base === 0 ? 10 : base
  if ((peek(cursor, 1) | 32) === 120 && digitOf(peek(cursor, 2)) < 16) {
    cursor.address += 2
    return 16
  }
  return base === 0 ? 8 : base
}

/** The digits' value, or null if there are none. */
function readDigits(cursor: Cursor, radix: number): bigint | null {
  let small = 0
  let large: bigint | null = null
  let count = 0
  for (let digit = digitOf(peek(cursor)); digit < radix; digit = digitOf(peek(cursor))) {
    if (large !== null) large = large > MAX_UNSIGNED ? large : large * BigInt(radix) + BigInt(digit)
    else if (small > 2 ** 47) large = BigInt(small) * BigInt(radix) + BigInt(digit)
    else small = small * radix + digit
    cursor.address++
    count++
  }
  return count === 0 ? null : (large ?? BigInt(small))
}

function finish(
  cpu: Cpu,
  value: bigint,
  endAt: number,
  end: number,
  errorAt: number,
  error: number,
): boolean {
  if (endAt !== 0 && !storeWord(cpu, endAt, 8, end | 0, 0)) return false
  if (error !== 0 && !storeWord(cpu, errorAt, 4, error, 0)) return false
  const bits = BigInt.asIntN(64, value)
  setResult(cpu, Number(BigInt.asIntN(32, bits)), Number(bits >> 32n))
  return true
}

// ---- floating point

const strtod: Intrinsic = (cpu, slot) => {
  const start = argumentPointer(cpu, slot)
  const endAt = argumentPointer(cpu, slot + 8)
  const errorAt = argumentPointer(cpu, slot + 16)
  const cursor = { cpu, address: start }
  const isMinus = readSign(cursor) === 1
  const { value, isNothing, isOut, tag } = readNumber(cursor)
  if (peek(cursor) < 0) return false
  if (endAt !== 0 && !storeWord(cpu, endAt, 8, isNothing ? start : cursor.address, 0)) return false
  if (isOut && !storeWord(cpu, errorAt, 4, ERANGE, 0)) return false
  if (Number.isNaN(value)) setResult(cpu, tag, isMinus ? 0xfff8_0000 | 0 : 0x7ff8_0000)
  else setResultDouble(cpu, isMinus && !isNothing ? -value : value)
  return true
}

/** What is written to memory is the `long double` nearest to the very digits. */
const strtold: Intrinsic = (cpu, slot) => {
  const start = argumentPointer(cpu, slot)
  const endAt = argumentPointer(cpu, slot + 8)
  const errorAt = argumentPointer(cpu, slot + 16)
  const to = argumentPointer(cpu, slot + 24)
  const cursor = { cpu, address: start }
  const isMinus = readSign(cursor) === 1
  const begin = cursor.address
  const scanned = readNumber(cursor)
  if (peek(cursor) < 0) return false
  const { mantissa, exponent } = extendedOf(cpu, begin, cursor.address, scanned)
  const isTiny = exponent === 0 && (mantissa !== 0n || scanned.value !== 0 || scanned.isOut)
  const isOut = hasDigits(scanned, cpu, begin) && ((exponent & 0x7fff) === 0x7fff || isTiny)
  if (endAt !== 0 && !storeWord(cpu, endAt, 8, scanned.isNothing ? start : cursor.address, 0)) return false
  if (isOut && !storeWord(cpu, errorAt, 4, ERANGE, 0)) return false
  const [low, high] = [Number(BigInt.asIntN(32, mantissa)), Number(BigInt.asIntN(32, mantissa >> 32n))]
  if (!storeWord(cpu, to, 8, low, high)) return false
  if (!storeWord(cpu, to + 8, 8, exponent | (isMinus && !scanned.isNothing ? 0x8000 : 0), 0)) return false
  setResult(cpu, 0, 0)
  return true
}

const hasDigits = ({ isNothing }: Scanned, cpu: Cpu, begin: number): boolean =>
  !isNothing && (byteAt(cpu, begin) | 32) < 97

function extendedOf(cpu: Cpu, begin: number, end: number, scanned: Scanned): Extended {
  if (scanned.isNothing) return { mantissa: 0n, exponent: 0 }
  if (hasDigits(scanned, cpu, begin)) {
    const bytes = Array.from({ length: end - begin }, (_, i) => byteAt(cpu, begin + i))
    return parseExtended(String.fromCharCode(...bytes))
  }
  return { mantissa: Number.isNaN(scanned.value) ? 3n << 62n : 1n << 63n, exponent: 0x7fff }
}

/** `tag`: low word of a NaN. */
type Scanned = {
  readonly value: number
  readonly isNothing: boolean
  readonly isOut: boolean
  readonly tag: number
}
const NOTHING: Scanned = { value: 0, isNothing: true, isOut: false, tag: 0 }

function readNumber(cursor: Cursor): Scanned {
  const first = peek(cursor)
  if (first === 48 && (peek(cursor, 1) | 32) === 120) return readHexadecimal(cursor)
  if ((first >= 48 && first <= 57) || first === 46) return readDecimal(cursor)
  if (readWord(cursor, 'infinity') || readWord(cursor, 'inf'))
    return { ...NOTHING, value: Number.POSITIVE_INFINITY, isNothing: false }
  if (!readWord(cursor, 'nan')) return NOTHING
  return { ...NOTHING, value: Number.NaN, isNothing: false, tag: readTag(cursor) }
}

/** A word in any case; the cursor moves only if all of it is there. */
function readWord(cursor: Cursor, word: string): boolean {
  for (let i = 0; i < word.length; i++) if ((peek(cursor, i) | 32) !== word.charCodeAt(i)) return false
  cursor.address += word.length
  return true
}

/** `nan(letters)`: what the letters are worth as a number, 0 if they are none. */
function readTag(cursor: Cursor): number {
  if (peek(cursor) !== 40) return 0
  let text = ''
  for (let byte = peek(cursor, 1); digitOf(byte) < 36 || byte === 95; byte = peek(cursor, 1 + text.length))
    text += String.fromCharCode(byte)
  if (peek(cursor, 1 + text.length) !== 41) return 0
  cursor.address += text.length + 2
  const value = Number(/^0[0-7]+$/.test(text) ? `0o${text}` : text)
  return Number.isInteger(value) ? value | 0 : 0
}

function readDecimal(cursor: Cursor): Scanned {
  let text = ''
  let digits = 0
  let hasPoint = false
  for (let byte = peek(cursor); ; byte = peek(cursor)) {
    const isPoint = byte === 46 && !hasPoint
    if (!isPoint && !(byte >= 48 && byte <= 57)) break
    if (isPoint) hasPoint = true
    else digits++
    text += String.fromCharCode(byte)
    cursor.address++
  }
  if (digits === 0) return NOTHING
  text += readExponent(cursor, 101)
  const value = Number(text)
  const isZero = !/[1-9]/.test(text.split('e')[0] as string)
  const isOut = value === Number.POSITIVE_INFINITY || (!isZero && value < SMALLEST_NORMAL)
  return { ...NOTHING, value, isNothing: false, isOut }
}

/** `e±digits`, as text; nothing if no digit follows. */
function readExponent(cursor: Cursor, letter: number): string {
  if ((peek(cursor) | 32) !== letter) return ''
  const sign = peek(cursor, 1)
  const start = sign === 43 || sign === 45 ? 2 : 1
  if (digitOf(peek(cursor, start)) > 9) return ''
  let text = sign === 45 ? 'e-' : 'e'
  cursor.address += start
  for (let digit = digitOf(peek(cursor)); digit < 10; digit = digitOf(peek(cursor))) {
    text += digit
    cursor.address++
  }
  return text
}

function readHexadecimal(cursor: Cursor): Scanned {
  let digits = ''
  let scale = 0
  let hasPoint = false
  let length = 2
  for (let byte = peek(cursor, length); ; byte = peek(cursor, length)) {
    if (byte === 46 && !hasPoint) hasPoint = true
    else if (digitOf(byte) < 16) {
      digits += String.fromCharCode(byte)
      if (hasPoint) scale -= 4
    } else break
    length++
  }
  if (digits === '') {
    cursor.address++
    return { ...NOTHING, isNothing: false }
  }
  cursor.address += length
  const mantissa = BigInt(`0x${digits}`)
  const exponent = scale + Number(readExponent(cursor, 112).slice(1) || '0')
  const value = scaled(mantissa, exponent)
  // A result below the normal numbers is out of range only if bits were lost.
  const excess = Math.min(-1074 - exponent, 4 * digits.length)
  const isLost = value < SMALLEST_NORMAL && excess > 0 && mantissa % (1n << BigInt(excess)) !== 0n
  return { ...NOTHING, value, isNothing: false, isOut: value === Number.POSITIVE_INFINITY || isLost }
}

/** m × 2^exponent, rounded once, half to even. */
export function scaled(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0
  const text = mantissa.toString(16)
  const bits = 4 * text.length - Math.clz32(Number.parseInt(text[0] as string, 16)) + 28
  const top = bits + exponent
  if (top > 1024) return Number.POSITIVE_INFINITY
  if (top < -1075) return 0
  const kept = Math.min(53, top + 1074)
  const drop = bits - kept
  if (drop <= 0) return Number(mantissa << BigInt(-drop)) * power(exponent + drop)
  let head = mantissa >> BigInt(drop)
  const rest = mantissa & ((1n << BigInt(drop)) - 1n)
  const half = 1n << BigInt(drop - 1)
  if (rest > half || (rest === half && (head & 1n) === 1n)) head++
  return Number(head) * power(exponent + drop)
}

/** 2^n, for n down to −1074. */
function power(n: number): number {
  if (n > 1023) return Number.POSITIVE_INFINITY
  return n >= -1022 ? fromBits(0, (n + 1023) << 20) : 2 ** n
}

export const NUMBER_INTRINSICS = { strtol: integer(true), strtoul: integer(false), strtod, strtold } as const
