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
  itemHash: 'h',
  seed: 1,
  locale: 'ko',
  answer: { kind: 'choice', option: 'a' },
  mode: 'practice',
  durationMs: null,
  confidence: null,
  hintsShown: 0,
  heldMs: 0,
  score: { engineVersion: '1', itemHash: 'h', state: 'scored', earned, total: 1, codes: [], replayed: null },
  ...rest,
})
const visit = (isDone: boolean, passage: number | null = null, spentMs = 0) => ({ isDone, passage, spentMs })
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
  // The guest's answer to the same item is the second of that day.
  expect(all.mastery.map((m) => [m.concept, m.earned, m.answers]).sort()).toEqual([
    ['fork', 1, 1],
    ['threads', 1, 1],
  ])
  expect(await belongings(g)).toEqual(NOTHING)
})

test('merging again, or twice at once, changes nothing', async () => {
  const [g, a] = [await guest(), await account()]
  for (const earned of [0, 1, 1]) await storeResponse(g, response(earned))
  await markSection(g, 'one', visit(true))
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
  expect(all.mastery).toMatchObject([{ answers: 1 }])
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
    expect(all.mastery).toMatchObject([{ answers: 1 }])
  }
})

test('a section that is being marked while its guest is merged is not lost', async () => {
  for (let round = 0; round < 10; round++) {
    const [g, a] = [await guest(), await account()]
    const sections = Array.from({ length: 6 }, (_, i) => `section-${i}`)
    await Promise.all([
      ...sections.map((section) => markSection(g, section, visit(true))),
      mergeGuest(g.id, a.id),
    ])
    expect((await belongings(a)).sections.map((s) => s.section)).toEqual(sections)
    expect((await belongings(g)).sections).toEqual([])
  }
})

test('sections unite: done stays done, the newest look counts with its passage, times add up', async () => {
  const [g, a] = [await guest(), await account()]
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))
  await markSection(a, 'one', visit(false, 7, 1000), at(5))
  await markSection(g, 'one', visit(true, 2, 500), at(3))
  await markSection(g, 'two', visit(false), at(4))
  await mergeGuest(g.id, a.id)
  expect(await sectionsOf(a)).toEqual([
    { section: 'one', seenAt: at(5), doneAt: at(3), passage: 7, spentMs: 1500 },
    { section: 'two', seenAt: at(4), doneAt: null, passage: 0, spentMs: 0 },
  ])
})

test('to leave a section is no newer look at it, tells the passage, and adds to the time', async () => {
  const a = await account()
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))
  await markSection(a, 'one', visit(false), at(1))
  await markSection(a, 'two', visit(false), at(2))
  await markSection(a, 'one', visit(true, 4, 9000), at(3))
  await markSection(a, 'one', visit(false, 3, 1000), at(4))
  const [two, one] = await sectionsOf(a)
  expect(two).toMatchObject({ section: 'two', passage: 0, spentMs: 0 })
  expect(one).toEqual({ section: 'one', seenAt: at(1), doneAt: at(3), passage: 3, spentMs: 10_000 })
  await markSection(a, 'one', visit(false), at(5))
  expect((await sectionsOf(a))[0]).toMatchObject({ section: 'one', passage: 3 })
})

const join = (userId: string, classroomId: string, shareEarlier: boolean, joinedAt = new Date()) =>
  db.membership.create({
    data: { userId, classroomId, role: 'learner', displayName: userId, shareEarlier, joinedAt },
  })

test('in a class where both were there is one membership, since the earlier joining', async () => {
  const [g, a] = [await guest(), await account()]
  const day = (n: number) => new Date(Date.UTC(2026, 0, n))
  const [both, mine] = [
    await db.classroom.create({ data: { name: 'both' } }),
    await db.classroom.create({ data: { name: 'mine' } }),
  ]
  await join(a.id, both.id, false, day(5))
  await join(g.id, both.id, false, day(3))
  await join(g.id, mine.id, false, day(4))
  await mergeGuest(g.id, a.id)
  const { memberships } = await belongings(a)
  expect(memberships.map((m) => [m.classroomId === both.id, m.joinedAt.getUTCDate()]).sort()).toEqual([
    [false, 4],
    [true, 3],
  ])
})

