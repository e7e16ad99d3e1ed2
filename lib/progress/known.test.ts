import { expect, test } from 'vitest'
import { checkState } from './known'

const CHECK = ['a.1', 'b.1', 'c.1', 'd.1']
const results = (...right: (boolean | null)[]) =>
  new Map(right.flatMap((one, i) => (one === null ? [] : [[CHECK[i] ?? '', one] as const])))

test('a lesson is known when three of four are right, whether or not the fourth was answered', () => {
  expect(checkState(CHECK, results(true, true, true, false))).toEqual({
    open: [],
    wrong: ['d.1'],
    isKnown: true,
  })
  expect(checkState(CHECK, results(true, true, true)).isKnown).toBe(true)
  expect(checkState(CHECK, results(true, true, false, false))).toEqual({
    open: [],
    wrong: ['c.1', 'd.1'],
    isKnown: false,
  })
})

test('what was never answered is open, and a lesson without a check is never known', () => {
  expect(checkState(CHECK, new Map())).toEqual({ open: CHECK, wrong: [], isKnown: false })
  expect(checkState([], new Map()).isKnown).toBe(false)
})

test('an answer of which nothing is shown yet is neither right nor wrong', () => {
  expect(checkState(['a.1'], new Map([['a.1', null]]))).toEqual({ open: ['a.1'], wrong: [], isKnown: false })
})
