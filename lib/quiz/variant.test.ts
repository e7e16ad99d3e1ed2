import { expect, test } from 'vitest'
import type { Item, ItemOf } from './item'
import { itemHash, publicItem, shownHash } from './publish'
import { variantAt, variantNow, variantShown, variantsOf } from './variant'

const both = (text: string) => ({ ko: text, en: text })
const first: ItemOf<'numeric'> = {
  id: 'fork.how-many',
  section: 'fork',
  lesson: 'fork',
  kind: 'numeric',
  stem: both('How many?'),
  hint: null,
  explanation: both('why'),
  rubric: { points: 1, partial: 'whole' },
  program: null,
  key: { value: 8 },
  tolerance: 0,
  units: [],
  slips: [],
}
const others: readonly Item[] = [1, 2].map((variant) => ({ ...first, variant, key: { value: 10 * variant } }))
const item: Item = { ...first, others }
const now = (last: number | null, person: string | null = null) =>
  variantNow(item, { last, person }).variant ?? 0

test('after an answer never the same variant is asked, whoever asks', () => {
  for (const person of [null, 'a', 'b'])
    for (const last of [0, 1, 2]) expect(now(last, person)).toBe((last + 1) % 3)
  expect(variantNow(first, { last: 0, person: null })).toBe(first)
})

test('who learns alone begins with the first, and a class with all of them', () => {
  expect(now(null)).toBe(0)
  const starts = Array.from({ length: 60 }, (_, i) => now(null, `person ${i}`))
  for (const variant of [0, 1, 2]) expect(starts.filter((one) => one === variant).length).toBeGreaterThan(8)
  expect(now(null, 'person 7')).toBe(starts[7])
})

test('a variant is found by its number and by what its page sent back; what is no more is not', () => {
  for (const [variant, one] of variantsOf(item).entries()) {
    expect(variantAt(item, variant)).toBe(one)
    expect(variantShown(item, shownHash(one))).toBe(one)
  }
  expect([variantAt(item, 3), variantShown(item, '0'.repeat(16))]).toEqual([null, null])
})

test('the first one has the hash that it had before there were others, and no two have the same', () => {
  expect([itemHash(item), shownHash(item)]).toEqual([itemHash(first), shownHash(first)])
  expect(new Set(variantsOf(item).map(shownHash)).size).toBe(3)
  expect(publicItem(item, 'en', 1)).toEqual(publicItem(first, 'en', 1))
})
