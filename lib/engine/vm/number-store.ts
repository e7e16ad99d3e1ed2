/**
 * Short lists of numbers, many in one buffer. A typed array with a buffer of its own costs the collector more than its numbers do,
 * and a program has several of them a function.
 */
export type NumberStore = { words: Int32Array; used: number }

/** Words of the first buffer, and of those that follow at most, but for a longer list. */
const FIRST = 1024
const MOST = 65_536

export const createNumberStore = (): NumberStore => ({ words: new Int32Array(FIRST), used: 0 })

/** Zeroed room for a list of so many numbers; nobody else is given it. */
export function roomFor(store: NumberStore, count: number): Int32Array {
  if (store.used + count > store.words.length) {
    store.words = new Int32Array(Math.max(count, Math.min(MOST, 2 * store.words.length)))
    store.used = 0
  }
  const room = store.words.subarray(store.used, store.used + count)
  store.used += count
  return room
}

/** The same with the numbers of another list in it. */
export function keepNumbers(store: NumberStore, numbers: Int32Array): Int32Array {
  const room = roomFor(store, numbers.length)
  room.set(numbers)
  return room
}
