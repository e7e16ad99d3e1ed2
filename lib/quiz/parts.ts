import type { KindRow } from './grade'
import type { Answer, ItemKind } from './item'
import { rowOf } from './kind/table'

/** Longer ones are cut, in UTF-16 code units: they are told apart by how they begin. */
const MAX_PART = 200

/** What an answer is made of, each part once: what `ClassroomPart` counts. Nothing of one whose kind is no more. */
export function partsOf(answer: Answer): string[] {
  const row: KindRow<ItemKind> | undefined = rowOf(answer.kind)
  const parts = row?.parts?.(answer) ?? []
  // A cut between the halves of a surrogate pair leaves one that PostgreSQL does not keep.
  return [...new Set(parts.map((part) => part.slice(0, MAX_PART).replace(/[\uD800-\uDBFF]$/, '')))]
}
