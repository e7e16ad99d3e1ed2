/** Digests of 64 bits in two 32-bit lanes: what comes one after the other is folded, what has no order is summed. */

export type Lanes = { low: number; high: number }

/** What is folded into next; one at a time, and `finish` gives what it has become. */
export type Fold = { a: number; b: number }

const SEED_A = 0x811c_9dc5 | 0
const SEED_B = 0x2545_f491

/** Starts a fold anew: equal sequences of words from here on give equal lanes. */
export function beginFold(fold: Fold): void {
  fold.a = SEED_A
  fold.b = SEED_B
}

/** Folds the next word, a 32-bit number; the order of words matters. */
export function foldWord(fold: Fold, word: number): void {
  let a = Math.imul(fold.a ^ word, 0x0100_0193)
  a ^= a >>> 15
  fold.a = a
  let b = Math.imul((fold.b + word) | 0, 0x85eb_ca6b)
  b ^= b >>> 13
  fold.b = b
}

const double = new Float64Array(1)
const halves = new Int32Array(double.buffer)

/** Folds any number but NaN: a whole one of 32 bits as one word, any other as the two of its double. */
export function foldNumber(fold: Fold, value: number): void {
  if ((value | 0) === value) {
    foldWord(fold, value)
    return
  }
  double[0] = value
  foldWord(fold, halves[0] as number)
  foldWord(fold, (halves[1] as number) ^ 0x5555_5555)
}

/** Folds a text with its length before it, so that neighbours cannot run into each other. */
export function foldText(fold: Fold, text: string): void {
  foldWord(fold, text.length)
  for (let i = 0; i < text.length; i++) foldWord(fold, text.charCodeAt(i))
}

/** Folds bytes with their number before them. */
export function foldBytes(fold: Fold, bytes: Uint8Array): void {
  foldWord(fold, bytes.length)
  for (const byte of bytes) foldWord(fold, byte)
}

/** Adds what was folded to a sum. */
export function addFold(lanes: Lanes, fold: Fold): void {
  lanes.low = (lanes.low + avalanche(fold.a)) | 0
  lanes.high = (lanes.high + avalanche(fold.b ^ 0x3c6e_f372)) | 0
}

/**
 * Adds a sum as the property of an object: not at all when it is nothing. Linear in the sum, so that what one part of it adds
 * does not depend on the others.
 */
export function addOwned(lanes: Lanes, kind: string, id: number, own: Lanes): void {
  if (own.low === 0 && own.high === 0) return
  const fold: Fold = { a: 0, b: 0 }
  beginFold(fold)
  foldText(fold, kind)
  foldNumber(fold, id)
  lanes.low = (lanes.low + Math.imul(own.low, avalanche(fold.a) | 1)) | 0
  lanes.high = (lanes.high + Math.imul(own.high, avalanche(fold.b ^ 0x3c6e_f372) | 1)) | 0
}

/** Adds a word at a place to a sum; zero adds nothing, so that what was never touched is as if zero were written. */
export function addWordAt(lanes: Lanes, place: number, word: number): void {
  if (word === 0) return
  lanes.low = (lanes.low + mixLow(place, word)) | 0
  lanes.high = (lanes.high + mixHigh(place, word)) | 0
}

/** Takes out of a sum what `addWordAt` has put in for the same place and word. */
export function takeWordAt(lanes: Lanes, place: number, word: number): void {
  if (word === 0) return
  lanes.low = (lanes.low - mixLow(place, word)) | 0
  lanes.high = (lanes.high - mixHigh(place, word)) | 0
}

function mixLow(place: number, word: number): number {
  let x = Math.imul(word ^ Math.imul(place, 0x9e37_79b1), 0x85eb_ca6b)
  x = Math.imul(x ^ (x >>> 15), 0xc2b2_ae35)
  return (x ^ (x >>> 13)) | 0
}

function mixHigh(place: number, word: number): number {
  let x = Math.imul(place ^ Math.imul(word, 0x2c1b_3c6d), 0x297a_2d39)
  x = Math.imul(x ^ (x >>> 14), 0x1b87_3593)
  return (x ^ (x >>> 16)) | 0
}

function avalanche(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35)
  return x ^ (x >>> 16)
}

/** A digest as 16 hexadecimal digits. */
export function hexOf(lanes: Lanes): string {
  return hex(lanes.low) + hex(lanes.high)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
