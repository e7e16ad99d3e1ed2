import { type KindRules, NOTHING_TO_REVEAL } from '../grade'

/** An interview card. The rating is stored like any answer and is worth no points, so it is never wrong. */
export const card: KindRules<'card'> = {
  validate(_asked, answer) {
    return [1, 2, 3, 4].includes(answer.rating) ? null : 'ill-formed'
  },
  score() {
    return { state: 'scored', earned: 0, total: 0, chosen: [] }
  },
  reveal() {
    return NOTHING_TO_REVEAL
  },
}
