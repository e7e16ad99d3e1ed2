import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateOf, type GivenAnswer, masteryOf } from './mastery'

const HOUR = 3_600_000
const answer = (
  hour: number,
  itemId: string,
  earned: number,
  rest: Partial<GivenAnswer> = {},
): GivenAnswer => ({
  itemId,
  state: 'scored',
  earned,
  total: 1,
  // From midnight in Seoul on.
  at: new Date(Date.UTC(2026, 0, 1, 15) + hour * HOUR),
  ...rest,
})
const counts = (answers: GivenAnswer[]) =>
  Object.fromEntries(masteryOf(answers).map((m) => [m.concept, [m.earned, m.answers]]))

test('every item counts, and a partly right answer in part', () => {
  expect(
    counts([answer(1, 'fork.a', 1), answer(2, 'fork.b', 0), answer(3, 'fork.c', 1, { total: 4 })]),
  ).toEqual({
    fork: [1.25, 3],
  })
})

test('of one item the first answer of a day counts; after midnight in Seoul there is another', () => {
  const wrong = answer(1, 'fork.a', 0)
  expect(counts([wrong, answer(2, 'fork.a', 1), answer(23.9, 'fork.a', 1)])).toEqual({ fork: [0, 1] })
  expect(counts([wrong, answer(24, 'fork.a', 1)])).toEqual({ fork: [1, 2] })
  // One that could not be scored says nothing, and the next of that day is not the first any more.
  expect(counts([answer(1, 'fork.a', 0, { state: 'unfinished' }), answer(2, 'fork.a', 1)])).toEqual({})
})

test('the order in which answers are handed over does not matter', () => {
  const answers = [0, 5, 30, 31, 60].map((hour, i) => answer(hour, 'fork.a', i % 2))
  fc.assert(
    fc.property(fc.shuffledSubarray(answers, { minLength: answers.length }), (shuffled) => {
      expect(masteryOf(shuffled)).toEqual(masteryOf(answers))
    }),
  )
})

test('concepts do not mix, and a card is evidence of nothing', () => {
  const answers = [answer(1, 'fork.a', 1), answer(2, 'threads.a', 0), answer(3, 'fork.card', 0, { total: 0 })]
  expect(counts(answers)).toEqual({ fork: [1, 1], threads: [0, 1] })
})

test('the interval is that of the beta distribution, where it can be written down', () => {
  // Beta(1, 1) is flat; of Beta(n + 1, 1) the share below x is x^(n + 1), and of Beta(1, n + 1) the other way round.
  const close = (earned: number, answers: number, low: number, high: number) => {
    const found = estimateOf({ earned, answers })
    expect([found.low, found.high].map((x) => Number(x.toFixed(4)))).toEqual(
      [low, high].map((x) => Number(x.toFixed(4))),
    )
  }
  close(0, 0, 0.05, 0.95)
  for (const n of [1, 3, 10, 200]) {
    close(n, n, 0.05 ** (1 / (n + 1)), 0.95 ** (1 / (n + 1)))
    close(0, n, 1 - 0.95 ** (1 / (n + 1)), 1 - 0.05 ** (1 / (n + 1)))
  }
  // Of Beta(2, 2) the share below x is 3x² − 2x³.
  const { low } = estimateOf({ earned: 1, answers: 2 })
  expect(3 * low ** 2 - 2 * low ** 3).toBeCloseTo(0.05, 4)
})

test('the level is (right + 1) in (answers + 2), within its interval, which narrows with every answer', () => {
  expect(estimateOf({ earned: 3, answers: 3 }).level).toBe(0.8)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (right, wrong) => {
      const found = estimateOf({ earned: right, answers: right + wrong })
      expect(found.low).toBeLessThan(found.level)
      expect(found.high).toBeGreaterThan(found.level)
      const twice = estimateOf({ earned: 2 * right + 1, answers: 2 * (right + wrong) + 2 })
      expect(twice.high - twice.low).toBeLessThan(found.high - found.low)
    }),
  )
})
