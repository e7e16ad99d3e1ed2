import { expect, test } from 'vitest'
import type { Scorer } from '@/lib/attempt/answered'
import { scorer as real } from '@/lib/attempt/scorer'
import type { Viewer } from '@/lib/auth/viewer'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import { isExamined, withheldFrom } from '@/lib/progress/withheld-store'
import type { Answer, AnswerOption, ChoiceItem, Item } from '@/lib/quiz/item'
import { MAX_PREDICTION } from '@/lib/quiz/limit'
import { changeAssignment, createAssignment } from './assignment'
import { assignmentOf } from './assignment-result'
import { examOf, handInExam, handInOver, keepExamAnswer, startExam } from './exam'
import { giveExamTime } from './exam-time'
import { account, choose, joins, newClass } from './test-class'

const MINUTE = 60_000
/** Known to content, of which only ids are read here: what they ask stands below. */
const itemIds = catalog()
  .lessons.flatMap((lesson) => lesson.itemIds)
  .slice(0, 6)
const both = (text: string) => ({ ko: text, en: text })
const option = (id: string, correct: boolean): AnswerOption => ({
  ...{ id, text: both(id), correct, misconception: null, feedback: null, scene: null },
})
const itemOf = (id: string): ChoiceItem => ({
  ...{
    id,
    section: 's',
    lesson: 'l',
    kind: 'choice',
    stem: both('?'),
    hint: null,
    explanation: both('secret'),
  },
  ...{ rubric: { points: 1, partial: 'whole' }, program: null },
  options: [option('a', true), option('b', false)],
})
const scorer: Scorer = { ...real, loadItem: (id) => (itemIds.includes(id) ? itemOf(id) : null) }
const right = { kind: 'choice', option: 'a' } as const
const wrong = { kind: 'choice', option: 'b' } as const
const TERMS = {
  ...{ title: 'Midterm', openAt: '2026-01-01T09:00', dueAt: '2099-01-01T09:00', mockMinutes: null, itemIds },
  ...{ latePercent: 100, attempts: 1, release: 'after_due', scoreRelease: 'after_due', examMinutes: 30 },
}
/** A class with an exam and some who learn in it. */
async function classWithExam(learners: number, terms: Partial<typeof TERMS> = {}) {
  const { id, code, teacher } = await newClass()
  const made = await createAssignment(teacher, id, { ...TERMS, ...terms })
  if (!made.ok) throw new Error(made.code)
  const people: Viewer[] = []
  for (let i = 0; i < learners; i++) {
    const learner = await account()
    await joins(learner, code)
    people.push(learner)
  }
  const exam = made.id
  const memberOf = async (viewer: Viewer) =>
    (await db.membership.findFirstOrThrow({ where: { classroomId: id, userId: viewer.id } })).id
  const start = (viewer: Viewer, at = new Date()) => startExam(viewer, id, exam, 'en', scorer, at)
  const keep = (viewer: Viewer, itemId: string, answer: Answer | null, at = new Date()) =>
    keepExamAnswer(viewer, id, exam, itemId, answer, scorer, at)
  const now = (viewer: Viewer, at = new Date()) => examOf(viewer, id, exam, 'en', scorer, at)
  const answersOf = (viewer: Viewer) => db.itemResponse.count({ where: { userId: viewer.id } })
  const resultOf = async (viewer: Viewer) => {
    const member = await memberOf(viewer)
    const found = await assignmentOf(teacher, id, exam, 1)
    return found?.rows.find(({ membershipId }) => membershipId === member)
  }
  return { id, exam, teacher, people, memberOf, start, keep, now, answersOf, resultOf }
}

test('an exam has an end, is sat once and shows nothing before it, and stays an exam', async () => {
  const { id, exam, teacher } = await classWithExam(0)
  const ill = { ok: false, code: 'assignment-ill-formed' }
  for (const bad of [
    { dueAt: '' },
    { attempts: 2 },
    { latePercent: 0 },
    { release: 'after_answer' },
    { scoreRelease: 'after_answer' },
    { examMinutes: 0 },
    { itemIds: [], mockMinutes: 10 },
    { itemIds: ['process-vs-thread.card'] },
  ])
    expect(await createAssignment(teacher, id, { ...TERMS, ...bad })).toEqual(ill)
  expect(await changeAssignment(teacher, id, exam, { ...TERMS, examMinutes: null })).toEqual(ill)
  expect(await changeAssignment(teacher, id, exam, { ...TERMS, examMinutes: 45 })).toEqual({ ok: true })
})

