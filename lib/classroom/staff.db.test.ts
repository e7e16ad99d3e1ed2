/** Who else teaches a class or assists in it, classes that change hands, and to what learners have agreed. */
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { classesThatEnd } from '@/lib/account/delete'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { EMPTY_DRAFT } from '@/lib/own-item/draft'
import { lockClassroom } from '@/lib/progress/class-lock'
import { CONSENT } from './classroom'
import { dashboardOf } from './dashboard'
import { everyResponse } from './export'
import { importRoster } from './invitee'
import { itemAnalysisOf } from './item-analysis'
import { agree, leaveClassroom } from './membership'
import { checkDraft, writeVersion } from './own-item'
import { changeLearners } from './roster'
import { acceptOffer, offerClass, offerOf, removeAssistant, staffOf, withdrawOffers } from './staff'
import { classroomOf, regenerateCode } from './store'
import { account, choose, guest, joins, newClass } from './test-class'

const NAME = { displayName: '조교' }
const LESSONS = [{ slug: 'fork', title: { ko: 'fork', en: 'fork' }, itemIds: ['fork.one'] }]
const NOT_FOUND = { ok: false, code: 'not-found' }
const UNKNOWN = { ok: false, code: 'offer-unknown' }

async function offered(kind: 'assistant' | 'teacher' | 'handover') {
  const made = await newClass()
  const offer = await offerClass(made.teacher, made.id, kind)
  if (!offer.ok) throw new Error(offer.code)
  return { ...made, token: offer.token }
}

test('an assistant sees the class and changes nothing, and is let go', async () => {
  const { id, code, teacher, token } = await offered('assistant')
  const [assistant, learner] = [await account(), await account()]
  await joins(learner, code)
  await choose(learner, 'fork.one', 'a', { earned: 1 })
  expect(await offerOf(token)).toMatchObject({ kind: 'assistant', name: '운영체제 2분반', teacher: '김서연' })
  expect(await acceptOffer(assistant, token, NAME)).toEqual({ ok: true, id })
  expect((await classroomOf(assistant, id))?.role).toBe('assistant')
  expect((await classroomOf(assistant, id))?.invitation).toBeNull()
  const seen = await dashboardOf(assistant, id, LESSONS)
  expect(seen?.learners[0]?.summary).toEqual({ answered: 1, items: 1, rate: 1 })
  const membership = seen?.learners[0]?.membershipId ?? ''
  expect(await changeLearners(assistant, id, [membership], 'remove')).toEqual(NOT_FOUND)
  expect(await offerClass(assistant, id, 'teacher')).toEqual(NOT_FOUND)
  const staff = (await staffOf(teacher, id))?.members ?? []
  expect(staff.map(({ name, role }) => [name, role])).toEqual([
    ['김서연', 'teacher'],
    ['조교', 'assistant'],
  ])
  const [own, other] = staff.map(({ membershipId }) => membershipId)
  expect(await removeAssistant(teacher, id, own ?? '')).toEqual(NOT_FOUND)
  expect(await removeAssistant(assistant, id, other ?? '')).toEqual(NOT_FOUND)
  expect(await removeAssistant(teacher, id, other ?? '')).toEqual({ ok: true })
  expect(await dashboardOf(assistant, id, LESSONS)).toBeNull()
})

test('a link lets in one person with an account, once, while who made it teaches the class', async () => {
  const { id, teacher, token } = await offered('teacher')
  const [one, two] = [await account(), await account()]
  expect(await acceptOffer(await guest(), token, NAME)).toEqual({ ok: false, code: 'sign-up-first' })
  expect(await acceptOffer(teacher, token, NAME)).toEqual({ ok: false, code: 'already-in' })
  const both = await Promise.all([acceptOffer(one, token, NAME), acceptOffer(two, token, NAME)])
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect(both).toContainEqual(UNKNOWN)
  expect((await staffOf(teacher, id))?.members).toHaveLength(2)
  for (const gone of ['', 'x', token]) expect(await offerOf(gone)).toBeNull()
  const again = await offerClass(teacher, id, 'assistant')
  expect((await staffOf(teacher, id))?.offers).toBe(1)
  expect(await withdrawOffers(one, (await newClass()).id)).toEqual(NOT_FOUND)
  // Who made it is gone: the class has another teacher by now.
  expect(await leaveClassroom(teacher, id)).toEqual({ ok: true })
  expect(await acceptOffer(await account(), again.ok ? again.token : '', NAME)).toEqual(UNKNOWN)
})

test('an offer that is withdrawn or out of date opens nothing', async () => {
  const { id, teacher, token } = await offered('teacher')
  await db.staffOffer.updateMany({ where: { classroomId: id }, data: { expiresAt: new Date(0) } })
  expect(await acceptOffer(await account(), token, NAME)).toEqual(UNKNOWN)
  const fresh = await offerClass(teacher, id, 'teacher')
  expect(await withdrawOffers(teacher, id)).toEqual({ ok: true })
  expect(await acceptOffer(await account(), fresh.ok ? fresh.token : '', NAME)).toEqual(UNKNOWN)
})

