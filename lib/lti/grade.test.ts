import { expect, test } from 'vitest'
import { pauseAfter, scoreOf, scoresUrl, toldOf } from './grade'

const NOW = new Date('2026-11-30T00:00:00Z')
const set = { scoreRelease: 'after_answer', closesAt: null } as const
const result = { answered: 1, items: 3, share: 1 / 3, isLate: false }

test('what is new is told, once, and nothing of who has answered nothing', () => {
  const told = { share: 0.3333, isDone: false }
  expect(toldOf(set, result, null, NOW)).toEqual(told)
  expect(toldOf(set, result, told, NOW)).toBe(null)
  expect(toldOf(set, { ...result, answered: 3 }, told, NOW)).toEqual({ ...told, isDone: true })
  expect(toldOf(set, { ...result, answered: 0, share: 0 }, null, NOW)).toBe(null)
  // What was told and counts no more is taken back.
  expect(toldOf(set, { ...result, answered: 0, share: 0 }, told, NOW)).toEqual({ share: 0, isDone: false })
  expect(toldOf(set, { answered: 0, items: 0, share: null, isLate: false }, null, NOW)).toBe(null)
})

test('of what has no points it is told how much is done', () => {
  expect(toldOf(set, { answered: 1, items: 2, share: null, isLate: false }, null, NOW)).toEqual({
    share: 0.5,
    isDone: false,
  })
})

test('a gradebook shows no score before the assignment does', () => {
  const later = { scoreRelease: 'after_due', closesAt: new Date('2026-11-30T00:00:01Z') } as const
  expect(toldOf(later, result, null, NOW)).toBe(null)
  expect(toldOf(later, result, null, later.closesAt)).not.toBe(null)
  expect(toldOf({ scoreRelease: 'after_due', closesAt: null }, result, null, NOW)).toBe(null)
  expect(toldOf({ scoreRelease: 'never', closesAt: NOW }, result, null, NOW)).toBe(null)
})

test('a score is told in hundredths, at an address beneath the column’s path', () => {
  expect(scoreOf('u', { share: 0.3333, isDone: true }, NOW)).toEqual({
    ...{ userId: 'u', scoreGiven: 33.33, scoreMaximum: 100, timestamp: '2026-11-30T00:00:00.000Z' },
    ...{ activityProgress: 'Completed', gradingProgress: 'FullyGraded' },
  })
  expect(scoresUrl('https://lms.test/items/1?type=2#x')).toBe('https://lms.test/items/1/scores?type=2#x')
  expect(scoresUrl('https://lms.test/items/1/')).toBe('https://lms.test/items/1/scores')
})

test('a platform that is away is asked less and less often, and still', () => {
  expect([0, 1, 2, 20].map(pauseAfter)).toEqual([60_000, 120_000, 240_000, 6 * 3600_000])
})
