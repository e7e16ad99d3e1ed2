import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type NewResponse, storeResponse } from '@/lib/attempt/store'
import { viewerOf } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { markSection, sectionsOf } from '@/lib/progress/store'
import { mergeGuest } from './merge'

const guest = async () =>
  viewerOf(await db.user.create({ data: { guest: true, guestKeyHash: randomUUID() } }))
const account = async () => viewerOf(await db.user.create({ data: { email: `${randomUUID()}@example.org` } }))
const response = (earned: number, rest: Partial<NewResponse> = {}): NewResponse => ({
  id: randomUUID(),
  attemptId: randomUUID(),
  itemId: 'fork.returns',
  section: 's',
  itemHash: 'h',
  seed: 1,
  locale: 'ko',
  answer: { kind: 'choice', option: 'a' },
  mode: 'practice',
  durationMs: null,
  confidence: null,
  hintsShown: 0,
  score: { engineVersion: '1', itemHash: 'h', state: 'scored', earned, total: 1, codes: [] },
  ...rest,
})
/** Everything that a person has, in a form that two merges can be compared by. */
const belongings = async ({ id }: Viewer) => ({
  responses: await db.itemResponse.findMany({ where: { userId: id }, orderBy: { id: 'asc' } }),
  attempts: await db.attempt.findMany({ where: { userId: id }, orderBy: { id: 'asc' } }),
  mastery: await db.mastery.findMany({ where: { userId: id } }),
  sections: await db.sectionProgress.findMany({ where: { userId: id }, orderBy: { section: 'asc' } }),
  memberships: await db.membership.findMany({ where: { userId: id }, orderBy: { id: 'asc' } }),
})
const NOTHING = { responses: [], attempts: [], mastery: [], sections: [], memberships: [] }

test('answers of both are one set, and mastery is what it would be had one person given them all', async () => {
  const [g, a] = [await guest(), await account()]
  await storeResponse(a, response(1))
  await storeResponse(g, response(0))
  await storeResponse(g, response(1, { itemId: 'threads.own' }))
  expect(await mergeGuest(g.id, a.id)).toBe(true)
  const all = await belongings(a)
  expect([all.responses.length, all.attempts.length]).toEqual([3, 3])
  // 0.4 after the right one, 0.24 after the wrong one.
  expect(all.mastery.map((m) => [m.concept, Number(m.level.toFixed(4)), m.answers]).sort()).toEqual([
    ['fork', 0.24, 2],
    ['threads', 0.4, 1],
  ])
  expect(await belongings(g)).toEqual(NOTHING)
})

test('merging again, or twice at once, changes nothing', async () => {
  const [g, a] = [await guest(), await account()]
  for (const earned of [0, 1, 1]) await storeResponse(g, response(earned))
  await markSection(g, 'one', true)
  const merged = await Promise.all([1, 2, 3, 4].map(() => mergeGuest(g.id, a.id)))
  expect(merged.filter(Boolean)).toHaveLength(1)
  const once = await belongings(a)
  expect(once.responses).toHaveLength(3)
  expect(await mergeGuest(g.id, a.id)).toBe(false)
  expect(await belongings(a)).toEqual(once)
})

test('two guests of one person who sign in at once both come along', async () => {
  const [g, h, a] = [await guest(), await guest(), await account()]
  await Promise.all([storeResponse(g, response(1)), storeResponse(h, response(1))])
  expect(await Promise.all([mergeGuest(g.id, a.id), mergeGuest(h.id, a.id)])).toEqual([true, true])
  const all = await belongings(a)
  expect(all.responses).toHaveLength(2)
  expect(all.mastery).toMatchObject([{ answers: 2 }])
})

test('two accounts that claim one guest at once: one gets everything, the other nothing', async () => {
  const [g, a, b] = [await guest(), await account(), await account()]
  await storeResponse(g, response(1))
  const merged = await Promise.all([mergeGuest(g.id, a.id), mergeGuest(g.id, b.id)])
  expect(merged.filter(Boolean)).toHaveLength(1)
  const counts = [(await belongings(a)).responses.length, (await belongings(b)).responses.length]
  expect(counts.sort()).toEqual([0, 1])
})

test('an answer that is under way while its guest is merged is not lost', async () => {
  for (let round = 0; round < 10; round++) {
    const [g, a] = [await guest(), await account()]
    const sent = Array.from({ length: 6 }, () => response(1))
    const [stored] = await Promise.all([
      Promise.all(sent.map((r) => storeResponse(g, r))),
      mergeGuest(g.id, a.id),
    ])
    expect(stored.every((s) => s.outcome === 'stored')).toBe(true)
    const all = await belongings(a)
    expect(all.responses.map((r) => r.id)).toEqual(sent.map((r) => r.id).sort())
    expect(all.mastery).toMatchObject([{ answers: 6 }])
  }
})

test('a section that is being marked while its guest is merged is not lost', async () => {
  for (let round = 0; round < 10; round++) {
    const [g, a] = [await guest(), await account()]
    const sections = Array.from({ length: 6 }, (_, i) => `section-${i}`)
    await Promise.all([...sections.map((section) => markSection(g, section, true)), mergeGuest(g.id, a.id)])
    expect((await belongings(a)).sections.map((s) => s.section)).toEqual(sections)
    expect((await belongings(g)).sections).toEqual([])
  }
})

test('sections unite: done stays done, the newest look counts', async () => {
  const [g, a] = [await guest(), await account()]
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))
  await markSection(a, 'one', false, at(5))
  await markSection(g, 'one', true, at(3))
  await markSection(g, 'two', false, at(4))
  await mergeGuest(g.id, a.id)
  expect(await sectionsOf(a)).toEqual([
    { section: 'one', seenAt: at(5), doneAt: at(3) },
    { section: 'two', seenAt: at(4), doneAt: null },
  ])
})

test('in a class where both were there is one membership, and it shares only what both shared', async () => {
  const [g, a] = [await guest(), await account()]
  const join = (userId: string, classroomId: string, day: number, shareEarlier: boolean) =>
    db.membership.create({
      data: {
        userId,
        classroomId,
        role: 'learner',
        displayName: userId,
        shareEarlier,
        joinedAt: new Date(Date.UTC(2026, 0, day)),
      },
    })
  const [both, mine] = await Promise.all(
    ['both', 'mine'].map((name) => db.classroom.create({ data: { name } })),
  )
  await join(a.id, both!.id, 5, true)
  await join(g.id, both!.id, 3, false)
  await join(g.id, mine!.id, 4, true)
  await mergeGuest(g.id, a.id)
  const { memberships } = await belongings(a)
  expect(
    memberships.map((m) => [m.classroomId === both!.id, m.shareEarlier, m.joinedAt.getUTCDate()]).sort(),
  ).toEqual([
    [false, true, 4],
    [true, false, 3],
  ])
})

test("nobody's work but a guest's is moved", async () => {
  const [a, b] = [await account(), await account()]
  await storeResponse(a, response(1))
  expect(await mergeGuest(a.id, b.id)).toBe(false)
  expect(await mergeGuest(a.id, a.id)).toBe(false)
  expect(await mergeGuest('nobody', b.id)).toBe(false)
  expect((await belongings(a)).responses).toHaveLength(1)
})
