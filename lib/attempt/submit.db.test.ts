import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { deviceMark } from '@/lib/auth/device'
import { newGuestKey } from '@/lib/auth/guest'
import { cookieName } from '@/lib/auth/origin'
import { writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { ChoiceItem, ScheduleItem } from '@/lib/quiz/item'
import { itemHash, publicItem } from '@/lib/quiz/publish'
import type { Submission } from '@/lib/quiz/wire'
import { takeLocally } from '@/lib/rate-limit/local'
import type { Scorer } from './answered'
import { asksOf } from './asked'
import { submitResponse } from './submit'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const both = (text: string) => ({ ko: `${text} 한국어`, en: text })
const plain = { misconception: null, feedback: null, scene: null }
const item: ChoiceItem = {
  id: 'fork.returns',
  section: 'fork-twice',
  lesson: 'fork',
  kind: 'choice',
  stem: both('stem'),
  hint: null,
  explanation: both('why'),
  rubric: { points: 1, partial: 'whole' },
  program: null,
  options: [
    { id: 'a', text: both('two'), correct: true, ...plain },
    {
      id: 'b',
      text: both('one'),
      correct: false,
      ...plain,
      misconception: { id: 'fork#1', name: both('fork returns once') },
    },
  ],
}
const race: ScheduleItem = {
  ...item,
  id: 'race.lose',
  kind: 'schedule',
  program: { file: 'race.c', source: 'source', config: {} },
  key: { outcome: { stdout: '1\n', status: null, deadlock: null }, witness: 'w', maxSteps: 10 },
  slips: [],
}
const scorer = (items: readonly (ChoiceItem | ScheduleItem)[] = [item, race]): Scorer => ({
  loadItem: (id) => items.find((i) => i.id === id) ?? null,
  replay: ({ schedule }) =>
    schedule === 'endless'
      ? { state: 'unfinished' }
      : { state: 'finished', stdout: '1\n', status: 0, deadlock: false },
  explore: () => Promise.reject(new Error('nothing is explored here')),
  engineVersion: 'test',
})
const submission = (rest: Partial<Submission> = {}): Submission => ({
  id: randomUUID(),
  attemptId: randomUUID(),
  itemId: item.id,
  hash: publicItem(item, 'en', 1).hash,
  seed: 1,
  locale: 'en',
  answer: { kind: 'choice', option: 'a' },
  ...rest,
})
const submit = (browser: Browser, input: unknown, in_ = scorer()) =>
  request(browser, () => submitResponse(input, browser.address, in_))
const rowsOf = async (id: string) => ({
  responses: await db.itemResponse.findMany({ where: { id } }),
  scores: await db.itemScore.findMany({ where: { responseId: id } }),
})

test('the first answer makes a guest, an attempt, a response, a score and mastery, in one go', async () => {
  const browser = newBrowser()
  const sent = submission({ answer: { kind: 'choice', option: 'b' }, durationMs: 1200, confidence: 3 })
  const result = await submit(browser, sent)
  expect(result).toMatchObject({
    ok: true,
    response: {
      id: sent.id,
      state: 'scored',
      earned: 0,
      total: 1,
      feedback: {
        correct: false,
        key: { options: ['a'] },
        chosen: [{ misconception: { name: 'fork returns once' } }],
      },
    },
  })
  const { responses, scores } = await rowsOf(sent.id)
  expect(responses).toMatchObject([
    {
      itemId: item.id,
      itemHash: itemHash(item),
      seed: 1,
      locale: 'en',
      durationMs: 1200,
      confidence: 3,
    },
  ])
  expect(scores).toMatchObject([
    { engineVersion: 'test', earned: 0, total: 1, codes: ['fork#1'], cause: 'submit' },
  ])
  const userId = responses[0]!.userId
  expect(await db.user.findUnique({ where: { id: userId } })).toMatchObject({ guest: true })
  expect(await db.attempt.findUnique({ where: { id: sent.attemptId } })).toMatchObject({ userId })
  expect(await db.mastery.findMany({ where: { userId } })).toMatchObject([
    { concept: 'fork', earned: 0, answers: 1 },
  ])
})

test('the same answer sent twice, one after the other or at once, is one row and one score', async () => {
  const browser = newBrowser()
  await submit(browser, submission())
  const sent = submission({ answer: { kind: 'choice', option: 'b' } })
  const results = await Promise.all(Array.from({ length: 8 }, () => submit(browser, sent)))
  results.push(await submit(browser, sent))
  for (const result of results)
    expect(result).toMatchObject({ ok: true, response: { id: sent.id, earned: 0 } })
  const { responses, scores } = await rowsOf(sent.id)
  expect([responses.length, scores.length]).toEqual([1, 1])
  expect(await db.mastery.findMany({ where: { userId: responses[0]!.userId } })).toMatchObject([
    { answers: 1 },
  ])
})

test('a resend with another answer changes nothing: the first one counts', async () => {
  const browser = newBrowser()
  const sent = submission()
  await submit(browser, sent)
  const again = await submit(browser, { ...sent, answer: { kind: 'choice', option: 'b' } })
  expect(again).toMatchObject({ ok: true, response: { earned: 1, answer: { option: 'a' } } })
})

test("somebody else's response id is refused; in their attempt nobody answers, but in one of one's own", async () => {
  const sent = submission()
  await submit(newBrowser(), sent)
  const other = newBrowser()
  expect(await submit(other, sent)).toEqual({ ok: false, code: 'refused' })
  const [first, second] = [
    submission({ attemptId: sent.attemptId }),
    submission({ attemptId: sent.attemptId }),
  ]
  for (const one of [first, second]) expect(await submit(other, one)).toMatchObject({ ok: true })
  const attempts = await Promise.all(
    [sent, first, second].map(async ({ id }) => (await rowsOf(id)).responses[0]?.attemptId),
  )
  expect(attempts[0]).toBe(sent.attemptId)
  expect(attempts[1]).not.toBe(sent.attemptId)
  expect(attempts[2]).toBe(attempts[1])
  expect(await db.itemResponse.count({ where: { attemptId: sent.attemptId } })).toBe(1)
})

test('an answer given by somebody signed in is stored for them alone: not for a guest, nor for whoever signed in since', async () => {
  const people = [1, 2].map(() => ({ email: `${randomUUID()}@example.org` }))
  const [author, other] = await Promise.all(people.map((data) => db.user.create({ data })))
  const signedIn = async (id: string) => {
    const browser = newBrowser()
    await request(browser, () => writeSession(id, 0))
    return browser
  }
  const users = await db.user.count()
  const sent = submission({ account: author!.id })
  for (const browser of [newBrowser(), await signedIn(other!.id)])
    expect(await submit(browser, sent)).toEqual({ ok: false, code: 'signed-out' })
  const guest = newBrowser()
  await submit(guest, submission())
  expect(await submit(guest, sent)).toEqual({ ok: false, code: 'signed-out' })
  expect(await db.user.count()).toBe(users + 1)
  expect(await submit(await signedIn(author!.id), sent)).toMatchObject({ ok: true })
  expect((await rowsOf(sent.id)).responses).toMatchObject([{ userId: author!.id }])
})

test('two tabs that store at once, before either has a cookie, make one guest', async () => {
  const browser = newBrowser()
  const guestKey = newGuestKey()
  const sent = Array.from({ length: 6 }, () => submission({ guestKey }))
  await Promise.all(sent.map((s) => submit(browser, s)))
  const rows = await db.itemResponse.findMany({ where: { id: { in: sent.map((s) => s.id) } } })
  expect(rows).toHaveLength(6)
  expect(new Set(rows.map((r) => r.userId)).size).toBe(1)
  const afterwards = submission()
  await submit(browser, afterwards)
  expect((await rowsOf(afterwards.id)).responses[0]?.userId).toBe(rows[0]?.userId)
})

test('many answers at once to one concept leave mastery as if they had come one by one', async () => {
  const browser = newBrowser()
  const first = submission()
  await submit(browser, first)
  await Promise.all(Array.from({ length: 10 }, () => submit(browser, submission())))
  const userId = (await rowsOf(first.id)).responses[0]!.userId
  const [mastery] = await db.mastery.findMany({ where: { userId } })
  // All to one item on one day: the first of them counts.
  expect(mastery).toMatchObject({ answers: 1, earned: 1 })
})

test('what cannot be scored makes no row and no guest', async () => {
  const guests = await db.user.count()
  const browser = newBrowser()
  const cases = [
    [null, 'bad-request'],
    [{ ...submission(), id: 'x' }, 'bad-request'],
    [{ ...submission(), extra: 1 }, 'bad-request'],
    [submission({ answer: { kind: 'card', rating: 5 as 4 } }), 'bad-request'],
    [submission({ itemId: 'no.such' }), 'unknown-item'],
    [submission({ hash: '0'.repeat(16) }), 'stale-item'],
    [submission({ answer: { kind: 'choice', option: '' } }), 'unanswered'],
    [submission({ answer: { kind: 'choice', option: 'z' } }), 'ill-formed'],
    [submission({ answer: { kind: 'predict', stdout: 'x' } }), 'ill-formed'],
  ] as const
  for (const [input, code] of cases) expect(await submit(browser, input)).toEqual({ ok: false, code })
  expect(await db.user.count()).toBe(guests)
  expect(browser.cookies.size).toBe(0)
})

test('an answer that is stored already is given back even when its item has changed or gone', async () => {
  const browser = newBrowser()
  const sent = submission()
  await submit(browser, sent)
  const changed = { ...item, rubric: { points: 5, partial: 'whole' as const } }
  for (const items of [[changed], []])
    expect(await submit(browser, sent, scorer(items))).toMatchObject({
      ok: true,
      response: { earned: 1, total: 1, feedback: null },
    })
})

test('a replay over its budget is stored as unfinished and says so', async () => {
  const sent = submission({
    itemId: race.id,
    hash: publicItem(race, 'en', 1).hash,
    answer: { kind: 'schedule', schedule: 'endless' },
  })
  const result = await submit(newBrowser(), sent)
  expect(result).toMatchObject({
    ok: true,
    response: { state: 'unfinished', feedback: { correct: false, state: 'unfinished' } },
  })
  expect((await rowsOf(sent.id)).scores).toMatchObject([{ state: 'unfinished', earned: 0 }])
})

test('a learner who sends without end is told when to go on, and nothing else is stored', async () => {
  const browser = newBrowser()
  const before = submission()
  for (const sent of [before, submission()]) await submit(browser, sent)
  await useUp(before.id)
  const sent = submission()
  const result = await submit(browser, sent)
  expect(result).toMatchObject({ ok: false, code: 'rate-limited' })
  expect(!result.ok && 'seconds' in result && result.seconds).toBe(1)
  expect((await rowsOf(sent.id)).responses).toEqual([])
  // Nobody else is told to wait.
  expect(await submit(newBrowser(), submission())).toMatchObject({ ok: true })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })
  expect(await submit(browser, sent)).toMatchObject({ ok: true })
  vi.useRealTimers()
})

