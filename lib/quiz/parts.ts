import type { KindRow } from './grade'
import type { Answer, ItemKind } from './item'
import { rowOf } from './kind/table'

/** Begins a part that tells its variant. Nobody types one: it is a private character of Unicode. */
const MARK = '\uE000'

/** Longer ones are cut, in UTF-16 code units: they are told apart by how they begin. */
const MAX_PART = 200

/** What an answer is made of, each part once: what `ClassroomPart` counts. Nothing of one whose kind is no more. What was typed
 *  to another variant than the first begins with its number, as `partOf` reads it.
 *  @param variant of the item that it answers */
export function partsOf(answer: Answer, variant = 0): string[] {
  const row: KindRow<ItemKind> | undefined = rowOf(answer.kind)
  const own = row?.parts?.(answer) ?? []
  const parts = row?.isTyped && variant > 0 ? own.map((part) => `${MARK}${variant} ${part}`) : own
  // A cut between the halves of a surrogate pair leaves one that PostgreSQL does not keep.
  return [...new Set(parts.map((part) => part.slice(0, MAX_PART).replace(/[\uD800-\uDBFF]$/, '')))]
}

/** A counted part, and the variant to which it was typed. */
export function partOf(counted: string): { readonly variant: number; readonly part: string } {
  const [, variant, part] = /^\uE000(\d+) (.*)$/s.exec(counted) ?? []
  return part === undefined ? { variant: 0, part: counted } : { variant: Number(variant), part }
}
