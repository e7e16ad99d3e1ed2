import { hashText } from './hash'

/** The same entries in an order that only `seed` and `salt` decide: the same on every machine and in every
 *  build. `salt` (the item's id) keeps items of one quiz from sharing an order. Fisher–Yates over mulberry32. */
export function shuffled<T>(entries: readonly T[], seed: number, salt: string): T[] {
  const next = mulberry32(seed ^ Number.parseInt(hashText(salt).slice(8), 16))
  const order = [...entries]
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const moved = order[i] as T
    order[i] = order[j] as T
    order[j] = moved
  }
  return order
}

/** Things in the order that a seed gives them. It starts from the order of ids, so that neither the author's order nor a
 *  reload decides anything; a page that tries again orders what it has as the server would.
 *  @param salt the item's id */
export function inOrder<T extends { readonly id: string }>(
  entries: readonly T[],
  seed: number,
  salt: string,
): T[] {
  return shuffled(
    [...entries].sort((a, b) => (a.id < b.id ? -1 : 1)),
    seed,
    salt,
  )
}

/** Uniform numbers in [0, 1) from a 32-bit seed. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
