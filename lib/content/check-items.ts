import { conceptOf, type ItemKind } from '@/lib/quiz/item'
import { rowOf } from '@/lib/quiz/kind/table'
import { isAboveRecall } from './lint'
import type { FileItem } from './quiz-file'

/** How many items a lesson's check has at most. */
const MOST = 4

/** The items by which somebody shows that they know a lesson: above recall, of as many concepts as there are, in the lesson's
 *  order, the same for everybody.
 *  @param items the lesson's own, as they are written */
export function checkItems(items: readonly FileItem[]): string[] {
  const fit = items.filter(
    (item) =>
      !rowOf<ItemKind>(item.kind).isLong &&
      isAboveRecall(item.kind, 'program' in item && item.program != null),
  )
  const ids = fit.map(({ id }) => id)
  const firsts = ids.filter((id, i) => ids.findIndex((other) => conceptOf(other) === conceptOf(id)) === i)
  const wanted = [...new Set([...firsts, ...ids])].slice(0, MOST)
  return ids.filter((id) => wanted.includes(id))
}
