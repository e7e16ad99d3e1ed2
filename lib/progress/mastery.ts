import { conceptOf } from '@/lib/quiz/item'

/** One scored answer, as mastery sees it. `total` 0 (a card's self-rating) is evidence of nothing. */
export type ScoredAnswer = {
  readonly itemId: string
  readonly earned: number
  readonly total: number
  readonly at: Date
}

/** How well a concept is mastered: `level` 0 to 1, resting on `answers` answers, the newest of `updatedAt`. */
export type ConceptMastery = {
  readonly concept: string
  readonly level: number
  readonly answers: number
  readonly updatedAt: Date
}

/** How far one answer moves the level towards its own share of points. Three right answers in a row give
 *  0.4, 0.64, 0.78; one wrong answer then takes it back to 0.47. */
export const STEP = 0.4

/** From this level on a concept counts as mastered: three right answers in a row reach it, two do not. */
export const MASTERED = 0.75

/** Folds scored answers, oldest first, into one level a concept (exponential moving average from 0). The
 *  order of `answers` does not matter, so that merging two accounts is union, then this. */
export function masteryOf(answers: readonly ScoredAnswer[]): ConceptMastery[] {
  const byConcept = new Map<string, ConceptMastery>()
  for (const answer of [...answers].sort(byTime)) {
    if (answer.total <= 0) continue
    const concept = conceptOf(answer.itemId)
    const before = byConcept.get(concept) ?? { level: 0, answers: 0 }
    byConcept.set(concept, {
      concept,
      level: before.level + STEP * (answer.earned / answer.total - before.level),
      answers: before.answers + 1,
      updatedAt: answer.at,
    })
  }
  return [...byConcept.values()].sort((a, b) => (a.concept < b.concept ? -1 : 1))
}

/** Two answers of one millisecond are ordered by item, so that the fold has one result. */
function byTime(a: ScoredAnswer, b: ScoredAnswer): number {
  return a.at.getTime() - b.at.getTime() || (a.itemId < b.itemId ? -1 : a.itemId > b.itemId ? 1 : 0)
}
