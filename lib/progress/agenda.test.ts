import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agendaOf, type Reviewed } from './agenda'
import { dayOf } from './day'

const DAY = 86_400_000
/** Noon in Seoul. */
const NOW = new Date(Date.UTC(2026, 10, 27, 3))
/** @param due days from now; @param waited days since the newest answer */
const review = (itemId: string, due: number, waited: number, rest: Partial<Reviewed> = {}): Reviewed => ({
  itemId,
  dueAt: new Date(NOW.getTime() + due * DAY),
  lastAt: new Date(NOW.getTime() - waited * DAY),
  stability: 10,
  difficulty: 5,
  reps: 1,
  lapses: 0,
  wasRight: true,
  ...rest,
})
const agenda = (reviews: Reviewed[], limit = 15) =>
  agendaOf(reviews, {
    now: NOW,
    limit,
    partners: new Map([
      ['zombie', ['orphan']],
      ['orphan', ['zombie']],
    ]),
    isCard: (id) => id.endsWith('.card'),
  })
const order = (reviews: Reviewed[], limit?: number) =>
  agenda(reviews, limit).today.map(({ itemId }) => itemId)

test('what is due by the end of today is asked, the most forgotten first', () => {
  // Waited for 20, 10 and 5 tenths of its stability.
  const reviews = [review('a.x', 0, 5), review('b.x', -3, 10), review('c.x', 0.4, 20), review('d.x', 1, 30)]
  expect(order(reviews)).toEqual(['c.x', 'b.x', 'a.x'])
  expect(order([review('a.x', 0, 5), review('b.x', 0, 10, { stability: 40 })])).toEqual(['a.x', 'b.x'])
})

test('each says why it is due now', () => {
  const { today } = agenda([
    review('a.x', -2, 12),
    review('b.x', 0, 9),
    review('c.x', -1, 3, { wasRight: false }),
  ])
  expect(today.map(({ why, days, daysLate }) => [why, days, daysLate])).toEqual([
    ['late', 12, 2],
    ['time', 9, 0],
    ['missed', 3, 1],
  ])
})

test('what is taken for one another comes one after the other, once', () => {
  const reviews = [
    review('zombie.a', 0, 9),
    review('fork.a', 0, 8),
    review('zombie.b', 0, 7),
    review('orphan.a', 0, 2),
  ]
  expect(order(reviews)).toEqual(['zombie.a', 'orphan.a', 'fork.a', 'zombie.b'])
  expect(agenda(reviews).today[1]?.pairOf).toBe('zombie.a')
})

test('a day holds no more than its limit, what was reviewed today included; the rest moves on', () => {
  const due = [9, 8, 7, 6].map((waited, i) => review(`a.${i}`, 0, waited))
  const answered = review('b.x', 5, 0, { reps: 2 })
  const learnt = review('c.x', 9, 0)
  const found = agenda([...due, answered, learnt], 3)
  expect([found.today.map(({ itemId }) => itemId), found.moved, found.done]).toEqual([['a.0', 'a.1'], 2, 1])
  expect(found.coming.slice(0, 6).map(({ items }) => items)).toEqual([2, 0, 0, 0, 1, 0])
})

test('days to come hold no more than theirs, and nothing is lost', () => {
  const coming = (n: number, day: number) =>
    Array.from({ length: n }, (_, i) => review(`a.${day}-${i}`, day, 0))
  const { coming: days } = agenda([...coming(5, 1), ...coming(2, 2), review('a.card', 2, 0)], 3)
  expect(days.slice(0, 4).map(({ items, cards }) => [items, cards])).toEqual([
    [3, 0],
    [3, 0],
    [1, 1],
    [0, 0],
  ])
})

test('everything that is due within four weeks is asked exactly once, today or on a day to come', () => {
  const some = fc.array(
    fc.record({
      concept: fc.constantFrom('zombie', 'orphan', 'fork'),
      due: fc.integer({ min: -20, max: 10 }),
      waited: fc.integer({ min: 1, max: 40 }),
    }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(some, fc.constantFrom(5, 15), (all, limit) => {
      const reviews = all.map(({ concept, due, waited }, i) => review(`${concept}.${i}`, due, waited))
      const { today, moved, coming } = agenda(reviews, limit)
      expect(new Set(today.map(({ itemId }) => itemId)).size).toBe(today.length)
      expect(today.length + moved).toBe(all.filter(({ due }) => due <= 0).length)
      expect(today.length + coming.reduce((sum, { items }) => sum + items, 0)).toBe(all.length)
      expect(Math.max(today.length, ...coming.map(({ items }) => items))).toBeLessThanOrEqual(limit)
    }),
  )
})

/** Of `NOW`. */
const TODAY = dayOf(NOW)
const planned = (reviews: Reviewed[], inDays: number, itemIds: string[], limit = 15) =>
  agendaOf(reviews, {
    now: NOW,
    limit,
    partners: new Map(),
    isCard: () => false,
    plans: [{ until: TODAY + inDays, itemIds }],
  })

test('what a plan asks and the schedule asks on its day or later is asked once more before it, and says so', () => {
  const reviews = [review('a.x', 20, 4), review('b.x', 1, 4), review('c.x', 20, 4)]
  const { today, coming } = planned(reviews, 1, ['a.x', 'b.x'])
  expect(today.map(({ itemId, why, until }) => [itemId, why, until])).toEqual([
    ['a.x', 'plan', TODAY + 1],
    ['b.x', 'plan', TODAY + 1],
  ])
  // What belongs to no plan keeps its day, and what the schedule asks before the day of one does, too.
  expect(coming.filter(({ items }) => items > 0).map(({ day }) => day - TODAY)).toEqual([20])
  expect(planned([review('a.x', 2, 4)], 5, ['a.x']).coming[1]).toMatchObject({ items: 1 })
})

test('what was answered on the last days before the day of a plan is not asked again', () => {
  for (const waited of [0, 1, 2]) expect(planned([review('a.x', 20, waited)], 1, ['a.x']).today).toEqual([])
  expect(planned([review('a.x', 20, 3)], 1, ['a.x']).today).toHaveLength(1)
  // Of one evening nothing comes back before the morning.
  expect(planned([review('a.x', 1, 0)], 1, ['a.x']).coming[0]).toMatchObject({ items: 1 })
  expect(planned([review('a.x', 20, 9)], 0, ['a.x']).today).toEqual([])
})

test('what a plan asks once more is laid over its last days, as many as each holds, the soonest due last', () => {
  const reviews = Array.from({ length: 5 }, (_, i) => review(`${'abcde'[i]}.x`, 20 + i, 9))
  const { today, coming } = planned(
    reviews,
    4,
    reviews.map(({ itemId }) => itemId),
    2,
  )
  expect(today).toEqual([])
  expect(coming.slice(0, 4).map(({ items }) => items)).toEqual([1, 2, 2, 0])
})
