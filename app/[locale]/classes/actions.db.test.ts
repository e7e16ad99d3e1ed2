import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { viewerWhoStores } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import * as actions from './actions'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

/** Somebody signed in. */
async function person(): Promise<Browser> {
  const { id } = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  const browser = newBrowser()
  await request(browser, () => writeSession(id, 0))
  return browser
}

async function guest(): Promise<Browser> {
  const browser = newBrowser()
  await request(browser, () => viewerWhoStores('ko', null, async () => null))
  return browser
}

type Class = {
  id: string
  code: string
  membership: string
  /** What the teacher did with somebody else: can be undone. */
  change: string
  teacher: Browser
  learner: Browser
}

/** A class with a teacher, one learner, and one who was removed. */
async function newClass(): Promise<Class> {
  const [teacher, learner] = [await person(), await guest()]
  const made = await request(teacher, () => actions.createClass({ name: '운영체제', displayName: '김서연' }))
  if (!made.ok) throw new Error(made.code)
  const { id, code } = made
  const joined = await request(learner, () => actions.joinClass({ code, displayName: '박지호' }, 'ko'))
  if (!joined.ok) throw new Error(joined.code)
  const { id: membership } = await db.membership.findFirstOrThrow({
    where: { classroomId: id, role: 'learner' },
  })
  const gone = await db.user.create({
    data: { memberships: { create: { classroomId: id, role: 'learner', displayName: '노지안' } } },
    include: { memberships: true },
  })
  const removed = await request(teacher, () =>
    actions.changeLearners(id, [gone.memberships[0]?.id], 'remove'),
  )
  const change = removed.ok ? (removed.changes[0] ?? '') : ''
  return { id, code, membership, change, teacher, learner }
}

const ADMISSION = { closed: true, accountsOnly: true, maxLearners: 3, codeDays: 7 }

/** Every action that changes a class. */
const DEEDS: Readonly<Record<string, (c: Class) => Promise<{ ok: boolean }>>> = {
  createClass: () => actions.createClass({ name: '또 하나', displayName: '김서연' }),
  joinClass: ({ code }) => actions.joinClass({ code, displayName: '배수아' }, 'ko'),
  shareEarlierWork: ({ id }) => actions.shareEarlierWork(id, true),
  leaveClass: ({ id }) => actions.leaveClass(id),
  regenerateCode: ({ id }) => actions.regenerateCode(id),
  changeLearners: ({ id, membership }) => actions.changeLearners(id, [membership], 'remove'),
  undoChanges: ({ id, change }) => actions.undoChanges(id, [change]),
  setAdmission: ({ id }) => actions.setAdmission(id, ADMISSION),
  deleteClass: ({ id }) => actions.deleteClass(id),
}

const TEACHERS_DEEDS = ['regenerateCode', 'changeLearners', 'undoChanges', 'setAdmission', 'deleteClass']

/** Everything about classes that a deed could change. */
const everything = async () => ({
  classrooms: await db.classroom.findMany({ orderBy: { id: 'asc' } }),
  memberships: await db.membership.findMany({ orderBy: { id: 'asc' } }),
  invitations: await db.invitation.findMany({ orderBy: { id: 'asc' } }),
  changes: await db.membershipChange.findMany({ orderBy: { id: 'asc' } }),
  users: await db.user.count(),
})

beforeEach(async () => {
  await db.rateLimit.deleteMany()
})

test.each(Object.entries(DEEDS))("%s: another site's page changes nothing", async (_, deed) => {
  const c = await newClass()
  const before = await everything()
  for (const browser of [c.teacher, c.learner, newBrowser()])
    for (const origin of ['http://evil.test', 'null', null])
      expect(await request(browser, () => deed(c), origin)).toEqual({ ok: false, code: 'cross-origin' })
  expect(await everything()).toEqual(before)
})

test('who is nobody here is told so; only joining makes a guest of them', async () => {
  const c = await newClass()
  const before = await everything()
  for (const [name, deed] of Object.entries(DEEDS)) {
    if (name === 'joinClass') continue
    expect(await request(newBrowser(), () => deed(c)), name).toEqual({ ok: false, code: 'signed-out' })
  }
  expect(await everything()).toEqual(before)
  expect(await request(newBrowser(), () => DEEDS.joinClass!(c))).toEqual({ ok: true, id: c.id })
})

test('who the class is not: a stranger, another teacher and a learner of it change nothing of others', async () => {
  const c = await newClass()
  const other = await newClass()
  const classmate = await guest()
  await request(classmate, () => actions.joinClass({ code: c.code, displayName: '배수아' }, 'ko'))
  const strangers = [await person(), await guest(), other.teacher, other.learner]
  const before = await everything()
  const notFound = { ok: false, code: 'not-found' }
  for (const name of ['shareEarlierWork', 'leaveClass', ...TEACHERS_DEEDS])
    for (const browser of strangers)
      expect(await request(browser, () => DEEDS[name]!(c)), name).toEqual(notFound)
  for (const name of TEACHERS_DEEDS)
    for (const browser of [classmate, c.learner])
      expect(await request(browser, () => DEEDS[name]!(c)), name).toEqual(notFound)
  // A teacher shares nothing, and removes nobody by way of another class.
  expect(await request(c.teacher, () => actions.shareEarlierWork(c.id, true))).toEqual(notFound)
  expect(await request(c.teacher, () => actions.changeLearners(c.id, [other.membership], 'remove'))).toEqual(
    notFound,
  )
  expect(await request(c.teacher, () => actions.undoChanges(c.id, [other.change]))).toEqual(notFound)
  expect(
    await request(other.teacher, () => actions.changeLearners(other.id, [c.membership], 'remove')),
  ).toEqual(notFound)
  expect(await everything()).toEqual(before)
})

