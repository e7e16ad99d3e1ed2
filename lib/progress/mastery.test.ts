import { expect, test } from 'vitest'
import { MASTERED, masteryOf, type ScoredAnswer } from './mastery'

const answer = (minute: number, itemId: string, earned: number, total = 1): ScoredAnswer => ({
  itemId,
  earned,
  total,
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)),
})
const levels = (answers: ScoredAnswer[]) =>
  Object.fromEntries(masteryOf(answers).map((m) => [m.concept, Number(m.level.toFixed(4))]))

test('right answers in a row approach 1, and three of them are mastery', () => {
  // 0.4; 0.4 + 0.4·0.6 = 0.64; 0.64 + 0.4·0.36 = 0.784
  expect(levels([answer(1, 'fork.a', 1)])).toEqual({ fork: 0.4 })
  expect(levels([answer(1, 'fork.a', 1), answer(2, 'fork.b', 2, 2)])).toEqual({ fork: 0.64 })
  const three = levels([1, 2, 3].map((minute) => answer(minute, 'fork.a', 1)))
  expect(three).toEqual({ fork: 0.784 })
  expect(three.fork).toBeGreaterThan(MASTERED)
})

test('a wrong answer takes back two fifths, a half-right one moves towards a half', () => {
  expect(levels([answer(1, 'fork.a', 1), answer(2, 'fork.a', 0)])).toEqual({ fork: 0.24 })
  expect(levels([answer(1, 'fork.a', 1, 2)])).toEqual({ fork: 0.2 })
})

test('the newest answer weighs most, in whatever order they are handed over', () => {
  const late = [answer(1, 'fork.a', 0), answer(2, 'fork.b', 1)]
  const early = [answer(1, 'fork.a', 1), answer(2, 'fork.b', 0)]
  expect(levels(late)).toEqual({ fork: 0.4 })
  expect(levels(early)).toEqual({ fork: 0.24 })
  expect(masteryOf([...late].reverse())).toEqual(masteryOf(late))
})

test('concepts do not mix, and a card is evidence of nothing', () => {
  const answers = [answer(1, 'fork.a', 1), answer(2, 'threads.a', 0), answer(3, 'fork.card', 0, 0)]
  expect(masteryOf(answers).map((m) => [m.concept, m.answers])).toEqual([
    ['fork', 1],
    ['threads', 1],
  ])
})