/** Takes all that whoever gave a response may send, as of a minute from now: what this machine is slow at does not fill it
 *  again in time. */
async function useUp(responseId: string): Promise<void> {
  const userId = (await rowsOf(responseId)).responses[0]?.userId ?? ''
  for (let i = 0; i < 200; i++) takeLocally('submit-by-person', userId, Date.now() + 60_000)
}

test('what is too much is refused before a schedule is replayed; what is stored already is answered all the same', async () => {
  const replay = vi.fn(scorer().replay)
  const counted = { ...scorer(), replay }
  const sent = () =>
    submission({
      itemId: race.id,
      hash: publicItem(race, 'en', 1).hash,
      answer: { kind: 'schedule', schedule: 'ABAB' },
    })
  const browser = newBrowser()
  const [first, second] = [sent(), sent()]
  for (const one of [first, second]) expect(await submit(browser, one, counted)).toMatchObject({ ok: true })
  await db.$executeRaw`UPDATE "RateLimit" SET "tokens" = -100 `
  await useUp(first.id)
  replay.mockClear()
  const limited = { ok: false, code: 'rate-limited' }
  expect(await submit(browser, sent(), counted)).toMatchObject(limited)
  // Somebody without a row, who would have to become a guest first.
  expect(await submit(newBrowser(), sent(), counted)).toMatchObject(limited)
  expect(replay).not.toHaveBeenCalled()
  expect(await submit(browser, second, counted)).toMatchObject({ ok: true, response: { id: second.id } })
  await db.rateLimit.deleteMany()
})

