/** What learners have of assignments reaches the platform's gradebook: all of it, the newest last, whoever is away meanwhile. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { providerOf } from '@/lib/auth/platform-tie'
import type { Viewer } from '@/lib/auth/viewer'
import { changeLearners } from '@/lib/classroom/roster'
import { account, choose, joins, newClass } from '@/lib/classroom/test-class'
import { db } from '@/lib/db'
import { SCOPE } from './claim'
import { openGrader } from './grade-sender'
import { sendGrades, takeDue } from './grade-store'
import { startPlatform, type TestPlatform } from './test-platform'
import { tiesOf } from './tie'

let lms: TestPlatform
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_URL', 'https://forklore.test')
  await db.ltiPlatform.deleteMany()
  lms = await startPlatform()
})
afterEach(async () => {
  expect(lms.services.faults).toEqual([])
  vi.unstubAllEnvs()
  await lms.close()
})

const ITEMS = ['fork-tree.inside-if', 'fork-tree.lines']
const MINUTE = 60_000
const late = () => AbortSignal.timeout(60_000)

/** A class whose course is tied, with an assignment and a learner whom the platform knows. */
async function tied(scopes: string[] = [SCOPE.lineItem, SCOPE.score]) {
  const { id, code, teacher } = await newClass()
  const context = await db.ltiContext.create({
    data: {
      ...{ platformId: lms.platform.id, deploymentId: '1', contextId: randomUUID(), title: 'OS' },
      ...{ classroomId: id, scopes, lineItemsUrl: lms.services.lineItemsUrl(), dueAt: new Date(0) },
    },
  })
  const assignment = await assign(id)
  return { id, code, teacher, context, assignment, learner: await learnerOf(code, context.id) }
}

function assign(classroomId: string, more: object = {}) {
  const items = { create: ITEMS.map((itemId, place) => ({ itemId, place })) }
  const openAt = new Date(Date.now() - 3600_000)
  return db.assignment.create({
    data: { title: 'Quiz 1', classroomId, openAt, scoreRelease: 'after_answer', items, ...more },
  })
}

/** @param contextId of the course that they came from; null: only the platform knows them */
async function learnerOf(code: string, contextId: string | null) {
  const sub = randomUUID()
  const viewer = await account()
  expect(await joins(viewer, code)).toMatchObject({ ok: true })
  await db.account.create({
    data: { userId: viewer.id, type: 'lti', provider: providerOf(lms.url), providerAccountId: sub },
  })
  const { id: membershipId } = await db.membership.findFirstOrThrow({ where: { userId: viewer.id } })
  if (contextId !== null) await db.ltiLearner.create({ data: { contextId, membershipId } })
  return { viewer, sub, membershipId }
}

const right = (viewer: Viewer, itemId: string, id: string = randomUUID()) =>
  choose(viewer, itemId, 'a', { earned: 1, total: 1 }, { id })
const scoresOf = (sub: string) =>
  [...lms.services.scores].flatMap(([place, one]) => (place.endsWith(` ${sub}`) ? [one] : []))
const sends = (contextId: string, now = new Date()) => sendGrades(contextId, now, late())

test('a score reaches the gradebook by a column of its own, follows every answer, and is told once', async () => {
  const { context, learner, assignment } = await tied()
  await sends(context.id)
  // Nobody has answered: nothing is asked of the platform.
  expect(lms.services.columns).toEqual([])
  await right(learner.viewer, ITEMS[0] ?? '')
  await sends(context.id)
  expect(lms.services.columns).toMatchObject([
    { label: 'Quiz 1', scoreMaximum: 100, resourceId: assignment.id },
  ])
  expect(scoresOf(learner.sub)).toMatchObject([
    { scoreGiven: 50, activityProgress: 'InProgress', gradingProgress: 'FullyGraded' },
  ])
  await sends(context.id)
  await right(learner.viewer, ITEMS[1] ?? '')
  await sends(context.id)
  expect(scoresOf(learner.sub)).toMatchObject([{ scoreGiven: 100, activityProgress: 'Completed' }])
  expect([...lms.services.sent.values()]).toEqual([2])
  expect(lms.services.columns).toHaveLength(1)
})

test('who is not from the platform, staff and who was removed are told of to nobody', async () => {
  const { id, code, teacher, context, learner } = await tied()
  const other = await account()
  await joins(other, code)
  await right(other, ITEMS[0] ?? '')
  await right(learner.viewer, ITEMS[0] ?? '')
  expect(await changeLearners(teacher, id, [learner.membershipId], 'remove')).toMatchObject({ ok: true })
  await sends(context.id)
  expect(lms.services.scores.size).toBe(0)
})