test('more time that the guest was given is the account’s, the later of two', async () => {
  const [g, a] = [await guest(), await account()]
  const { id: classroomId } = await db.classroom.create({ data: { name: 'both' } })
  const [theirs, own] = [await join(g.id, classroomId, false), await join(a.id, classroomId, false)]
  const day = (n: number) => new Date(Date.UTC(2026, 0, n))
  const give = async (times: [membershipId: string, dueAt: Date][]) => {
    const { id } = await db.assignment.create({ data: { classroomId, title: 'a', openAt: day(1) } })
    for (const [membershipId, dueAt] of times)
      await db.assignmentExtension.create({ data: { assignmentId: id, membershipId, dueAt } })
    return id
  }
  const [alone, later] = [
    await give([[theirs.id, day(3)]]),
    await give([
      [theirs.id, day(5)],
      [own.id, day(4)],
    ]),
  ]
  await mergeGuest(g.id, a.id)
  const kept = await db.assignmentExtension.findMany({ where: { membershipId: own.id } })
  expect(new Map(kept.map(({ assignmentId, dueAt }) => [assignmentId, dueAt]))).toEqual(
    new Map([
      [alone, day(3)],
      [later, day(5)],
    ]),
  )
})

/** Who is in the class and how (`-` not, `0` without sharing, `1` sharing), whether they had answers before; what is
 *  shared after the merge, and whether the learner is asked again. */
const CONSENTS: [guest: string, account: string, shared: boolean, asked: boolean][] = [
  // Only the guest's own work was meant.
  ['1 with answers', '- with answers', false, true],
  ['1 without', '- with answers', false, true],
  ['1 with answers', '0 with answers', false, true],
  // The account had nothing that could be shown without its consent.
  ['1 with answers', '- without', true, false],
  ['1 with answers', '0 without', true, false],
  ['1 with answers', '1 with answers', true, false],
  // The other way round it is the same.
  ['- with answers', '1 with answers', false, true],
  ['0 with answers', '1 with answers', false, true],
  ['- without', '1 with answers', true, false],
  ['0 without', '1 with answers', true, false],
  // Who never shared is not asked.
  ['0 with answers', '0 with answers', false, false],
  ['0 with answers', '- with answers', false, false],
]
test.each(CONSENTS)(
  'guest %s, account %s: earlier work is shared: %s, asked again: %s',
  async (g, a, shared, asked) => {
    const classroom = await db.classroom.create({ data: { name: 'c' } })
    const people = [
      [await guest(), g],
      [await account(), a],
    ] as const
    for (const [who, how] of people) if (how.endsWith('with answers')) await storeResponse(who, response(1))
    for (const [who, how] of people) if (how[0] !== '-') await join(who.id, classroom.id, how[0] === '1')
    await mergeGuest(people[0][0].id, people[1][0].id)
    const [own] = (await belongings(people[1][0])).memberships
    expect([own?.shareEarlier, own?.shareAgain]).toEqual([shared, asked])
  },
)

test('who joined later shows nothing from between the two joinings without having said so', async () => {
  const [g, a] = [await guest(), await account()]
  const classroom = await db.classroom.create({ data: { name: 'c' } })
  await join(g.id, classroom.id, false)
  await storeResponse(a, response(1))
  await join(a.id, classroom.id, false)
  const { joinedAt } = await db.membership.findFirstOrThrow({ where: { userId: a.id } })
  await mergeGuest(g.id, a.id)
  expect((await belongings(a)).memberships).toMatchObject([
    { joinedAt, shareEarlier: false, shareAgain: true },
  ])
})

test('a consent that was withdrawn by leaving is none', async () => {
  const [g, a] = [await guest(), await account()]
  const classroom = await db.classroom.create({ data: { name: 'c' } })
  for (const who of [g, a]) await storeResponse(who, response(1))
  await join(a.id, classroom.id, true)
  await db.membership.updateMany({ where: { userId: a.id }, data: { status: 'left', leftAt: new Date() } })
  await join(g.id, classroom.id, true)
  await mergeGuest(g.id, a.id)
  expect((await belongings(a)).memberships).toMatchObject([
    { status: 'active', shareEarlier: false, shareAgain: true },
  ])
})

test("nobody's work but a guest's is moved", async () => {
  const [a, b] = [await account(), await account()]
  await storeResponse(a, response(1))
  expect(await mergeGuest(a.id, b.id)).toBe(false)
  expect(await mergeGuest(a.id, a.id)).toBe(false)
  expect(await mergeGuest(randomUUID(), b.id)).toBe(false)
  expect((await belongings(a)).responses).toHaveLength(1)
})