test('a learner begins, keeps answers, and hands in what counts; nothing is asked or kept before or after', async () => {
  const { people, start, keep, now, answersOf, resultOf } = await classWithExam(2)
  const [learner, other] = people as [Viewer, Viewer]
  expect(await now(learner)).toEqual({ minutes: 30, sitting: null })
  expect(await keep(learner, itemIds[0]!, right)).toEqual({ ok: false, code: 'not-found' })
  expect(await start(learner)).toEqual({ ok: true })
  const first = (await now(learner))?.sitting
  expect(await start(learner)).toEqual({ ok: true })
  const sitting = (await now(learner))?.sitting
  expect(sitting).toEqual(first)
  expect(sitting?.asked.map(({ item }) => item.id).sort()).toEqual([...itemIds].sort())
  expect(sitting!.endsAt.getTime() - sitting!.startedAt.getTime()).toBe(30 * MINUTE)
  expect(JSON.stringify(sitting)).not.toMatch(/correct|secret/)
  expect(await keep(learner, itemIds[0]!, wrong)).toMatchObject({ ok: true })
  expect(await keep(learner, itemIds[0]!, right)).toMatchObject({ ok: true })
  expect(await keep(learner, itemIds[1]!, wrong)).toMatchObject({ ok: true })
  expect(await keep(learner, itemIds[2]!, right)).toMatchObject({ ok: true })
  expect(await keep(learner, itemIds[2]!, null)).toMatchObject({ ok: true })
  expect(await keep(learner, 'not.asked', right)).toEqual({ ok: false, code: 'not-found' })
  expect((await keepNonsense(keep, learner)).ok).toBe(false)
  const kept = (await now(learner))?.sitting?.asked ?? []
  expect(kept.find(({ item }) => item.id === itemIds[0])?.answer).toEqual(right)
  // What is kept is no answer yet, and an answer that is given elsewhere meanwhile is none of the exam's.
  await choose(learner, itemIds[3]!, 'a', { earned: 1, total: 1 })
  expect(await answersOf(learner)).toBe(1)
  expect((await resultOf(learner))?.result).toMatchObject({ answered: 0 })
  expect((await resultOf(learner))?.sitting).toMatchObject({ kept: 2, handedInAt: null })
  expect((await now(learner))?.sitting).toMatchObject({ handedInAt: null, byTime: false })
  expect(await now(other)).toEqual({ minutes: 30, sitting: null })
})

const keepNonsense = (
  keep: (viewer: Viewer, itemId: string, answer: Answer) => Promise<{ ok: boolean }>,
  viewer: Viewer,
) => keep(viewer, itemIds[0]!, { kind: 'choice', nonsense: 1 } as unknown as Answer)

test('what is no place, and what nobody could store or score, is refused and harms nothing that is kept', async () => {
  const { id, exam, people, start, keep, now } = await classWithExam(1)
  const learner = people[0]!
  await start(learner)
  expect(await keep(learner, itemIds[0]!, right)).toMatchObject({ ok: true })
  expect(await examOf(learner, 'nonsense', exam, 'en', scorer)).toBeNull()
  expect(await examOf(learner, id, 'nonsense', 'en', scorer)).toBeNull()
  const ill = { ok: false, code: 'exam-answer-ill-formed' }
  for (const bad of ['a\0', 'b\ud83d']) {
    expect(await keep(learner, itemIds[0]!, { kind: 'choice', option: bad })).toEqual(ill)
    expect(await keep(learner, itemIds[0]!, { kind: 'predict', stdout: bad })).toEqual(ill)
  }
  // Only whether it is too long is read of it.
  const typed = { loadItem: (itemId: string) => ({ ...itemOf(itemId), kind: 'predict' }) as unknown as Item }
  const write = (stdout: string) =>
    keepExamAnswer(learner, id, exam, itemIds[1]!, { kind: 'predict', stdout }, typed)
  expect(await write('x'.repeat(MAX_PREDICTION + 1))).toEqual(ill)
  expect(await write('x'.repeat(MAX_PREDICTION))).toMatchObject({ ok: true })
  // What is not whole yet is kept.
  expect(await write('')).toMatchObject({ ok: true })
  const kept = (await now(learner))?.sitting?.asked ?? []
  expect(kept.find(({ item }) => item.id === itemIds[0])?.answer).toEqual(right)
})

test('what is handed in is scored once, and what comes later is not kept', async () => {
  const { id, exam, people, start, keep, now, answersOf, resultOf } = await classWithExam(1)
  const learner = people[0]!
  await start(learner)
  await keep(learner, itemIds[0]!, right)
  await keep(learner, itemIds[1]!, wrong)
  const twice = [handInExam(learner, id, exam, scorer), handInExam(learner, id, exam, scorer)]
  expect(await Promise.all(twice)).toEqual([{ ok: true }, { ok: true }])
  expect(await answersOf(learner)).toBe(2)
  expect(await keep(learner, itemIds[2]!, right)).toEqual({ ok: false, code: 'exam-over' })
  expect((await now(learner))?.sitting).toMatchObject({ byTime: false, asked: [] })
  const row = await resultOf(learner)
  expect(row?.result).toMatchObject({ answered: 2, items: 6, isLate: false })
  expect(row?.result.share).toBeCloseTo(1 / 6, 9)
  // An answer in the same attempt that comes later counts for nothing.
  const attempt = await db.examSitting.findFirstOrThrow({ where: { assignmentId: exam } })
  await choose(learner, itemIds[2]!, 'a', { earned: 1, total: 1 }, { attemptId: attempt.id })
  expect((await resultOf(learner))?.result).toMatchObject({ answered: 2 })
})