test('a first answer whose reply was lost, cookie and all, is answered again and opens the same guest', async () => {
  const sent = submission({ guestKey: newGuestKey() })
  await submit(newBrowser(), sent)
  await db.$executeRaw`UPDATE "RateLimit" SET "tokens" = -100`
  const browser = newBrowser()
  expect(await submit(browser, sent)).toMatchObject({ ok: true, response: { id: sent.id } })
  await db.rateLimit.deleteMany()
  const next = submission()
  await submit(browser, next)
  const [a, b] = [(await rowsOf(sent.id)).responses[0], (await rowsOf(next.id)).responses[0]]
  expect(b?.userId).toBe(a?.userId)
})

test('the database itself refuses to change a response or a score', async () => {
  const sent = submission()
  await submit(newBrowser(), sent)
  const change = db.itemResponse.update({ where: { id: sent.id }, data: { itemId: 'other.item' } })
  await expect(change).rejects.toThrow('an ItemResponse is never changed')
  const raise = db.itemScore.updateMany({ where: { responseId: sent.id }, data: { earned: 0 } })
  await expect(raise).rejects.toThrow('an ItemScore is never changed')
})

const NOBODY = { isGuest: false } as Viewer
const varied: ChoiceItem = {
  ...item,
  id: 'fork.varied',
  others: [1, 2].map(
    (variant): ChoiceItem => ({
      ...item,
      id: 'fork.varied',
      variant,
      stem: both(`stem ${variant}`),
      // What was right in the variant before is wrong in this one.
      options: item.options.map((option) => ({
        ...option,
        correct: option.id === (variant === 1 ? 'b' : 'a'),
      })),
    }),
  ),
}
const inVariant = (variant: number, option: string) => {
  const asked = [varied, ...(varied.others ?? [])][variant] ?? varied
  const { hash } = publicItem(asked, 'en', 1)
  return submission({ itemId: varied.id, hash, answer: { kind: 'choice', option } })
}

