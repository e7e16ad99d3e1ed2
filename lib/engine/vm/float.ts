/**
 * Floating point as x86 does it where IEEE 754 leaves a choice: which NaN comes out, and what a conversion gives for
 * a number out of range. Numbers are in memory: an index is one of Int32Array words.
 */
const QUIET_64 = 0x8_0000
const QUIET_32 = 0x40_0000

/** The NaN that an operation on words[b] and words[c] gives: the first operand that is one, made quiet, else -nan. */
export function setNan64(words: Int32Array, a: number, b: number, c: number): void {
  const source = isNan64(words, b) ? b : isNan64(words, c) ? c : -1
  const low = source < 0 ? 0 : (words[source] as number)
  const high = source < 0 ? 0xfff8_0000 : (words[source + 1] as number) | QUIET_64
  words[a] = low
  words[a + 1] = high
}

/** The same for floats: words[a] from the bits words[b] and words[c]. */
export function setNan32(words: Int32Array, a: number, b: number, c: number): void {
  const x = words[b] as number
  const y = words[c] as number
  words[a] = isNan32(x) ? x | QUIET_32 : isNan32(y) ? y | QUIET_32 : 0xffc0_0000
}

function isNan64(words: Int32Array, at: number): boolean {
  const high = (words[at + 1] as number) & 0x7fff_ffff
  return high > 0x7ff0_0000 || (high === 0x7ff0_0000 && words[at] !== 0)
}

function isNan32(bits: number): boolean {
  return (bits & 0x7fff_ffff) > 0x7f80_0000
}

/** A NaN keeps its sign and its leading payload bits. */
export function widenNan(words: Int32Array, a: number, b: number): void {
  const x = words[b] as number
  words[a] = x << 29
  words[a + 1] = (x & 0x8000_0000) | 0x7ff8_0000 | ((x & 0x7f_ffff) >>> 3)
}

/** The same from the double at words[b] to the float at words[a]; it becomes quiet. */
export function narrowNan(words: Int32Array, a: number, b: number): void {
  const low = words[b] as number
  const high = words[b + 1] as number
  words[a] = (high & 0x8000_0000) | 0x7fc0_0000 | ((high & 0xf_ffff) << 3) | (low >>> 29)
}

/** (float)(long): a value past 2^53 is first cut to 52 bits and a sticky one, so that it is rounded only once. */
export function longToFloat(low: number, high: number): number {
  const value = high * 0x1_0000_0000 + (low >>> 0)
  if (Math.abs(value) < 0x20_0000_0000_0000) return Math.fround(value)
  return Math.fround(high * 0x1_0000_0000 + (sticky(low) >>> 0))
}

/** (float)(unsigned long), rounded once in the same way. */
export function unsignedLongToFloat(low: number, high: number): number {
  const value = (high >>> 0) * 0x1_0000_0000 + (low >>> 0)
  if (value < 0x20_0000_0000_0000) return Math.fround(value)
  return Math.fround((high >>> 0) * 0x1_0000_0000 + (sticky(low) >>> 0))
}

function sticky(low: number): number {
  return (low & ~0xfff) | ((low & 0xfff) !== 0 ? 0x800 : 0)
}

/** cvttsd2si: what does not fit is the smallest number. */
export function toInt(x: number): number {
  return x > -2147483649 && x < 2147483648 ? x | 0 : -0x8000_0000
}

/** words[a] = (long) x by cvttsd2si: what does not fit, and a NaN, gives the smallest number. */
export function setLong(words: Int32Array, a: number, x: number): void {
  if (x >= -0x8000_0000_0000_0000 && x < 0x8000_0000_0000_0000) {
    const whole = Math.trunc(x)
    const high = Math.floor(whole / 0x1_0000_0000)
    words[a] = whole - high * 0x1_0000_0000
    words[a + 1] = high
  } else {
    words[a] = 0
    words[a + 1] = -0x8000_0000
  }
}

/** As gcc compiles (unsigned long) x: from 2^63 on it converts x - 2^63 and flips the top bit. */
export function setUnsignedLong(words: Int32Array, a: number, x: number): void {
  if (!(x >= 0x8000_0000_0000_0000)) {
    setLong(words, a, x)
    return
  }
  setLong(words, a, x - 0x8000_0000_0000_0000)
  words[a + 1] = (words[a + 1] as number) ^ 0x8000_0000
}