test('when time is up what was kept is handed in by itself, also past the end of the exam, and is not late', async () => {
  const { exam, people, start, keep, now, answersOf, resultOf } = await classWithExam(2)
  const [slow, early] = people as [Viewer, Viewer]
  const began = new Date()
  await start(slow, began)
  await start(early, began)
  await keep(slow, itemIds[0]!, right)
  const after = new Date(began.getTime() + 30 * MINUTE)
  expect(await keep(slow, itemIds[1]!, right, after)).toEqual({ ok: false, code: 'exam-over' })
  // The exam itself ends now, and whoever hands in comes a moment later.
  await db.assignment.update({ where: { id: exam }, data: { dueAt: new Date(began.getTime() - 1) } })
  expect(await handInOver(scorer)).toBeGreaterThanOrEqual(2)
  expect(await answersOf(slow)).toBe(1)
  expect((await now(slow))?.sitting).toMatchObject({ byTime: true })
  expect((await resultOf(slow))?.result).toMatchObject({ answered: 1, isLate: false, share: 1 / 6 })
  expect((await now(early))?.sitting).toMatchObject({ byTime: true, asked: [] })
  expect(await handInOver(scorer)).toBe(0)
})

test('what was closed and not stored, because whoever did it was killed, is stored by the next look', async () => {
  const { id, exam, people, start, keep, answersOf, resultOf } = await classWithExam(1)
  const learner = people[0]!
  await start(learner)
  await keep(learner, itemIds[0]!, right)
  await keep(learner, itemIds[1]!, right)
  let loaded = 0
  const dies: Scorer = {
    ...scorer,
    loadItem: (itemId) => {
      if (++loaded === 2) throw new Error('killed')
      return scorer.loadItem(itemId)
    },
  }
  await expect(handInExam(learner, id, exam, dies)).rejects.toThrow('killed')
  expect(await answersOf(learner)).toBe(1)
  // What is answered meanwhile, be it in the very attempt, is no part of what was handed in.
  const sitting = await db.examSitting.findFirstOrThrow({ where: { assignmentId: exam } })
  await choose(learner, itemIds[2]!, 'a', { earned: 1, total: 1 }, { attemptId: sitting.id })
  expect((await resultOf(learner))?.result).toMatchObject({ answered: 1 })
  await handInOver(scorer, new Date(Date.now() + 2 * MINUTE))
  expect(await answersOf(learner)).toBe(3)
  expect((await resultOf(learner))?.result).toMatchObject({ answered: 2, share: 2 / 6 })
})

test('what is kept at the very moment of handing in is in it whole or refused, and nothing changes it after', async () => {
  const { id, exam, people, start, keep, resultOf } = await classWithExam(6)
  for (const learner of people) await start(learner)
  const outcomes = await Promise.all(
    people.map(async (learner) => {
      await keep(learner, itemIds[0]!, wrong)
      // The answer is on its way twice while it is handed in twice, by the learner and by its time.
      const sitting = await db.examSitting.findFirstOrThrow({
        where: { assignmentId: exam, membership: { userId: learner.id } },
      })
      const [kept] = await Promise.all([
        keep(learner, itemIds[0]!, right),
        handInExam(learner, id, exam, scorer),
        handInExam(learner, id, exam, scorer),
      ])
      const snapshot = await db.examAnswer.findFirstOrThrow({
        where: { sittingId: sitting.id, itemId: itemIds[0]! },
      })
      expect(await keep(learner, itemIds[0]!, right)).toEqual({ ok: false, code: 'exam-over' })
      const response = await db.itemResponse.findUniqueOrThrow({ where: { id: snapshot.responseId } })
      expect(snapshot.answer).toEqual(kept.ok ? right : wrong)
      expect(response.answer).toEqual(snapshot.answer)
      expect(await db.itemResponse.count({ where: { userId: learner.id } })).toBe(1)
      // The same look again, by whoever thinks that it is not stored, stores nothing more.
      await db.examSitting.update({ where: { id: sitting.id }, data: { storedAt: null } })
      await handInExam(learner, id, exam, scorer)
      expect(await db.itemResponse.count({ where: { userId: learner.id } })).toBe(1)
      expect((await resultOf(learner))?.result).toMatchObject({ answered: 1, share: kept.ok ? 1 / 6 : 0 })
      return kept.ok
    }),
  )
  expect(outcomes).toHaveLength(6)
})