test('of several courses of a class that is told which the learner has come from', async () => {
  const { id, code, context, learner } = await tied()
  const second = await db.ltiContext.create({
    data: {
      ...{ platformId: lms.platform.id, deploymentId: '1', contextId: randomUUID(), title: 'OS, evening' },
      ...{ classroomId: id, scopes: context.scopes, lineItemsUrl: lms.services.lineItemsUrl() },
    },
  })
  const other = await learnerOf(code, second.id)
  const byCode = await learnerOf(code, null)
  for (const { viewer } of [learner, other, byCode]) await right(viewer, ITEMS[0] ?? '')
  await sends(context.id)
  expect([...lms.services.sent.keys()].map((place) => place.split(' ')[1])).toEqual([learner.sub])
  await sends(second.id)
  expect([...lms.services.sent.keys()].map((place) => place.split(' ')[1])).toEqual([learner.sub, other.sub])
  // Who follows a link later is told of then, with all that they did before.
  await db.ltiLearner.create({ data: { contextId: context.id, membershipId: byCode.membershipId } })
  await sends(context.id, new Date(Date.now() + 61 * MINUTE))
  expect(scoresOf(byCode.sub)).toHaveLength(1)
  expect([...lms.services.sent.values()]).toEqual([1, 1, 1])
})

test('where the platform has a column for the link it is used, and where it lets us make none, none is made', async () => {
  const { id, context, learner, assignment } = await tied([SCOPE.score])
  await right(learner.viewer, ITEMS[0] ?? '')
  await sends(context.id)
  expect(lms.services.columns).toEqual([])
  const url = `${lms.url}/columns/linked?of=course`
  lms.services.columns.push({ id: url, label: 'Link', scoreMaximum: 100, resourceId: '', tag: '' })
  await db.ltiLineItem.create({ data: { contextId: context.id, assignmentId: assignment.id, url } })
  await assign(id, { title: 'Quiz 2' })
  await right(learner.viewer, ITEMS[1] ?? '')
  await sends(context.id)
  expect([...lms.services.scores.keys()]).toEqual([`${url} ${learner.sub}`])
})

test('a column that the platform has already is found, and one that was deleted there is made again', async () => {
  const { context, learner, assignment } = await tied()
  const id = `${lms.url}/columns/old?of=course`
  lms.services.columns.push({ id, label: 'Old', scoreMaximum: 100, resourceId: assignment.id, tag: '' })
  await right(learner.viewer, ITEMS[0] ?? '')
  await sends(context.id)
  expect(lms.services.columns).toHaveLength(1)
  lms.services.columns.length = 0
  await right(learner.viewer, ITEMS[1] ?? '')
  await sends(context.id)
  expect(await db.ltiScore.findFirstOrThrow({ where: { contextId: context.id } })).toMatchObject({
    refused: 404,
  })
  // All is looked at an hour later.
  await sends(context.id, new Date(Date.now() + 61 * MINUTE))
  expect(lms.services.columns).toHaveLength(1)
  expect(scoresOf(learner.sub).at(-1)).toMatchObject({ scoreGiven: 100 })
})

test('a platform that is away, cuts the line or refuses us loses nothing, is asked less often, and its class is told', async () => {
  const { id, teacher, context, learner } = await tied()
  await right(learner.viewer, ITEMS[0] ?? '')
  const start = Date.now()
  let at = start
  const failsWith = async (failure: string, pause: number) => {
    await sends(context.id, new Date(at))
    const row = await db.ltiContext.findUniqueOrThrow({ where: { id: context.id } })
    expect(row).toMatchObject({ failure, sentTo: null, dueAt: new Date(at + pause) })
    at += pause
  }
  lms.away(true)
  await failsWith('unreachable', MINUTE)
  lms.away(false)
  lms.services.moods.push(0)
  await failsWith('unreachable', 2 * MINUTE)
  lms.services.moods.push(429)
  await failsWith('unreachable', 4 * MINUTE)
  lms.services.refuses = true
  await failsWith('unauthorized', 8 * MINUTE)
  expect(await tiesOf(teacher, id)).toMatchObject([{ grades: { failure: 'unauthorized', sentTo: null } }])
  lms.services.refuses = false
  await sends(context.id, new Date(at))
  expect(scoresOf(learner.sub)).toMatchObject([{ scoreGiven: 50 }])
  expect(await tiesOf(teacher, id)).toMatchObject([
    { grades: { failure: null, sentTo: new Date(at), refused: 0 } },
  ])
})

test('whom the platform does not know keeps nobody else’s score back, and is tried again once in a while', async () => {
  const { id, code, teacher, context, learner } = await tied()
  const other = await learnerOf(code, context.id)
  lms.services.strangers.add(learner.sub)
  for (const one of [learner, other]) await right(one.viewer, ITEMS[0] ?? '')
  await sends(context.id)
  expect(scoresOf(other.sub)).toHaveLength(1)
  expect(await tiesOf(teacher, id)).toMatchObject([{ grades: { failure: null, refused: 1 } }])
  lms.services.strangers.clear()
  await sends(context.id)
  expect(scoresOf(learner.sub)).toEqual([])
  await sends(context.id, new Date(Date.now() + 61 * MINUTE))
  expect(scoresOf(learner.sub)).toHaveLength(1)
  expect([...lms.services.sent.values()]).toEqual([1, 1])
})

