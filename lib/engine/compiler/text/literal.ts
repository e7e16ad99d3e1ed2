/** Values of numbers, character constants and strings from their spelling. */

export type IntegerLiteral = {
  readonly bits: bigint
  readonly unsigned: boolean
  /** 0 int, 1 long, 2 long long: what the suffix asks for at least. */
  readonly longs: number
  readonly decimal: boolean
}

/** An integer constant, or null if it is not one. Values of 2^64 and more come back as they are. */
export function parseInteger(text: string): IntegerLiteral | null {
  const match =
    /^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)([uU]?(?:ll|LL|[lL])?|(?:ll|LL|[lL])[uU])$/.exec(text)
  if (match === null) return null
  const digits = match[1]!
  const suffix = match[2]!.toLowerCase()
  const octal = digits.length > 1 && /^0[0-9]/.test(digits)
  return {
    bits: BigInt(octal ? `0o${digits.slice(1)}` : digits),
    unsigned: suffix.includes('u'),
    longs: suffix.includes('ll') ? 2 : suffix.includes('l') ? 1 : 0,
    decimal: /^[1-9]/.test(digits),
  }
}

export type FloatLiteral = { readonly value: number; readonly suffix: '' | 'f' | 'l' }

/** A floating constant, decimal or hexadecimal, or null if it is not one. */
export function parseFloating(text: string): FloatLiteral | null {
  const decimal = /^((?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][+-]?\d+)?)([fFlLdD]?)$/.exec(text)
  if (decimal !== null)
    return { value: Number(decimal[1]), suffix: decimal[2]!.toLowerCase() as FloatLiteral['suffix'] }
  const hex = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)([fFlL]?)$/.exec(text)
  if (hex === null || hex[1]! + hex[2]! === '') return null
  const value = hexValue(hex[1]! + hex[2]!, Number(hex[3]) - 4 * hex[2]!.length)
  return { value, suffix: hex[4]!.toLowerCase() as FloatLiteral['suffix'] }
}

function hexValue(digits: string, exponent: number): number {
  const scale = Math.max(-2100, Math.min(2100, exponent))
  // two steps, so that neither factor overflows before the product does
  const half = Math.trunc(scale / 2)
  return Number(BigInt(`0x${digits}`)) * 2 ** half * 2 ** (scale - half)
}

/** Characters of a prefixed literal: 1 byte plain, 2 for u, 4 for L and U. */
export function literalWidth(text: string): 1 | 2 | 4 {
  if (text.startsWith('u8')) return 1
  const first = text.charCodeAt(0)
  return first === 0x4c || first === 0x55 ? 4 : first === 0x75 ? 2 : 1
}

/** What is wrong with an escape sequence: no such letter, a value too large for its character, or no digits. */
export type EscapeFault = {
  readonly code: 'bad-escape' | 'escape-range' | 'escape-digits' | 'escape-universal'
  readonly argument: string
}

export type CharacterLiteral = {
  readonly value: number
  readonly count: number
  readonly fault: EscapeFault | null
}

/** A character constant with its quotes; several characters pack as gcc does, the last one lowest. */
export function parseCharacter(text: string): CharacterLiteral {
  const width = literalWidth(text)
  const units = parseString(text)
  let value = 0
  for (const unit of units.units) value = width === 1 ? (value << 8) | unit : unit
  const count = units.units.length
  if (count === 1 && width === 1) value = (value << 24) >> 24
  return { value: width === 2 ? value & 0xffff : value | 0, count, fault: units.fault }
}

export type StringUnits = { readonly units: number[]; readonly fault: EscapeFault | null }

/** The units of a string or character literal (bytes of UTF-8, 16-bit units, or code points), without terminator. */
export function parseString(text: string): StringUnits {
  const width = literalWidth(text)
  const quote = text.charAt(text.length - 1)
  const units: number[] = []
  let fault: EscapeFault | null = null
  for (let i = text.indexOf(quote) + 1; i < text.length - 1; ) {
    const c = text.charCodeAt(i)
    if (c === 0x5c) {
      const sequence = parseEscape(text, i + 1, width)
      fault = sequence.fault ?? fault
      if (sequence.isCodePoint) pushCodePoint(units, sequence.value, width)
      else units.push(sequence.value)
      i = sequence.end
    } else if (c < 0x80) {
      units.push(c)
      i++
    } else {
      const point = text.codePointAt(i)!
      pushCodePoint(units, point, width)
      i += point > 0xffff ? 2 : 1
    }
  }
  return { units, fault }
}

type Escape = { value: number; end: number; isCodePoint: boolean; fault: EscapeFault | null }

const SIMPLE: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  E: 27,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63,
}

function parseEscape(text: string, i: number, width: number): Escape {
  const c = text.charAt(i)
  const limit = width === 1 ? 0xff : width === 2 ? 0xffff : 0xffffffff
  if (c >= '0' && c <= '7') {
    const digits = /^[0-7]{1,3}/.exec(text.slice(i, i + 3))![0]
    return numericEscape(Number.parseInt(digits, 8), limit, i + digits.length, 'octal')
  }
  if (c === 'x') {
    const digits = /^[0-9a-fA-F]*/.exec(text.slice(i + 1, i + 100))![0]
    const sequence = numericEscape(Number.parseInt(digits || '0', 16), limit, i + 1 + digits.length, 'hex')
    return digits === '' ? { ...sequence, fault: { code: 'escape-digits', argument: 'x' } } : sequence
  }
  if (c === 'u' || c === 'U') {
    const count = c === 'u' ? 4 : 8
    const digits = /^[0-9a-fA-F]*/.exec(text.slice(i + 1, i + 1 + count))![0]
    const value = Math.min(Number.parseInt(digits || '0', 16), 0x10ffff)
    return {
      value,
      end: i + 1 + digits.length,
      isCodePoint: true,
      fault: digits.length === count ? null : { code: 'escape-universal', argument: c + digits },
    }
  }
  const simple = SIMPLE[c]
  return {
    value: simple ?? text.charCodeAt(i),
    end: i + 1,
    isCodePoint: false,
    fault: simple === undefined ? unknownEscape(c) : null,
  }
}

const unknownEscape = (letter: string): EscapeFault => ({ code: 'bad-escape', argument: letter })

function numericEscape(value: number, limit: number, end: number, base: 'octal' | 'hex'): Escape {
  const fault = value > limit ? ({ code: 'escape-range', argument: base } as const) : null
  return { value: value & limit, end, isCodePoint: false, fault }
}

function pushCodePoint(units: number[], point: number, width: number): void {
  if (width === 4) units.push(point)
  else if (width === 2) {
    if (point > 0xffff) units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff))
    else units.push(point)
  } else pushUtf8(units, point)
}

function pushUtf8(units: number[], point: number): void {
  if (point < 0x80) units.push(point)
  else if (point < 0x800) units.push(0xc0 | (point >> 6), 0x80 | (point & 63))
  else if (point < 0x10000) units.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
  else {
    units.push(
      0xf0 | (point >> 18),
      0x80 | ((point >> 12) & 63),
      0x80 | ((point >> 6) & 63),
      0x80 | (point & 63),
    )
  }
}
