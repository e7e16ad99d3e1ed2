/** The extended format of x87, in which `long double` lies in memory: 64 bits of mantissa, then sign and exponent. */

export type Extended = {
  readonly mantissa: bigint
  /** The sign in bit 15, and the exponent as it lies in memory. */
  readonly exponent: number
}

const BIAS = 16383
const INFINITE = 0x7fff

/** The number nearest to a fraction, ties to even. */
export function roundExtended(signed: bigint, denominator: bigint): Extended {
  if (signed === 0n) return { mantissa: 0n, exponent: 0 }
  const sign = signed < 0n ? 0x8000 : 0
  const numerator = signed < 0n ? -signed : signed
  // a quotient of 64 bits, or fewer where the exponent would be below the least one
  let shift = 64 - (bitLength(numerator) - bitLength(denominator))
  if (scaled(numerator, denominator, shift).whole >> 64n !== 0n) shift--
  shift = Math.min(shift, BIAS - 1 + 63)
  const { whole, rest, by } = scaled(numerator, denominator, shift)
  const isUp = rest * 2n > by || (rest * 2n === by && (whole & 1n) === 1n)
  const carried = isUp ? whole + 1n : whole
  const isWider = carried >> 64n !== 0n
  const mantissa = isWider ? carried >> 1n : carried
  const exponent = mantissa >> 63n === 0n ? 0 : BIAS + 63 - (isWider ? shift - 1 : shift)
  if (exponent >= INFINITE) return { mantissa: 1n << 63n, exponent: sign | INFINITE }
  return { mantissa, exponent: sign | exponent }
}

const bitLength = (value: bigint): number => value.toString(2).length

/** numerator × 2^shift / denominator. */
function scaled(
  numerator: bigint,
  denominator: bigint,
  shift: number,
): { readonly whole: bigint; readonly rest: bigint; readonly by: bigint } {
  const top = shift > 0 ? numerator << BigInt(shift) : numerator
  const by = shift < 0 ? denominator << BigInt(-shift) : denominator
  return { whole: top / by, rest: top % by, by }
}

/** The number that a decimal or hexadecimal text without a sign begins with, correctly rounded. */
export function parseExtended(text: string): Extended {
  const hex = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)(?:[pP]([+-]?\d+))?/.exec(text)
  const [, whole = '', fraction = '', power = '0'] =
    hex ?? /^(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?/.exec(text) ?? []
  const isHex = hex !== null
  const digits = BigInt(isHex ? `0x${whole}${fraction}` : `${whole}${fraction}` || '0')
  const exponent = Number(power) - fraction.length * (isHex ? 4 : 1)
  // beyond these the result is infinite or nothing, whatever the digits
  const isBeyond = Math.abs(exponent) > 20_000 + whole.length + fraction.length
  if (digits === 0n || (isBeyond && exponent < 0)) return { mantissa: 0n, exponent: 0 }
  if (isBeyond) return { mantissa: 1n << 63n, exponent: INFINITE }
  const scale = (isHex ? 2n : 10n) ** BigInt(Math.abs(exponent))
  return exponent >= 0 ? roundExtended(digits * scale, 1n) : roundExtended(digits, scale)
}

/** Of a finite one: mantissa × 2^power is its absolute value. */
export function powerOf({ exponent }: Extended): number {
  return Math.max(1, exponent & INFINITE) - BIAS - 63
}

/** Infinite, of either sign. The integer bit (63) is not looked at. */
export const isInfinite = ({ mantissa, exponent }: Extended): boolean =>
  (exponent & INFINITE) === INFINITE && BigInt.asUintN(63, mantissa) === 0n

/** Neither infinite nor a NaN. */
export const isFiniteExtended = ({ exponent }: Extended): boolean => (exponent & INFINITE) !== INFINITE
