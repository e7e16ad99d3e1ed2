import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { mergeGuest } from '@/lib/account/merge'
import { viewerOf } from '@/lib/auth/person'
import { db } from '@/lib/db'
import type { ChoiceItem } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import type { Scorer } from './answered'
import { recomputeAll, regrade } from './regrade'
import { storeResponse } from './store'

const both = (text: string) => ({ ko: text, en: text })
const item = (right: string, options = 'abc'): ChoiceItem => ({
  id: 'regrade.item',
  section: 's',
  lesson: 'l',
  kind: 'choice',
  stem: both('stem'),
  hint: null,
  explanation: both('why'),
  rubric: { points: 1, partial: 'whole' },
  program: null,
  options: [...options].map((id) => ({
    id,
    text: both(id),
    correct: id === right,
    misconception: null,
    feedback: null,
    scene: null,
  })),
})
const scorer = (it: ChoiceItem): Scorer => ({
  loadItem: (id) => (id === it.id ? it : null),
  replay: () => ({ state: 'refused' }),
  explore: () => Promise.reject(new Error('nothing is explored here')),
  engineVersion: '1',
})
/** Somebody who answered `option` when `a` was right. */
const answered = async (option: string, itemId = 'regrade.item') => {
  const viewer = viewerOf(await db.user.create({ data: {} }))
  const hash = itemHash(item('a'))
  const earned = option === 'a' ? 1 : 0
  const score = {
    engineVersion: '1',
    itemHash: hash,
    state: 'scored' as const,
    earned,
    total: 1,
    codes: [],
    replayed: null,
  }
  const id = randomUUID()
  await storeResponse(viewer, {
    id,
    attemptId: randomUUID(),
    itemId,
    itemHash: hash,
    seed: 1,
    locale: 'ko',
    answer: { kind: 'choice', option },
    mode: 'practice',
    durationMs: null,
    confidence: null,
    hintsShown: 0,
    heldMs: 0,
    score,
  })
  return { viewer, id }
}
const earnedOf = async (userId: string) => (await db.mastery.findMany({ where: { userId } }))[0]?.earned

test('a mended key is shown before it is applied, added to the old score, and moves mastery', async () => {
  const [wasRight, wasWrong, gone] = [await answered('a'), await answered('b'), await answered('c')]
  const mended = scorer(item('b', 'ab'))
  const expected = [
    { responseId: wasRight.id, before: { earned: 1, total: 1 }, after: { earned: 0, total: 1 } },
    { responseId: wasWrong.id, before: { earned: 0, total: 1 }, after: { earned: 1, total: 1 } },
    { responseId: gone.id, before: { earned: 0, total: 1 }, after: null },
  ].sort((a, b) => (a.responseId < b.responseId ? -1 : 1))
  expect(await regrade(scorer(item('a')), false)).toEqual({ looked: 0, changes: [], left: 0 })
  const shown = await regrade(mended, false)
  expect(shown.changes).toMatchObject(expected)
  expect(await db.itemScore.count({ where: { responseId: wasRight.id } })).toBe(1)

  expect((await regrade(mended, true)).changes).toMatchObject(expected)
  expect(
    await db.itemScore.findMany({ where: { responseId: wasRight.id }, orderBy: { id: 'asc' } }),
  ).toMatchObject([
    { earned: 1, cause: 'submit' },
    { earned: 0, cause: 'regrade', itemHash: itemHash(item('b', 'ab')) },
  ])
  expect([await earnedOf(wasRight.viewer.id), await earnedOf(wasWrong.viewer.id)]).toEqual([0, 1])
  // What cannot be scored is looked at again each time, and only that.
  expect(await regrade(mended, true)).toMatchObject({ looked: 1, changes: [{ after: null }] })
})

test('an answer to a variant that is another one now is left as it is, unless it is said to be the same', async () => {
  const id = 'regrade.varied'
  const { id: userId } = (await answered('a', id)).viewer
  const varied = (first: ChoiceItem): Scorer => {
    const whole: ChoiceItem = { ...first, id, others: [{ ...item('c'), id, variant: 1 }] }
    return { ...scorer(whole), loadItem: (asked) => (asked === id ? whole : null) }
  }
  expect(await regrade(varied(item('a')), true)).toEqual({ looked: 0, changes: [], left: 0 })
  // Somebody put another one before it.
  expect(await regrade(varied(item('b')), true)).toEqual({ looked: 0, changes: [], left: 1 })
  expect(await earnedOf(userId)).toBe(1)
  const mended = await regrade(varied(item('b')), true, true)
  expect(mended).toMatchObject({ looked: 1, changes: [{ after: { earned: 0 } }], left: 0 })
  expect(await earnedOf(userId)).toBe(0)
})

test('mastery that was lost or wrong is derived anew', async () => {
  const { viewer } = await answered('a')
  await db.mastery.updateMany({ where: { userId: viewer.id }, data: { earned: 0.1, answers: 9 } })
  await db.mastery.create({
    data: { userId: viewer.id, concept: 'stale', earned: 1, answers: 1, updatedAt: new Date() },
  })
  expect(await recomputeAll([viewer.id])).toBe(1)
  expect(await db.mastery.findMany({ where: { userId: viewer.id } })).toMatchObject([
    { concept: 'regrade', earned: 1, answers: 1 },
  ])
})

test('new scores and the mastery that rests on them come together: what fails leaves both as they were', async () => {
  const { viewer, id } = await answered('b')
  const scores = () => db.itemScore.count({ where: { responseId: id } })
  // The last table that a regrade writes refuses this person.
  await db.$executeRawUnsafe(
    `ALTER TABLE "ItemStanding" ADD CONSTRAINT planted CHECK ("userId" <> '${viewer.id}') NOT VALID`,
  )
  await expect(regrade(scorer(item('b')), true)).rejects.toThrow('planted')
  expect([await scores(), await earnedOf(viewer.id)]).toEqual([1, 0])
  await db.$executeRawUnsafe('ALTER TABLE "ItemStanding" DROP CONSTRAINT planted')
  await regrade(scorer(item('b')), true)
  expect([await scores(), await earnedOf(viewer.id)]).toEqual([2, 1])
})

test('a response whose guest is merged while everybody is regraded is scored once', async () => {
  const { viewer: guest, id } = await answered('b')
  await db.user.update({ where: { id: guest.id }, data: { guest: true } })
  const account = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  const mended = item('b')
  // Items are loaded after somebody was listed and their answers read, so this merge comes in between.
  let merged = false
  const loadItem = async () => {
    if (!merged) await mergeGuest(guest.id, account.id)
    merged = true
    return mended
  }
  await regrade({ ...scorer(mended), loadItem }, true)
  expect(await db.itemScore.count({ where: { responseId: id } })).toBe(2)
  expect([await earnedOf(guest.id), await earnedOf(account.id)]).toEqual([undefined, 1])
})
