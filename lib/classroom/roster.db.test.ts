/** Membership loses nothing: whoever leaves, is removed or comes back. */
import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { signIn, signUp } from '@/lib/account/enter'
import { exportViewer } from '@/lib/account/export'
import { mergeGuest } from '@/lib/account/merge'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { dashboardOf } from './dashboard'
import { join } from './desk'
import { joinClassroom, leaveClassroom } from './membership'
import { changeLearners, undoChanges } from './roster'
import { previewClassroom, regenerateCode } from './store'
import { account, choose, guest, joins, newClass } from './test-class'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const answers = (viewer: Viewer, itemId: string, isRight: boolean) =>
  choose(viewer, itemId, isRight ? 'a' : 'b', { earned: isRight ? 1 : 0 })

const member = (classroomId: string, userId: string) =>
  db.membership.findUniqueOrThrow({ where: { classroomId_userId: { classroomId, userId } } })
const statusOf = async (classroomId: string, viewer: Viewer) => (await member(classroomId, viewer.id)).status
const historyOf = async (classroomId: string, viewer: Viewer) => {
  const { id } = await member(classroomId, viewer.id)
  const rows = await db.membershipChange.findMany({ where: { membershipId: id }, orderBy: { id: 'asc' } })
  return rows.map(({ was, status, actorId }) => [was, status, actorId === viewer.id ? 'self' : 'teacher'])
}

const lessons = [{ slug: 'fork', title: { ko: 'fork', en: 'fork' }, itemIds: ['fork.one', 'fork.two'] }]
const ratesOf = async (teacher: Viewer, id: string) =>
  (await dashboardOf(teacher, id, lessons))?.learners.map(({ cells }) => cells[0]?.rate)

test('a first answer is not laundered by leaving, reading the keys and joining again', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  await answers(learner, 'fork.one', false)
  const first = await member(id, learner.id)
  await leaveClassroom(learner, id)
  // Neither what was wrong before, nor what is answered while nobody looks, is tried a second time.
  await answers(learner, 'fork.one', true)
  await answers(learner, 'fork.two', false)
  expect(await previewClassroom(learner, code)).toMatchObject({
    alreadyIn: false,
    memberSince: first.joinedAt,
  })
  await joins(learner, code)
  await answers(learner, 'fork.one', true)
  await answers(learner, 'fork.two', true)
  const now = await member(id, learner.id)
  expect(now).toMatchObject({ id: first.id, joinedAt: first.joinedAt, status: 'active', leftAt: null })
  expect(now.returnedAt).not.toBe(null)
  expect(await ratesOf(teacher, id)).toEqual([0])
  expect(
    await db.classroomItem.findMany({ where: { classroomId: id }, orderBy: { itemId: 'asc' } }),
  ).toMatchObject([
    { itemId: 'fork.one', answered: 1, right: 0 },
    { itemId: 'fork.two', answered: 1, right: 0 },
  ])
  expect(await historyOf(id, learner)).toEqual([
    [null, 'active', 'self'],
    ['active', 'left', 'self'],
    ['left', 'active', 'self'],
  ])
})

test('nor by leaving as an account and coming back as a guest who then signs in', async () => {
  const { id, code, teacher } = await newClass()
  const [learner, again] = [await account(), await guest()]
  await joins(learner, code)
  await answers(learner, 'fork.one', false)
  await leaveClassroom(learner, id)
  await joins(again, code)
  await answers(again, 'fork.one', true)
  await mergeGuest(again.id, learner.id)
  expect(await ratesOf(teacher, id)).toEqual([0])
  expect((await member(id, learner.id)).returnedAt).not.toBe(null)
  expect((await historyOf(id, learner)).map(([, status, by]) => [status, by])).toEqual([
    ['active', 'self'],
    ['left', 'self'],
    ['active', 'self'],
  ])
})

