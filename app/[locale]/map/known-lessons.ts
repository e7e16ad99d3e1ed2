import { catalog } from '@/lib/content/catalog'
import { checkState } from '@/lib/progress/known'
import type { NewestResult } from '@/lib/progress/store'
import { isCorrect } from '@/lib/quiz/score'

/** Lessons that somebody's newest answers say are known, by slug. */
export function knownLessons(
  results: readonly Pick<NewestResult, 'itemId' | 'newestEarned' | 'newestTotal'>[],
): ReadonlySet<string> {
  const right = new Map(
    results.map(({ itemId, newestEarned, newestTotal }) => [
      itemId,
      newestTotal > 0 ? isCorrect(newestEarned, newestTotal) : null,
    ]),
  )
  const known = catalog().lessons.filter(({ check }) => checkState(check, right).isKnown)
  return new Set(known.map(({ slug }) => slug))
}
