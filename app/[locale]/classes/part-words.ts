import type { Item, ItemKind, PublicItem } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { partsOf } from '@/lib/quiz/parts'
import { variantsOf } from '@/lib/quiz/variant'

/** A counted part of answers in words: the text of an option, what stands where, or what was typed.
 *  @param part of `partOf` */
export function wordsOfPart(item: PublicItem, part: string): string {
  const texts = new Map((rowOf<ItemKind>(item.kind).texts?.(item) ?? []).map(({ id, text }) => [id, text]))
  const whole = texts.get(part)
  if (whole !== undefined) return whole
  if (item.kind === 'numeric')
    return part
      .split(' ')
      .map((one) => texts.get(one) ?? one)
      .join(' ')
  const at = part.indexOf('=')
  if (at < 0 || item.kind === 'predict') return part
  const [place, thing] = [part.slice(0, at), part.slice(at + 1)]
  // Who made whom.
  if (item.kind === 'tree') return `${texts.get(thing) ?? thing} → ${texts.get(place) ?? place}`
  const where = place.split('.').map((one) => texts.get(one) ?? one)
  return `${where.join(' · ')} → ${texts.get(thing) ?? thing}`
}

/** The counted parts that are right in some variant, or null where an answer can be right in more than one way. */
export function rightParts(item: Item): ReadonlySet<string> | null {
  const { hasOneRight, right } = rowOf<ItemKind>(item.kind)
  if (!hasOneRight) return null
  return new Set(variantsOf(item).flatMap((one, variant) => partsOf(right(one), variant)))
}
