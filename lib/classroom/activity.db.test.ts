/** What learners did last, and who comes first by it. */
import { expect, test } from 'vitest'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { activityOf, type LearnerPick, pickedIn } from './activity'
import { dashboardOf } from './dashboard'
import { look } from './right'
import { account, choose, joins, newClass } from './test-class'

const DAY = 24 * 3600_000
const both = (text: string) => ({ ko: text, en: text })
const LESSONS = [{ slug: 'fork', title: both('fork'), itemIds: ['fork.one', 'fork.two'] }]

test('who is stuck is told while it is new, and who has been away for longest comes first', async () => {
  const { id, code, teacher } = await newClass()
  const [stuck, got, twice, early, never] = await Promise.all([1, 2, 3, 4, 5].map(() => account()))
  const tries = async (viewer: Viewer, itemId: string, ...earned: readonly number[]) => {
    for (const one of earned) await choose(viewer, itemId, 'a', { earned: one, total: 1 })
  }
  // What came before joining is neither seen nor counted.
  await tries(early!, 'fork.one', 0, 0)
  for (const viewer of [stuck, got, twice, early, never]) await joins(viewer!, code)
  await tries(early!, 'fork.one', 0)
  await tries(stuck!, 'fork.one', 0, 0, 0)
  await tries(stuck!, 'fork.two', 1, 0, 0, 0)
  await tries(got!, 'fork.one', 0, 0, 0, 1)
  // Right and then wrong twice, or not known yet, is not stuck.
  await tries(got!, 'fork.two', 1, 0, 0)
  for (let i = 0; i < 3; i++) await choose(twice!, 'fork.two', 'a', { state: 'exploring' })
  await tries(twice!, 'fork.one', 0, 0)
  const doneBy = async (order: 'name' | 'idle') => {
    const dashboard = await dashboardOf(teacher, id, LESSONS, 1, order)
    return dashboard!.learners.map(({ name, lastAt, stuckAt }) => ({ name, lastAt, stuckAt }))
  }
  const of = async (viewer: Viewer) => (await doneBy('name')).find(({ name }) => name === viewer.id)
  expect((await of(stuck!))?.stuckAt).toEqual(['fork.two', 'fork.one'])
  for (const viewer of [got, twice, early, never]) expect((await of(viewer!))?.stuckAt).toEqual([])
  expect((await of(never!))?.lastAt).toBe(null)
  expect((await of(early!))?.lastAt).toBeInstanceOf(Date)
  expect((await doneBy('idle')).map(({ name }) => name)).toEqual(
    [never, early, stuck, got, twice].map((viewer) => viewer!.id),
  )
  const names = async (pick: LearnerPick) =>
    (await dashboardOf(teacher, id, LESSONS, 1, 'name', pick))!.learners.map(({ name }) => name)
  expect(await names('stuck')).toEqual([stuck!.id])
  // After two weeks it is no news.
  const later = new Date(Date.now() + 15 * DAY)
  const looked = await look(teacher, id, null)
  expect((await activityOf(looked!, [stuck!.id], later)).get(stuck!.id)?.stuckAt).toEqual([])
  // Nobody else sees it, and nobody who had the right and has it no more.
  expect(await look(stuck!, id, null)).toBe(null)
  await db.membership.updateMany({ where: { classroomId: id, userId: teacher.id }, data: { status: 'left' } })
  expect(await activityOf(looked!, [stuck!.id])).toEqual(new Map())
})

test('who has not answered for a week, and who has answered half as much again as the middle of the class, are found page by page', async () => {
  const { id, code, teacher } = await newClass()
  const [fast, middle, slow, away, never] = await Promise.all([1, 2, 3, 4, 5].map(() => account()))
  for (const viewer of [fast, middle, slow, away, never]) await joins(viewer!, code)
  const answers = async (viewer: Viewer, n: number) => {
    for (let i = 0; i < n; i++) await choose(viewer, `fork.n${i}`, 'a', { earned: 1, total: 1 })
  }
  await answers(fast!, 3)
  for (const viewer of [middle, slow, away]) await answers(viewer!, 2)
  const looked = (await look(teacher, id, null))!
  const of = async (pick: LearnerPick | null, now: Date, page = 1, size = 9) => {
    const { ids } = await pickedIn(looked, { pick, order: 'name' }, page, size, now)
    const rows = await db.membership.findMany({ where: { id: { in: [...ids] } } })
    return ids.map((one) => rows.find((row) => row.id === one)?.userId)
  }
  const byName = (...all: (Viewer | undefined)[]) => all.map((one) => one!.id).sort()
  const today = new Date()
  expect(await of('ahead', today)).toEqual([fast!.id])
  expect(await of('inactive', today)).toEqual([])
  const old = new Date(Date.now() - 8 * DAY)
  const sheet = { membership: { userId: away!.id } }
  await db.answerSheet.updateMany({ where: sheet, data: { newestAt: old } })
  await db.membership.updateMany({ where: { userId: never!.id }, data: { joinedAt: old } })
  expect(await of('inactive', today)).toEqual(byName(away, never))
  const inOrder = { pick: 'inactive', order: 'name' } as const
  expect(await pickedIn(looked, inOrder, 1, 1, today)).toMatchObject({ total: 2 })
  expect([await of('inactive', today, 1, 1), await of('inactive', today, 2, 1)].flat()).toEqual(
    byName(away, never),
  )
  expect(await of('inactive', today, 7, 1)).toEqual(byName(away, never).slice(1))
  expect(await of('inactive', today, Number.MAX_SAFE_INTEGER, 1)).toEqual(byName(away, never).slice(1))
  expect(await of(null, today)).toEqual(byName(fast, middle, slow, away, never))
  const dashboard = await dashboardOf(teacher, id, LESSONS, 7, 'idle', 'inactive')
  expect(dashboard).toMatchObject({ total: 5, page: 1, pages: 1 })
  expect(dashboard?.learners.map(({ name }) => name)).toEqual([never!.id, away!.id])
})