test('removal and readmission lose nothing, for many at once, and what was done is taken back', async () => {
  const { id, code, teacher } = await newClass()
  const learners = await Promise.all(Array.from({ length: 6 }, account))
  for (const learner of learners) {
    await joins(learner, code)
    await answers(learner, 'fork.one', true)
  }
  const ids = (await db.membership.findMany({ where: { classroomId: id, role: 'learner' } })).map((m) => m.id)
  const counted = () => db.classroomItem.findMany({ where: { classroomId: id } })
  const before = await counted()
  const removed = await changeLearners(teacher, id, [...ids, randomUUID()], 'remove')
  if (!removed.ok) throw new Error(removed.code)
  expect(removed.changes).toHaveLength(6)
  expect(await counted()).toEqual([])
  expect(await changeLearners(teacher, id, ids, 'remove')).toEqual({ ok: false, code: 'not-found' })
  const undone = await undoChanges(teacher, id, removed.changes)
  expect(undone).toMatchObject({ ok: true })
  expect(await counted()).toEqual(before)
  // What was taken back is not taken back again.
  expect(await undoChanges(teacher, id, removed.changes)).toEqual({ ok: false, code: 'not-found' })
  await changeLearners(teacher, id, ids, 'block')
  expect(await joins(learners[0]!, code)).toEqual({ ok: false, code: 'blocked' })
  expect(await changeLearners(teacher, id, ids, 'readmit')).toMatchObject({ ok: true })
  expect(await counted()).toEqual(before)
  expect((await member(id, learners[0]!.id)).returnedAt).not.toBe(null)
})

test('who had left of their own accord is not made active by a block and its end', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  const { id: own } = await member(id, learner.id)
  await leaveClassroom(learner, id)
  const blocked = await changeLearners(teacher, id, [own], 'block')
  expect(await statusOf(id, learner)).toBe('blocked')
  await undoChanges(teacher, id, blocked.ok ? blocked.changes : [])
  expect(await statusOf(id, learner)).toBe('left')
  await changeLearners(teacher, id, [own], 'block')
  await changeLearners(teacher, id, [own], 'readmit')
  expect(await statusOf(id, learner)).toBe('left')
  // A removal that became a block goes back to a removal, and from there to what was before both.
  await joins(learner, code)
  await changeLearners(teacher, id, [own], 'remove')
  const harder = await changeLearners(teacher, id, [own], 'block')
  await undoChanges(teacher, id, harder.ok ? harder.changes : [])
  expect(await statusOf(id, learner)).toBe('removed')
  await changeLearners(teacher, id, [own], 'readmit')
  expect(await statusOf(id, learner)).toBe('active')
})

test('an undo that comes after the learner has decided changes nothing', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  const { id: own } = await member(id, learner.id)
  const removed = await changeLearners(teacher, id, [own], 'remove')
  const renewed = await regenerateCode(teacher, id)
  await joins(learner, renewed.ok ? renewed.code : '')
  await leaveClassroom(learner, id)
  expect(await undoChanges(teacher, id, removed.ok ? removed.changes : [])).toEqual({
    ok: false,
    code: 'not-found',
  })
  expect(await statusOf(id, learner)).toBe('left')
})

test('a teacher who was let go comes back by a code as a learner, whose work counts from then on', async () => {
  const { id, code, teacher } = await newClass()
  const former = await account()
  const since = new Date(Date.now() - 86_400_000)
  await db.membership.create({
    data: { classroomId: id, userId: former.id, role: 'teacher', displayName: '조교', joinedAt: since },
  })
  await answers(former, 'fork.one', true)
  await leaveClassroom(former, id)
  await joins(former, code)
  const now = await member(id, former.id)
  expect(now).toMatchObject({ role: 'learner', status: 'active' })
  expect(now.joinedAt.getTime()).toBeGreaterThan(since.getTime() + 80_000_000)
  expect(await dashboardOf(former, id, lessons)).toBe(null)
  expect(await ratesOf(teacher, id)).toEqual([null])
})

/** Joins by the page of a browser. */
const come = (browser: Browser, code: string) =>
  request(browser, () => join({ code, displayName: randomUUID() }, 'ko', null))
const password = 'correct horse'

