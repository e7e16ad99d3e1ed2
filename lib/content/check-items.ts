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
  const firsts = fit.filter(
    ({ id }, i) => fit.findIndex((other) => conceptOf(other.id) === conceptOf(id)) === i,
  )
  const chosen = new Set([...firsts, ...fit].slice(0, Math.max(firsts.length, MOST)).map(({ id }) => id))
  const wanted = [...chosen].slice(0, MOST)
  return fit.map(({ id }) => id).filter((id) => wanted.includes(id))
}
