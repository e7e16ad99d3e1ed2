/** Constants, in all the ways in which C lets them be written. */
import { type Draft, type Expression, pick, type Real, rarely, use, weighted } from './draft'
import { BOOL, INT, LLONG, LONG, promote, UINT, ULLONG, ULONG, type Whole } from './whole'

const PRIMARY = 15
const UNARY = 14
const LITERAL_TYPES: readonly (readonly [number, Whole])[] = [
  [20, INT],
  [6, UINT],
  [5, LONG],
  [4, ULONG],
  [2, LLONG],
  [2, ULLONG],
]

/** A value that is often at a border. */
function interesting(draft: Draft, type: Whole): bigint {
  const bits = promote(type).bits
  const power = 1n << BigInt(draft.dice(bits))
  const value = weighted<() => bigint>(draft, [
    [10, () => BigInt(draft.dice(10))],
    [8, () => BigInt(draft.dice(300))],
    [4, () => power],
    [4, () => power - 1n],
    [2, () => power + 1n],
    [2, () => type.high],
    [3, () => (BigInt(draft.dice(0x7fff_ffff)) << 31n) + BigInt(draft.dice(0x7fff_ffff))],
  ])()
  return value > type.high ? value & type.high : value
}

/** An integer constant, mostly one at which something turns; a negative one in parts, since C has none. */
export function literal(draft: Draft, type: Whole = weighted(draft, LITERAL_TYPES)): Expression {
  const value = interesting(draft, type)
  if (type === INT && rarely(draft, 8)) return character(draft)
  const negative = type.isSigned && rarely(draft, 4)
  if (negative) return negated(draft, value, type)
  return exact(digits(draft, value, type), PRIMARY, type, value)
}

function exact(text: string, level: number, type: Whole, value: bigint): Expression {
  return { text, level, type, low: value, high: value }
}

function negated(draft: Draft, value: bigint, type: Whole): Expression {
  if (rarely(draft, 8)) {
    const smallest = `(-${type.high}${type.suffix} - 1)`
    return exact(smallest, PRIMARY, type, type.low)
  }
  return exact(`-${digits(draft, value, type)}`, UNARY, type, -value)
}

/** Written so that C gives it that very type: a number without a suffix takes the first type that holds it. */
function digits(draft: Draft, value: bigint, type: Whole): string {
  const suffix = rarely(draft, 3) ? type.suffix.toLowerCase() : type.suffix
  if (value <= INT.high || type !== INT) {
    if (rarely(draft, 6)) {
      use(draft, 'hexadecimal constant')
      return `0${pick(draft, ['x', 'X'])}${rarely(draft, 2) ? value.toString(16) : value.toString(16).toUpperCase()}${suffix}`
    }
    if (rarely(draft, 16)) {
      use(draft, 'octal constant')
      return `0${value.toString(8)}${suffix}`
    }
    if (rarely(draft, 30)) return `0b${value.toString(2)}${suffix}`
  }
  return `${value}${suffix}`
}

function character(draft: Draft): Expression {
  use(draft, 'character constant')
  const choices = [
    ["'\\n'", 10],
    ["'\\0'", 0],
    ["'\\\\'", 92],
    ["'\\''", 39],
    ["'\\x7f'", 127],
    ["'\\xff'", -1],
    ["'\\101'", 65],
    ["'\\t'", 9],
  ] as const
  if (rarely(draft, 3)) {
    const [text, value] = pick(draft, choices)
    return exact(text, PRIMARY, INT, BigInt(value))
  }
  const code = 48 + draft.dice(10) + pick(draft, [0, 17, 49])
  return exact(`'${String.fromCharCode(code)}'`, PRIMARY, INT, BigInt(code))
}

/** A constant of a type for an initialiser: any value of the type. */
export function initialValue(draft: Draft, type: Whole): string {
  if (type === BOOL) return pick(draft, ['0', '1', '2', '!0', '7 > 3'])
  const held = promote(type) === INT && type !== INT ? INT : type
  const low = type.isSigned ? -type.high : 0n
  let value = interesting(draft, held)
  if (value > type.high) value &= type.high
  if (rarely(draft, 4) && low < 0n) return `-${digits(draft, value, held)}`
  if (rarely(draft, 10)) return `${draft.dice(9)} + ${draft.dice(50)} * 2`
  if (rarely(draft, 12)) return 'sizeof(int) * 3'
  if (rarely(draft, 20)) return `(${type.name})${digits(draft, value, held)}`
  return digits(draft, value, held)
}

/** A floating constant, with the suffix that its type wants. */
export function realLiteral(draft: Draft, type: Real): string {
  const text = weighted<() => string>(draft, [
    [5, () => `${draft.dice(100)}.${draft.dice(1000)}`],
    [3, () => `${draft.dice(10)}.0`],
    [1, () => `${1 + draft.dice(9)}.`],
    [1, () => `.${1 + draft.dice(99)}`],
    [1, () => `${1 + draft.dice(99)}e${pick(draft, ['', '+', '-'])}${draft.dice(4)}`],
    [1, () => `0x1.${draft.dice(0xffff).toString(16)}p${pick(draft, ['', '-', '+'])}${draft.dice(9)}`],
  ])()
  return type === 'float' ? `${text}${pick(draft, ['f', 'F'])}` : text
}