test('a removal holds against whoever is new in the same browser; another browser, or a newer code, lets in', async () => {
  const { id, code, teacher } = await newClass()
  const browser = newBrowser()
  expect(await come(browser, code)).toEqual({ ok: true, id })
  const { id: own } = await db.membership.findFirstOrThrow({ where: { classroomId: id, role: 'learner' } })
  await changeLearners(teacher, id, [own], 'remove')
  expect(await come(browser, code)).toEqual({ ok: false, code: 'removed' })
  // As a new guest.
  browser.cookies.delete('forklore.guest')
  expect(await come(browser, code)).toEqual({ ok: false, code: 'removed-here' })
  // As a new account.
  const email = `${randomUUID()}@example.org`
  browser.cookies.delete('forklore.guest')
  expect(await request(browser, () => signUp({ email, password }, 'ko'))).toEqual({ ok: true })
  expect(await come(browser, code)).toEqual({ ok: false, code: 'removed-here' })
  const elsewhere = newBrowser()
  expect(await come(elsewhere, code)).toEqual({ ok: true, id })
  const renewed = await regenerateCode(teacher, id)
  expect(await come(browser, renewed.ok ? renewed.code : '')).toEqual({ ok: true, id })
})

test('a classmate with an account joins at the computer where somebody was removed', async () => {
  const { id, code, teacher } = await newClass()
  const email = `${randomUUID()}@example.org`
  expect(await request(newBrowser(), () => signUp({ email, password }, 'ko'))).toEqual({ ok: true })
  const shared = newBrowser()
  await come(shared, code)
  const { id: own } = await db.membership.findFirstOrThrow({ where: { classroomId: id, role: 'learner' } })
  await changeLearners(teacher, id, [own], 'block')
  shared.cookies.delete('forklore.guest')
  const renewed = await regenerateCode(teacher, id)
  const newer = renewed.ok ? renewed.code : ''
  // A block lasts beyond the code; who had an account before it is somebody else.
  expect(await come(shared, newer)).toEqual({ ok: false, code: 'removed-here' })
  shared.cookies.delete('forklore.guest')
  expect(await request(shared, () => signIn({ email, password }))).toEqual({ ok: true })
  expect(await come(shared, newer)).toEqual({ ok: true, id })
})

test('who was removed does not come back by joining as a guest and signing in', async () => {
  const { id, code, teacher } = await newClass()
  const [learner, again] = [await account(), await guest()]
  await joins(learner, code)
  await changeLearners(teacher, id, [(await member(id, learner.id)).id], 'remove')
  await joins(again, code)
  await mergeGuest(again.id, learner.id)
  expect(await statusOf(id, learner)).toBe('removed')
  expect(await db.membership.count({ where: { classroomId: id, role: 'learner' } })).toBe(1)
  // Nor does a guest who was removed, by signing up or in.
  const [one, other] = [await guest(), await account()]
  await joins(one, code)
  await changeLearners(teacher, id, [(await member(id, one.id)).id], 'remove')
  await mergeGuest(one.id, other.id)
  expect(await statusOf(id, other)).toBe('removed')
})

test('consent to showing earlier work that a removed guest gave does not cover the account', async () => {
  const { id, code, teacher } = await newClass()
  const [one, other] = [await guest(), await account()]
  await answers(other, 'fork.one', true)
  await joins(one, code, true)
  await changeLearners(teacher, id, [(await member(id, one.id)).id], 'remove')
  await mergeGuest(one.id, other.id)
  await changeLearners(teacher, id, [(await member(id, other.id)).id], 'readmit')
  expect(await member(id, other.id)).toMatchObject({
    status: 'active',
    shareEarlier: false,
    shareAgain: true,
  })
  expect(await ratesOf(teacher, id)).toEqual([null])
})

test('an export tells what happened to each membership, and nothing of the device or of who did it', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joinClassroom(learner, { code, displayName: '박지호' }, 'a hash of a device')
  await changeLearners(teacher, id, [(await member(id, learner.id)).id], 'remove')
  const text = JSON.stringify(
    await exportViewer(learner, await allWithheldFrom({ viewer: learner, device: null })),
  )
  expect(JSON.parse(text).memberships).toMatchObject([
    {
      changes: [
        { was: null, status: 'active' },
        { was: 'active', status: 'removed' },
      ],
    },
  ])
  expect(text).not.toContain('a hash of a device')
  expect(text).not.toContain(teacher.id)
})
