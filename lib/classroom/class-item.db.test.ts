/** What is added up of a class with every answer and every change of its members is what all answers together give. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deleteAccount } from '@/lib/account/delete'
import { mergeGuest } from '@/lib/account/merge'
import type { NewResponse } from '@/lib/attempt/store'
import type { Viewer } from '@/lib/auth/viewer'
import { db, transaction } from '@/lib/db'
import { recountClassrooms, recounting } from '@/lib/progress/class-store'
import type { Deed } from './classroom'
import { joinClassroom, leaveClassroom, setSharing } from './membership'
import { changeLearners, undoChanges } from './roster'
import { account, choose, guest, newClass } from './test-class'

const answers = (viewer: Viewer, itemId: string, option: string, rest: Partial<NewResponse> = {}) =>
  choose(
    viewer,
    itemId,
    option,
    {
      state: option === 'u' ? 'unfinished' : 'scored',
      earned: option === 'a' ? 3 : option === 'b' ? 1 : 0,
      total: 3,
      codes: option === 'a' ? [] : option === 'b' ? ['fork#1', 'fork#2'] : [`fork#${option}`],
    },
    { durationMs: option === 'c' ? null : 900, confidence: option === 'b' ? 2 : null, ...rest },
  )

/** Sheets as they are read: which item stands where does not matter. */
const sheetsOf = async (classroomId: string) => {
  const rows = await db.$queryRaw<{ entries: string[]; beliefs: string[]; membershipId: string }[]>`
    SELECT s."membershipId", s."beliefs",
           ARRAY(SELECT concat_ws(' ', item, COALESCE(share::text, '-'), COALESCE(ms::text, '-'), COALESCE(sure::text, '-'))
                   FROM unnest(s."items", s."shares", s."durations", s."confidences") AS t (item, share, ms, sure)) AS "entries"
      FROM "AnswerSheet" s JOIN "Membership" m ON m."id" = s."membershipId"
     WHERE m."classroomId" = ${classroomId}::uuid ORDER BY s."membershipId"`
  return rows.map(({ entries, beliefs, membershipId }) => ({
    membershipId,
    entries: entries.sort(),
    beliefs: beliefs.sort(),
  }))
}

const countsOf = async (classroomId: string) => ({
  sheets: await sheetsOf(classroomId),
  concepts: await db.learnerConcept.findMany({
    where: { membership: { classroomId } },
    orderBy: [{ membershipId: 'asc' }, { concept: 'asc' }],
  }),
  items: await db.classroomItem.findMany({ where: { classroomId }, orderBy: { itemId: 'asc' } }),
  parts: await db.classroomPart.findMany({
    where: { classroomId },
    orderBy: [{ itemId: 'asc' }, { part: 'asc' }],
  }),
})

test('of a class the first scored answers that its teacher may see are counted, with their options and hints', async () => {
  const { id, code } = await newClass()
  const [early, late, card] = [await guest(), await guest(), await guest()]
  await answers(early, 'fork.one', 'a')
  for (const viewer of [early, late, card])
    expect((await joinClassroom(viewer, { code, displayName: viewer.id })).ok).toBe(true)
  await answers(early, 'fork.one', 'b', { hintsShown: 1 })
  await answers(early, 'fork.one', 'c')
  await answers(late, 'fork.one', 'u')
  await answers(late, 'fork.one', 'a')
  const rating = { engineVersion: '1', itemHash: 'h', state: 'scored', earned: 0, total: 0 } as const
  await answers(card, 'fork.card', 'a', {
    answer: { kind: 'card', rating: 1 },
    score: { ...rating, codes: [], replayed: null },
  })
  const part = { classroomId: id, itemId: 'fork.one' }
  const { sheets, ...counts } = await countsOf(id)
  const memberOf = async (viewer: Viewer) =>
    (await db.membership.findFirstOrThrow({ where: { userId: viewer.id, classroomId: id } })).id
  expect(counts).toEqual({
    // The first answer of a day alone is evidence: one of them did not finish.
    concepts: [{ membershipId: await memberOf(early), concept: 'fork', permille: 333, answers: 1 }],
    items: [{ ...part, answered: 2, right: 1, hinted: 1, permille: 1333 }],
    parts: [
      { ...part, part: 'a', learners: 1 },
      { ...part, part: 'b', learners: 1 },
    ],
  })
  const rows = [
    // The first answer that counts, and the beliefs of the newest one.
    {
      membershipId: await memberOf(early),
      entries: ['fork.one 0.3333333333333333 900 2'],
      beliefs: ['fork.one fork#c'],
    },
    { membershipId: await memberOf(late), entries: ['fork.one 1 900 -'], beliefs: [] },
    { membershipId: await memberOf(card), entries: ['fork.card - - -'], beliefs: [] },
  ]
  expect(sheets).toEqual(rows.sort((a, b) => (a.membershipId < b.membershipId ? -1 : 1)))
  // With earlier work shown, the first answer is the one from before joining.
  await setSharing(early, id, true)
  expect((await countsOf(id)).items).toEqual([{ ...part, answered: 2, right: 2, hinted: 0, permille: 2000 }])
})

