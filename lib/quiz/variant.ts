import { hashText } from './hash'
import type { Item } from './item'
import { mulberry32 } from './order'
import { shownHash } from './publish'

// Variants of an item ask the same with other numbers and names. They are one item to everything that is counted; an answer
// says which of them it answers.

/** All variants of an item, by number. */
export function variantsOf(item: Item): readonly Item[] {
  return [item, ...(item.others ?? [])]
}

/** The variant of that number; null where content has none of it any more. */
export function variantAt(item: Item, variant: number): Item | null {
  return variantsOf(item)[variant] ?? null
}

/** The variant that a page showed, by the hash that it sent back; null: it has changed since.
 *  @param hash `shownHash` */
export function variantShown(item: Item, hash: string): Item | null {
  return variantsOf(item).find((one) => shownHash(one) === hash) ?? null
}

/** What somebody has answered of an item. */
export type Tried = {
  /** The variant of the answer before; null: there is none. */
  readonly last: number | null
  /** Whose first question differs from others', by id; null: it is the one that is written first. */
  readonly person: string | null
}

/** The variant that is asked now: after an answer always another one than was answered, whose key has been shown. It is decided
 *  by the item, the person and what they answered, so every page and every device asks the same one. */
export function variantNow(item: Item, { last, person }: Tried): Item {
  const all = variantsOf(item)
  if (last !== null) return all[(last + 1) % all.length] ?? item
  const seed = Number.parseInt(hashText(`${item.id} ${person}`).slice(8), 16)
  return all[person === null ? 0 : Math.floor(mulberry32(seed)() * all.length)] ?? item
}
