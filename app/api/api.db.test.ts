import { randomUUID } from 'node:crypto'
import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { db } from '@/lib/db'
import type { CardItem } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import * as hints from './hints/route'
import * as me from './me/route'
import * as responses from './responses/route'
import * as sections from './sections/route'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
vi.mock('@/lib/attempt/scorer', () => ({
  scorer: {
    loadItem: (id: string) => {
      if (id === 'broken.item') throw new Error('secret reason')
      return [card, hinted].find((item) => item.id === id) ?? null
    },
    replay: () => ({ state: 'refused' }),
    engineVersion: 'test',
  },
}))
vi.mock('@/lib/content/catalog', () => {
  const lesson = {
    slug: 'interview',
    minutes: 10,
    after: [],
    check: [],
    itemIds: ['process.keyword'],
    sections: [{ id: 'keyword-1' }],
  }
  return {
    catalog: () => ({ lessons: [lesson] }),
    catalogLesson: (slug: string) => (slug === 'interview' ? lesson : null),
  }
})

const both = (text: string) => ({ ko: text, en: text })
const card: CardItem = {
  id: 'process.keyword',
  section: 'keyword-1',
  lesson: 'interview',
  kind: 'card',
  stem: both('stem'),
  hint: null,
  explanation: both('why'),
  rubric: { points: 0, partial: 'whole' },
  program: null,
}
const other: CardItem = {
  ...card,
  id: 'process.hinted',
  variant: 1,
  stem: both('other stem'),
  hint: { ko: '다른 귀띔', en: 'another nudge' },
}
const hinted: CardItem = {
  ...card,
  id: 'process.hinted',
  hint: { ko: '귀띔', en: 'a nudge' },
  others: [other],
}
const submission = (rest: object = {}) => ({
  id: randomUUID(),
  attemptId: randomUUID(),
  itemId: card.id,
  hash: publicItem(card, 'ko', 1).hash,
  seed: 1,
  locale: 'ko',
  answer: { kind: 'card', rating: 2 },
  ...rest,
})

