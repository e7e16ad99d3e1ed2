import { conceptOf } from '@/lib/quiz/item'
import { isAboveRecall } from './lint'
import type { FileItem } from './quiz-file'

/** How many items a lesson's check has at most. */
const MOST = 4
/** Kinds that take minutes each: a check is to be short. */
const LONG: ReadonlySet<string> = new Set(['mend', 'schedule', 'state-trace'])

/** The items by which somebody shows that they know a lesson: above recall, of as many concepts as there are, in the lesson's
 *  order, the same for everybody.
 *  @param items the lesson's own, as they are written */
export function checkItems(items: readonly FileItem[]): string[] {
  const fit = items.filter(
    (item) => !LONG.has(item.kind) && isAboveRecall(item.kind, 'program' in item && item.program != null),
  )
  const ids = fit.map(({ id }) => id)
  const firsts = ids.filter((id, i) => ids.findIndex((other) => conceptOf(other) === conceptOf(id)) === i)
  const wanted = [...new Set([...firsts, ...ids])].slice(0, MOST)
  return ids.filter((id) => wanted.includes(id))
}
