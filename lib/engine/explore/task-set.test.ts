import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasTask, isWithin, meets, NO_TASKS, withTask } from './task-set'

const numbers = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 12 })
const setOf = (tasks: readonly number[]) => tasks.reduce(withTask, NO_TASKS)

test('sets of tasks are like sets of numbers', () => {
  fc.assert(
    fc.property(numbers, numbers, fc.integer({ min: 0, max: 100 }), (a, b, one) => {
      const [left, right] = [setOf(a), setOf(b)]
      expect(hasTask(left, one)).toBe(a.includes(one))
      expect(meets(left, right)).toBe(a.some((task) => b.includes(task)))
      expect(isWithin(left, right)).toBe(a.every((task) => b.includes(task)))
      expect(setOf([...a, ...b])).toEqual(setOf([...b, ...a]))
    }),
  )
})
