/** Doubles as decimal and hexadecimal digits, exactly and rounded half to even, as glibc's printf writes them. */

const word = new Float64Array(1)
const halves = new Uint32Array(word.buffer)

/** Low and high 32 bits of a double. */
export function bitsOf(value: number): [low: number, high: number] {
  word[0] = value
  return [halves[0] as number, halves[1] as number]
}

/** The double whose words these are. */
export function fromBits(low: number, high: number): number {
  halves[0] = low
  halves[1] = high
  return word[0] as number
}

/** Whether a number is written with a minus: -0 is, too. A NaN is not; its sign is in the bits alone. */
export function isNegative(value: number): boolean {
  return value < 0 || (value === 0 && 1 / value < 0)
}

/** Digits d with 0.d × 10^point the value; no digits stand for 0. */
export type Decimal = { readonly digits: string; readonly point: number }

/** A value ≥ 0 that may be no double: mantissa × 2^power. */
export type Binary = { readonly mantissa: bigint; readonly power: number }

const isZero = (value: number | Binary): boolean =>
  typeof value === 'number' ? value === 0 : value.mantissa === 0n

/** All decimal digits of a finite value ≥ 0; of a double there are up to 767. */
export function exactDecimal(value: number | Binary): Decimal {
  if (isZero(value)) return { digits: '', point: 1 }
  if (typeof value !== 'number') return binaryDecimal(value)
  const [low, high] = bitsOf(value)
  const biased = (high >>> 20) & 0x7ff
  let mantissa = (BigInt(high & 0xfffff) << 32n) | BigInt(low)
  if (biased > 0) mantissa |= 1n << 52n
  let exponent = (biased > 0 ? biased : 1) - 1075
  if (exponent >= 0) {
    const digits = (mantissa << BigInt(exponent)).toString()
    return { digits, point: digits.length }
  }
  // m × 2^-k = m × 5^k × 10^-k: taking powers of two out first keeps the numbers small.
  const zeros = trailingZeros(low, high)
  const shift = Math.min(zeros, -exponent)
  mantissa >>= BigInt(shift)
  exponent += shift
  const digits = (mantissa * 5n ** BigInt(-exponent)).toString()
  return { digits, point: digits.length + exponent }
}

function binaryDecimal({ mantissa, power }: Binary): Decimal {
  const digits = (power >= 0 ? mantissa << BigInt(power) : mantissa * 5n ** BigInt(-power)).toString()
  return { digits, point: digits.length + Math.min(power, 0) }
}

function trailingZeros(low: number, high: number): number {
  if (low !== 0) return 31 - Math.clz32(low & -low)
  const top = (high & 0xfffff) | 0x10_0000
  return 63 - Math.clz32(top & -top)
}

/** The first `count` digits, rounded half to even; a carry out of the first one moves the point. */
export function roundDecimal({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point }
  if (count < 0) return { digits: '', point }
  const next = digits.charCodeAt(count) - 48
  const isOdd = count > 0 && (digits.charCodeAt(count - 1) & 1) === 1
  const isUp = next > 5 || (next === 5 && (isOdd || hasNonZero(digits, count + 1)))
  const kept = digits.slice(0, count)
  if (!isUp) return { digits: kept, point }
  let at = count - 1
  while (at >= 0 && kept.charCodeAt(at) === 57) at--
  if (at < 0) return { digits: `1${'0'.repeat(count)}`, point: point + 1 }
  const raised = String.fromCharCode(kept.charCodeAt(at) + 1)
  return { digits: kept.slice(0, at) + raised + '0'.repeat(count - 1 - at), point }
}

function hasNonZero(digits: string, from: number): boolean {
  for (let i = from; i < digits.length; i++) if (digits.charCodeAt(i) !== 48) return true
  return false
}

/** `%.{precision}f` of a finite value ≥ 0. */
export function fixedText(value: number | Binary, precision: number, keepPoint: boolean): string {
  // toFixed is exact but for ties, which it rounds up: these have exactly precision + 1 binary places.
  if (typeof value === 'number' && value < 1e21 && precision <= 20) {
    const scaled = value * 2 ** precision
    if (Number.isInteger(scaled) || !Number.isInteger(scaled * 2)) {
      const text = value.toFixed(precision)
      return keepPoint && precision === 0 ? `${text}.` : text
    }
  }
  const exact = exactDecimal(value)
  const { digits, point } = roundDecimal(exact, exact.point + precision)
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const fraction =
    (point < 0 ? '0'.repeat(Math.min(-point, precision)) : '') + digits.slice(Math.max(point, 0))
  const isPointed = precision > 0 || keepPoint
  return whole + (isPointed ? '.' : '') + fraction.slice(0, precision).padEnd(precision, '0')
}

