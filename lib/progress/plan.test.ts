import { expect, test } from 'vitest'
import { planOf } from './plan'

const steps = (...minutes: number[]) => minutes.map((one) => ({ minutes: one, done: false }))

test('a way is laid over its days in order, as evenly as whole steps allow', () => {
  // 60 minutes over 3 days: 20 a day.
  expect(planOf(steps(10, 10, 15, 5, 20), 3)).toEqual([0, 0, 1, 1, 2])
})
test('what is done has no day, and what was missed is spread over the days that are left', () => {
  const all = steps(20, 20, 20, 20)
  expect(planOf(all, 4)).toEqual([0, 1, 2, 3])
  // Two days have passed and one step is done: three are left for two days.
  const late = all.map((step, i) => ({ ...step, done: i === 0 }))
  expect(planOf(late, 2)).toEqual([null, 0, 1, 1])
})
test('on the last day all that is left is for today', () => {
  expect(planOf(steps(20, 30), 1)).toEqual([0, 0])
  expect(planOf(steps(20, 30), 0)).toEqual([0, 0])
})
test('a way that is done has nothing planned', () => {
  expect(planOf([{ minutes: 10, done: true }], 3)).toEqual([null])
})