test('a class that is handed over goes on without who gave it; their account no longer ends it', async () => {
  const { id, code, teacher, token } = await offered('handover')
  const [heir, learner] = [await account(), await account()]
  await joins(learner, code)
  await joins(heir, code)
  for (const viewer of [learner, heir]) await choose(viewer, 'fork.one', 'a', { earned: 1 })
  const answered = async () => (await db.classroomItem.findFirst({ where: { classroomId: id } }))?.answered
  expect([(await classesThatEnd(teacher)).length, await answered()]).toEqual([1, 2])
  expect(await acceptOffer(heir, token, NAME)).toEqual({ ok: true, id })
  // Who teaches is in no number.
  expect([(await classesThatEnd(teacher)).length, await answered()]).toEqual([0, 1])
  expect([await classroomOf(teacher, id), (await classroomOf(heir, id))?.role]).toEqual([null, 'teacher'])
  expect((await dashboardOf(heir, id, LESSONS))?.learners).toHaveLength(1)
})

test('of who joined under an earlier text nothing is shown that it did not list, until they agree to this one', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  await joins(learner, code)
  expect((await classroomOf(learner, id))?.agreed).toBe(true)
  await db.membership.updateMany({ where: { userId: learner.id }, data: { consent: CONSENT - 1 } })
  await choose(learner, 'fork.one', 'a', { earned: 1 }, { durationMs: 9_000, confidence: 3, hintsShown: 1 })
  const shown = async () => {
    const row = (await itemAnalysisOf(teacher, id, LESSONS))?.items[0]
    const rows = []
    for await (const one of everyResponse(teacher, id, ['fork.one'])) rows.push(one)
    const { durationMs, confidence, hintsShown } = rows[0] ?? {}
    return [row?.quartiles?.[1] ?? null, row?.confidence[2].n, durationMs, confidence, hintsShown]
  }
  expect([(await classroomOf(learner, id))?.agreed, await shown()]).toEqual([
    false,
    [null, 0, null, null, null],
  ])
  expect(await agree(learner, id)).toEqual({ ok: true })
  expect(await agree(teacher, id)).toEqual(NOT_FOUND)
  expect([(await classroomOf(learner, id))?.agreed, await shown()]).toEqual([true, [9_000, 1, 9_000, 3, 1]])
})

test('of who has handed a class over no link stands any more, another handover neither', async () => {
  const { id, teacher, token } = await offered('handover')
  for (const kind of ['handover', 'teacher'] as const) await offerClass(teacher, id, kind)
  expect(await acceptOffer(await account(), token, NAME)).toEqual({ ok: true, id })
  expect(await db.staffOffer.count({ where: { classroomId: id } })).toBe(0)
})

test.each<[string, (viewer: Viewer, id: string) => Promise<unknown>]>([
  ['offers', (viewer, id) => offerClass(viewer, id, 'teacher')],
  ['withdraws offers', withdrawOffers],
  ['makes a code', regenerateCode],
  ['brings a list', (viewer, id) => importRoster(viewer, id, 'name,number\nAnn,1')],
  ['writes an item', writesItem],
])('who %s while their class is handed over is too late', async (_, deed) => {
  const { id, teacher } = await newClass()
  let doing: Promise<unknown> | undefined
  await db.$transaction(async (tx) => {
    await lockClassroom(tx, id)
    doing = deed(teacher, id)
    await Promise.race([doing, setTimeout(300)])
    await tx.membership.updateMany({ where: { classroomId: id }, data: { status: 'left' } })
  })
  expect(await doing).toEqual(NOT_FOUND)
})

async function writesItem(viewer: Viewer, id: string): Promise<unknown> {
  const option = (text: string, isRight: boolean) => ({ text, isRight, feedback: '' })
  const draft = { ...EMPTY_DRAFT, stem: 'Which?', options: [option('fork', true), option('exec', false)] }
  const checked = await checkDraft(draft, () => Promise.reject(new Error('it has no program')))
  if (!checked.ok) throw new Error(checked.code)
  return writeVersion(viewer, id, null, checked.version, 'en')
}

test('more links than may stand are refused as such until they are withdrawn', async () => {
  const { id, teacher } = await newClass()
  const offer = async () => {
    const made = await offerClass(teacher, id, 'assistant')
    return made.ok ? 'ok' : made.code
  }
  const codes = []
  for (let i = 0; i < 21; i++) codes.push(await offer())
  expect(codes).toEqual([...Array(20).fill('ok'), 'too-many-offers'])
  await withdrawOffers(teacher, id)
  expect(await offer()).toBe('ok')
})
