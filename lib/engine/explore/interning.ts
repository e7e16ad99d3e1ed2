/** Numbers in place of what is long to compare: equal texts have one number, and two numbers make one. */

/** The number of a text: of one that is new the next, so that numbers count up from 0. */
export function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

const PAIR = 1 << 26

/** Two whole numbers from 0 up to 2^26 as one, which is exact: 52 bits. */
export function pairOf(high: number, low: number): number {
  return high * PAIR + low
}
