import { canonicalJson, hashText } from './hash'
import type { Item, ItemKind, Locale, PublicItemOf } from './item'
import { rowOf } from './kind/table'
import { inOrder } from './order'

/** Publishes an item by picking field after field; what its kind adds is picked by the kind's row. `seed` decides the
 *  order of whatever has none. */
export function publicItem<I extends Item>(item: I, locale: Locale, seed: number): PublicItemOf<I['kind']> {
  const { id, section, lesson, kind, program } = item
  const seen = {
    id,
    hash: shownHash(item),
    seed,
    locale,
    section,
    lesson,
    kind,
    stem: item.stem[locale],
    program: program && { file: program.file, source: program.source, config: program.config },
    ...(rowOf<ItemKind>(kind).publish(item, locale, (entries) => inOrder(entries, seed, id)) as object),
    points: item.rubric.points,
    hasHint: item.hint !== null,
  }
  // Of the row of the item's kind, which the type system cannot follow through an indexed table.
  return seen as unknown as PublicItemOf<I['kind']>
}

/** Identifies what an answer was scored against: kind, program, config, option ids, key and rubric, not
 *  prose. Stored with every response. It never leaves the server: options are few, so whoever had it could
 *  try the keys one by one until the hash fits. */
export function itemHash(item: Item): string {
  const key = rowOf<ItemKind>(item.kind).key(item)
  return hashText(canonicalJson({ ...shown(item), key, rubric: item.rubric }))
}

/** Identifies what a learner was asked: `itemHash` without key and rubric. It travels with the page; an
 *  answer to something else than what is asked today is stale. */
export function shownHash(item: Item): string {
  return hashText(canonicalJson(shown(item)))
}

function shown(item: Item) {
  const { kind, program, variant } = item
  // The first one is told apart from no other: its hash is what it was before there were others.
  return { kind, program, ...(variant && { variant }), ...rowOf<ItemKind>(kind).ids(item) }
}
