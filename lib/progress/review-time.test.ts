import { expect, test } from 'vitest'
import { timeOfReview } from './review-time'

const minutesOf = (...times: (number | null)[]) =>
  timeOfReview(times.map((took) => ({ took, followUps: 0 })))?.minutes ?? null

test('a review takes as long as its questions took the last time', () => {
  expect(minutesOf(30_000, 90_000)).toBe(2)
  expect(minutesOf(61_000)).toBe(2)
  expect(minutesOf(0)).toBe(1)
})
test('what was not measured takes what is in the middle, and a page that was left open five minutes', () => {
  expect(minutesOf(60_000, null, null)).toBe(3)
  expect(minutesOf(8 * 3_600_000)).toBe(5)
})
test('where nothing was measured nothing is said', () => {
  expect(minutesOf()).toBeNull()
  expect(minutesOf(null, null)).toBeNull()
})
test('the questions that follow a card take half a minute each', () => {
  const card = { took: 60_000, followUps: 3 }
  expect(timeOfReview([card])).toEqual({ minutes: 3, followUps: 3 })
  expect(timeOfReview([card, { took: 30_000, followUps: 0 }, card])).toEqual({ minutes: 6, followUps: 6 })
})
