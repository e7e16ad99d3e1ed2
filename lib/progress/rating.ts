/** How well an answer went, as spaced review counts it: again, hard, good, easy. */
export type ReviewRating = 1 | 2 | 3 | 4

/** What a rating is derived from. */
export type Rated = {
  readonly state: 'scored' | 'exploring' | 'unfinished'
  readonly earned: number
  readonly total: number
  /** Of a card, by whoever answered. */
  readonly rating: ReviewRating | null
  readonly hintsShown: number
}

/** How an answer went. A card is rated by who answered; of what is scored, all right is good, with a hint hard, and
 *  anything less is to be seen again. Null: it says nothing, because it could not be scored. */
export function ratingOf({ state, earned, total, rating, hintsShown }: Rated): ReviewRating | null {
  if (rating !== null) return rating
  if (state !== 'scored' || total <= 0) return null
  if (earned < total - 1e-9) return 1
  return hintsShown > 0 ? 2 : 3
}
