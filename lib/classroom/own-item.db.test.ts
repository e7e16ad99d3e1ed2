/** A class's own items: who writes them, who reads them, and that an answer stays what it was to what was asked. */
import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { hintOf } from '@/lib/attempt/hint'
import { scorer } from '@/lib/attempt/scorer'
import { submitResponse } from '@/lib/attempt/submit'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { type Draft, EMPTY_DRAFT } from '@/lib/own-item/draft'
import { ownId } from '@/lib/own-item/own-id'
import { isAskedOf, loadOwnItem } from '@/lib/own-item/store'
import type { Explored } from '@/lib/quiz/explored'
import type { Item } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import { createAssignment } from './assignment'
import { duplicateClassroom } from './duplicate'
import { leaveClassroom } from './membership'
import { askedOwnIds, checkDraft, ownItemOf, ownItemsOf, retireOwnItem, writeVersion } from './own-item'
import { account, joins, newClass } from './test-class'
import { localTime } from './zone'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const option = (text: string, isRight = false) => ({ text, isRight, feedback: '' })
const draft = (over: Partial<Draft> = {}): Draft => ({
  ...{ ...EMPTY_DRAFT, stem: 'Which call makes a process?', hint: 'It has four letters.' },
  options: [option('fork', true), option('exec'), option('wait')],
  ...over,
})
const nothing = async (): Promise<Explored> => {
  throw new Error('nothing is explored')
}
const soon = (hours: number) => localTime(new Date(Date.now() + hours * 3600_000), 'Asia/Seoul')
const assignment = (itemIds: readonly string[], over: object = {}) => ({
  ...{ title: 'Own', openAt: soon(-2), dueAt: soon(2), latePercent: 100, attempts: 1 },
  ...{ release: 'after_answer', scoreRelease: 'after_answer', itemIds, mockMinutes: null },
  ...over,
})

async function save(viewer: Viewer, classId: string, own: string | null = null, over: Partial<Draft> = {}) {
  const checked = await checkDraft(draft(over), nothing)
  if (!checked.ok) throw new Error(JSON.stringify(checked))
  return writeVersion(viewer, classId, own, checked.version, 'en')
}
async function saved(viewer: Viewer, classId: string, own: string | null = null, over: Partial<Draft> = {}) {
  const made = await save(viewer, classId, own, over)
  if (!made.ok) throw new Error(made.code)
  const found = await ownItemOf(viewer, classId, made.id)
  if (!found) throw new Error('what was saved is there')
  return { id: made.id, itemId: found.itemId }
}
async function learnerOf(code: string): Promise<Viewer> {
  const learner = await account()
  expect(await joins(learner, code)).toMatchObject({ ok: true })
  return learner
}
/** Answers by the text of an option, as the page of this viewer sends it. */
async function answer(viewer: Viewer, item: Item, text: string, id = randomUUID()) {
  const browser = newBrowser()
  await request(browser, () => writeSession(viewer.id, 0))
  const shown = publicItem(item, 'en', 1)
  const chosen = shown.kind === 'choice' ? shown.options.find((one) => one.text === text)?.id : ''
  const sent = { id, attemptId: randomUUID(), itemId: item.id, hash: shown.hash, seed: 1, locale: 'en' }
  return request(browser, () =>
    submitResponse({ ...sent, answer: { kind: 'choice', option: chosen ?? '' } }, '192.0.2.1', scorer),
  )
}
async function hint(viewer: Viewer, item: Item) {
  const browser = newBrowser()
  await request(browser, () => writeSession(viewer.id, 0))
  const { hash } = publicItem(item, 'en', 1)
  return request(browser, () => hintOf({ item: item.id, hash, locale: 'en' }, scorer))
}