/** `%.{precision}e` of a finite value ≥ 0. */
export function exponentText(value: number | Binary, precision: number, keepPoint: boolean): string {
  const { digits, point } = roundDecimal(exactDecimal(value), precision + 1)
  const padded = digits.slice(0, precision + 1).padEnd(precision + 1, '0')
  return scientific(padded, isZero(value) ? 0 : point - 1, precision > 0 || keepPoint)
}

function scientific(digits: string, exponent: number, isPointed: boolean): string {
  const sign = exponent < 0 ? '-' : '+'
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${digits[0]}${isPointed ? '.' : ''}${digits.slice(1)}e${sign}${size}`
}

/**
 * `%.{precision}g` of a finite value ≥ 0; `keepZeros` is the flag `#`. glibc (2.36) forgets the zeros of the one number
 * that becomes exponential by being rounded: `%#g` of 999999.5 is `1.e+06`.
 */
export function generalText(value: number | Binary, precision: number, keepZeros: boolean): string {
  const count = precision === 0 ? 1 : precision
  const exact = exactDecimal(value)
  const { digits, point } = roundDecimal(exact, count)
  const exponent = isZero(value) ? 0 : point - 1
  const isRoundedOver = exponent === count && exact.point === count
  let shown = digits.slice(0, isRoundedOver ? 1 : count)
  shown = keepZeros && !isRoundedOver ? shown.padEnd(count, '0') : shown.replace(/0+$/, '')
  if (exponent < -4 || exponent >= count)
    return scientific(shown.padEnd(1, '0'), exponent, keepZeros || shown.length > 1)
  if (exponent < 0) return `0.${'0'.repeat(-1 - exponent)}${shown}`
  const whole = shown.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const fraction = shown.slice(exponent + 1)
  return whole + (fraction !== '' || keepZeros ? '.' : '') + fraction
}

/** `%La` of a finite value ≥ 0: the digit before the point has four bits of the mantissa. */
export function longHexadecimalText(
  { mantissa, power }: Binary,
  precision: number,
  keepPoint: boolean,
): string {
  const dropped = precision >= 0 && precision < 15 ? BigInt(60 - 4 * precision) : 0n
  const rest = mantissa & ((1n << dropped) - 1n)
  const half = dropped === 0n ? 1n : 1n << (dropped - 1n)
  let kept = mantissa >> dropped
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept++
  let exponent = mantissa === 0n ? 0 : power + 60
  const digits = 15 - Number(dropped / 4n)
  if (kept >> BigInt(4 * digits + 4) !== 0n) {
    kept >>= 4n
    exponent += 4
  }
  const text = kept.toString(16).padStart(digits + 1, '0')
  const fraction = precision < 0 ? text.slice(1).replace(/0+$/, '') : text.slice(1).padEnd(precision, '0')
  return `0x${text[0]}${fraction !== '' || keepPoint ? '.' : ''}${fraction}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}

/** `%a` of a finite value ≥ 0, without its sign; precision -1: as many digits as it takes. */
export function hexadecimalText(value: number, precision: number, keepPoint: boolean): string {
  const [low, high] = bitsOf(value)
  const biased = (high >>> 20) & 0x7ff
  let lead = biased > 0 ? 1n : 0n
  let fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(low)
  const exponent = value === 0 ? 0 : biased > 0 ? biased - 1023 : -1022
  let text: string
  if (precision >= 0 && precision < 13) {
    const dropped = BigInt(52 - 4 * precision)
    let all = (lead << 52n) | fraction
    const rest = all & ((1n << dropped) - 1n)
    const half = 1n << (dropped - 1n)
    all >>= dropped
    if (rest > half || (rest === half && (all & 1n) === 1n)) all++
    lead = all >> BigInt(4 * precision)
    fraction = all & ((1n << BigInt(4 * precision)) - 1n)
    text = precision === 0 ? '' : fraction.toString(16).padStart(precision, '0')
  } else {
    text = fraction.toString(16).padStart(13, '0')
    text = precision < 0 ? text.replace(/0+$/, '') : text.padEnd(precision, '0')
  }
  const isPointed = text !== '' || keepPoint
  return `0x${lead.toString(16)}${isPointed ? '.' : ''}${text}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}
