/** Whatever comes between a press and the disk, the answers that were given are there, each once, and what is known of their
 *  learner is what these answers say, in whichever order they came.
 *  `INTERLEAVINGS=n INTERLEAVING_SEED=s` for others than the gate's. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recomputeAll } from '@/lib/attempt/regrade'
import { lookUp, storeResponse } from '@/lib/attempt/store'
import { viewerOf } from '@/lib/auth/person'
import { cardItems } from '@/lib/content/card'
import { db } from '@/lib/db'
import { masteryOf } from '@/lib/progress/mastery'
import { reviewOf } from '@/lib/progress/review'
import type { Answer, CardItem, CardRating, ChoiceItem } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import {
  calm,
  comeIn,
  type Device,
  flush,
  give,
  goOut,
  interview,
  newDevice,
  openTab,
  sendInterview,
  stubDevices,
  waiting,
} from './test-device'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

// Where cards are read once, as on a server.
vi.stubEnv('NODE_ENV', 'production')

const CASES = Number(process.env.INTERLEAVINGS ?? 40)
const SEED = Number(process.env.INTERLEAVING_SEED ?? 11)

const both = (text: string) => ({ ko: text, en: text })
const plain = { misconception: null, feedback: null, scene: null }
const shared = {
  section: 's',
  lesson: 'l',
  stem: both('stem'),
  hint: null,
  explanation: both('why'),
  program: null,
}
const choice = (id: string): ChoiceItem => ({
  ...shared,
  id,
  kind: 'choice',
  rubric: { points: 1, partial: 'whole' },
  options: ['a', 'b'].map((option) => ({
    id: option,
    text: both(option),
    correct: option === 'a',
    ...plain,
  })),
})
const card: CardItem = { ...shared, id: 'pipe.card', kind: 'card', rubric: { points: 0, partial: 'whole' } }
const ITEMS = [choice('fork.one'), choice('fork.two'), choice('pipe.one'), card]
const scorer = {
  loadItem: (id: string) => ITEMS.find((item) => item.id === id) ?? null,
  replay: () => ({ state: 'refused' as const }),
  explore: () => Promise.reject(new Error('nothing is explored here')),
  engineVersion: '1',
}

/** What interviews ask. */
const ASKED = cardItems()[0]?.id ?? ''

/** An answer as its learner gave it. */
type Given = { readonly id: string; readonly itemId: string; readonly answer: Answer; readonly at: Date }
/** What was done: answers, and the ids of interviews. */
type Done = { readonly given: Given[]; readonly interviews: string[] }

const device = fc.nat(1)
const tab = fc.nat(1)
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('answer' as const),
      ...{ device, tab, item: fc.nat(ITEMS.length - 1), worth: fc.nat(3) },
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('interview' as const), device, tab }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('wait' as const), minutes: fc.nat(2_000) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('in' as const, 'out' as const), device, tab }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('net' as const), device }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('reopen' as const), device, tab }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('everywhere' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('recompute' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('fate' as const),
      device,
      fates: fc.array(
        fc.constantFrom(
          'fine' as const,
          'lost' as const,
          'unheard' as const,
          'before' as const,
          'after' as const,
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
/** `isAlone`: all that was begun is over before the next step. */
const steps = fc.array(fc.record({ step, isAlone: fc.boolean() }), { minLength: 4, maxLength: 24 })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 2, 3) })
  stubDevices(scorer)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test(`in ${CASES} interleavings from seed ${SEED} of two devices, offline times, presses, crashes, merges and sign-outs, the answers given are stored, each once, and their order of coming says nothing`, async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.infiniteStream(fc.nat(1000)), async (plan, dice) => {
      const account = viewerOf(await db.user.create({ data: { email: `${randomUUID()}@example.org` } }))
      const devices = [await newDevice(), await newDevice()]
      const done: Done = { given: [], interviews: [] }
      await live(devices, account.id, plan, done)
      await calm(devices)
      for (const one of devices) await settle(one, account.id, done)
      const given = done.given.sort(byId)
      expect(await interviewsOf(done)).toEqual(done.interviews.map((id) => ({ id, userId: account.id })))
      expect(await storedOf(given)).toEqual(given.map(({ id }) => ({ id, userId: account.id, scores: 1 })))
      const expected = said(given)
      const added = await derived(account.id)
      expect(knowledge(added)).toEqual(expected)
      await recomputeAll([account.id])
      expect(await derived(account.id)).toEqual(added)
      expect(knowledge(await derived(await again(given, dice)))).toEqual(expected)
    }),
    { numRuns: CASES, seed: SEED },
  )
}, 3_600_000)

/** Lets a plan happen. */
async function live(
  devices: readonly Device[],
  accountId: string,
  plan: readonly { step: Step; isAlone: boolean }[],
  done: Done,
): Promise<void> {
  let begun: Promise<unknown>[] = []
  const over = async () => {
    await Promise.all(begun)
    begun = []
  }
  for (const { step, isAlone } of plan) {
    // The clock stands still while anything is under way, so that it is known when an answer was given.
    if (step.what === 'wait') {
      await over()
      for (const one of devices) await flush(one)
      vi.setSystemTime(Date.now() + (1 + step.minutes) * 60_000)
      continue
    }
    begun.push(...happen(step, devices, accountId, done))
    if (isAlone) await over()
  }
  await over()
}

