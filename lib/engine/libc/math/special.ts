/** Roots, the error function and the gamma function; sums and products rounded once. */
import { bitsOf } from '../decimal'
import { scaled } from '../text-to-number'
import {
  add,
  addNumber,
  type Double2,
  divide,
  multiply,
  multiplyNumber,
  negate,
  scale,
  squareRoot,
  subtract,
  toNumber,
  twoProduct,
} from './double-double'
import { exp, expDouble2, logDouble2 } from './exponential'
import { PI, sineCosine } from './trigonometry'

/**
 * The cube root, of negative numbers as well (C11 F.10.4.1): the host's, and a step of Newton's, brought near 1
 * where the cube would overflow or vanish.
 */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x
  if (Math.abs(x) < 1e-250) return cbrt(x * 2 ** 600) * 2 ** -200
  if (Math.abs(x) > 1e250) return cbrt(x * 2 ** -600) * 2 ** 200
  const guess = Math.cbrt(x)
  const cube = multiplyNumber(twoProduct(guess, guess), guess)
  const error = addNumber(negate(cube), x)
  return toNumber(addNumber(divide(error, multiplyNumber(twoProduct(guess, guess), 3)), guess))
}

/** √(x² + y²) without overflow on the way; infinite if one of them is, even beside a NaN (C11 F.10.4.3). */
export function hypot(x: number, y: number): number {
  if (Math.abs(x) === Number.POSITIVE_INFINITY || Math.abs(y) === Number.POSITIVE_INFINITY)
    return Number.POSITIVE_INFINITY
  const largest = Math.max(Math.abs(x), Math.abs(y))
  if (largest === 0 || Number.isNaN(largest)) return largest
  const power = largest > 1e150 ? 2 ** -600 : largest < 1e-150 ? 2 ** 600 : 1
  const [a, b] = [x * power, y * power]
  return toNumber(squareRoot(add(twoProduct(a, a), twoProduct(b, b)))) / power
}

/** x y + z, rounded once. */
export function fma(x: number, y: number, z: number): number {
  const plain = x * y + z
  if (!Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(z) || x * y === 0) return plain
  const a = partsOf(x)
  const b = partsOf(y)
  const c = partsOf(z)
  const exponent = Math.min(a.exponent + b.exponent, c.exponent)
  const product = (a.mantissa * b.mantissa) << BigInt(a.exponent + b.exponent - exponent)
  const sum = product + (c.mantissa << BigInt(c.exponent - exponent))
  if (sum === 0n) return plain === 0 ? plain : 0
  return sum < 0n ? -scaled(-sum, exponent) : scaled(sum, exponent)
}

function partsOf(x: number): { readonly mantissa: bigint; readonly exponent: number } {
  const [low, high] = bitsOf(x)
  const biased = (high >>> 20) & 0x7ff
  const mantissa = (BigInt((high & 0xfffff) | (biased > 0 ? 0x10_0000 : 0)) << 32n) | BigInt(low)
  return { mantissa: x < 0 ? -mantissa : mantissa, exponent: Math.max(biased, 1) - 1075 }
}

const TWO_OVER_ROOT_PI: Double2 = divide([2, 0], squareRoot(PI))

/** 2/√π e^(-x²) Σ 2^n x^(2n+1) / (1·3·…·(2n+1)), all terms positive. */
function erfSeries(x: number): Double2 {
  const square = twoProduct(x, x)
  let term: Double2 = [x, 0]
  let sum = term
  for (let n = 1; Math.abs(term[0]) > Math.abs(sum[0]) * 1e-33; n++) {
    term = divide(multiply(scale(term, 2), square), [2 * n + 1, 0])
    sum = add(sum, term)
  }
  return multiply(multiply(sum, expDouble2(negate(square))), TWO_OVER_ROOT_PI)
}

/** erfc of x ≥ 2 by its continued fraction, from the end. */
function erfcFraction(x: number): number {
  let fraction: Double2 = [x, 0]
  for (let k = Math.ceil(400 / x) + 60; k >= 1; k--) fraction = addNumber(divide([k / 2, 0], fraction), x)
  const factor = divide([1, 0], multiply(squareRoot(PI), fraction))
  const square = twoProduct(x, x)
  return x > 26 ? exp(-square[0]) * toNumber(factor) : toNumber(multiply(expDouble2(negate(square)), factor))
}

