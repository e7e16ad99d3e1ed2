import { concepts } from '@/lib/content/concept'
import type { Locale } from '@/lib/i18n/locale'
import { type ConceptMastery, type Estimate, estimateOf } from '@/lib/progress/mastery'
import { conceptOf } from '@/lib/quiz/item'

/** A concept of a lesson, with what is known of how well it is mastered. */
export type ConceptRow = {
  readonly id: string
  readonly name: string
  /** Names of the concepts that have to be known before. */
  readonly needs: readonly string[]
  readonly answers: number
  readonly estimate: Estimate | null
}

/** The concepts that a lesson's items ask for, in the order of the items. */
export function conceptRows(
  itemIds: readonly string[],
  known: ReadonlyMap<string, ConceptMastery>,
  locale: Locale,
): ConceptRow[] {
  const all = concepts()
  const nameOf = (id: string) => all.get(id)?.name[locale] ?? id
  return [...new Set(itemIds.map(conceptOf))].map((id) => {
    const own = known.get(id)
    return {
      id,
      name: nameOf(id),
      needs: (all.get(id)?.needs ?? []).map(nameOf),
      answers: own?.answers ?? 0,
      estimate: own ? estimateOf(own) : null,
    }
  })
}

/** The mean level of those that were answered, null while none was. */
export function meanOf(rows: readonly ConceptRow[]): number | null {
  const levels = rows.flatMap(({ estimate }) => (estimate ? [estimate.level] : []))
  return levels.length === 0 ? null : levels.reduce((sum, level) => sum + level, 0) / levels.length
}
