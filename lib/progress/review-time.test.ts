import { expect, test } from 'vitest'
import { minutesOfReview } from './review-time'

test('a review takes as long as its questions took the last time', () => {
  expect(minutesOfReview([30_000, 90_000])).toBe(2)
  expect(minutesOfReview([61_000])).toBe(2)
  expect(minutesOfReview([0])).toBe(1)
})
test('what was not measured takes what is in the middle, and a page that was left open five minutes', () => {
  expect(minutesOfReview([60_000, null, null])).toBe(3)
  expect(minutesOfReview([8 * 3_600_000])).toBe(5)
})
test('where nothing was measured nothing is said', () => {
  expect(minutesOfReview([])).toBeNull()
  expect(minutesOfReview([null, null])).toBeNull()
})
