import { z } from 'zod'
import type { KindRow } from '../grade'
import type { CardRating } from '../item'

declare module '../item' {
  interface Kinds {
    card: {
      item: unknown
      shown: unknown
      asked: unknown
      answer: { readonly rating: CardRating }
      key: unknown
    }
  }
}

/** An interview card. The rating is stored like any answer and is worth no points, so it is never wrong. */
export const card: KindRow<'card'> = {
  interaction: 'likert',
  isWorkedOut: false,
  isOne: true,
  file: null,
  answer: { rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]) },
  ids: () => ({ options: [] }),
  key: () => [],
  publish: () => ({}),
  validate(_asked, answer) {
    return [1, 2, 3, 4].includes(answer.rating) ? null : 'ill-formed'
  },
  score() {
    return { state: 'scored', earned: 0, total: 0, chosen: [] }
  },
  reveal: () => ({ kind: 'card' }),
  chance: () => 0,
  right: () => ({ kind: 'card', rating: 3 }),
  wrong: (_item, roll) => ({ kind: 'card', rating: roll() < 0.5 ? 1 : 2 }),
  said: ({ rating }) => String(rating),
  read: (_shown, answer) => [`${answer.rating} / 4`],
}