test('more time is given while somebody sits it, past the end too, and nothing is released before', async () => {
  const { id, exam, teacher, people, memberOf, start, keep, now } = await classWithExam(2)
  const [learner, other] = people as [Viewer, Viewer]
  const began = new Date()
  await start(learner, began)
  await db.assignment.update({
    where: { id: exam },
    data: { dueAt: new Date(began.getTime() + 20 * MINUTE) },
  })
  const endOf = async () => ((await now(learner))!.sitting!.endsAt.getTime() - began.getTime()) / MINUTE
  expect(await endOf()).toBe(20)
  const member = await memberOf(learner)
  expect(await giveExamTime(learner, id, exam, member, 10)).toEqual({ ok: false, code: 'not-found' })
  expect(await giveExamTime(teacher, id, exam, member, 7)).toMatchObject({ ok: false })
  expect(await giveExamTime(teacher, id, exam, member, 10)).toEqual({ ok: true })
  expect(await endOf()).toBe(30)
  const late = new Date(began.getTime() + 25 * MINUTE)
  expect(await keep(learner, itemIds[0]!, right, late)).toMatchObject({ ok: true })
  // Who is done long ago sees no key while somebody still sits it.
  for (const viewer of [learner, other]) {
    const withheld = await withheldFrom({ viewer, device: null }, [itemIds[0]!], late)
    expect(withheld.of(itemIds[0]!)).toEqual({ key: true, score: true })
    expect(await isExamined({ viewer, device: null }, itemIds[0]!, late)).toBe(true)
  }
  const over = new Date(began.getTime() + 31 * MINUTE)
  expect(await isExamined({ viewer: learner, device: null }, itemIds[0]!, over)).toBe(false)
  const shown = await withheldFrom({ viewer: other, device: null }, [itemIds[0]!], over)
  expect(shown.of(itemIds[0]!)).toEqual({ key: false, score: false })
  await handInExam(learner, id, exam, scorer)
  expect(await giveExamTime(teacher, id, exam, member, 5)).toEqual({ ok: false, code: 'exam-over' })
})

test('more time that is given before somebody begins is theirs whenever they begin, and none is given to who never did', async () => {
  const { id, exam, teacher, people, memberOf, start, now } = await classWithExam(2)
  const [learner, absent] = people as [Viewer, Viewer]
  const due = Date.now() + 20 * MINUTE
  await db.assignment.update({ where: { id: exam }, data: { dueAt: new Date(due) } })
  const give = async (viewer: Viewer, at = new Date()) =>
    giveExamTime(teacher, id, exam, await memberOf(viewer), 10, at)
  expect(await give(learner)).toEqual({ ok: true })
  await start(learner)
  const sitting = (await now(learner))?.sitting
  expect(sitting?.endsAt.getTime()).toBe(due + 10 * MINUTE)
  expect(await give(absent, new Date(due))).toEqual({ ok: false, code: 'exam-over' })
  expect(await give(absent, new Date(due - 1))).toEqual({ ok: true })
  expect(await give(absent, new Date(due + 10 * MINUTE))).toEqual({ ok: false, code: 'exam-over' })
})

test('who gives more time twice at once gives both, to who sits it and to who has not begun', async () => {
  const { id, exam, teacher, people, memberOf, start, now } = await classWithExam(2)
  await start(people[0]!)
  for (const learner of people) {
    const member = await memberOf(learner)
    const twice = [5, 10].map((minutes) => giveExamTime(teacher, id, exam, member, minutes))
    expect(await Promise.all(twice)).toEqual([{ ok: true }, { ok: true }])
    expect((await now(learner))?.minutes).toBe(45)
  }
})

test('two learners are asked in orders of their own, and nobody begins before it opens or after it ends', async () => {
  const { people, start, now } = await classWithExam(6)
  const orders = new Set<string>()
  for (const learner of people) {
    await start(learner)
    orders.add(((await now(learner))?.sitting?.asked ?? []).map(({ item }) => item.id).join())
  }
  // Six of 720 orders: that all are the same never happens.
  expect(orders.size).toBeGreaterThan(1)
  const { people: late, start: begin, exam: other } = await classWithExam(1)
  const day = 86_400_000
  await db.assignment.update({ where: { id: other }, data: { dueAt: new Date(Date.now() + day) } })
  const closed = { ok: false, code: 'exam-closed' }
  expect(await begin(late[0]!, new Date('2025-12-31T00:00:00Z'))).toEqual(closed)
  expect(await begin(late[0]!, new Date(Date.now() + day))).toEqual(closed)
  expect(await db.examSitting.count({ where: { assignmentId: other } })).toBe(0)
  expect(await begin(late[0]!)).toEqual({ ok: true })
})
