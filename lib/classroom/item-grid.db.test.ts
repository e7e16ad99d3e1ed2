import { expect, test } from 'vitest'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { type GridAsk, itemGridOf } from './item-grid'
import { account, choose, joins, newClass } from './test-class'

const ITEMS = ['fork.one', 'fork.two', 'fork.three']
const PLAIN: GridAsk = { order: 'name', isTurned: false, pick: null, sectionId: null, page: 1 }
const SIGHT = { kind: 'grades_seen' } as const

/** A class with one learner for each row, whose answers to the items are worth that; null: none. */
async function classWith(rows: readonly (readonly (number | null)[])[]) {
  const { id, code, teacher } = await newClass()
  const learners: Viewer[] = []
  for (const [i, row] of rows.entries()) {
    const learner = await account()
    await joins(learner, code)
    const place = { classroomId_userId: { classroomId: id, userId: learner.id } }
    await db.membership.update({ where: place, data: { displayName: `L${i}` } })
    for (const [at, earned] of row.entries())
      if (earned !== null) await choose(learner, ITEMS[at] ?? '', 'a', { earned, total: 2 })
    learners.push(learner)
  }
  const namesOf = async (ask: Partial<GridAsk>) =>
    (await itemGridOf(teacher, id, ITEMS, { ...PLAIN, ...ask }, SIGHT))?.rows.map(({ name }) => name)
  return { id, teacher, learners, namesOf }
}

test('each learner stands with what their first answer to each item earned, and each item with everybody’s', async () => {
  const { id, teacher, learners } = await classWith([
    [2, 1, null],
    [null, 0, 2],
    [null, null, null],
  ])
  // A later answer changes no first one.
  await choose(learners[0]!, ITEMS[1]!, 'b', { earned: 2, total: 2 })
  const grid = await itemGridOf(teacher, id, ITEMS, PLAIN, SIGHT)
  expect(grid?.rows.map(({ shares }) => shares)).toEqual([
    [1, 0.5, null],
    [null, 0, 1],
    [null, null, null],
  ])
  expect(grid?.rows.map(({ summary }) => summary)).toEqual([
    { answered: 2, items: 3, rate: 0.75 },
    { answered: 2, items: 3, rate: 0.5 },
    { answered: 0, items: 3, rate: null },
  ])
  expect(grid?.items).toEqual([
    { answered: 1, rate: 1 },
    { answered: 2, rate: 0.25 },
    { answered: 1, rate: 1 },
  ])
  expect(await itemGridOf(learners[0]!, id, ITEMS, PLAIN, SIGHT)).toBeNull()
})

test('it is sorted by name, by score and by an item, who has none of it last either way, and filtered', async () => {
  const { namesOf } = await classWith([
    [2, 1, 2],
    [0, null, null],
    [2, 2, 2],
    [null, null, null],
  ])
  expect(await namesOf({})).toEqual(['L0', 'L1', 'L2', 'L3'])
  expect(await namesOf({ isTurned: true })).toEqual(['L3', 'L2', 'L1', 'L0'])
  expect(await namesOf({ order: 'score' })).toEqual(['L1', 'L0', 'L2', 'L3'])
  expect(await namesOf({ order: 'score', isTurned: true })).toEqual(['L2', 'L0', 'L1', 'L3'])
  expect(await namesOf({ order: { itemId: ITEMS[1]! } })).toEqual(['L0', 'L2', 'L1', 'L3'])
  expect(await namesOf({ pick: 'missing' })).toEqual(['L1', 'L3'])
  expect(await namesOf({ pick: 'missed' })).toEqual(['L0', 'L1'])
})

test('a page never has more cells than it may, and a page beyond the last is the last', async () => {
  const { id, teacher } = await classWith(Array.from({ length: 7 }, () => [1]))
  const many = Array.from({ length: 200 }, (_, i) => `item.${i}`)
  const grid = await itemGridOf(teacher, id, many, { ...PLAIN, page: 9 }, SIGHT)
  expect(grid).toMatchObject({ page: 2, pages: 2, total: 7, picked: 7 })
  expect(grid?.rows.map(({ name }) => name)).toEqual(['L5', 'L6'])
})