type Route = (request: NextRequest) => Promise<Response>
const send = async (b: Browser, route: Route, body: unknown, headers: Record<string, string> = {}) => {
  const init = {
    method: 'POST',
    headers: { host: 'forklore.test', origin: 'http://forklore.test', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
  const response = await request(b, () => route(new NextRequest('http://forklore.test/api', init)))
  return { status: response.status, headers: response.headers, body: await response.json() }
}
const look = async (b: Browser, route: Route, query = '') => {
  const response = await request(b, () => route(new NextRequest(`http://forklore.test/api?${query}`)))
  return { headers: response.headers, body: await response.json() }
}

test('looking makes no row and sets no cookie, and no cache keeps what is personal', async () => {
  const users = await db.user.count()
  const b = newBrowser()
  const { body, headers } = await look(b, me.GET)
  expect(body).toEqual({
    viewer: null,
    answered: [],
    sections: [],
    // Who has stored nothing and is on no way is told what every page has: begin with the first lesson.
    next: null,
    due: 0,
    pace: null,
    done: [],
    mastery: [],
    classes: [],
  })
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect((await look(b, responses.GET, 'lesson=interview')).body).toEqual({ responses: [], asks: [] })
  expect((await send(b, sections.POST, { section: 'keyword-1', done: false, locale: 'ko' })).body).toEqual({
    ok: true,
    stored: false,
  })
  expect([await db.user.count(), b.cookies.size]).toEqual([users, 0])
})

test('an answer is stored, and found again where it was given', async () => {
  const b = newBrowser()
  const sent = submission()
  const first = await send(b, responses.POST, sent)
  expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  expect(first.body).toMatchObject({
    ok: true,
    response: { id: sent.id, feedback: { correct: null, explanation: 'why' } },
  })
  await send(b, sections.POST, { section: 'keyword-1', done: true, locale: 'ko' })
  expect((await look(b, me.GET)).body).toMatchObject({
    viewer: { id: expect.any(String), name: null, guest: true, email: null },
    answered: [{ itemId: card.id, correct: null }],
    sections: ['keyword-1'],
    done: ['keyword-1'],
  })
  expect((await look(b, responses.GET, 'lesson=interview&locale=en')).body.responses).toMatchObject([
    { id: sent.id },
  ])
  expect((await look(newBrowser(), responses.GET, 'lesson=interview')).body.responses).toEqual([])
})

test('a hint is handed out to whoever asks for it, makes no row, and is stored with the answer', async () => {
  const users = await db.user.count()
  const b = newBrowser()
  const ask = async (query: string) => (await look(b, hints.GET as Route, query)).body
  const [first, second, bare] = [hinted, other, card].map((item) => publicItem(item, 'ko', 1).hash)
  const of = (hash: string | undefined, locale = 'ko', item = 'process.hinted') =>
    `item=${item}&hash=${hash}&locale=${locale}`
  expect(await ask(of(first))).toEqual({ ok: true, hint: '귀띔' })
  expect(await ask(of(first, 'en'))).toEqual({ ok: true, hint: 'a nudge' })
  // Each variant has its own.
  expect(await ask(of(second, 'en'))).toEqual({ ok: true, hint: 'another nudge' })
  for (const query of [of(bare, 'ko', card.id), of(first, 'ko', 'no.such'), of('0'.repeat(16))])
    expect(await ask(query)).toEqual({ ok: false, code: 'unknown-item' })
  for (const query of ['', 'item=process.hinted&locale=ko', of(first, 'ko', ''), of(first, 'fr')])
    expect(await ask(query)).toEqual({ ok: false, code: 'bad-request' })
  expect([await db.user.count(), b.cookies.size]).toEqual([users, 0])

  const sent = submission({ itemId: hinted.id, hash: publicItem(hinted, 'ko', 1).hash, hintsShown: 1 })
  expect((await send(b, responses.POST, sent)).body).toMatchObject({ ok: true, response: { hintsShown: 1 } })
  expect(await db.itemResponse.findUnique({ where: { id: sent.id } })).toMatchObject({ hintsShown: 1 })
  // Sent again, with another claim: what was stored first stays.
  expect((await send(b, responses.POST, { ...sent, hintsShown: 0 })).body).toMatchObject({
    response: { hintsShown: 1 },
  })
  const without = submission()
  expect((await send(b, responses.POST, without)).body).toMatchObject({ response: { hintsShown: 0 } })
  expect((await send(b, responses.POST, submission({ hintsShown: -1 }))).body.code).toBe('bad-request')
})

test('each refusal has its status and its code', async () => {
  const b = newBrowser()
  const cases = [
    ['{', 400, 'bad-request'],
    ['[]', 400, 'bad-request'],
    [JSON.stringify({ answer: 'x'.repeat(1 << 20) }), 413, 'too-long'],
    [submission({ itemId: 'no.such' }), 404, 'unknown-item'],
    [submission({ hash: 'f'.repeat(16) }), 409, 'stale-item'],
    [submission({ answer: { kind: 'choice', option: 'a' } }), 400, 'ill-formed'],
  ] as const
  for (const [body, status, code] of cases)
    expect(await send(b, responses.POST, body)).toMatchObject({ status, body: { ok: false, code } })
  expect(await send(b, sections.POST, { section: 'no-such', done: true, locale: 'ko' })).toMatchObject({
    status: 400,
    body: { code: 'unknown-section' },
  })
})

test("another site's page stores nothing", async () => {
  const b = newBrowser()
  for (const origin of ['http://evil.test', 'null'])
    for (const route of [responses.POST, sections.POST])
      expect(await send(b, route, submission(), { origin })).toMatchObject({
        status: 403,
        body: { code: 'cross-origin' },
      })
  expect(b.cookies.size).toBe(0)
})

test('an error of ours says that it can be tried again, and nothing of itself', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { status, body } = await send(newBrowser(), responses.POST, submission({ itemId: 'broken.item' }))
  expect([status, body]).toEqual([503, { ok: false, code: 'unavailable' }])
  expect(log).toHaveBeenCalledOnce()
  log.mockRestore()
})
