/** What a launch may change, and what only whose it is may: whose account it opens, who is out of a class, where scores go. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deleteAccount } from '@/lib/account/delete'
import { platformTies, untiePlatform } from '@/lib/auth/platform-tie'
import { newBrowser } from '@/lib/auth/test-browser'
import { joinClassroom } from '@/lib/classroom/membership'
import { changeLearners } from '@/lib/classroom/roster'
import { regenerateCode } from '@/lib/classroom/store'
import { account } from '@/lib/classroom/test-class'
import { db } from '@/lib/db'
import { CLAIM, SCOPE } from '@/lib/lti/claim'
import { ROLES, startPlatform, type TestPlatform } from '@/lib/lti/test-platform'
import { COURSE, comingFrom, HOME, inCourse, learns, signedIn, viewerIn } from './test-coming'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

let lms: TestPlatform
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_URL', HOME)
  await db.ltiPlatform.deleteMany()
  lms = await startPlatform()
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await lms.close()
})
const { comes, answers, tied } = comingFrom(() => lms)

const REMOVED = '/ko/lti?code=removed'
const JOINS = { deed: 'join', 'join-name': 'Lee Jiho' }
const lee = { sub: 's', claims: learns('Lee Jiho') }

/** A learner who came from the platform and was removed. */
async function removedFrom(id: string, teacher: NonNullable<Awaited<ReturnType<typeof viewerIn>>>) {
  const browser = newBrowser()
  expect(await answers(browser, await comes(browser, lee), JOINS)).toBe(`/ko/classes/${id}`)
  const viewer = await viewerIn(browser)
  if (!viewer) throw new Error('the learner is signed in')
  const of = { classroomId_userId: { classroomId: id, userId: viewer.id } }
  const member = await db.membership.findUniqueOrThrow({ where: of })
  expect(await changeLearners(teacher, id, [member.id], 'remove')).toMatchObject({ ok: true })
  expect(await comes(browser, lee)).toBe(REMOVED)
  return { browser, viewer }
}

/** A new code, and the class as somebody joins it by that. */
const joinsAs = (viewer: Parameters<typeof joinClassroom>[0], code: string) =>
  joinClassroom(viewer, { code, displayName: 'Lee Jiho', shareEarlier: false })

test('who was removed and deletes the account stays out, and what the class keeps of it says nothing of who', async () => {
  const { id, teacher } = await tied()
  const { viewer } = await removedFrom(id, teacher)
  const { leftAt } = await db.membership.findFirstOrThrow({ where: { userId: viewer.id } })
  expect(await deleteAccount(viewer, 'Lee Jiho')).toBe(null)
  expect(await db.user.count({ where: { id: viewer.id } })).toBe(0)
  const kept = await db.keptOut.findMany({ where: { classroomId: id } })
  expect(kept).toEqual([{ classroomId: id, mark: expect.stringMatching(/^[\w-]{43}$/), at: leftAt }])
  // From anywhere, and also as who teaches.
  const again = newBrowser()
  expect(await comes(again, lee)).toBe(REMOVED)
  expect(await comes(newBrowser(), { ...lee, claims: inCourse(ROLES.teacher) })).toBe(REMOVED)
  // The new account is in no class, and the code of then lets it in no more than the old one.
  const next = await viewerIn(again)
  if (!next) throw new Error('they are signed in')
  const { code } = await db.invitation.findFirstOrThrow({ where: { classroomId: id } })
  expect(await joinsAs(next, code)).toEqual({ ok: false, code: 'removed' })
  expect(await db.membership.count({ where: { userId: next.id } })).toBe(0)
  // Nobody else from there is meant.
  expect(await comes(newBrowser(), { ...lee, sub: 's2' })).toMatch(/ticket=/)
  // A newer code lets them in, and their link follows.
  const renewed = await regenerateCode(teacher, id)
  if (!renewed.ok) throw new Error(renewed.code)
  expect(await joinsAs(next, renewed.code)).toMatchObject({ ok: true })
  expect(await comes(again, lee)).toBe(`/ko/classes/${id}`)
  // Who is in it when they go comes back as whoever is new.
  expect(await deleteAccount(next, 'Lee Jiho')).toBe(null)
  expect(await db.keptOut.count({ where: { classroomId: id } })).toBe(0)
  expect(await comes(newBrowser(), lee)).toMatch(/ticket=/)
})