test('who teaches a class writes, changes and withdraws its items; nobody else does or sees them', async () => {
  const { id, teacher, code } = await newClass()
  const other = await newClass()
  const learner = await learnerOf(code)
  const one = await saved(teacher, id)
  for (const viewer of [learner, other.teacher]) {
    expect(await save(viewer, id)).toMatchObject({ code: 'not-found' })
    expect(await save(viewer, id, one.id)).toMatchObject({ code: 'not-found' })
    expect(await retireOwnItem(viewer, id, one.id, true)).toMatchObject({ code: 'not-found' })
    expect(await ownItemsOf(viewer, id)).toEqual([])
    expect(await ownItemOf(viewer, id, one.id)).toBeNull()
  }
  // Not through a class of one's own either.
  expect(await save(other.teacher, other.id, one.id)).toMatchObject({ code: 'not-found' })
  expect(await ownItemOf(other.teacher, other.id, one.id)).toBeNull()
  expect(await save(teacher, id, randomUUID())).toMatchObject({ code: 'not-found' })
  const two = await saved(teacher, id, one.id, { stem: 'Which call makes a copy of a process?' })
  expect(two.id).toBe(one.id)
  expect(two.itemId).not.toBe(one.itemId)
  expect(await ownItemsOf(teacher, id)).toMatchObject([
    { itemId: two.itemId, stem: 'Which call makes a copy of a process?', versions: 2, isRetired: false },
  ])
  expect(await retireOwnItem(teacher, id, one.id, true)).toEqual({ ok: true })
  expect(await ownItemsOf(teacher, id)).toMatchObject([{ isRetired: true }])
  expect(await createAssignment(teacher, id, assignment([two.itemId]))).toMatchObject({ ok: false })
})

test('two who save at once make two versions', async () => {
  const { id, teacher } = await newClass()
  const one = await saved(teacher, id)
  await Promise.all([1, 2, 3, 4].map((n) => save(teacher, id, one.id, { stem: `Version ${n}` })))
  expect(await ownItemsOf(teacher, id)).toMatchObject([{ versions: 5 }])
})

test('a learner reads and answers an own item once an assignment of their class asks it, and nobody else does', async () => {
  const { id, teacher, code } = await newClass()
  const other = await newClass()
  const [learner, stranger, gone] = [
    await learnerOf(code),
    await learnerOf(other.code),
    await learnerOf(code),
  ]
  const { itemId } = await saved(teacher, id)
  const item = await loadOwnItem(itemId)
  if (!item) throw new Error('it is there')
  const refused = { ok: false, code: 'unknown-item' }
  expect(await answer(learner, item, 'fork')).toEqual(refused)
  expect(await createAssignment(teacher, id, assignment([itemId], { openAt: soon(1) }))).toMatchObject({
    ok: true,
  })
  expect(await answer(learner, item, 'fork')).toEqual(refused)
  expect(await hint(learner, item)).toEqual(refused)
  // Of another class nobody can ask it.
  expect(await createAssignment(other.teacher, other.id, assignment([itemId]))).toMatchObject({ ok: false })
  expect(await createAssignment(teacher, id, assignment([itemId]))).toMatchObject({ ok: true })
  await leaveClassroom(gone, id)
  for (const viewer of [stranger, gone, teacher, other.teacher]) {
    expect(await isAskedOf(viewer, itemId)).toBe(false)
    expect(await answer(viewer, item, 'fork')).toEqual(refused)
    expect(await hint(viewer, item)).toEqual(refused)
  }
  expect(await isAskedOf(null, itemId)).toBe(false)
  expect(await isAskedOf(learner, ownId(randomUUID()))).toBe(false)
  expect(await hint(learner, item)).toEqual({ ok: true, hint: 'It has four letters.' })
  // The assignment that is still to open keeps its worth back.
  expect(await answer(learner, item, 'exec')).toMatchObject({ ok: true, response: { withheld: 'score' } })
  expect(await db.classroomItem.findMany({ where: { classroomId: id, itemId } })).toMatchObject([
    { answered: 1, right: 0, hinted: 0 },
  ])
  expect(await askedOwnIds(id)).toEqual([itemId])
  expect(await askedOwnIds(other.id)).toEqual([])
})

