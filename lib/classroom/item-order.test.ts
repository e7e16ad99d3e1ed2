import { expect, test } from 'vitest'
import type { ItemRow } from './item-analysis'
import { inItemOrder } from './item-order'

const NOBODY = { n: 0, right: 0 }
const row = (itemId: string, difficulty: number | null): ItemRow => ({
  itemId,
  slug: 'fork',
  n: difficulty === null ? 0 : 3,
  neverTried: 0,
  difficulty,
  firstTry: difficulty,
  itemRest: null,
  discrimination: null,
  quartiles: difficulty === null ? null : [0, 1000 - difficulty, 1000],
  confidence: [NOBODY, NOBODY, NOBODY],
})
const rows = [row('a', null), row('b', 0.5), row('c', 0), row('d', 0.5), row('e', 1)]
const ids = (some: readonly ItemRow[]) => some.map(({ itemId }) => itemId).join('')

test('the hardest item comes first, the same of equals, and one without a figure last', () => {
  expect(ids(inItemOrder(rows, 'difficulty', false))).toBe('cbdea')
  expect(ids(inItemOrder(rows, 'difficulty', true))).toBe('ebdca')
  expect(ids(inItemOrder(rows, 'time', false))).toBe('ebdca')
  expect(ids(inItemOrder(rows, 'itemRest', true))).toBe('abcde')
  expect(ids(inItemOrder(rows, 'course', true))).toBe('edcba')
})