/**
 * The error function: 2/√π times the integral of e^-t² from 0 to x (C11 F.10.5.1). From 6 on it is 1 to the last
 * place.
 */
export function erf(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x
  if (Math.abs(x) > 6) return Math.sign(x)
  return Math.abs(x) < 1e-150 ? x * toNumber(TWO_OVER_ROOT_PI) : toNumber(erfSeries(x))
}

/** 1 - erf x, without loss where that is small (C11 F.10.5.2); from 28 on it vanishes. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 28) return 0
  if (x > 2) return erfcFraction(x)
  return x < -6 ? 2 : toNumber(addNumber(negate(erfSeries(x)), 1))
}

/** B(2k) / (2k (2k - 1)): Stirling's series. */
const STIRLING: readonly Double2[] = (
  [
    [1, 12],
    [-1, 360],
    [1, 1260],
    [-1, 1680],
    [1, 1188],
    [-691, 360360],
    [1, 156],
    [-3617, 122400],
    [43867, 244188],
    [-174611, 125400],
    [77683, 5796],
    [-236364091, 1506960],
  ] as const
).map(([n, d]) => divide([n, 0], [d, 0]))

const HALF_LOG_2PI: Double2 = scale(logDouble2(scale(PI, 2)), 0.5)

/** ln Γ(x) for x > 0, by Stirling's series where it is good, and the recurrence below. */
function logGamma(x: number): Double2 {
  let product: Double2 = [1, 0]
  let z: Double2 = [x, 0]
  while (z[0] < 24) {
    product = multiply(product, z)
    z = addNumber(z, 1)
  }
  const inverse = divide([1, 0], z)
  const square = multiply(inverse, inverse)
  let sum: Double2 = [0, 0]
  for (let i = STIRLING.length - 1; i >= 0; i--) sum = add(multiply(sum, square), STIRLING[i] as Double2)
  const main = subtract(multiply(addNumber(z, -0.5), logDouble2(z)), z)
  const all = add(add(main, HALF_LOG_2PI), multiply(sum, inverse))
  return product[0] === 1 ? all : subtract(all, logDouble2(product))
}

/** ln |Γ(x)|; infinite at 0 and the negative whole numbers (C11 F.10.5.3). */
export function lgamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY
  if (x <= 0 && Number.isInteger(x)) return Number.POSITIVE_INFINITY
  if (x === 1 || x === 2) return 0
  if (x > 0) return x > 1e300 ? Number.POSITIVE_INFINITY : toNumber(logGamma(x))
  // Γ(x) Γ(1 − x) = π / sin πx
  const sine = sinePi(x)
  return toNumber(
    subtract(logDouble2(divide(PI, [Math.abs(sine[0]), sine[0] < 0 ? -sine[1] : sine[1]])), logGamma(1 - x)),
  )
}

/** sin πx, from the fraction of x, which is exact. */
function sinePi(x: number): Double2 {
  const fraction = x % 2
  return sineCosine(multiplyNumber(PI, fraction)).sine
}

/** Γ(x), at whole x the factorial of x - 1; ±∞ at ±0, a NaN at the negative whole numbers (C11 F.10.5.4). */
export function tgamma(x: number): number {
  if (x === 0) return 1 / x
  if (x === Number.NEGATIVE_INFINITY || (x < 0 && Number.isInteger(x))) return Number.NaN
  if (!Number.isFinite(x)) return x
  if (x > 171.7) return Number.POSITIVE_INFINITY
  if (Number.isInteger(x)) return factorial(x - 1)
  if (x > 0) return toNumber(expDouble2(logGamma(x)))
  if (x < -190) return sinePi(x)[0] < 0 ? -0 : 0
  return toNumber(divide(PI, multiply(sinePi(x), expDouble2(logGamma(1 - x)))))
}

function factorial(n: number): number {
  let product = 1n
  for (let i = 2n; i <= BigInt(n); i++) product *= i
  return Number(product)
}