test('an own item that an exam asks is asked elsewhere once the last learner is done', async () => {
  const { id, teacher, code } = await newClass()
  const [learner, slow] = [await learnerOf(code), await learnerOf(code)]
  const { itemId } = await saved(teacher, id)
  const releases = { release: 'after_due', scoreRelease: 'after_due' }
  const made = await createAssignment(teacher, id, assignment([itemId], { ...releases, examMinutes: 30 }))
  if (!made.ok) throw new Error(made.code)
  const { dueAt } = await db.assignment.findUniqueOrThrow({ where: { id: made.id } })
  const after = (minutes: number) => new Date(dueAt!.getTime() + minutes * 60_000)
  expect(await isAskedOf(learner, itemId)).toBe(false)
  expect(await isAskedOf(learner, itemId, after(1))).toBe(true)
  const { id: membershipId } = await db.membership.findFirstOrThrow({
    where: { classroomId: id, userId: slow.id },
  })
  await db.assignmentExtension.create({ data: { assignmentId: made.id, membershipId, dueAt: after(10) } })
  expect(await isAskedOf(learner, itemId, after(1))).toBe(false)
  expect(await isAskedOf(learner, itemId, after(10))).toBe(true)
  // Who is blocked keeps nobody waiting.
  await db.membership.update({ where: { id: membershipId }, data: { status: 'blocked' } })
  expect(await isAskedOf(learner, itemId, after(1))).toBe(true)
})

test('an edited item changes nothing of what was asked and answered', async () => {
  const { id, teacher, code } = await newClass()
  const learner = await learnerOf(code)
  const first = await saved(teacher, id)
  expect(await createAssignment(teacher, id, assignment([first.itemId]))).toMatchObject({ ok: true })
  const item = await loadOwnItem(first.itemId)
  if (!item) throw new Error('it is there')
  const response = randomUUID()
  const before = await answer(learner, item, 'fork', response)
  expect(before).toMatchObject({ ok: true, response: { earned: 1, feedback: { correct: true } } })
  // The other way round.
  const options = [option('fork'), option('exec', true), option('wait')]
  const second = await saved(teacher, id, first.id, { options })
  expect(await answer(learner, item, 'fork', response)).toEqual(before)
  expect(await loadOwnItem(first.itemId)).toEqual(item)
  // The new one is asked once it is assigned, and counts by itself.
  const edited = await loadOwnItem(second.itemId)
  if (!edited) throw new Error('it is there')
  expect(await answer(learner, edited, 'fork')).toMatchObject({ code: 'unknown-item' })
  expect(await createAssignment(teacher, id, assignment([second.itemId]))).toMatchObject({ ok: true })
  expect(await answer(learner, edited, 'fork')).toMatchObject({ ok: true, response: { earned: 0 } })
  expect(await askedOwnIds(id)).toEqual([first.itemId, second.itemId])
})

test('a class that is made like another has its items as its own, and its assignments ask those', async () => {
  const { id, teacher } = await newClass()
  const first = await saved(teacher, id)
  expect(await createAssignment(teacher, id, assignment([first.itemId]))).toMatchObject({ ok: true })
  await saved(teacher, id, first.id, { stem: 'The newest' })
  const made = await duplicateClassroom(teacher, id, { name: 'Next term', firstDay: null })
  if (!made.ok) throw new Error(made.code)
  const [copy] = await ownItemsOf(teacher, made.id)
  expect(copy).toMatchObject({ stem: 'The newest', versions: 2 })
  expect(copy?.id).not.toBe(first.id)
  const asked = await db.assignmentItem.findMany({ where: { assignment: { classroomId: made.id } } })
  expect(asked.map(({ itemId }) => itemId)).toEqual(await askedOwnIds(made.id))
  const item = await loadOwnItem(asked[0]?.itemId ?? '')
  expect(item).toMatchObject({ stem: { en: 'Which call makes a process?' } })
  expect(item?.id).not.toBe(first.itemId)
  expect(await askedOwnIds(id)).toEqual([first.itemId])
})

test('a draft that cannot be is told by field, and nothing is stored', async () => {
  expect(await checkDraft(draft({ stem: '' }), nothing)).toMatchObject({
    ...{ ok: false, code: 'faulty' },
    faults: [{ field: 'stem', code: 'empty' }],
  })
  expect(await checkDraft({ stem: 1 }, nothing)).toEqual({ ok: false, code: 'own-item-ill-formed' })
  const found = { state: 'uncompiled', line: 3, code: 'expected' } as const
  expect(await checkDraft(draft({ kind: 'predict', source: 'int' }), async () => found)).toMatchObject({
    faults: [{ field: 'source', code: 'uncompiled', n: 3 }],
  })
})
