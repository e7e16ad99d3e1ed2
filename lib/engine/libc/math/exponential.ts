/** Powers and logarithms. */
import { bitsOf, fromBits } from '../decimal'
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
  squareRoot,
  subtract,
  toNumber,
  twoProduct,
  twoSum,
} from './double-double'

export const LN2: Double2 = [Math.LN2, 2.3190468138462996e-17]
const LN2_THIRD = 5.707708438416212e-34
const LN10: Double2 = [Math.LN10, -2.1707562233822494e-16]

/** x × 2^n, rounded once. */
export function scaleNumber(x: Double2, n: number): number {
  if (n > 1022) return scaleNumber(scale(x, 2), n - 1) * (n > 1024 ? Number.POSITIVE_INFINITY : 1)
  if (n >= -1000) return toNumber(x) * powerOfTwo(n)
  if (n < -1100) return 0
  // Among the subnormal numbers the last bit is 2^-1074: round there, half to even by adding and taking away.
  const unit = powerOfTwo(-1074 - n + 52)
  const head = x[0] + unit - unit
  const rest = x[0] - head + x[1]
  const half = unit / 2 ** 53
  const step = rest > half ? 2 * half : rest < -half ? -2 * half : 0
  return (head + step) * 2 ** -1000 * 2 ** (n + 1000)
}

function powerOfTwo(n: number): number {
  return fromBits(0, (n + 1023) << 20)
}

/** e^x as a fraction near 1 and a power of two. */
export function expParts(x: Double2): { readonly fraction: Double2; readonly power: number } {
  const power = Math.round(x[0] / LN2[0])
  const first = subtract(x, twoProduct(power, LN2[0]))
  const rest = subtract(first, add(twoProduct(power, LN2[1]), [power * LN2_THIRD, 0]))
  let y = polynomial(scale(rest, 1 / 256), INVERSE_FACTORIALS.slice(0, 12))
  for (let i = 0; i < 8; i++) y = multiply(y, y)
  return { fraction: y, power }
}

/** e^x in two doubles, for whoever goes on from there: x is such that it neither overflows nor vanishes. */
export function expDouble2(x: Double2): Double2 {
  const { fraction, power } = expParts(x)
  return scale(fraction, 2 ** power)
}

function expOf(x: Double2): number {
  if (x[0] > 710) return Number.POSITIVE_INFINITY
  if (x[0] < -746) return 0
  const { fraction, power } = expParts(x)
  return scaleNumber(fraction, power)
}

/** e^x; infinite, subnormal or 0 where it is so large or small (C11 F.10.3.1). */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  return expOf([x, 0])
}

/** 2^x (C11 F.10.3.2); for a whole x the host's. */
export function exp2(x: number): number {
  if (Number.isNaN(x) || Number.isInteger(x)) return 2 ** x
  return Math.abs(x) > 1100 ? (x > 0 ? Number.POSITIVE_INFINITY : 0) : expOf(multiplyNumber(LN2, x))
}

/** e^x - 1, without loss near 0, where the sign of x stays (C11 F.10.3.3). */
export function expm1(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x
  if (x > 710) return Number.POSITIVE_INFINITY
  if (x < -50) return -1
  return toNumber(expm1Double2([x, 0]))
}

/** e^x − 1 for moderate x, exact in the leading bits near 0 too. */
export function expm1Double2(x: Double2): Double2 {
  if (Math.abs(x[0]) > 0.1) return addNumber(expDouble2(x), -1)
  return multiply(x, polynomial(x, INVERSE_FACTORIALS.slice(1, 20)))
}

/** ln of a positive finite number: one step of Newton's method from the host's guess. */
export function logDouble2(x: Double2): Double2 {
  const [low, high] = bitsOf(x[0])
  let exponent = ((high >>> 20) & 0x7ff) - 1023
  if (exponent === -1023) {
    const { exponent: e, value } = normal(x[0])
    return add(logDouble2([value, 0]), multiplyNumber(LN2, e))
  }
  let mantissa = fromBits(low, (high & 0xfffff) | 0x3ff0_0000)
  if (mantissa > Math.SQRT2) exponent++
  mantissa = x[0] * powerOfTwo(-exponent)
  const scaled: Double2 = [mantissa, x[1] * powerOfTwo(-exponent)]
  const fraction = logNearOne(scaled)
  return exponent === 0 ? fraction : add(multiplyNumber(LN2, exponent), fraction)
}

function normal(x: number): { exponent: number; value: number } {
  return { exponent: -60, value: x * 2 ** 60 }
}

function logNearOne(x: Double2): Double2 {
  const t = addNumber(x, -1)
  if (Math.abs(t[0]) < 1e-4) return log1pSeries(t)
  const guess = Math.log(x[0])
  const back = expm1Double2([-guess, 0])
  // ln x = g + ln(x e^-g), and x e^-g is so near 1 that two terms are enough.
  const rest = add(multiply(x, back), t)
  return addNumber(subtract(rest, scale(multiply(rest, rest), 0.5)), guess)
}

