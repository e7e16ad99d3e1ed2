/** Scores that the teachers of a class decide: what follows from them, who decides, and what a learner is told. */
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { recomputeAll, regrade } from '@/lib/attempt/regrade'
import { scorer } from '@/lib/attempt/scorer'
import type { Viewer } from '@/lib/auth/viewer'
import { itemsOf } from '@/lib/content/quiz'
import { db } from '@/lib/db'
import { allWithheldFrom, type Withholding } from '@/lib/progress/withheld-store'
import { createAssignment } from './assignment'
import { assignmentOf } from './assignment-result'
import { dashboardOf, learnerAnswers } from './dashboard'
import { decideScore, MAX_DECISIONS, restoreScore } from './decision'
import { toldOf } from './event-log'
import { everyResponse } from './export'
import { itemOfClass } from './item-analysis'
import { changeLearners } from './roster'
import { acceptOffer, offerClass } from './staff'
import { account, choose, joins, newClass } from './test-class'
import { localTime } from './zone'

const item = itemsOf('process-vs-thread').find((one) => one.kind === 'choice')
if (item?.kind !== 'choice') throw new Error('the lesson asks a choice')
const option = item.options[0]?.id ?? ''
const LESSON = { slug: 'process-vs-thread', title: { ko: 'x', en: 'x' }, itemIds: [item.id] }
const WRONG = { earned: 0, total: 2, codes: ['x#1'] }
const HALF = { earned: 1, reason: '  반은 맞습니다. ' }
const SHOWN = { locale: 'ko', slug: null } as const
const NOTHING: Withholding = { of: () => ({ score: false, key: false }) }

async function classWith() {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  expect(await joins(learner, code, true)).toMatchObject({ ok: true })
  return { id, code, teacher, learner, membershipId: await membershipIn(id, learner) }
}
async function membershipIn(classroomId: string, { id: userId }: Viewer) {
  return (await db.membership.findUniqueOrThrow({ where: { classroomId_userId: { classroomId, userId } } }))
    .id
}
async function answered(learner: Viewer, score: object = WRONG) {
  const id = randomUUID()
  await choose(learner, LESSON.itemIds[0] ?? '', option, score, { id })
  return id
}
const decide = (viewer: Viewer, classId: string, response: string, form: unknown = HALF) =>
  decideScore(viewer, classId, response, form, scorer)
const restore = (viewer: Viewer, classId: string, response: string) =>
  restoreScore(viewer, classId, response, scorer)

/** All that a class makes of the first learner's answers to the item, and what the learner knows by themselves. */
async function figures(teacher: Viewer, classId: string, learner: Viewer) {
  const dashboard = await dashboardOf(teacher, classId, [LESSON])
  const rows = []
  for await (const row of everyResponse(teacher, classId, LESSON.itemIds)) rows.push(row)
  const counted = await db.classroomItem.findFirst({ where: { classroomId: classId } })
  const [sheet] = await db.$queryRaw<{ shares: string; beliefs: string }[]>`
    SELECT array_to_string("shares", ' ', '-') AS "shares", array_to_string("beliefs", ', ') AS "beliefs"
      FROM "AnswerSheet" WHERE "membershipId" = ${await membershipIn(classId, learner)}::uuid`
  const analysed = await itemOfClass(teacher, classId, [LESSON], item?.id ?? '')
  return {
    cell: dashboard?.learners[0]?.cells[0]?.rate,
    lesson: dashboard?.lessons[0]?.summary.rate,
    exported: rows.map(({ state, earned, total, codes }) => ({ state, earned, total, codes })),
    counted: counted && { answered: counted.answered, right: counted.right, permille: counted.permille },
    sheet,
    difficulty: analysed?.row.difficulty,
    mastery: await db.mastery.findMany({ where: { userId: learner.id }, omit: { updatedAt: true } }),
    standing: await db.itemStanding.findMany({ where: { userId: learner.id } }),
  }
}

