/** What teachers write to learners: on an answer, and by itself. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { exportViewer } from '@/lib/account/export'
import { mergeGuest } from '@/lib/account/merge'
import { scorer } from '@/lib/attempt/scorer'
import type { Viewer } from '@/lib/auth/viewer'
import { itemsOf } from '@/lib/content/quiz'
import { db } from '@/lib/db'
import { allWithheldFrom, type Withholding } from '@/lib/progress/withheld-store'
import { createAssignment } from './assignment'
import { learnerAnswers } from './dashboard'
import { toldOf } from './event-log'
import { leaveClassroom } from './membership'
import {
  commentOn,
  MAX_COMMENTS,
  MAX_MESSAGES,
  messagesTo,
  readNotes,
  SHOWN_MESSAGES,
  SHOWN_UNREAD,
  unreadNotes,
  withdrawNote,
  writeTo,
} from './note'
import { acceptOffer, offerClass } from './staff'
import { account, choose, guest, joins, newClass } from './test-class'
import { localTime } from './zone'

const item = itemsOf('process-vs-thread').find((one) => one.kind === 'choice')
if (!item) throw new Error('the lesson asks a choice')
const LESSON = { slug: 'process-vs-thread', title: { ko: 'x', en: 'x' }, itemIds: [item.id] }
const NOT_FOUND = { ok: false, code: 'not-found' }
const NOTHING: Withholding = { of: () => ({ score: false, key: false }) }
const TEXT = 'Look again at <b>who</b> shares the heap.'

async function membershipIn(classroomId: string, { id: userId }: Viewer) {
  return (await db.membership.findUniqueOrThrow({ where: { classroomId_userId: { classroomId, userId } } }))
    .id
}
async function joined(classId: string, code: string, viewer?: Viewer) {
  const learner = viewer ?? (await account())
  expect(await joins(learner, code, true)).toMatchObject({ ok: true })
  return { learner, membershipId: await membershipIn(classId, learner) }
}
async function classWith() {
  const { id, code, teacher } = await newClass()
  return { id, code, teacher, ...(await joined(id, code)) }
}
async function answered(learner: Viewer) {
  const id = randomUUID()
  await choose(learner, LESSON.itemIds[0] ?? '', 'a', { earned: 0, total: 1 }, { id })
  return id
}
const comment = (viewer: Viewer, classId: string, response: string, text: unknown = TEXT) =>
  commentOn(viewer, classId, response, text, scorer)
const commentsSeen = async (
  viewer: Viewer,
  classId: string,
  membershipId: string,
  withheld: Withholding = NOTHING,
) => {
  const shown = { locale: 'ko', slug: null } as const
  const seen = await learnerAnswers(viewer, classId, membershipId, [LESSON], shown, scorer, withheld)
  return seen?.opened?.items[0]?.answers[0]?.comments.map(({ text, by }) => ({ text, by }))
}
const textsTo = async (viewer: Viewer, classId: string, membershipId: string) =>
  (await messagesTo(viewer, classId, membershipId)).map(({ text }) => text)
const unread = async (viewer: Viewer, withheld: Withholding = NOTHING) =>
  (await unreadNotes(viewer, withheld)).map(({ text }) => text)

test('a comment is read at its answer and among what is new, until the learner says that they have read it', async () => {
  const { id, teacher, learner, membershipId } = await classWith()
  expect(await comment(teacher, id, await answered(learner), ` ${TEXT}\0\n`)).toEqual({ ok: true })
  for (const viewer of [teacher, learner])
    expect(await commentsSeen(viewer, id, membershipId)).toEqual([{ text: TEXT, by: '김서연' }])
  const [note] = await unreadNotes(learner, NOTHING)
  expect(note).toMatchObject({ text: TEXT, classroomId: id, classroom: '운영체제 2분반', itemId: item.id })
  expect(await unread(teacher)).toEqual([])
  // Others say nothing of it.
  for (const viewer of [teacher, await account()]) await readNotes(viewer, [note?.id ?? ''])
  expect(await unread(learner)).toEqual([TEXT])
  await readNotes(learner, [note?.id ?? ''])
  expect(await unread(learner)).toEqual([])
  expect(await commentsSeen(learner, id, membershipId)).toHaveLength(1)
  expect((await toldOf(learner, id)).map(({ kind }) => kind)).toContain('commented')
})

test('while an assignment withholds what is right, so are comments, which may tell it', async () => {
  const { id, teacher, learner, membershipId } = await classWith()
  const at = (hours: number) => localTime(new Date(Date.now() + hours * 3600_000), 'Asia/Seoul')
  const made = await createAssignment(teacher, id, {
    ...{ title: 'One', openAt: at(-2), dueAt: at(2), latePercent: 100, attempts: 1, mockMinutes: null },
    ...{ release: 'after_due', scoreRelease: 'after_answer', itemIds: LESSON.itemIds },
  })
  expect(made).toMatchObject({ ok: true })
  await comment(teacher, id, await answered(learner))
  await writeTo(teacher, id, [membershipId], 'by itself')
  const withheld = await allWithheldFrom({ viewer: learner, device: null })
  expect(await commentsSeen(learner, id, membershipId, withheld)).toEqual([])
  expect(await commentsSeen(teacher, id, membershipId)).toHaveLength(1)
  expect(await unread(learner, withheld)).toEqual(['by itself'])
  const exported = JSON.stringify(await exportViewer(learner, withheld))
  expect(exported).not.toContain('who</b> shares')
  expect(exported).toContain('by itself')
  expect(JSON.stringify(await exportViewer(teacher, withheld))).toContain('who</b> shares')
})

test('a message goes to each of some learners of the class and to nobody else, who sees none of it', async () => {
  const { id, code, teacher, learner, membershipId } = await classWith()
  const two = await joined(id, code)
  const gone = await joined(id, code)
  await leaveClassroom(gone.learner, id)
  const other = await classWith()
  const all = [membershipId, two.membershipId, gone.membershipId, other.membershipId, randomUUID()]
  expect(await writeTo(teacher, id, all, 'Tomorrow at nine.')).toEqual({ ok: true, written: 2 })
  expect(await textsTo(learner, id, membershipId)).toEqual(['Tomorrow at nine.'])
  expect(await textsTo(teacher, id, two.membershipId)).toEqual(['Tomorrow at nine.'])
  expect(await unread(two.learner)).toEqual(['Tomorrow at nine.'])
  for (const one of [gone.learner, other.learner]) expect(await unread(one)).toEqual([])
  for (const viewer of [two.learner, other.teacher, other.learner, gone.learner])
    expect(await textsTo(viewer, id, membershipId)).toEqual([])
  // In a class that is the viewer's, another class's learner is nobody.
  expect(await textsTo(teacher, id, other.membershipId)).toEqual([])
  await leaveClassroom(two.learner, id)
  expect(await unread(two.learner)).toEqual([])
})

test('only who teaches the class writes and takes back, on answers that the class sees', async () => {
  const { id, code, teacher, learner, membershipId } = await classWith()
  const other = await classWith()
  const offer = await offerClass(teacher, id, 'assistant')
  const assistant = await account()
  if (!offer.ok) throw new Error(offer.code)
  await acceptOffer(assistant, offer.token, { displayName: '조교' })
  const response = await answered(learner)
  await comment(teacher, id, response)
  const { id: note } = await db.classNote.findFirstOrThrow({ where: { responseId: response } })
  for (const viewer of [assistant, learner, other.teacher, other.learner]) {
    expect(await comment(viewer, id, response)).toEqual(NOT_FOUND)
    expect(await writeTo(viewer, id, [membershipId], 'x')).toEqual(NOT_FOUND)
    expect(await withdrawNote(viewer, id, note)).toEqual(NOT_FOUND)
  }
  expect(await comment(other.teacher, other.id, response)).toEqual(NOT_FOUND)
  expect(await withdrawNote(other.teacher, other.id, note)).toEqual(NOT_FOUND)
  // Somebody's answer from before, and one to another class's own item.
  const late = await account()
  const before = await answered(late)
  expect(await joins(late, code)).toMatchObject({ ok: true })
  expect(await comment(teacher, id, before)).toEqual(NOT_FOUND)
  for (const text of ['', ' \0 ', 'x'.repeat(1001), 5, null]) {
    expect(await comment(teacher, id, response, text)).toEqual({ ok: false, code: 'note-ill-formed' })
    expect(await writeTo(teacher, id, [membershipId], text)).toEqual({ ok: false, code: 'note-ill-formed' })
  }
  expect(await commentsSeen(assistant, id, membershipId)).toHaveLength(1)
  expect(await withdrawNote(teacher, id, note)).toEqual({ ok: true })
  expect(await withdrawNote(teacher, id, note)).toEqual(NOT_FOUND)
  expect(await commentsSeen(learner, id, membershipId)).toEqual([])
})

test('so much is written and shown, and no more', async () => {
  const { id, teacher, learner, membershipId } = await classWith()
  const response = await answered(learner)
  const same = { classroomId: id, membershipId, authorId: teacher.id, text: 'x' }
  await db.classNote.createMany({
    data: Array.from({ length: MAX_COMMENTS - 1 }, () => ({ ...same, responseId: response })),
  })
  expect(await comment(teacher, id, response)).toEqual({ ok: true })
  expect(await comment(teacher, id, response)).toEqual({ ok: false, code: 'too-many-notes' })
  await db.classNote.createMany({ data: Array.from({ length: MAX_MESSAGES - 1 }, () => same) })
  expect(await writeTo(teacher, id, [membershipId], 'last')).toEqual({ ok: true, written: 1 })
  expect(await writeTo(teacher, id, [membershipId], 'more')).toEqual({ ok: false, code: 'too-many-notes' })
  expect(await textsTo(learner, id, membershipId)).toHaveLength(SHOWN_MESSAGES)
  expect(await unread(learner)).toHaveLength(SHOWN_UNREAD)
})

test('what was written goes with who wrote it, and follows whom it was written to into their account', async () => {
  const { id, code, teacher } = await classWith()
  const one = await joined(id, code, await guest())
  const person = await joined(id, code)
  await writeTo(teacher, id, [one.membershipId], 'to the guest')
  await mergeGuest(one.learner.id, person.learner.id)
  expect(await textsTo(person.learner, id, person.membershipId)).toEqual(['to the guest'])
  const second = await offerClass(teacher, id, 'teacher')
  const colleague = await account()
  if (!second.ok) throw new Error(second.code)
  await acceptOffer(colleague, second.token, { displayName: '동료' })
  await writeTo(colleague, id, [person.membershipId], 'from the colleague')
  await db.user.delete({ where: { id: colleague.id } })
  expect(await textsTo(person.learner, id, person.membershipId)).toEqual(['to the guest'])
})
