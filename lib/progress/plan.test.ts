import { expect, test } from 'vitest'
import { daysUntil, planOf, restOf, type StepTasks, stepStates } from './plan'

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

test('the day itself is for the interview, and one day is always left', () => {
  expect([daysUntil(10, 3), daysUntil(10, 9), daysUntil(10, 10), daysUntil(10, 12)]).toEqual([7, 1, 1, 1])
})

const task = (itemIds: string[], sectionIds: string[], check: string[] = []): StepTasks => ({
  minutes: 10,
  itemIds,
  sectionIds,
  lessonSections: [...sectionIds, `more-${itemIds}${sectionIds}`],
  check,
})
const work = (answered: Record<string, boolean | null>, looked: string[] = [], read: string[] = []) => ({
  results: new Map(Object.entries(answered)),
  looked: new Set(looked),
  read: new Set(read),
})

test('a step is begun by its first answer and done by its last, or where its lesson is known', () => {
  const steps = [task(['a', 'b'], ['s'], ['k']), task(['c'], ['t'])]
  const of = (answered: Record<string, boolean | null>) => stepStates(steps, work(answered))[0]
  expect(of({})).toEqual({ done: false, share: 0, answered: 0 })
  expect(of({ a: false, c: null })).toEqual({ done: false, share: 0.5, answered: 1 })
  expect(of({ a: false, b: null })).toEqual({ done: true, share: 1, answered: 2 })
  expect(of({ k: true })).toEqual({ done: true, share: 1, answered: 0 })
  expect(of({ k: false })).toEqual({ done: false, share: 0, answered: 0 })
})
test('a step without questions is done when its sections were read', () => {
  const steps = [task([], ['s', 't'])]
  expect(stepStates(steps, work({}, ['s', 't']))).toMatchObject([{ done: false, share: 0 }])
  expect(stepStates(steps, work({}, [], ['s']))).toMatchObject([{ done: false, share: 0.5 }])
  expect(stepStates(steps, work({}, [], ['s', 't']))).toMatchObject([{ done: true, share: 1 }])
})
test('a step of words alone is done once its lesson was opened or the next one with questions was begun', () => {
  const steps = [task([], []), task(['a', 'b'], ['s']), task([], []), task(['c'], [])]
  const done = (...[answered, looked]: Parameters<typeof work>) =>
    stepStates(steps, work(answered, looked)).map((one) => one.done)
  expect(done({})).toEqual([false, false, false, false])
  expect(done({}, ['more-'])).toEqual([true, false, true, false])
  expect(done({ a: true })).toEqual([true, false, false, false])
  // Who begins at the end has not done what comes long before it.
  expect(done({ c: true })).toEqual([false, false, true, true])
})

test('of a step that is begun the open share of its minutes is left', () => {
  const states = stepStates(
    [task(['a', 'b'], []), task(['c'], []), task(['d'], [])],
    work({ a: true, c: true }),
  )
  expect(restOf([15, 10, 5], states)).toEqual([
    { minutes: 8, done: false },
    { minutes: 0, done: true },
    { minutes: 5, done: false },
  ])
})