test('a score that a teacher decides follows, and one that is not shown yet is not told before it is', async () => {
  const { id, teacher, context, learner } = await tied()
  const responseId = randomUUID()
  await right(learner.viewer, ITEMS[0] ?? '', responseId)
  await sends(context.id)
  expect(scoresOf(learner.sub)).toHaveLength(1)
  await db.scoreDecision.create({
    data: { classroomId: id, responseId, deciderId: teacher.id, earned: 0.5, total: 1, reason: 'half' },
  })
  await sends(context.id)
  expect(scoresOf(learner.sub)).toMatchObject([{ scoreGiven: 25 }])
  const dueAt = new Date(Date.now() + 10 * MINUTE)
  const items = { create: [{ itemId: ITEMS[1] ?? '', place: 0 }] }
  await assign(id, { title: 'Later', scoreRelease: 'after_due', dueAt, items })
  await right(learner.viewer, ITEMS[1] ?? '')
  await sends(context.id)
  expect(scoresOf(learner.sub)).toMatchObject([{ scoreGiven: 25 }])
  await sends(context.id, new Date(Date.now() + 61 * MINUTE))
  expect(lms.services.columns.map(({ label }) => label)).toEqual(['Quiz 1', 'Later'])
  expect(scoresOf(learner.sub)).toHaveLength(2)
})

test('a course is one instance’s at a time, and is another’s once that one is gone', async () => {
  const { context } = await tied()
  const now = new Date()
  const [one, two] = await Promise.all([takeDue(now), takeDue(now)])
  expect([...one, ...two]).toEqual([context.id])
  expect(await takeDue(new Date(now.getTime() + 19 * MINUTE))).toEqual([])
  expect(await takeDue(new Date(now.getTime() + 21 * MINUTE))).toEqual([context.id])
})

test('an instance at work tells it all by itself, and forgets sign-ins that were not finished', async () => {
  const { learner } = await tied()
  const over = { id: randomUUID(), nonce: 'n', browser: 'b', expiresAt: new Date(0) }
  await db.ltiLogin.create({ data: { ...over, platformId: lms.platform.id } })
  await right(learner.viewer, ITEMS[0] ?? '')
  const grader = openGrader(process.env.DATABASE_URL ?? '', undefined, 0.5)
  await grader.start()
  try {
    await vi.waitFor(async () => expect(await db.ltiLogin.count()).toBe(0), { timeout: 30_000 })
    await vi.waitFor(() => expect(scoresOf(learner.sub)).toHaveLength(1), { timeout: 30_000, interval: 200 })
  } finally {
    await grader.stop()
  }
})

test('a service in the clear is not asked', async () => {
  const { context, learner } = await tied()
  await db.ltiContext.update({
    where: { id: context.id },
    data: { lineItemsUrl: 'http://lms.example.org/columns' },
  })
  await right(learner.viewer, ITEMS[0] ?? '')
  await sends(context.id)
  expect(await db.ltiContext.findUniqueOrThrow({ where: { id: context.id } })).toMatchObject({
    failure: 'unexpected',
  })
})

test('what another assignment still withholds from a learner, no column shows', async () => {
  const { id, context, learner } = await tied()
  const hour = 3600_000
  await assign(id, {
    title: 'Held back',
    scoreRelease: 'after_due',
    release: 'after_due',
    dueAt: new Date(Date.now() + hour),
  })
  await right(learner.viewer, ITEMS[0] ?? '')
  await sends(context.id)
  expect(lms.services.scores.size).toBe(0)
  // When that is over both are told.
  await sends(context.id, new Date(Date.now() + 2 * hour))
  expect(scoresOf(learner.sub)).toHaveLength(2)
})

test('one score that is forbidden stops no other, and the column that a link has stays', async () => {
  const { code, context, learner, assignment } = await tied([SCOPE.score])
  const url = `${lms.url}/columns/linked?of=course`
  lms.services.columns.push({ id: url, label: 'Link', scoreMaximum: 100, resourceId: '', tag: '' })
  await db.ltiLineItem.create({ data: { contextId: context.id, assignmentId: assignment.id, url } })
  const next = await learnerOf(code, context.id)
  for (const { viewer } of [learner, next]) await right(viewer, ITEMS[0] ?? '')
  lms.services.moods.push(403)
  await sends(context.id)
  expect(lms.services.scores.size).toBe(1)
  expect(await db.ltiLineItem.count({ where: { url } })).toBe(1)
})
