import { expect, test } from 'vitest'
import { type MockAnswer, planOf, ratingOfAnswer, reportOf, spansOf } from './report'

const answer = (cardId: string, said: number[], followUp: number | null = null): MockAnswer => ({
  cardId,
  followUp,
  text: 'x',
  seconds: 60,
  said,
})
const CARDS: Record<string, { points: number; asked: number }> = {
  whole: { points: 3, asked: 5 },
  rare: { points: 4, asked: 2 },
  often: { points: 4, asked: 50 },
}
const report = (answers: MockAnswer[], earlier: MockAnswer[][] = []) =>
  reportOf(answers, (id) => CARDS[id] ?? null, earlier)
const ids = (results: readonly { cardId: string }[]) => results.map(({ cardId }) => cardId)

test('what was said whole is a strength; gaps come by how often they are asked', () => {
  const found = report([answer('rare', []), answer('often', [0, 1, 2]), answer('whole', [0, 1, 2])])
  expect([ids(found.strengths), ids(found.gaps)]).toEqual([['whole'], ['often', 'rare']])
  expect([found.said, found.points]).toEqual([6, 11])
})

test('follow-ups stand with their question and count no points; a card that is gone is left out', () => {
  const found = report([answer('often', [0]), answer('often', [], 1), answer('gone', [0, 1])])
  expect(found.questions).toHaveLength(1)
  expect(found.questions[0]?.followUps.map(({ followUp }) => followUp)).toEqual([1])
  expect([found.said, found.points]).toEqual([1, 4])
})

test('a question is compared with the newest earlier time that it was asked', () => {
  const earlier = [[answer('whole', [0])], [answer('often', [0, 1]), answer('whole', [])]]
  const found = report([answer('often', [0]), answer('whole', [0, 1, 2]), answer('rare', [])], earlier)
  expect(found.questions.map(({ before }) => before)).toEqual([2, 1, null])
})

test('the plan is of seven days, the worst gap first, with a day off, and ends with the same interview', () => {
  expect(
    planOf([{ cardId: 'a' }, { cardId: 'b' }, { cardId: 'c' }]).map((day) =>
      'cardId' in day ? `${day.kind} ${day.cardId}` : day.kind,
    ),
  ).toEqual(['lesson a', 'card a', 'lesson b', 'rest', 'card b', 'lesson c', 'again'])
  expect(planOf([]).map(({ kind }) => kind)).toEqual([
    'rest',
    'rest',
    'rest',
    'rest',
    'rest',
    'rest',
    'again',
  ])
})

test('free days that follow one another are told as one', () => {
  expect(spansOf(planOf([]))).toEqual([
    { day: { kind: 'rest' }, first: 0, last: 5 },
    { day: { kind: 'again' }, first: 6, last: 6 },
  ])
  const spans = spansOf(planOf([{ cardId: 'a' }, { cardId: 'b' }, { cardId: 'c' }]))
  expect(spans.map(({ first, last }) => [first, last])).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => [n, n]))
})

test('an answer is rated by its points, never as easy', () => {
  expect([ratingOfAnswer(4, 4), ratingOfAnswer(2, 4), ratingOfAnswer(1, 4), ratingOfAnswer(0, 3)]).toEqual([
    3, 2, 1, 1,
  ])
})