test('who deletes an account that no class removed leaves nothing', async () => {
  const { id } = await tied()
  const browser = newBrowser()
  await answers(browser, await comes(browser, lee), JOINS)
  const viewer = await viewerIn(browser)
  if (!viewer) throw new Error('the learner is signed in')
  expect(await deleteAccount(viewer, 'Lee Jiho')).toBe(null)
  expect(await db.keptOut.count({ where: { classroomId: id } })).toBe(0)
})

test('who waits for a teacher after a removal is let in by no link', async () => {
  const { id, teacher } = await tied()
  const { viewer } = await removedFrom(id, teacher)
  expect(await deleteAccount(viewer, 'Lee Jiho')).toBe(null)
  await db.classroom.update({ where: { id }, data: { approval: true } })
  const renewed = await regenerateCode(teacher, id)
  if (!renewed.ok) throw new Error(renewed.code)
  const browser = newBrowser()
  expect(await comes(browser, lee)).toBe(REMOVED)
  const next = await viewerIn(browser)
  if (!next) throw new Error('they are signed in')
  expect(await joinsAs(next, renewed.code)).toMatchObject({ isWaiting: true })
  expect(await comes(browser, lee)).toBe(REMOVED)
})

test('a person sees which platforms sign in to the account, and unties one; who was removed stays out by it', async () => {
  const { id, teacher } = await tied()
  const { viewer, browser } = await removedFrom(id, teacher)
  const other = await account()
  expect(await platformTies(viewer)).toEqual([{ issuer: lms.url, name: 'Test LMS' }])
  expect(await platformTies(other)).toEqual([])
  // Nobody else unties it, and what is no platform of theirs is none.
  for (const [who, what] of [
    [other, lms.url],
    [viewer, 'https://elsewhere.test'],
    [viewer, 'a\0'],
    [viewer, null],
  ] as const)
    expect(await untiePlatform(who, what)).toEqual({ ok: false, code: 'tie-unknown' })
  // It is the only way in: nobody locks themselves out.
  expect(await untiePlatform(viewer, lms.url)).toEqual({ ok: false, code: 'only-way' })
  const hash = { email: `${randomUUID()}@example.org`, passwordHash: 'a hash' }
  await db.user.update({ where: { id: viewer.id }, data: hash })
  expect(await untiePlatform(viewer, lms.url)).toEqual({ ok: true })
  expect(await platformTies(viewer)).toEqual([])
  expect(await untiePlatform(viewer, lms.url)).toEqual({ ok: false, code: 'tie-unknown' })
  // Whoever opens a link now is asked anew who they are here, and is kept out as somebody new too.
  expect(await comes(browser, lee)).toMatch(/ticket=/)
  const elsewhere = newBrowser()
  expect(await comes(elsewhere, lee)).toBe(REMOVED)
  expect((await viewerIn(elsewhere))?.id).not.toBe(viewer.id)
})

test('of two ties one can go at a time, and the last stays however fast both are asked for', async () => {
  const viewer = await account()
  await db.user.update({ where: { id: viewer.id }, data: { email: null } })
  const issuers = ['https://one.test', 'https://two.test']
  await db.account.createMany({
    data: issuers.map((issuer) => ({
      ...{ userId: viewer.id, type: 'lti', provider: `lti:${issuer}`, providerAccountId: viewer.id },
    })),
  })
  const went = await Promise.all(issuers.map((issuer) => untiePlatform(viewer, issuer)))
  expect(went.map((one) => (one.ok ? 'ok' : one.code)).sort()).toEqual(['ok', 'only-way'])
  expect(await platformTies(viewer)).toHaveLength(1)
})

test('no launch makes an account somebody else’s', async () => {
  const first = newBrowser()
  await comes(first)
  const whose = await viewerIn(first)
  // Somebody else who is signed in says, of a link of theirs, that it is them.
  const other = await account()
  const browser = await signedIn(other)
  expect(await comes(browser)).toBe('/ko/today')
  expect((await viewerIn(browser))?.id).toBe(whose?.id)
  const rows = await db.account.findMany({ where: { provider: `lti:${lms.url}` } })
  expect(rows.map(({ userId, providerAccountId }) => [userId, providerAccountId])).toEqual([
    [whose?.id, 'u-1'],
  ])
  // Asked whether it is them while another window has made an account of it: that one stays whose it is.
  const late = await signedIn(other)
  const asked = await comes(late, { sub: 'u-2' })
  const faster = newBrowser()
  await comes(faster, { sub: 'u-2' })
  await answers(late, asked, { deed: 'same' })
  expect((await viewerIn(late))?.id).toBe((await viewerIn(faster))?.id)
  expect(await platformTies(other)).toEqual([])
})

