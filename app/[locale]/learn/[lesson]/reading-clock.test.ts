import { expect, test } from 'vitest'
import { ReadingClock } from './reading-clock'

test('time between signs is reading, a long pause counts in part, and hidden time does not', () => {
  const clock = new ReadingClock(0)
  clock.sign(5000)
  expect(clock.take(8000)).toBe(8000)
  expect(clock.take(8000)).toBe(0)
  clock.sign(3_608_000)
  expect(clock.take(3_609_000)).toBe(121_000)
  clock.pause(3_610_000)
  expect(clock.take(9_000_000)).toBe(1000)
  clock.sign(9_000_000)
  expect(clock.take(9_002_000)).toBe(2000)
})
