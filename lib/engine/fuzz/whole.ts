/** The integer types of C on x86-64, and what is known of a value: from which interval it is. */

export type Whole = {
  readonly name: string
  /** Ways to write it; the first is `name`. */
  readonly spellings: readonly string[]
  readonly bits: number
  readonly isSigned: boolean
  readonly rank: number
  /** Length modifier of printf. */
  readonly length: string
  readonly suffix: string
  readonly low: bigint
  readonly high: bigint
}

export type Interval = { readonly low: bigint; readonly high: bigint }

function whole(spellings: string, bits: number, isSigned: boolean, rank: number, print: string): Whole {
  const names = spellings.split('|')
  const [length = '', suffix = ''] = print.split('/')
  const low = isSigned ? -(1n << BigInt(bits - 1)) : 0n
  const high = isSigned ? (1n << BigInt(bits - 1)) - 1n : (1n << BigInt(bits)) - 1n
  return { name: names[0] as string, spellings: names, bits, isSigned, rank, length, suffix, low, high }
}

export const BOOL = whole('_Bool|bool', 1, false, 0, '')
export const CHAR = whole('char', 8, true, 1, 'hh')
export const SCHAR = whole('signed char|int8_t', 8, true, 1, 'hh')
export const UCHAR = whole('unsigned char|uint8_t|byte', 8, false, 1, 'hh')
export const SHORT = whole('short|short int|int16_t', 16, true, 2, 'h')
export const USHORT = whole('unsigned short|uint16_t', 16, false, 2, 'h')
export const INT = whole('int|signed|int32_t', 32, true, 3, '')
export const UINT = whole('unsigned|unsigned int|uint32_t|word', 32, false, 3, '/U')
export const LONG = whole('long|long int|int64_t', 64, true, 4, 'l/L')
export const ULONG = whole('unsigned long|size_t|uint64_t', 64, false, 4, 'l/UL')
export const LLONG = whole('long long', 64, true, 5, 'll/LL')
export const ULLONG = whole('unsigned long long', 64, false, 5, 'll/ULL')

export const WHOLES: readonly Whole[] = [
  BOOL,
  CHAR,
  SCHAR,
  UCHAR,
  SHORT,
  USHORT,
  INT,
  UINT,
  LONG,
  ULONG,
  LLONG,
  ULLONG,
]

/** What sizeof gives. */
export function bytesOf(type: Whole): number {
  return type === BOOL ? 1 : type.bits / 8
}

/** Integer promotion. */
export function promote(type: Whole): Whole {
  return type.rank < INT.rank ? INT : type
}

/** The usual arithmetic conversions. */
export function usual(left: Whole, right: Whole): Whole {
  const a = promote(left)
  const b = promote(right)
  if (a.isSigned === b.isSigned) return a.rank >= b.rank ? a : b
  const [signed, unsigned] = a.isSigned ? [a, b] : [b, a]
  if (unsigned.rank >= signed.rank) return unsigned
  return signed.bits > unsigned.bits ? signed : unsignedOf(signed)
}

/** The unsigned type of the same rank. */
export function unsignedOf(type: Whole): Whole {
  return WHOLES.find((other) => !other.isSigned && other.rank === type.rank) ?? type
}

/** Whether all of an interval lies in another. */
export function fits({ low, high }: Interval, type: Interval): boolean {
  return low >= type.low && high <= type.high
}

/** Where a value of an interval can lie after conversion to a type. */
export function converted(interval: Interval, type: Whole): Interval {
  return fits(interval, type) ? interval : { low: type.low, high: type.high }
}

/** The least and the greatest of some values. */
export function hull(...values: readonly bigint[]): Interval {
  let low = values[0] as bigint
  let high = low
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}

/** Bits that a magnitude needs. */
export function bitsOf({ low, high }: Interval): bigint {
  let bits = 0n
  while (high >> bits > 0n || low >> bits < -1n) bits++
  return bits
}
