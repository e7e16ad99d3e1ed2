/**
 * Numbers as an unevaluated sum of two doubles: about 106 bits. Functions computed in them and rounded once are right in
 * all but a few of 10^12 cases, on every machine, which the host's own functions are not. (Dekker 1971, Knuth TAOCP 4.2.2.)
 */
export type Double2 = readonly [high: number, low: number]

const SPLITTER = 134217729

/** a + b exactly. */
export function twoSum(a: number, b: number): Double2 {
  const sum = a + b
  const part = sum - a
  return [sum, a - (sum - part) + (b - part)]
}

/** a + b exactly, if |a| ≥ |b|. */
function quickSum(a: number, b: number): Double2 {
  const sum = a + b
  return [sum, b - (sum - a)]
}

/** a × b exactly, while nothing overflows. */
export function twoProduct(a: number, b: number): Double2 {
  const product = a * b
  const x = a * SPLITTER
  const aHigh = x - (x - a)
  const aLow = a - aHigh
  const y = b * SPLITTER
  const bHigh = y - (y - b)
  const bLow = b - bHigh
  return [product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow]
}

/** a + b, for any signs and sizes. */
export function add(a: Double2, b: Double2): Double2 {
  const [high, low] = twoSum(a[0], b[0])
  const [middle, rest] = twoSum(a[1], b[1])
  const [x, y] = quickSum(high, low + middle)
  return quickSum(x, y + rest)
}

/** a + b for a plain double. */
export function addNumber(a: Double2, b: number): Double2 {
  const [high, low] = twoSum(a[0], b)
  return quickSum(high, low + a[1])
}

/** -a, exactly. */
export const negate = (a: Double2): Double2 => [-a[0], -a[1]]
/** a - b. */
export const subtract = (a: Double2, b: Double2): Double2 => add(a, negate(b))

/** a b. */
export function multiply(a: Double2, b: Double2): Double2 {
  const [high, low] = twoProduct(a[0], b[0])
  return quickSum(high, low + (a[0] * b[1] + a[1] * b[0]))
}

/** a b for a plain double. */
export function multiplyNumber(a: Double2, b: number): Double2 {
  const [high, low] = twoProduct(a[0], b)
  return quickSum(high, low + a[1] * b)
}

/** Times a power of two. */
export const scale = (a: Double2, power: number): Double2 => [a[0] * power, a[1] * power]

/** a / b by long division, three digits of a double each; b is not 0. */
export function divide(a: Double2, b: Double2): Double2 {
  const first = a[0] / b[0]
  const rest = subtract(a, multiplyNumber(b, first))
  const second = rest[0] / b[0]
  const last = subtract(rest, multiplyNumber(b, second))
  const [high, low] = quickSum(first, second)
  return addNumber([high, low], last[0] / b[0])
}

/** √a by one step of Newton's from the host's root; a is not negative. */
export function squareRoot(a: Double2): Double2 {
  if (a[0] === 0) return [0, 0]
  const guess = Math.sqrt(a[0])
  const rest = subtract(a, twoProduct(guess, guess))
  return quickSum(guess, rest[0] / (2 * guess))
}

/** The nearest double: the one rounding. */
export const toNumber = (a: Double2): number => a[0] + a[1]

/** c0 + x (c1 + x (c2 + …)). */
export function polynomial(x: Double2, coefficients: readonly Double2[]): Double2 {
  let sum: Double2 = [0, 0]
  for (let i = coefficients.length - 1; i >= 0; i--) sum = add(multiply(sum, x), coefficients[i] as Double2)
  return sum
}

/** 1/n! for n = 0, 1, … */
export const INVERSE_FACTORIALS: readonly Double2[] = inverseFactorials(30)

function inverseFactorials(count: number): Double2[] {
  const list: Double2[] = [[1, 0]]
  for (let n = 1; n < count; n++) list.push(divide(list[n - 1] as Double2, [n, 0]))
  return list
}