const GRADES = { lineitems: 'https://lms.test/columns', scope: [SCOPE.score, SCOPE.lineItem] }
const LIST = { context_memberships_url: 'https://lms.test/members' }

test('what a launch says nothing of stays as it was, what it says counts', async () => {
  const { id, browser } = await tied()
  const teaches = (more: object) => comes(browser, { sub: 'teacher', claims: inCourse(ROLES.teacher, more) })
  const row = () => db.ltiContext.findFirstOrThrow({ where: { classroomId: id } })
  await teaches({ [CLAIM.grades]: GRADES, [CLAIM.members]: LIST })
  const said = await row()
  expect(said).toMatchObject({
    lineItemsUrl: GRADES.lineitems,
    membersUrl: LIST.context_memberships_url,
    scopes: [...GRADES.scope].sort(),
    dueAt: expect.any(Date),
  })
  // A learner is not told where the list is, and a link is made without a gradebook.
  const learner = newBrowser()
  await answers(learner, await comes(learner, lee), JOINS)
  await comes(learner, lee)
  expect(await row()).toEqual(said)
  await teaches({ [CLAIM.grades]: { ...GRADES, scope: [SCOPE.score] } })
  expect(await row()).toMatchObject({ scopes: [SCOPE.score], membersUrl: LIST.context_memberships_url })
  await teaches({ [CLAIM.grades]: { ...GRADES, scope: [] } })
  expect(await row()).toMatchObject({ scopes: [], dueAt: null })
})

test('a second link to an assignment takes over its column once the platform has said that the first is gone', async () => {
  const { id, browser } = await tied()
  const { id: assignmentId } = await db.assignment.create({
    data: { title: 'Quiz', openAt: new Date(), classroomId: id },
  })
  const { id: contextId } = await db.ltiContext.findFirstOrThrow({ where: { classroomId: id } })
  const place = { contextId, assignmentId }
  const follows = (lineitem: string) =>
    comes(browser, {
      sub: 'teacher',
      target: `${HOME}/classes/${id}/assignments/${assignmentId}`,
      claims: inCourse(ROLES.teacher, { [CLAIM.grades]: { ...GRADES, lineitem } }),
    })
  const column = async () =>
    (await db.ltiLineItem.findUnique({ where: { contextId_assignmentId: place } }))?.url
  const [one, two, three] = ['https://lms.test/1', 'https://lms.test/2', 'https://lms.test/3'] as const
  await follows(one)
  // Nothing was told yet.
  await follows(two)
  expect(await column()).toBe(two)
  const { id: membershipId } = await db.membership.findFirstOrThrow({ where: { classroomId: id } })
  const told = { share: 1, isDone: true, at: new Date(), refused: null }
  const row = await db.ltiScore.create({ data: { ...place, membershipId, ...told } })
  await follows(three)
  expect(await column()).toBe(two)
  expect(await db.ltiScore.findMany({ where: place })).toEqual([row])
  await db.ltiScore.updateMany({ where: place, data: { refused: 404 } })
  await follows(three)
  expect(await column()).toBe(three)
  expect(await db.ltiScore.count({ where: place })).toBe(0)
})

test('who came from a course is a learner of that one, and of another of the same class once they come from there', async () => {
  const { id, teacher } = await tied()
  const learner = newBrowser()
  await answers(learner, await comes(learner, lee), JOINS)
  const second = { ...COURSE, id: 'course-2' }
  const browser = await signedIn(teacher)
  const from = (claims: object) => ({ [CLAIM.context]: second, ...claims })
  const asked = await comes(browser, { sub: 'teacher', claims: { ...inCourse(ROLES.teacher), ...from({}) } })
  expect(await answers(browser, asked, { deed: 'tie', class: id })).toBe(`/ko/classes/${id}`)
  const courses = async () => {
    const rows = await db.ltiLearner.findMany({
      where: { membership: { classroomId: id } },
      include: { context: true, membership: true },
      orderBy: { context: { contextId: 'asc' } },
    })
    return rows.map(({ context, membership }) => [context.contextId, membership.role])
  }
  expect(await courses()).toEqual([['course-1', 'learner']])
  expect(await comes(learner, { ...lee, claims: { ...lee.claims, ...from({}) } })).toBe(`/ko/classes/${id}`)
  expect(await courses()).toEqual([
    ['course-1', 'learner'],
    ['course-2', 'learner'],
  ])
})