const event = fc.record({
  who: fc.nat(3),
  what: fc.constantFrom(
    ...([
      'answer',
      'answer',
      'answer',
      'answer',
      'join',
      'join',
      'share',
      'hide',
      'leave',
      'remove',
      'readmit',
      'block',
      'undo',
    ] as const),
    ...(['merge', 'regrade', 'delete'] as const),
  ),
  itemId: fc.constantFrom('fork.one', 'pipe.one'),
  option: fc.constantFrom('a', 'b', 'c', 'u'),
  hintsShown: fc.nat(1),
})

test('whatever happens in a class, one after another or at once, its counts are those of all answers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 4, maxLength: 24 }),
      fc.boolean(),
      async (events, atOnce) => {
        const { id, code, teacher } = await newClass()
        const people = [await guest(), await guest(), await account(), await account()]
        const happens = events.map(({ who, what, itemId, option, hintsShown }) => async () => {
          const viewer = people[who] as Viewer
          const join = (shareEarlier: boolean) =>
            joinClassroom(viewer, { code, displayName: viewer.id, shareEarlier })
          if (what === 'answer') await answers(viewer, itemId, option, { hintsShown })
          if (what === 'join' || what === 'share') await join(what === 'share')
          if (what === 'hide') await setSharing(viewer, id, false)
          if (what === 'leave') await leaveClassroom(viewer, id)
          if (what === 'remove' || what === 'block' || what === 'readmit')
            await change(teacher, id, viewer.id, what)
          if (what === 'undo') await undoNewest(teacher, id)
          if (what === 'merge') await mergeGuest(people[0]!.id, people[2]!.id)
          if (what === 'regrade') await regradeOne(viewer.id, option)
          // Only now and then, and not everybody.
          if (what === 'delete' && who === 1) await deleteAccount(viewer, null)
        })
        if (atOnce) await Promise.all(happens.map((one) => one()))
        else for (const one of happens) await one()
        const added = await countsOf(id)
        await recountClassrooms([teacher.id])
        expect(added).toEqual(await countsOf(id))
      },
    ),
    { numRuns: 12 },
  )
}, 120_000)

test('counting anew while a class answers loses nothing', async () => {
  const { id, code, teacher } = await newClass()
  const people = await Promise.all(Array.from({ length: 12 }, guest))
  for (const viewer of people) await joinClassroom(viewer, { code, displayName: viewer.id })
  const recounts = async () => {
    for (let i = 0; i < 4; i++) await recountClassrooms([teacher.id])
  }
  await Promise.all([recounts(), ...people.map((viewer) => answers(viewer, 'fork.one', 'a'))])
  expect((await countsOf(id)).items).toMatchObject([{ answered: 12, right: 12 }])
})

async function change(teacher: Viewer, id: string, userId: string, deed: Deed): Promise<void> {
  const member = await db.membership.findFirst({ where: { classroomId: id, userId } })
  if (member) await changeLearners(teacher, id, [member.id], deed)
}

async function undoNewest(teacher: Viewer, id: string): Promise<void> {
  const where = { membership: { classroomId: id }, actorId: teacher.id }
  const newest = await db.membershipChange.findFirst({ where, orderBy: { id: 'desc' } })
  if (newest) await undoChanges(teacher, id, [String(newest.id)])
}

/** As `regrade` adds scores. */
async function regradeOne(userId: string, option: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`
    const response = await tx.itemResponse.findFirst({ where: { userId }, orderBy: { createdAt: 'asc' } })
    if (!response) return
    const score = { state: 'scored', earned: option === 'a' ? 3 : 0, total: 3 } as const
    const by = { responseId: response.id, engineVersion: '2', itemHash: 'h', cause: 'regrade' } as const
    await recounting(tx, [userId], () => tx.itemScore.create({ data: { ...score, ...by, codes: [] } }))
  })
}