test('every figure of the class follows what was decided, nothing else does, and all is the same when it is derived anew', async () => {
  const { id, teacher, learner } = await classWith()
  const other = await newClass()
  expect(await joins(learner, other.code, true)).toMatchObject({ ok: true })
  const response = await answered(learner)
  const [before, elsewhere] = [
    await figures(teacher, id, learner),
    await figures(other.teacher, other.id, learner),
  ]
  expect(before).toMatchObject({ cell: 0, lesson: 0, counted: { answered: 1, right: 0, permille: 0 } })
  expect(before.sheet?.beliefs).toBe(`${item?.id} x#1`)

  expect(await decide(teacher, id, response)).toEqual({ ok: true })
  const half = await figures(teacher, id, learner)
  expect(half).toMatchObject({
    ...{ cell: 0.5, lesson: 0.5, difficulty: 0.5, counted: { answered: 1, right: 0, permille: 500 } },
    exported: [{ state: 'scored', earned: 1, total: 2, codes: ['x#1'] }],
    sheet: { shares: '0.5', beliefs: `${item?.id} x#1` },
  })
  // What the learner knows goes by the answer: anybody can open a class, and so does any other class's.
  expect([half.mastery, half.standing]).toEqual([before.mastery, before.standing])
  expect(await figures(other.teacher, other.id, learner)).toEqual(elsewhere)

  expect(await decide(teacher, id, response, { earned: 2, reason: 'as good' })).toEqual({ ok: true })
  const full = await figures(teacher, id, learner)
  expect(full).toMatchObject({
    ...{ cell: 1, counted: { right: 1, permille: 1000 } },
    sheet: { shares: '1', beliefs: '' },
  })
  await recomputeAll([learner.id])
  expect(await figures(teacher, id, learner)).toEqual(full)
  expect(await figures(other.teacher, other.id, learner)).toEqual(elsewhere)
  // A mended key scores the answer, and does not overrule who decided.
  const only = (id: string) => (id === item.id ? item : null)
  expect(await regrade({ ...scorer, loadItem: only, engineVersion: 'x' }, true)).toMatchObject({ looked: 1 })
  expect(await figures(teacher, id, learner)).toMatchObject({ cell: 1, counted: { right: 1 } })

  expect(await restore(teacher, id, response)).toEqual({ ok: true })
  const restored = await figures(teacher, id, learner)
  expect(restored.exported).toMatchObject([{ total: 1 }])
  await recomputeAll([learner.id])
  expect(await figures(teacher, id, learner)).toEqual(restored)
})

test('an answer that could not be scored counts by what was decided, and the next one is not the first', async () => {
  const { id, teacher, learner } = await classWith()
  const response = await answered(learner, { state: 'unfinished', earned: 0, total: 2 })
  expect(await figures(teacher, id, learner)).toMatchObject({ cell: null, counted: null })
  expect(await decide(teacher, id, response)).toEqual({ ok: true })
  await answered(learner, { earned: 2, total: 2 })
  const half = await figures(teacher, id, learner)
  expect(half).toMatchObject({ cell: 0.5, counted: { answered: 1, permille: 500 }, sheet: { shares: '0.5' } })
  await recomputeAll([learner.id])
  expect(await figures(teacher, id, learner)).toEqual(half)
})

test('an assignment counts what was decided', async () => {
  const { id, teacher, learner, membershipId } = await classWith()
  const at = (hours: number) => localTime(new Date(Date.now() + hours * 3600_000), 'Asia/Seoul')
  const made = await createAssignment(teacher, id, {
    ...{ title: 'One', openAt: at(-2), dueAt: at(2), latePercent: 100, attempts: 1, mockMinutes: null },
    ...{ release: 'after_due', scoreRelease: 'after_due', itemIds: LESSON.itemIds },
  })
  if (!made.ok) throw new Error(made.code)
  const response = await answered(learner)
  await decide(teacher, id, response)
  const result = await assignmentOf(teacher, id, made.id, 1)
  expect(result?.rows[0]?.result).toMatchObject({ answered: 1, share: 0.5 })
  // What the assignment withholds, a decision does not tell: that there is one is all that the log says.
  const seenBy = async (withheld: Withholding, viewer = learner) =>
    (await learnerAnswers(viewer, id, membershipId, [LESSON], SHOWN, scorer, withheld))?.opened?.items[0]
      ?.answers[0]
  const all = await allWithheldFrom({ viewer: learner, device: null })
  expect(await seenBy(all)).toMatchObject({ withheld: 'score', earned: 0, decisions: [] })
  const onlyKey: Withholding = { of: () => ({ score: false, key: true }) }
  expect(await seenBy(onlyKey)).toMatchObject({ earned: 1, decisions: [{ earned: 1, reason: null }] })
  // A teacher is shown all of it, unless they are asked the same somewhere themselves.
  const own = await allWithheldFrom({ viewer: teacher, device: null })
  expect(await seenBy(own, teacher)).toMatchObject({ earned: 1, decisions: [{ reason: '반은 맞습니다.' }] })
})

