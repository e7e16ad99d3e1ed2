import { expect, test } from 'vitest'
import { readinessOf } from './readiness'

test('ready is what went well and comes back in more than a week', () => {
  const at = (days: number, rating: 1 | 2 | 3 | 4 | null) =>
    readinessOf({ rating, lastAt: new Date(0), dueAt: new Date(days * 86_400_000) })
  expect(readinessOf(null)).toBe('open')
  expect(at(30, null)).toBe('open')
  expect([at(30, 1), at(30, 2), at(7, 4)]).toEqual(['practising', 'practising', 'practising'])
  expect([at(8, 3), at(30, 4)]).toEqual(['ready', 'ready'])
})
