import { type Card, createEmptyCard, type FSRS, fsrs, State } from 'ts-fsrs'
import { dayOf } from './day'
import { type Rated, ratingOf } from './rating'

/** One answer to an item, as review sees it. */
export type ReviewedAnswer = Rated & { readonly at: Date }

/** When an item is due again and what the schedule rests on. `stability`: days after which it is remembered with a chance of
 *  90 %; `difficulty`: 1 to 10. */
export type Review = {
  readonly dueAt: Date
  /** Of the answer that counted last. */
  readonly lastAt: Date
  readonly stability: number
  readonly difficulty: number
  readonly reps: number
  readonly lapses: number
}

/** FSRS as its authors publish it (Ye, Su, Cao 2022; `ts-fsrs`). Without fuzz, so that the same answers always give the same
 *  day; without steps of minutes, because one answer a day counts.
 *  @param weights others than those of its authors */
export function schedulerOf(weights?: readonly number[]): FSRS {
  return fsrs({ ...(weights && { w: weights }), enable_fuzz: false, enable_short_term: false })
}
const SCHEDULER = schedulerOf()

/** Folds the answers to one item, in any order: the first one of each day that says something counts.
 *  @returns null while none does */
export function reviewOf(answers: readonly ReviewedAnswer[]): Review | null {
  const inOrder = [...answers].sort((a, b) => a.at.getTime() - b.at.getTime())
  return inOrder.reduce<Review | null>((review, answer) => nextReview(review, answer), null)
}

/** The review after one more answer, which is later than those before; the very same where it does not count. */
export function nextReview(
  review: Review | null,
  answer: ReviewedAnswer,
  scheduler = SCHEDULER,
): Review | null {
  const rating = ratingOf(answer)
  if (rating === null || (review && dayOf(answer.at) <= dayOf(review.lastAt))) return review
  const { due, stability, difficulty, reps, lapses } = scheduler.next(
    cardOf(review, answer.at),
    answer.at,
    rating,
  ).card
  return { dueAt: due, lastAt: answer.at, stability, difficulty, reps, lapses }
}

/** What `ts-fsrs` goes by. Without steps a card that was answered is always one under review. */
function cardOf(review: Review | null, at: Date): Card {
  const fresh = createEmptyCard(at)
  if (!review) return fresh
  const { dueAt: due, lastAt: last_review, stability, difficulty, reps, lapses } = review
  const scheduled_days = Math.round((due.getTime() - last_review.getTime()) / 86_400_000)
  return {
    ...fresh,
    due,
    last_review,
    stability,
    difficulty,
    reps,
    lapses,
    scheduled_days,
    state: State.Review,
  }
}
