/** Circular functions and their inverses. */
import { bitsOf } from '../decimal'
import {
  add,
  addNumber,
  type Double2,
  divide,
  INVERSE_FACTORIALS,
  multiply,
  multiplyNumber,
  negate,
  polynomial,
  scale,
  subtract,
  toNumber,
  twoProduct,
} from './double-double'

const HALF_PI: Double2 = [Math.PI / 2, 6.123233995736766e-17]
const HALF_PI_THIRD = -1.4973849048591833e-33
export const PI: Double2 = scale(HALF_PI, 2)

const alternating = (first: number): Double2[] =>
  Array.from({ length: 14 }, (_, i) => {
    const term = INVERSE_FACTORIALS[first + 2 * i] as Double2
    return i % 2 === 0 ? term : negate(term)
  })
const SINE = alternating(1)
const COSINE = alternating(0)

const sineNear = (r: Double2): Double2 => multiply(r, polynomial(multiply(r, r), SINE))
const cosineNear = (r: Double2): Double2 => polynomial(multiply(r, r), COSINE)

/** Sine and cosine of a finite number. */
export function sineCosine(x: Double2): { readonly sine: Double2; readonly cosine: Double2 } {
  const { rest, quarter } = reduce(x)
  const sine = sineNear(rest)
  const cosine = cosineNear(rest)
  if (quarter === 0) return { sine, cosine }
  if (quarter === 1) return { sine: cosine, cosine: negate(sine) }
  if (quarter === 2) return { sine: negate(sine), cosine: negate(cosine) }
  return { sine: negate(cosine), cosine: sine }
}

/** x less a multiple of π/2, and which quarter of the circle that was. */
function reduce(x: Double2): { readonly rest: Double2; readonly quarter: number } {
  if (Math.abs(x[0]) <= 0.785) return { rest: x, quarter: 0 }
  if (Math.abs(x[0]) > 1e5) return reduceLarge(x[0])
  const k = Math.round(x[0] / HALF_PI[0])
  const first = subtract(x, twoProduct(k, HALF_PI[0]))
  const second = subtract(first, twoProduct(k, HALF_PI[1]))
  const rest = addNumber(second, -k * HALF_PI_THIRD)
  return { rest, quarter: ((k % 4) + 4) % 4 }
}

/** Bits of π behind the point: enough for the largest double. */
const PI_BITS = 1300n
let halfPi: bigint | null = null

/** By Machin's formula: π/4 = 4 arctan 1/5 − arctan 1/239. */
function halfPiBits(): bigint {
  halfPi ??= 2n * (4n * inverseTangent(5n) - inverseTangent(239n))
  return halfPi
}

function inverseTangent(n: bigint): bigint {
  let term = (1n << PI_BITS) / n
  let sum = term
  for (let k = 3n; term !== 0n; k += 2n) {
    term = -term / (n * n)
    sum += term / k
  }
  return sum
}

function reduceLarge(x: number): { readonly rest: Double2; readonly quarter: number } {
  const [low, high] = bitsOf(x)
  const exponent = BigInt(((high >>> 20) & 0x7ff) - 1075)
  const mantissa = (BigInt((high & 0xfffff) | 0x10_0000) << 32n) | BigInt(low)
  const fixed = mantissa << (PI_BITS + exponent)
  const unit = halfPiBits()
  const k = (fixed + unit / 2n) / unit
  const left = fixed - k * unit
  const head = Number(left >> (PI_BITS - 200n)) * 2 ** -200
  const tail = left - (BigInt(Math.round(head * 2 ** 200)) << (PI_BITS - 200n))
  const rest: Double2 = [head, Number(tail >> (PI_BITS - 300n)) * 2 ** -300]
  const quarter = Number(k & 3n)
  return high < 0 || high >= 0x8000_0000
    ? { rest: negate(rest), quarter: (4 - quarter) % 4 }
    : { rest, quarter }
}

const finite =
  (compute: (x: number) => number) =>
  (x: number): number =>
    x === 0 || !Number.isFinite(x) ? (x === 0 ? compute(x) : Number.NaN) : compute(x)

export const sin = finite((x) => (x === 0 ? x : toNumber(sineCosine([x, 0]).sine)))
export const cos = finite((x) => toNumber(sineCosine([x, 0]).cosine))
export const tan = finite((x) => {
  if (x === 0) return x
  const { sine, cosine } = sineCosine([x, 0])
  return toNumber(divide(sine, cosine))
})

/** The inverse of the tangent, between -π/2 and π/2 (C11 F.10.1.3). */
export function atan(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return Math.atan(x)
  return atan2(x, 1)
}

/** One step of Newton's method from the host's guess; the host's for zeros and infinities, which are all fixed. */
export function atan2(y: number, x: number): number {
  const guess = Math.atan2(y, x)
  const isOrdinary = Number.isFinite(x) && Number.isFinite(y) && x !== 0 && y !== 0
  if (!isOrdinary || Math.abs(guess) < 1e-300) return guess
  const power = 2 ** -Math.floor(Math.log2(Math.max(Math.abs(x), Math.abs(y))))
  const [a, b] = [y * power, x * power]
  const { sine, cosine } = sineCosine([guess, 0])
  const error = subtract(multiplyNumber(cosine, a), multiplyNumber(sine, b))
  const radius = add(multiplyNumber(cosine, b), multiplyNumber(sine, a))
  return toNumber(addNumber(divide(error, radius), guess))
}

/**
 * The inverse of the sine, between -π/2 and π/2; a NaN beyond ±1 (C11 F.10.1.2). The host's, and a step of
 * Newton's.
 */
export function asin(x: number): number {
  if (x === 0 || !(Math.abs(x) < 1)) return Math.abs(x) === 1 ? x * HALF_PI[0] : x === 0 ? x : Number.NaN
  const guess = Math.asin(x)
  const { sine, cosine } = sineCosine([guess, 0])
  return toNumber(addNumber(divide(addNumber(negate(sine), x), cosine), guess))
}

/**
 * The inverse of the cosine, between 0 and π; a NaN beyond ±1 (C11 F.10.1.1). The host's, and a step of Newton's.
 */
export function acos(x: number): number {
  if (!(Math.abs(x) < 1)) return x === 1 ? 0 : x === -1 ? PI[0] : Number.NaN
  if (x === 0) return HALF_PI[0]
  const guess = Math.acos(x)
  const { sine, cosine } = sineCosine([guess, 0])
  return toNumber(addNumber(divide(addNumber(cosine, -x), sine), guess))
}
