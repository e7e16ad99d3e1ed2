import { expect, test } from 'vitest'
import { firstAsked, type QuizPlan, questionAfter, waysOf } from './plan'

const IDS = ['a', 'b', 'c', 'd', 'e']
const onward = { text: 'Step 2 of 3', href: '/en/learn/fork?path=week' }
const SOME: QuizPlan = { asks: ['b', 'd'], onward }
const WHOLE: QuizPlan = { asks: null, onward }
const NONE: QuizPlan = { asks: [], onward }
const open = () => true
const answered = () => false

test('without a plan every question comes after the one before it, to the last', () => {
  expect(IDS.map((_, at) => questionAfter(IDS, at, null, open))).toEqual([1, 2, 3, 4, null])
})

test('within a plan only what it asks comes next; after its last question what is open of it, then nothing', () => {
  expect(IDS.map((_, at) => questionAfter(IDS, at, SOME, answered))).toEqual([1, 3, 3, null, null])
  expect(questionAfter(IDS, 3, SOME, (id) => id === 'b')).toBe(1)
  // What is open and not asked stays out of it, and nothing comes after itself.
  expect(questionAfter(IDS, 3, SOME, (id) => id !== 'b')).toBeNull()
  expect(questionAfter(IDS, 4, WHOLE, answered)).toBeNull()
  expect(questionAfter(IDS, 0, NONE, open)).toBeNull()
})

test('a plan begins at the first open question that it asks, or stands at its last one', () => {
  expect(firstAsked(IDS, SOME, open)).toBe(1)
  expect(firstAsked(IDS, SOME, (id) => id === 'd')).toBe(3)
  expect(firstAsked(IDS, SOME, answered)).toBe(3)
  expect(firstAsked(IDS, WHOLE, (id) => id !== 'a')).toBe(1)
  expect(firstAsked(IDS, NONE, open)).toBeNull()
})

test('a question is marked for the ways that take it and not all', () => {
  const plans = { evening: SOME, week: WHOLE, other: { asks: ['b'], onward } }
  expect(waysOf(plans, 'b')).toBe('evening other')
  expect(waysOf(plans, 'a')).toBeUndefined()
  expect(waysOf(undefined, 'a')).toBeUndefined()
})
