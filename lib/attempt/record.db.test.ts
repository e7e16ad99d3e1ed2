/** What an answer costs the database, and that what is added up answer by answer is what all answers together give. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { mergeGuest } from '@/lib/account/merge'
import { viewerOf } from '@/lib/auth/person'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import { joins, newClass } from '@/lib/classroom/test-class'
import { db } from '@/lib/db'
import type { Evidence } from '@/lib/quiz/grade'
import type { ChoiceItem } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import { recomputeAll } from './regrade'
import { lookUp, type NewResponse, responsesOf, SHOWN_ANSWERS, storeResponse } from './store'
import { submitResponse } from './submit'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const both = (text: string) => ({ ko: text, en: text })
const plain = { misconception: null, feedback: null, scene: null }
const item: ChoiceItem = {
  id: 'fork.returns',
  section: 's',
  lesson: 'l',
  kind: 'choice',
  stem: both('stem'),
  hint: null,
  explanation: both('why'),
  rubric: { points: 1, partial: 'whole' },
  program: null,
  options: ['a', 'b'].map((id) => ({ id, text: both(id), correct: id === 'a', ...plain })),
}
const scorer = {
  loadItem: () => item,
  replay: () => ({ state: 'refused' as const }),
  explore: () => Promise.reject(new Error('nothing is explored here')),
  engineVersion: '1',
}

test('an answer of somebody known is 6 statements, the first as the later ones, and of a learner of a class 7', async () => {
  const user = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  const browser = newBrowser()
  await request(browser, () => writeSession(user.id, 0))
  const said: string[] = []
  const query = pg.Client.prototype.query
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const [first] = given as [string | { text: string }]
    said.push(typeof first === 'string' ? first : first.text)
    return query.apply(this, given as never) as never
  })
  const submit = async (sent: object) => {
    said.length = 0
    expect(await request(browser, () => submitResponse(sent, browser.address, scorer))).toMatchObject({
      ok: true,
    })
    return said.map((text) => text.replace('/* planned */', '').trim().split(/\s+/, 1)[0])
  }
  const attemptId = randomUUID()
  const sent = () => ({
    id: randomUUID(),
    attemptId,
    itemId: item.id,
    hash: publicItem(item, 'ko', 1).hash,
    seed: 1,
    locale: 'ko',
    answer: { kind: 'choice', option: 'a' },
  })
  const again = sent()
  // Person, known already?; then the transaction: whose it is, and all that changes.
  const six = ['SELECT', 'SELECT', 'BEGIN', 'SELECT', 'WITH', 'COMMIT']
  expect(await submit(again)).toEqual(six)
  expect(await submit(sent())).toEqual(six)
  expect(await submit(again)).toEqual(['SELECT', 'SELECT', 'SELECT'])
  // What of it may be shown.
  const { code } = await newClass()
  await joins(viewerOf(user), code)
  expect(await submit(sent())).toEqual([...six, 'SELECT'])
  spy.mockRestore()
})

const given = (rest: Partial<NewResponse>): NewResponse => ({
  id: randomUUID(),
  attemptId: randomUUID(),
  itemId: 'fork.one',
  itemHash: 'h',
  seed: 1,
  locale: 'ko',
  answer: { kind: 'choice', option: 'a' },
  mode: 'practice',
  durationMs: null,
  confidence: null,
  hintsShown: 0,
  heldMs: 0,
  score: {
    engineVersion: '1',
    itemHash: 'h',
    state: 'scored',
    earned: 1,
    total: 1,
    codes: [],
    replayed: null,
  },
  ...rest,
})
const guest = async () =>
  viewerOf(await db.user.create({ data: { guest: true, guestKeyHash: randomUUID() } }))
const derived = async (userId: string) => ({
  mastery: await db.mastery.findMany({ where: { userId }, orderBy: { concept: 'asc' } }),
  standings: await db.itemStanding.findMany({ where: { userId }, orderBy: { itemId: 'asc' } }),
  reviews: await db.review.findMany({ where: { userId }, orderBy: { itemId: 'asc' } }),
})

test('of an outcome that was stored with an empty schedule, as those once were that no replay shows, none is played', async () => {
  const viewer = await guest()
  const outcome = { stdout: '', status: 0, deadlock: false, schedule: '', switches: 0 }
  const crew = { started: 0, together: 0, writers: {} }
  const replayed: Evidence = {
    ...{
      state: 'explored',
      complete: true,
      cut: null,
      states: 2,
      executions: 1,
      races: [],
      endless: null,
      crew,
    },
    outcomes: [outcome, { ...outcome, schedule: '1.rr.1.0.A1' }],
  }
  const response = given({ score: { ...given({}).score, replayed } })
  await storeResponse(viewer, response, await lookUp({ viewer, device: null }, response.id, response.itemId))
  const known = await lookUp({ viewer, device: null }, response.id, response.itemId)
  expect(known.response?.replayed).toMatchObject({
    outcomes: [{ schedule: null }, { schedule: '1.rr.1.0.A1' }],
  })
})

