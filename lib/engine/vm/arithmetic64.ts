/** 64-bit integers as two halves in an Int32Array: the word at an index is the low one, the next the high one. */

/** words[a] = words[b] * (low, high). */
export function multiply64(words: Int32Array, a: number, b: number, low: number, high: number): void {
  const x = words[b] as number
  const xHigh = words[b + 1] as number
  const x0 = x & 0xffff
  const x1 = x >>> 16
  const y0 = low & 0xffff
  const y1 = low >>> 16
  const p00 = x0 * y0
  const middle = x1 * y0 + (p00 >>> 16)
  const middle2 = x0 * y1 + (middle & 0xffff)
  const carry = x1 * y1 + Math.floor(middle / 0x1_0000) + Math.floor(middle2 / 0x1_0000)
  words[a] = Math.imul(x, low)
  words[a + 1] = (carry | 0) + Math.imul(xHigh, low) + Math.imul(x, high)
}

/** words[a] = words[b] << count. Of the count only the lowest six bits matter, as on x86; `a` may be `b`. */
export function shiftLeft(words: Int32Array, a: number, b: number, count: number): void {
  const n = count & 63
  const low = words[b] as number
  const high = words[b + 1] as number
  if (n === 0) {
    words[a] = low
    words[a + 1] = high
  } else if (n < 32) {
    words[a] = low << n
    words[a + 1] = (high << n) | (low >>> (32 - n))
  } else {
    words[a] = 0
    words[a + 1] = low << (n - 32)
  }
}

/** The same to the right, with copies of the sign coming in from the left. */
export function shiftRightSigned(words: Int32Array, a: number, b: number, count: number): void {
  const n = count & 63
  const low = words[b] as number
  const high = words[b + 1] as number
  if (n === 0) {
    words[a] = low
    words[a + 1] = high
  } else if (n < 32) {
    words[a] = (low >>> n) | (high << (32 - n))
    words[a + 1] = high >> n
  } else {
    words[a] = high >> (n - 32)
    words[a + 1] = high >> 31
  }
}

/** The same with zeroes coming in. */
export function shiftRightUnsigned(words: Int32Array, a: number, b: number, count: number): void {
  const n = count & 63
  const low = words[b] as number
  const high = words[b + 1] as number
  if (n === 0) {
    words[a] = low
    words[a + 1] = high
  } else if (n < 32) {
    words[a] = (low >>> n) | (high << (32 - n))
    words[a + 1] = high >>> n
  } else {
    words[a] = high >>> (n - 32)
    words[a + 1] = 0
  }
}

/**
 * words[a] = words[b] / words[c] or its remainder, truncated towards zero.
 * @returns false, with nothing changed, where x86 traps: a divisor of 0, and the smallest number by -1
 */
export function divideSigned(
  words: Int32Array,
  a: number,
  b: number,
  c: number,
  remainder: boolean,
): boolean {
  const xLow = words[b] as number
  const xHigh = words[b + 1] as number
  const yLow = words[c] as number
  const yHigh = words[c + 1] as number
  if ((yLow | yHigh) === 0) return false
  if (xLow === 0 && xHigh === -0x8000_0000 && (yLow & yHigh) === -1) return false
  const x = xHigh * 0x1_0000_0000 + (xLow >>> 0)
  const y = yHigh * 0x1_0000_0000 + (yLow >>> 0)
  if (isExact(x) && isExact(y)) setNumber(words, a, remainder ? x % y : Math.trunc(x / y))
  else {
    const left = (BigInt(xHigh) << 32n) | BigInt(xLow >>> 0)
    const right = (BigInt(yHigh) << 32n) | BigInt(yLow >>> 0)
    setBig(words, a, remainder ? left % right : left / right)
  }
  return true
}

/** The same for unsigned numbers; false for a divisor of 0. */
export function divideUnsigned(
  words: Int32Array,
  a: number,
  b: number,
  c: number,
  remainder: boolean,
): boolean {
  const xLow = words[b] as number
  const xHigh = words[b + 1] as number
  const yLow = words[c] as number
  const yHigh = words[c + 1] as number
  if ((yLow | yHigh) === 0) return false
  const x = (xHigh >>> 0) * 0x1_0000_0000 + (xLow >>> 0)
  const y = (yHigh >>> 0) * 0x1_0000_0000 + (yLow >>> 0)
  if (isExact(x) && isExact(y)) setNumber(words, a, remainder ? x % y : Math.trunc(x / y))
  else {
    const left = (BigInt(xHigh >>> 0) << 32n) | BigInt(xLow >>> 0)
    const right = (BigInt(yHigh >>> 0) << 32n) | BigInt(yLow >>> 0)
    setBig(words, a, remainder ? left % right : left / right)
  }
  return true
}

/** Below 2^53 the quotient of two doubles, truncated, is the quotient of the integers. */
function isExact(x: number): boolean {
  return x < 0x20_0000_0000_0000 && x > -0x20_0000_0000_0000
}

function setNumber(words: Int32Array, a: number, value: number): void {
  const high = Math.floor(value / 0x1_0000_0000)
  words[a] = value - high * 0x1_0000_0000
  words[a + 1] = high
}

function setBig(words: Int32Array, a: number, value: bigint): void {
  words[a] = Number(BigInt.asIntN(32, value))
  words[a + 1] = Number(BigInt.asIntN(32, value >> 32n))
}

/** x < y, signed: high words, then low words as unsigned. */
export function lessSigned(xLow: number, xHigh: number, yLow: number, yHigh: number): boolean {
  return xHigh < yHigh || (xHigh === yHigh && xLow >>> 0 < yLow >>> 0)
}

/** x < y, unsigned. */
export function lessUnsigned(xLow: number, xHigh: number, yLow: number, yHigh: number): boolean {
  return xHigh >>> 0 < yHigh >>> 0 || (xHigh === yHigh && xLow >>> 0 < yLow >>> 0)
}
