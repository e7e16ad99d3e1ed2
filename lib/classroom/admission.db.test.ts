/** Whom a class lets in, and that nobody else decides it. */
import { beforeEach, expect, test, vi } from 'vitest'
import { mergeGuest } from '@/lib/account/merge'
import { newBrowser, request } from '@/lib/auth/test-browser'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { admissionOf, setAdmission } from './admission'
import type { Admission, Deed } from './classroom'
import { join, lookUpCode } from './desk'
import { joinClassroom, leaveClassroom } from './membership'
import { changeLearners, rosterOf, undoChanges } from './roster'
import { archiveClassroom, classroomOf, deleteClassroom, previewClassroom, renameClassroom } from './store'
import { account, newClass as anyClass, choose, guest } from './test-class'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

beforeEach(async () => {
  await db.rateLimit.deleteMany()
})

const newClass = async (admission: Partial<Admission> = {}) => {
  const made = await anyClass()
  const open = { closed: false, accountsOnly: false, maxLearners: null, codeDays: null }
  expect(await setAdmission(made.teacher, made.id, { ...open, ...admission })).toEqual({ ok: true })
  return made
}
const joins = (viewer: Viewer, code: string, displayName: string = viewer.id) =>
  joinClassroom(viewer, { code, displayName })
const refused = (code: string) => ({ ok: false, code })

test('a class for accounts lets in no guest, and says so before anything is typed', async () => {
  const { id, code } = await newClass({ accountsOnly: true })
  const [one, other] = [await guest(), await account()]
  for (const viewer of [null, one])
    expect(await previewClassroom(viewer, code)).toEqual(refused('accounts-only'))
  expect(await joins(one, code)).toEqual(refused('accounts-only'))
  expect(await joins(other, code)).toEqual({ ok: true, id })
  // Nor is a guest made of somebody new.
  const before = await db.user.count()
  const browser = newBrowser()
  expect(await request(browser, () => join({ code, displayName: 'x' }, 'ko', null))).toEqual(
    refused('accounts-only'),
  )
  expect(await db.user.count()).toBe(before)
})

test('where a teacher lets in each, who is new waits and is nothing in the class until then', async () => {
  const { id, code, teacher } = await newClass({ approval: true, maxLearners: 2 })
  const [asks, blocked, gone] = [await guest(), await account(), await account()]
  expect(await previewClassroom(asks, code)).toMatchObject({ approval: true, isWaiting: false, learners: 0 })
  const waits = { ok: true, id, isWaiting: true }
  expect(await joins(asks, code, '이름')).toEqual(waits)
  expect(await joins(asks, code, '다른 이름')).toEqual(waits)
  expect(await previewClassroom(asks, code)).toMatchObject({
    isWaiting: true,
    learners: 0,
    memberSince: null,
  })
  expect(await classroomOf(asks, id)).toBe(null)
  await choose(asks, 'fork.one', 'a', { earned: 1 })
  expect(await db.classroomItem.count({ where: { classroomId: id } })).toBe(0)
  // Who waits has a place and a name.
  expect(await joins(blocked, code, '다른 이름')).toEqual(refused('name-taken'))
  expect(await joins(blocked, code)).toEqual(waits)
  expect(await joins(gone, code)).toEqual(refused('full'))
  const memberOf = (viewer: Viewer) =>
    db.membership.findFirstOrThrow({ where: { classroomId: id, userId: viewer.id } })
  const deed = async (viewer: Viewer, what: Deed) =>
    changeLearners(teacher, id, [(await memberOf(viewer)).id], what)
  expect(await deed(blocked, 'block')).toMatchObject({ ok: true })
  expect(await joins(blocked, code)).toEqual(refused('blocked'))
  const admitted = await deed(asks, 'readmit')
  expect(await memberOf(asks)).toMatchObject({ status: 'active', returnedAt: null, leftAt: null })
  // What was answered while waiting counts from then on, as it was agreed to on asking.
  expect(await db.classroomItem.findMany({ where: { classroomId: id } })).toMatchObject([{ answered: 1 }])
  const roster = await rosterOf(teacher, id, 'active', 1)
  expect(roster?.rows[0]?.history.map(({ what }) => what)).toEqual(['asked', 'admitted'])
  expect(await undoChanges(teacher, id, admitted.ok ? admitted.changes : [])).toMatchObject({ ok: true })
  expect(await memberOf(asks)).toMatchObject({ status: 'waiting' })
  expect(await db.classroomItem.count({ where: { classroomId: id } })).toBe(0)
  // Refused, and let in after all.
  expect(await deed(asks, 'remove')).toMatchObject({ ok: true })
  expect(await joins(asks, code)).toEqual(refused('removed'))
  expect(await deed(asks, 'readmit')).toMatchObject({ ok: true })
  expect(await memberOf(asks)).toMatchObject({ status: 'active' })
  // Who left comes back without waiting; who stops waiting has left.
  expect(await leaveClassroom(asks, id)).toEqual({ ok: true })
  expect(await joins(asks, code)).toEqual({ ok: true, id })
  expect(await joins(gone, code)).toEqual(waits)
  expect(await leaveClassroom(gone, id)).toEqual({ ok: true })
  expect(await memberOf(gone)).toMatchObject({ status: 'left' })
  // Taking it back lets nobody in, whoever they become: it was no membership yet.
  expect(await previewClassroom(gone, code)).toMatchObject({ approval: true, memberSince: null })
  expect(await joins(gone, code)).toEqual(waits)
})