test('what is in no form is refused in words, never thrown at', async () => {
  const { id, membership, change, teacher, learner } = await newClass()
  const before = await everything()
  const notFound = { ok: false, code: 'not-found' }
  for (const odd of [undefined, null, 7, '', 'x', '\0', [id], { id }, `${id}'`, 'x'.repeat(100_000)]) {
    const calls = [
      () => actions.leaveClass(odd),
      () => actions.regenerateCode(odd),
      () => actions.deleteClass(odd),
      () => actions.shareEarlierWork(odd, true),
      () => actions.changeLearners(odd, [membership], 'remove'),
      () => actions.changeLearners(id, odd, 'remove'),
      () => actions.changeLearners(id, [membership, odd], 'remove'),
      () => actions.changeLearners(id, [membership], odd),
      () => actions.setAdmission(odd, ADMISSION),
      () => actions.undoChanges(odd, [change]),
      () => actions.undoChanges(id, odd),
      () => actions.undoChanges(id, [odd]),
    ]
    for (const call of calls) expect(await request(teacher, call)).toEqual(notFound)
    await db.rateLimit.deleteMany()
    // Seven of either there can be.
    const forms =
      odd === 7
        ? [odd]
        : [odd, ...['maxLearners', 'codeDays'].map((name) => ({ ...ADMISSION, [name]: odd ?? 0 }))]
    for (const form of forms)
      expect(await request(teacher, () => actions.setAdmission(id, form))).toEqual({
        ok: false,
        code: 'admission-ill-formed',
      })
    expect(await request(learner, () => actions.shareEarlierWork(id, odd))).toEqual(notFound)
    expect(await request(teacher, () => actions.createClass(odd))).toEqual({
      ok: false,
      code: 'name-ill-formed',
    })
    expect(await request(teacher, () => actions.previewClass(odd))).toEqual({
      ok: false,
      code: 'code-unknown',
    })
    expect(await request(teacher, () => actions.joinClass(odd, 'ko', odd))).toEqual({
      ok: false,
      code: 'code-unknown',
    })
  }
  expect(await everything()).toEqual(before)
})

test('each deed has its limit, and the refusal says when to go on', async () => {
  const c = await newClass()
  const before = await everything()
  // Buckets that each deed fills by being tried once; then they are empty.
  const tries: [Browser, string][] = [
    [c.teacher, 'createClass'],
    [c.learner, 'joinClass'],
    [c.learner, 'shareEarlierWork'],
    [c.learner, 'leaveClass'],
    [c.teacher, 'regenerateCode'],
    [c.teacher, 'changeLearners'],
    [c.teacher, 'undoChanges'],
    [c.teacher, 'setAdmission'],
    [c.teacher, 'deleteClass'],
  ]
  expect(tries.map(([, name]) => name).sort()).toEqual(Object.keys(DEEDS).sort())
  const nobody = { ...c, id: randomUUID(), code: 'none' }
  for (const [browser, name] of tries) await request(browser, () => DEEDS[name]!(nobody))
  const opened = await everything()
  expect(opened.classrooms).toHaveLength(before.classrooms.length + 1)
  await db.rateLimit.updateMany({ data: { tokens: -5 } })
  for (const [browser, name] of tries) {
    const refused = await request(browser, () => DEEDS[name]!(c))
    expect(refused, name).toMatchObject({ ok: false, code: 'rate-limited', seconds: expect.any(Number) })
  }
  expect(await everything()).toEqual(opened)
})

test('a teacher clears a class of 40 in one go, and a class of 40 joins behind one address', async () => {
  const { id, code, teacher } = await newClass()
  for (let i = 0; i < 40; i++) {
    const joined = await request(newBrowser(), () =>
      actions.joinClass({ code, displayName: `학생 ${i}` }, 'ko'),
    )
    expect(joined).toEqual({ ok: true, id })
  }
  const learners = await db.membership.findMany({
    where: { classroomId: id, role: 'learner', status: 'active' },
  })
  expect(learners).toHaveLength(41)
  const ids = learners.map((one) => one.id)
  const removed = await request(teacher, () => actions.changeLearners(id, ids, 'remove'))
  if (!removed.ok) throw new Error(removed.code)
  expect(removed.changes).toHaveLength(41)
  expect(await request(teacher, () => actions.undoChanges(id, removed.changes))).toMatchObject({ ok: true })
  for (const membership of ids)
    expect(await request(teacher, () => actions.changeLearners(id, [membership], 'remove'))).toMatchObject({
      ok: true,
    })
})