/** ln(1 + t) for small t. */
function log1pSeries(t: Double2): Double2 {
  let sum: Double2 = [0, 0]
  for (let n = 12; n >= 1; n--) sum = multiply(subtract(divide([1, 0], [n, 0]), sum), t)
  return sum
}

const positive =
  (compute: (x: number) => number) =>
  (x: number): number => {
    if (Number.isNaN(x)) return x
    if (x <= 0) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
    return x === Number.POSITIVE_INFINITY ? x : compute(x)
  }

export const log = positive((x) => (x === 1 ? 0 : toNumber(logDouble2([x, 0]))))
export const log2 = positive((x) => toNumber(divide(logDouble2([x, 0]), LN2)))
export const log10 = positive((x) => toNumber(divide(logDouble2([x, 0]), LN10)))

/** ln (1 + x), without loss near 0; -∞ at -1, a NaN below (C11 F.10.3.9). */
export function log1p(x: number): number {
  if (x === 0 || Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x
  if (x <= -1) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (Math.abs(x) < 1e-4) return toNumber(log1pSeries([x, 0]))
  return toNumber(logDouble2(twoSum(1, x)))
}

/** Special cases are the host's: ECMAScript fixes them all, but gives NaN where C has 1 for a base of ±1. */
export function pow(x: number, y: number): number {
  if (x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY)) return 1
  const isOrdinary = Number.isFinite(x) && Number.isFinite(y) && x !== 0 && y !== 0
  if (!isOrdinary || (x < 0 && !Number.isInteger(y))) return x ** y
  const exact = wholePower(x, y)
  if (exact !== null) return exact
  const size = expOf(multiplyNumber(logDouble2([Math.abs(x), 0]), y))
  return x < 0 && Math.abs(y % 2) === 1 ? -size : size
}

/** Whole numbers to small whole powers, which may lie exactly between two doubles. */
function wholePower(x: number, y: number): number | null {
  if (!Number.isInteger(x) || !Number.isInteger(y) || y < 0 || y > 64 || Math.abs(x) > 2 ** 53) return null
  return Number(BigInt(x) ** BigInt(y))
}

/** (e^x - e^-x) / 2; from 40 on the second term is below half a unit in the last place (C11 F.10.2.5). */
export function sinh(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x
  if (Math.abs(x) > 40) return Math.sign(x) * expOf(addNumber(negate(LN2), Math.abs(x)))
  const e = expm1Double2([x, 0])
  // sinh = (e + e / (e + 1)) / 2 with e = expm1
  return toNumber(scale(add(e, divide(e, addNumber(e, 1))), 0.5))
}

/** (e^x + e^-x) / 2; from 40 on as sinh (C11 F.10.2.4). */
export function cosh(x: number): number {
  if (!Number.isFinite(x)) return Math.abs(x)
  const size = Math.abs(x)
  if (size > 40) return expOf(addNumber(negate(LN2), size))
  const e = expDouble2([size, 0])
  return toNumber(scale(add(e, divide([1, 0], e)), 0.5))
}

/** sinh x / cosh x; from 25 on it is 1 to the last place (C11 F.10.2.6). */
export function tanh(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x
  if (Math.abs(x) > 25) return Math.sign(x)
  const e = expm1Double2([2 * x, 0])
  return toNumber(divide(e, addNumber(e, 2)))
}

/** The inverse of sinh, without loss near 0; from 1e8 on ln 2x (C11 F.10.2.2). */
export function asinh(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x
  const size = Math.abs(x)
  if (size > 1e8) return Math.sign(x) * toNumber(add(logDouble2([size, 0]), LN2))
  // ln(1 + x + (√(x² + 1) − 1)), the bracket as x² / (√(x² + 1) + 1)
  const square = twoProduct(size, size)
  const root = squareRoot(addNumber(square, 1))
  const t = addNumber(divide(square, addNumber(root, 1)), size)
  return Math.sign(x) * toNumber(log1pDouble2(t))
}

function log1pDouble2(t: Double2): Double2 {
  return Math.abs(t[0]) < 1e-4 ? log1pSeries(t) : logDouble2(addNumber(t, 1))
}

/** The inverse of cosh, not negative; a NaN below 1 (C11 F.10.2.1). */
export function acosh(x: number): number {
  if (!(x >= 1)) return Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  if (x > 1e8) return toNumber(add(logDouble2([x, 0]), LN2))
  const t = x - 1
  return toNumber(log1pDouble2(addNumber(squareRoot(add(twoProduct(t, t), [2 * t, 0])), t)))
}

/** The inverse of tanh; infinite at ±1, a NaN beyond (C11 F.10.2.3). */
export function atanh(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x
  if (Math.abs(x) >= 1) return Math.abs(x) === 1 ? x * Number.POSITIVE_INFINITY : Number.NaN
  const ratio = divide([2 * x, 0], twoSum(1, -x))
  return toNumber(scale(log1pDouble2(ratio), 0.5))
}