test.each(['guest', 'account', 'merged guest'] as const)(
  'a %s who takes back that they asked, and asks again, waits again',
  async (who) => {
    const { id, code } = await newClass({ approval: true })
    const first = who === 'account' ? await account() : await guest()
    await joins(first, code)
    expect(await leaveClassroom(first, id)).toEqual({ ok: true })
    const viewer = who === 'merged guest' ? await account() : first
    if (who === 'merged guest') await mergeGuest(first.id, viewer.id)
    for (let i = 0; i < 2; i++) {
      expect(await joins(viewer, code)).toEqual({ ok: true, id, isWaiting: true })
      expect(await classroomOf(viewer, id)).toBe(null)
      expect(await leaveClassroom(viewer, id)).toEqual({ ok: true })
    }
  },
)

test('who came in by the code once no approval was needed any more joined; nobody let them in', async () => {
  const { id, code, teacher } = await newClass({ approval: true })
  const viewer = await account()
  await joins(viewer, code)
  const open = { closed: false, accountsOnly: false, approval: false, maxLearners: null, codeDays: null }
  await setAdmission(teacher, id, open)
  expect(await joins(viewer, code)).toEqual({ ok: true, id })
  const roster = await rosterOf(teacher, id, 'active', 1)
  expect(roster?.rows[0]?.history.map(({ what }) => what)).toEqual(['asked', 'joined'])
})

test('while joining is closed nobody comes in or back; who is in stays and may change their name', async () => {
  const { id, code, teacher } = await newClass()
  const [inside, gone] = [await account(), await account()]
  for (const viewer of [inside, gone]) await joins(viewer, code)
  await leaveClassroom(gone, id)
  const closed = { closed: true, accountsOnly: false, maxLearners: null, codeDays: null }
  await setAdmission(teacher, id, closed)
  for (const viewer of [gone, await account()]) {
    expect(await previewClassroom(viewer, code)).toEqual(refused('closed'))
    expect(await joins(viewer, code)).toEqual(refused('closed'))
  }
  expect(await joins(inside, code, '새 이름')).toEqual({ ok: true, id })
  await setAdmission(teacher, id, { ...closed, closed: false })
  expect(await joins(gone, code)).toEqual({ ok: true, id })
})

test('of many who join at once only so many get in as there may be', async () => {
  const { id, code } = await newClass({ maxLearners: 3 })
  const people = await Promise.all(Array.from({ length: 9 }, account))
  const results = await Promise.all(people.map((viewer) => joins(viewer, code)))
  expect(results.filter((one) => one.ok)).toHaveLength(3)
  expect(results.filter((one) => !one.ok)).toEqual(Array(6).fill(refused('full')))
  expect(await previewClassroom(await account(), code)).toEqual(refused('full'))
  expect(await previewClassroom(people[results.findIndex((one) => one.ok)]!, code)).toMatchObject({
    alreadyIn: true,
  })
  expect(await db.membership.count({ where: { classroomId: id, role: 'learner' } })).toBe(3)
})

test('the code lets in for as long as the teacher says from now on', async () => {
  const { id, code, teacher } = await newClass()
  const open = { closed: false, accountsOnly: false, maxLearners: null }
  await setAdmission(teacher, id, { ...open, codeDays: 1 })
  const { expiresAt } = await db.invitation.findUniqueOrThrow({ where: { code } })
  expect(Math.round((expiresAt.getTime() - Date.now()) / 3600_000)).toBe(24)
  await setAdmission(teacher, id, { ...open, codeDays: null })
  expect((await db.invitation.findUniqueOrThrow({ where: { code } })).expiresAt).toEqual(expiresAt)
})