function happen(
  step: Exclude<Step, { what: 'wait' }>,
  devices: readonly Device[],
  accountId: string,
  done: Done,
) {
  if (step.what === 'recompute') return [recomputeAll([accountId]).catch(died)]
  if (step.what === 'everywhere') {
    const raise = { where: { id: accountId }, data: { sessionEpoch: { increment: 1 } } }
    return [db.user.update(raise).catch(died)]
  }
  const one = devices[step.device]
  if (!one) throw new Error('two devices')
  switch (step.what) {
    case 'answer': {
      const item = ITEMS[step.item] ?? card
      const answer: Answer =
        item.kind === 'card'
          ? { kind: 'card', rating: (1 + step.worth) as CardRating }
          : { kind: 'choice', option: step.worth > 1 ? 'a' : 'b' }
      answers(one, step.tab, item, answer, done)
      return [flush(one)]
    }
    case 'interview': {
      const id = interview(one, step.tab, ASKED)
      if (id) done.interviews.push(id)
      return [storeInterview(one, done)]
    }
    case 'in':
      return [comeIn(one, step.tab, accountId).catch(unheard)]
    case 'out':
      return [goOut(one, step.tab)]
    case 'net':
      one.isOnline = !one.isOnline
      return [flush(one)]
    case 'reopen':
      return [openTab(one, step.tab)]
    case 'fate':
      one.fates = [...step.fates]
      return [flush(one)]
  }
}

function answers(
  one: Device,
  tab: number,
  item: ChoiceItem | CardItem,
  answer: Answer,
  done: Done,
  mode?: 'mock',
) {
  const { hash } = publicItem(item, 'en', 1)
  const id = give(one, tab, { itemId: item.id, hash, answer, ...(mode ? { mode } : {}) })
  done.given.push({ id, itemId: item.id, answer, at: new Date() })
}

/** Sends an interview; once it is stored its card is rated. */
async function storeInterview(one: Device, done: Done): Promise<void> {
  if (!(await sendInterview(one))) return
  answers(one, 0, card, { kind: 'card', rating: 2 }, done, 'mock')
  await flush(one)
}

/** A server that dies at another's commit takes what it was at as well; it is asked again some day. */
function died(error: Error): void {
  if (!error.message.includes('the server died')) throw error
}

/** Whoever signs in may be told nothing. */
function unheard(): void {}

/** In the end whoever it is signs in. */
async function settle(one: Device, accountId: string, done: Done): Promise<void> {
  await flush(one)
  await comeIn(one, 0, accountId)
  await openTab(one, 1)
  await storeInterview(one, done)
  expect(one.unsent).toBe(null)
  for (let i = 0; i < 5 && waiting(one) > 0; i++) await flush(one)
  expect(waiting(one)).toBe(0)
}

async function interviewsOf({ interviews }: Done) {
  const where = { id: { in: interviews.sort() } }
  return db.mock.findMany({ where, select: { id: true, userId: true }, orderBy: { id: 'asc' } })
}

async function storedOf(given: readonly Given[]) {
  const rows = await db.itemResponse.findMany({
    where: { id: { in: given.map(({ id }) => id) } },
    select: { id: true, userId: true, _count: { select: { scores: true } } },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ id, userId, _count }) => ({ id, userId, scores: _count.scores }))
}

/** What these answers say of their learner. */
function said(given: readonly Given[]) {
  const worth = given.map(({ itemId, answer, at }) => {
    const isCard = answer.kind === 'card'
    const earned = answer.kind === 'choice' && answer.option === 'a' ? 1 : 0
    const rating = isCard ? answer.rating : null
    return { itemId, state: 'scored' as const, earned, total: isCard ? 0 : 1, rating, hintsShown: 0, at }
  })
  const itemIds = [...new Set(given.map(({ itemId }) => itemId))].sort()
  const reviews = itemIds.map((itemId) => ({
    itemId,
    ...reviewOf(worth.filter((one) => one.itemId === itemId)),
  }))
  return { mastery: masteryOf(worth), reviews }
}

async function derived(userId: string) {
  const of = { where: { userId }, omit: { userId: true } } as const
  return {
    mastery: await db.mastery.findMany({ ...of, orderBy: { concept: 'asc' } }),
    reviews: await db.review.findMany({ ...of, orderBy: { itemId: 'asc' } }),
    standings: await db.itemStanding.findMany({ ...of, orderBy: { itemId: 'asc' } }),
  }
}

const knowledge = ({ mastery, reviews }: Awaited<ReturnType<typeof derived>>) => ({ mastery, reviews })

/** Has somebody else give the same answers at the same times, which come in another order.
 *  @returns who */
async function again(given: readonly Given[], dice: Iterator<number>): Promise<string> {
  const other = viewerOf(await db.user.create({ data: { email: `${randomUUID()}@example.org` } }))
  // Of two answers of one moment the lower id is earlier, and stays so.
  const ids = given.map(() => randomUUID()).sort()
  const coming = given
    .map((one, i) => ({ ...one, id: ids[i] ?? '', turn: dice.next().value ?? 0 }))
    .sort((a, b) => a.turn - b.turn)
  for (const { turn, id, itemId, answer, at } of coming) {
    const isCard = answer.kind === 'card'
    const earned = answer.kind === 'choice' && answer.option === 'a' ? 1 : 0
    const worth = { state: 'scored' as const, earned, total: isCard ? 0 : 1, codes: [], replayed: null }
    await storeResponse(
      other,
      {
        ...{
          id,
          attemptId: randomUUID(),
          itemId,
          itemHash: 'h',
          seed: 1,
          locale: 'en',
          answer,
          mode: 'practice',
        },
        ...{ durationMs: null, confidence: null, hintsShown: 0, heldMs: Date.now() - at.getTime() },
        score: { engineVersion: '1', itemHash: 'h', ...worth },
      },
      turn % 2 ? await lookUp({ viewer: other, device: null }, id, itemId) : null,
    )
  }
  return other.id
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1
}
