/** A question that a class answers while it is taught. */
import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { GET, POST } from '@/app/api/classes/[classId]/live/route'
import { writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { countsOf, type LiveQuestion } from './live'
import { askLive, liveOf, stepLive, voteLive } from './live-store'
import { leaveClassroom } from './membership'
import { account, guest, joins, newClass } from './test-class'

const gone = vi.hoisted(() => new Set<string>())
vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
vi.mock('@/lib/content/quiz', () => ({
  loadItem: (id: string) => {
    const options = ['a', 'b', 'c'].map((option) => ({ id: option, correct: option === 'b' }))
    return id === 'fork.one' && !gone.has(id)
      ? { kind: 'choice', options }
      : id === 'fork.card'
        ? { kind: 'card' }
        : null
  },
}))

const NOT_FOUND = { ok: false, code: 'not-found' }
const OPTIONS = ['a', 'b', 'c']

async function asked() {
  const made = await newClass()
  const question = await askLive(made.teacher, made.id, 'fork.one')
  if (!question.ok) throw new Error(question.code)
  return { ...made, question: question.id }
}
const seen = async (viewer: Viewer, id: string) =>
  ((await liveOf(viewer, id))?.live ?? null) as LiveQuestion | null

test('a teacher asks one question at a time, with options; whoever else asks finds no class', async () => {
  const { id, code, teacher, question } = await asked()
  const learner = await account()
  await joins(learner, code)
  for (const viewer of [learner, await account()]) {
    expect(await askLive(viewer, id, 'fork.one')).toEqual(NOT_FOUND)
    expect(await stepLive(viewer, id, question, 'talk')).toEqual(NOT_FOUND)
  }
  for (const none of ['fork.card', 'no.such']) expect(await askLive(teacher, id, none)).toEqual(NOT_FOUND)
  expect(await liveOf(await account(), id)).toBeNull()
  const both = await Promise.all([askLive(teacher, id, 'fork.one'), askLive(teacher, id, 'fork.one')])
  expect(both.map(({ ok }) => ok)).toEqual([true, true])
  expect(await db.liveQuestion.count({ where: { classroomId: id, endedAt: null } })).toBe(1)
  expect(await stepLive(teacher, id, question, 'talk')).toEqual(NOT_FOUND)
  const open = (await seen(teacher, id))?.id ?? ''
  expect(await stepLive(teacher, id, open, null)).toEqual({ ok: true })
  expect(await liveOf(learner, id)).toEqual({ live: null })
})

test('an answer is taken while its round is open, can be changed until then, and nothing is told before it is shown', async () => {
  const { id, code, teacher, question } = await asked()
  const [learner, other] = [await account(), await guest()]
  for (const viewer of [learner, other]) await joins(viewer, code)
  const vote = (viewer: Viewer, option: string, round = 1) =>
    voteLive(viewer, id, { question, round, option })
  expect(await vote(learner, 'd')).toEqual({ ok: false, code: 'bad-request' })
  expect(await vote(await account(), 'a')).toEqual(NOT_FOUND)
  expect(await vote(teacher, 'a')).toEqual({ ok: false, code: 'closed' })
  for (const option of ['a', 'b']) expect(await vote(learner, option)).toEqual({ ok: true })
  expect(await vote(other, 'c')).toEqual({ ok: true })
  expect(await seen(learner, id)).toMatchObject({ own: ['b', null], tally: null })
  expect((await seen(teacher, id))?.tally).toMatchObject({
    learners: 2,
    moves: [{ learners: 1 }, { learners: 1 }],
  })
  await stepLive(teacher, id, question, 'talk')
  expect(await vote(learner, 'a')).toEqual({ ok: false, code: 'closed' })
  await stepLive(teacher, id, question, 'again')
  // Tapped before the teacher went on, come after it.
  expect(await vote(other, 'a', 1)).toEqual({ ok: false, code: 'closed' })
  expect(await vote(other, 'b', 2)).toEqual({ ok: true })
  expect(await seen(other, id)).toMatchObject({ own: ['c', 'b'], tally: null, right: null })
  expect((await seen(teacher, id))?.right).toBeNull()
  await stepLive(teacher, id, question, 'shown')
  const moves = [
    { first: 'b', second: null, learners: 1 },
    { first: 'c', second: 'b', learners: 1 },
  ]
  expect(await seen(learner, id)).toMatchObject({ tally: { learners: 2, moves }, right: null })
  expect(await seen(teacher, id)).toMatchObject({ tally: { moves }, right: ['b'] })
  // Who left is in no number, and nothing of it is an answer that is scored.
  await leaveClassroom(other, id)
  expect((await seen(teacher, id))?.tally).toEqual({ learners: 1, moves: moves.slice(0, 1) })
  expect(await db.itemResponse.count({ where: { userId: learner.id } })).toBe(0)
})

test('a question whose item is gone is none, and one that nobody ended is over after some hours', async () => {
  const { id, code, teacher, question } = await asked()
  const learner = await account()
  await joins(learner, code)
  gone.add('fork.one')
  for (const viewer of [teacher, learner]) expect(await liveOf(viewer, id)).toEqual({ live: null })
  gone.clear()
  expect((await seen(learner, id))?.id).toBe(question)
  const createdAt = new Date(Date.now() - 7 * 3600_000)
  await db.liveQuestion.update({ where: { id: question }, data: { createdAt } })
  for (const viewer of [teacher, learner]) expect(await liveOf(viewer, id)).toEqual({ live: null })
  expect(await voteLive(learner, id, { question, round: 1, option: 'a' })).toEqual({
    ok: false,
    code: 'closed',
  })
  expect(await stepLive(teacher, id, question, 'talk')).toEqual(NOT_FOUND)
})

test('thirty browsers answer at once, twice: the distribution is right, and on the teacher’s screen within a second', async () => {
  const { id, code, teacher, question } = await asked()
  const people = await Promise.all(Array.from({ length: 30 }, () => account()))
  for (const viewer of people) await joins(viewer, code)
  const signedIn = async (viewer: Viewer): Promise<Browser> => {
    const browser = newBrowser()
    await request(browser, () => writeSession(viewer.id, 0))
    return browser
  }
  const [screen, ...phones] = await Promise.all([teacher, ...people].map(signedIn))
  const context = { params: Promise.resolve({ classId: id }) }
  const look = async (browser: Browser): Promise<LiveQuestion> => {
    const asks = new NextRequest('http://forklore.test/api')
    return (await (await request(browser, () => GET(asks, context))).json()).live
  }
  const send = async (browser: Browser, round: 1 | 2, option: string) => {
    const headers = { host: 'forklore.test', origin: 'http://forklore.test' }
    const body = JSON.stringify({ question, round, option })
    const sent = new NextRequest('http://forklore.test/api', { method: 'POST', headers, body })
    return (await (await request(browser, () => POST(sent, context))).json()).ok
  }
  const all = (round: 1 | 2, of: (i: number) => string) =>
    Promise.all(phones.map((phone, i) => send(phone, round, of(i))))
  expect(new Set(await all(1, (i) => OPTIONS[i % 3] ?? ''))).toEqual(new Set([true]))
  const start = performance.now()
  const first = await look(screen!)
  expect(performance.now() - start).toBeLessThan(1_000)
  expect([first.tally?.learners, countsOf(first.tally?.moves ?? [], OPTIONS, 1)]).toEqual([30, [10, 10, 10]])
  await stepLive(teacher, id, question, 'again')
  // Whoever chose a goes to b.
  await all(2, (i) => (i % 3 === 0 ? 'b' : (OPTIONS[i % 3] ?? '')))
  const second = await look(screen!)
  expect(countsOf(second.tally?.moves ?? [], OPTIONS, 2)).toEqual([0, 20, 10])
  expect(second.tally?.moves).toEqual([
    { first: 'a', second: 'b', learners: 10 },
    { first: 'b', second: 'b', learners: 10 },
    { first: 'c', second: 'c', learners: 10 },
  ])
  expect((await look(phones[0]!)).tally).toBeNull()
})