test('two of a name, or of names that look alike, are not in a class at once', async () => {
  const { id, code } = await newClass()
  const [first, second] = [await account(), await account()]
  expect(await joins(first, code, 'Bae')).toEqual({ ok: true, id })
  for (const name of ['Bae', 'bae', 'Вае', 'Ｂａｅ', '김 서연'])
    expect(await joins(second, code, name), name).toEqual(refused('name-taken'))
  expect(await joins(second, code, 'Bae 20261234')).toEqual({ ok: true, id })
  // One's own name is not taken, and a change to somebody else's is.
  expect(await joins(first, code, 'BAE')).toEqual({ ok: true, id })
  expect(await joins(second, code, 'Bae')).toEqual(refused('name-taken'))
  // At once, as one after another.
  const both = await Promise.all(
    [await account(), await account()].map((viewer) => joins(viewer, code, '박지호')),
  )
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  await leaveClassroom(first, id)
  expect(await joins(await account(), code, 'Bae')).toEqual({ ok: true, id })
})

test('who joins while the class is being deleted was in it, or is told that there is none', async () => {
  const { id, code, teacher } = await newClass()
  const people = await Promise.all(Array.from({ length: 8 }, account))
  const [results, deleted] = await Promise.all([
    Promise.all(people.map((viewer) => joins(viewer, code))),
    deleteClassroom(teacher, id),
  ])
  expect(deleted).toEqual({ ok: true })
  for (const one of results)
    expect(one.ok ? one : one.code).toEqual(one.ok ? { ok: true, id } : 'code-unknown')
  expect(await db.membership.count({ where: { classroomId: id } })).toBe(0)
})

test('whatever somebody beside them guesses, who has the right code gets in; guessing has an end', async () => {
  const { id, code } = await newClass()
  const guesser = newBrowser('198.51.100.9')
  const guess = () => request(guesser, () => lookUpCode('2222-2222'))
  const spend = (bucket: string) =>
    db.rateLimit.updateMany({ where: { key: { startsWith: bucket } }, data: { tokens: -500 } })
  expect(await guess()).toEqual(refused('code-unknown'))
  await spend('join-by-address')
  expect(await guess()).toMatchObject(refused('rate-limited'))
  const classmate = newBrowser('198.51.100.9')
  expect(await request(classmate, () => join({ code, displayName: '박지호' }, 'ko', null))).toEqual({
    ok: true,
    id,
  })
  // Tries of any kind have one too, so that the right code is not found behind the refusals.
  await spend('code-by-address')
  expect(await request(guesser, () => lookUpCode(code))).toMatchObject(refused('rate-limited'))
})

test('only who teaches a class says whom it lets in', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  const wanted = { closed: true, accountsOnly: true, maxLearners: 1, codeDays: 1 }
  for (const viewer of [learner, await account(), await guest()]) {
    expect(await setAdmission(viewer, id, wanted)).toEqual(refused('not-found'))
    expect(await admissionOf(viewer, id)).toBe(null)
  }
  expect(await admissionOf(teacher, id)).toEqual({
    ...{ closed: false, accountsOnly: false, approval: false },
    maxLearners: null,
  })
})

test('an archived class lets in nobody new, loses nothing, and is called otherwise by its teacher alone', async () => {
  const { id, code, teacher } = await newClass()
  const [inside, other] = [await account(), await account()]
  await joins(inside, code)
  for (const viewer of [inside, other]) {
    expect(await archiveClassroom(viewer, id, true)).toEqual(refused('not-found'))
    expect(await renameClassroom(viewer, id, { name: 'mine' })).toEqual(refused('not-found'))
  }
  expect(await archiveClassroom(teacher, id, true)).toEqual({ ok: true })
  expect(await joins(other, code)).toEqual(refused('closed'))
  expect(await previewClassroom(other, code)).toEqual(refused('closed'))
  expect(await classroomOf(inside, id)).toMatchObject({ isArchived: true, learners: 1 })
  expect(await renameClassroom(teacher, id, { name: '  ' })).toEqual(refused('name-ill-formed'))
  expect(await renameClassroom(teacher, id, { name: '2026 가을' })).toEqual({ ok: true })
  expect(await archiveClassroom(teacher, id, false)).toEqual({ ok: true })
  expect(await joins(other, code)).toEqual({ ok: true, id })
  expect(await classroomOf(other, id)).toMatchObject({ isArchived: false, name: '2026 가을' })
})