const anyAnswer = fc.record({
  itemId: fc.constantFrom('fork.one', 'fork.two', 'pipe.one', 'pipe.card'),
  state: fc.constantFrom('scored' as const, 'scored' as const, 'unfinished' as const),
  points: fc.integer({ min: 0, max: 3 }),
  codes: fc.subarray(['fork#1', 'pipe#2']),
  rating: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
  durationMs: fc.option(fc.integer({ min: 0, max: 90_000 })),
  confidence: fc.option(fc.integer({ min: 1, max: 3 })),
  /** Since the answer before. */
  hours: fc.integer({ min: 0, max: 100 }),
  /** From giving it to its coming. */
  heldHours: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200 })),
})

test('mastery and standings added up answer by answer, at once or one by one, are those derived from all answers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyAnswer, { minLength: 1, maxLength: 14 }),
      fc.boolean(),
      async (answers, atOnce) => {
        const viewer = await guest()
        const stores = answers.map(
          ({ itemId, state, points, codes, rating, durationMs, confidence, heldHours }) =>
            () => {
              const isCard = itemId === 'pipe.card'
              const worth = { state: isCard ? ('scored' as const) : state, total: isCard ? 0 : 3 }
              const earned = isCard || state !== 'scored' ? 0 : points
              const score = { engineVersion: '1', itemHash: 'h', ...worth, earned, codes, replayed: null }
              const answer = isCard
                ? ({ kind: 'card', rating } as const)
                : ({ kind: 'choice', option: 'a' } as const)
              const heldMs = heldHours * 3_600_000
              const response = given({ itemId, answer, durationMs, confidence, heldMs, score })
              // As a submission does: looked up before, and perhaps not so any more when it is stored.
              return lookUp({ viewer, device: null }, response.id, itemId).then((before) =>
                storeResponse(viewer, response, before),
              )
            },
        )
        if (atOnce) await Promise.all(stores.map((store) => store()))
        else {
          vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
          for (const [i, store] of stores.entries()) {
            vi.setSystemTime(Date.now() + (answers[i]?.hours ?? 0) * 3_600_000)
            await store()
          }
          vi.useRealTimers()
        }
        const added = await derived(viewer.id)
        await recomputeAll([viewer.id])
        const whole = await derived(viewer.id)
        expect(added.standings).toEqual(whole.standings)
        expect(added.reviews).toEqual(whole.reviews)
        expect(added.mastery.map(({ earned: _, ...rest }) => rest)).toEqual(
          whole.mastery.map(({ earned: _, ...rest }) => rest),
        )
        for (const [i, { earned }] of added.mastery.entries())
          expect(earned).toBeCloseTo(whole.mastery[i]?.earned ?? Number.NaN, 12)
      },
    ),
    { numRuns: 25 },
  )
}, 120_000)

test('an attempt that is merged takes its responses along, and nobody answers in somebody else’s attempt', async () => {
  const [owner, other] = [await guest(), await guest()]
  const attemptId = randomUUID()
  await storeResponse(owner, given({ attemptId }))
  const elsewhere = await storeResponse(other, given({ attemptId }))
  expect(elsewhere).toMatchObject({ outcome: 'stored' })
  expect(elsewhere.outcome !== 'foreign' && elsewhere.response.attemptId).not.toBe(attemptId)
  const row = { itemId: 'x.y', itemHash: 'h', seed: 1, locale: 'ko', answer: {} }
  const forged = db.itemResponse.create({ data: { ...row, id: randomUUID(), attemptId, userId: other.id } })
  await expect(forged).rejects.toThrow(/[Ff]oreign key/)
  const account = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  await mergeGuest(owner.id, account.id)
  expect(await db.itemResponse.count({ where: { userId: account.id, attemptId } })).toBe(1)
})

test('of many answers to an item the first and the newest are shown, whoever has given how many', async () => {
  const viewer = await guest()
  const ids = Array.from({ length: 12 }, () => randomUUID())
  for (const id of ids) await storeResponse(viewer, given({ id }))
  const other = randomUUID()
  await storeResponse(viewer, given({ id: other, itemId: 'fork.two' }))
  const shown = await responsesOf(viewer.id, ['fork.one', 'fork.two'])
  expect(shown.map(({ id }) => id)).toEqual([ids[0], ...ids.slice(1 - SHOWN_ANSWERS), other])
})
