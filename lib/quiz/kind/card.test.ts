import { expect, test } from 'vitest'
import type { CardItem, CardRating } from '../item'
import { feedbackOf, score, validate } from '../score'

const both = (text: string) => ({ ko: text, en: text })
const item: CardItem = {
  id: 'process.keyword',
  section: 'keyword-1',
  lesson: 'interview',
  kind: 'card',
  stem: both('Process and thread?'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 0, partial: 'whole' },
  program: null,
}
const answer = (rating: number) => ({ kind: 'card' as const, rating: rating as CardRating })

test('a rating outside 1 to 4 is ill-formed', () => {
  expect([0, 5, 1.5].map((r) => validate({ kind: 'card' }, answer(r)))).toEqual(Array(3).fill('ill-formed'))
})

test('no rating is worth a point, and none is wrong', () => {
  for (const rating of [1, 2, 3, 4]) {
    const grade = score(item, answer(rating), null)
    if (grade.state !== 'scored') throw new Error(grade.state)
    expect(feedbackOf(item, grade, 'ko')).toMatchObject({ correct: null, earned: 0, total: 0, chosen: [] })
  }
})