test('the history says who changed what to what and why, to the learner and to who teaches, and is not cut by taking it back', async () => {
  const { id, teacher, learner, membershipId } = await classWith()
  const response = await answered(learner)
  await decide(teacher, id, response)
  await decide(teacher, id, response, { earned: 2, reason: 'as good' })
  await restore(teacher, id, response)
  const history = [
    { by: '김서연', wasEarned: 0, wasTotal: 2, earned: 1, total: 2, reason: '반은 맞습니다.' },
    { by: '김서연', wasEarned: 1, wasTotal: 2, earned: 2, total: 2, reason: 'as good' },
    { by: '김서연', wasEarned: 2, wasTotal: 2, earned: null, total: null, reason: null },
  ]
  for (const viewer of [teacher, learner]) {
    const seen = await learnerAnswers(viewer, id, membershipId, [LESSON], SHOWN, scorer, NOTHING)
    expect(seen?.opened?.items[0]?.answers).toMatchObject([{ earned: 0, total: 2, decisions: history }])
  }
  expect((await toldOf(learner, id)).map(({ kind }) => kind)).toEqual([
    'answers_seen',
    'score_restored',
    'score_decided',
    'score_decided',
  ])
  expect((await toldOf(learner, id))[1]).toMatchObject({ about: item.stem.ko.slice(0, 200) })
})

test('it is for who teaches the class of a learner, of an answer that the class sees, with points that there are', async () => {
  const { id, teacher, learner, membershipId } = await classWith()
  const other = await classWith()
  const response = await answered(learner)
  const notFound = { ok: false, code: 'not-found' }
  const offer = await offerClass(teacher, id, 'assistant')
  const assistant = await account()
  if (!offer.ok) throw new Error(offer.code)
  await acceptOffer(assistant, offer.token, { displayName: '조교' })
  for (const viewer of [assistant, learner, other.teacher, other.learner])
    for (const done of [await decide(viewer, id, response), await restore(viewer, id, response)])
      expect(done).toEqual(notFound)
  // Of whoever is no learner of the class, nothing is decided there; and nothing is taken back that was not.
  expect(await decide(other.teacher, other.id, response)).toEqual(notFound)
  expect(await decide(teacher, id, await answered(other.learner))).toEqual(notFound)
  expect(await restore(teacher, id, response)).toEqual(notFound)
  const forms = [
    ...[
      { earned: 3, reason: 'x' },
      { earned: -1, reason: 'x' },
      { earned: Number.NaN, reason: 'x' },
    ],
    ...[{ earned: 1, reason: ' ' }, { earned: 1, reason: 'x'.repeat(501) }, { earned: 1 }, null],
  ]
  for (const form of forms)
    expect(await decide(teacher, id, response, form)).toEqual({ ok: false, code: 'decision-ill-formed' })
  const card = await answered(learner, { earned: 0, total: 0 })
  expect(await decide(teacher, id, card, { earned: 0, reason: 'x' })).toEqual({
    ok: false,
    code: 'decision-ill-formed',
  })
  await changeLearners(teacher, id, [membershipId], 'remove')
  expect(await decide(teacher, id, response)).toEqual(notFound)
  expect(await db.scoreDecision.count({ where: { classroomId: { in: [id, other.id] } } })).toBe(0)
})

test('what came before the class, and another class’s own item, is not the class’s to decide', async () => {
  const { id, code, teacher } = await newClass()
  const learner = await account()
  const before = await answered(learner)
  expect(await joins(learner, code)).toMatchObject({ ok: true })
  expect(await decide(teacher, id, before)).toEqual({ ok: false, code: 'not-found' })
  const own = randomUUID()
  await choose(learner, `own.${randomUUID()}`, 'a', WRONG, { id: own })
  expect(await decide(teacher, id, own)).toEqual({ ok: false, code: 'not-found' })
})

test('it is decided so often and no oftener, and the last one can be taken back', async () => {
  const { id, teacher, learner } = await classWith()
  const response = await answered(learner)
  for (let i = 1; i < MAX_DECISIONS; i++)
    expect(await decide(teacher, id, response), String(i)).toEqual({ ok: true })
  expect(await decide(teacher, id, response)).toEqual({ ok: false, code: 'too-many-decisions' })
  expect(await restore(teacher, id, response)).toEqual({ ok: true })
  expect(await decide(teacher, id, response)).toEqual({ ok: false, code: 'too-many-decisions' })
  expect(await figures(teacher, id, learner)).toMatchObject({ cell: 0, counted: { permille: 0 } })
})