test('an answer is scored by the variant that it answers and stored with it, and the next one asks another', async () => {
  const browser = newBrowser()
  const [content, seen] = [scorer([varied]), [] as unknown[]]
  for (const variant of [0, 1, 2]) {
    const sent = inVariant(variant, 'a')
    const result = await submit(browser, sent, content)
    if (!result.ok) throw new Error(result.code)
    const { responses, scores } = await rowsOf(sent.id)
    seen.push([responses[0]?.variant, scores[0]?.earned, result.response.asked?.stem, result.next?.stem])
    // Sent again it is told the same.
    expect(await submit(browser, sent, content)).toEqual(result)
  }
  expect(seen).toEqual([
    [0, 1, undefined, 'stem 1'],
    [1, 0, 'stem 1', 'stem 2'],
    [2, 1, 'stem 2', 'stem'],
  ])
})

test('what is asked now goes by the newest answer, on every device; learners of a class begin with different variants', async () => {
  const browser = newBrowser()
  const content = scorer([varied, item])
  await submit(browser, inVariant(1, 'a'), content)
  const asksOfViewer = () =>
    request(browser, async () => asksOf((await getViewer())!, [item.id, varied.id], 'en', content))
  expect((await asksOfViewer()).map(({ stem }) => stem)).toEqual(['stem 2'])

  const { id: classroomId } = await db.classroom.create({ data: { name: 'varied' } })
  const starts = new Set<string | undefined>()
  for (let i = 0; i < 12; i++) {
    const viewer = { ...NOBODY, id: (await db.user.create({ data: {} })).id }
    expect((await asksOf(viewer, [varied.id], 'en', content))[0]?.stem).toBe('stem')
    const data = { classroomId, userId: viewer.id, role: 'learner', displayName: 'One' } as const
    await db.membership.create({ data })
    const [asked] = await asksOf(viewer, [varied.id], 'en', content)
    expect(await asksOf(viewer, [varied.id], 'en', content)).toEqual([asked])
    starts.add(asked?.stem)
  }
  expect(starts.size).toBeGreaterThan(1)
})

