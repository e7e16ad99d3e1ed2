import type { ReviewRating } from './rating'

/** How ready somebody is for an interview question: it went well and comes back in more than a week, it was tried, or not. */
export type Readiness = 'ready' | 'practising' | 'open'

const DAY_MS = 86_400_000
/** A question that comes back later than this was answered well several times. */
const READY_DAYS = 7
const GOOD = 3

/** @param card null for one that was never rated */
export function readinessOf(
  card: { readonly rating: ReviewRating | null; readonly lastAt: Date; readonly dueAt: Date } | null,
): Readiness {
  if (!card || card.rating === null) return 'open'
  const days = (card.dueAt.getTime() - card.lastAt.getTime()) / DAY_MS
  return card.rating >= GOOD && days > READY_DAYS ? 'ready' : 'practising'
}