/** A guest whose class has an assignment of the varied item, due as said; with the variants that they are and are not asked. */
const assigned = async (dueAt: Date | null) => {
  const browser = newBrowser()
  await submit(browser, submission())
  const viewer = (await request(browser, getViewer))!
  const { id: classroomId } = await db.classroom.create({ data: { name: 'kept apart' } })
  const long = new Date(Date.now() - 86_400_000)
  const data = {
    classroomId,
    userId: viewer.id,
    role: 'learner',
    displayName: 'Bob',
    joinedAt: long,
  } as const
  await db.membership.create({ data })
  const items = { create: [{ itemId: varied.id, place: 0 }] }
  await db.assignment.create({ data: { classroomId, title: 'varied', openAt: long, dueAt, items } })
  const [asked] = await asksOf(viewer, [varied.id], 'en', scorer([varied]))
  const own = Number(asked?.stem.match(/\d/)?.[0] ?? 0)
  return { browser, userId: viewer.id, asked, own, other: (own + 1) % 3 }
}

test('a learner whom an assignment asks an item answers the variant that they are asked, until it has an answer', async () => {
  const content = scorer([varied])
  const { browser, userId, asked, own, other } = await assigned(null)
  const refused = { ok: false, code: 'stale-item', next: { hash: asked?.hash, stem: asked?.stem } }
  expect(await submit(browser, inVariant(other, 'b'), content)).toMatchObject(refused)
  // Said to have been given a while ago it is none that counts either.
  const held = { ...inVariant(other, 'b'), heldMs: 3_000 }
  expect(await submit(browser, held, content)).toMatchObject(refused)
  expect(await db.itemResponse.count({ where: { userId, itemId: varied.id } })).toBe(0)
  const sent = inVariant(own, 'a')
  const twice = await Promise.all([submit(browser, sent, content), submit(browser, sent, content)])
  expect(twice.map(({ ok }) => ok)).toEqual([true, true])
  // A further try is free, and so are those whom nothing asks it, or nothing any more.
  expect(await submit(browser, inVariant(own, 'a'), content)).toMatchObject({ ok: true })
  const over = await assigned(new Date(Date.now() - 60_000))
  expect(await submit(over.browser, inVariant(over.other, 'b'), content)).toMatchObject({ ok: true })
  expect(await submit(newBrowser(), inVariant(other, 'b'), content)).toMatchObject({ ok: true })
})

test('what an assignment withholds is withheld in the reply, also from somebody else in the learner’s browser', async () => {
  const content = scorer([varied])
  const { browser, userId, own } = await assigned(new Date(Date.now() + 86_400_000))
  const [theirs, stranger] = [newBrowser(), newBrowser()]
  theirs.cookies.set(cookieName('browser'), randomUUID())
  const deviceHash = await request(theirs, deviceMark)
  await db.membership.updateMany({ where: { userId }, data: { deviceHash } })
  // The first answer makes the guest that the second one knows.
  for (const [who, withheld] of [
    [browser, 'key'],
    [theirs, 'key'],
    [theirs, 'key'],
    [stranger, null],
    [stranger, null],
  ] as const) {
    const variant = who === browser ? own : 0
    expect(await submit(who, inVariant(variant, 'a'), content)).toMatchObject({ response: { withheld } })
  }
})

test('a variant that is no more leaves its answers as they are, told without what was right', async () => {
  const browser = newBrowser()
  const sent = inVariant(2, 'b')
  await submit(browser, sent, scorer([varied]))
  const { others, ...first } = varied
  const fewer = scorer([{ ...first, others: others!.slice(0, 1) }])
  expect(await submit(browser, sent, fewer)).toMatchObject({
    ok: true,
    response: { earned: 0, feedback: null, asked: null },
  })
  expect(await submit(browser, inVariant(2, 'b'), fewer)).toEqual({ ok: false, code: 'stale-item' })
})
