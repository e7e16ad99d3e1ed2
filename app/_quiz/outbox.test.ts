import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Submission } from '@/lib/quiz/wire'

/** What the server would answer, one entry a request; `null` is a network that is away. */
let replies: ({ status: number; body: unknown } | null)[] = []
let requests: Submission[] = []
let kept: Map<string, string>

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  replies = []
  requests = []
  kept = new Map()
  vi.stubGlobal('localStorage', storageOn(kept))
  vi.stubGlobal('fetch', async (_url: string, init: { body: string }) => {
    requests.push(JSON.parse(init.body))
    const reply = replies.shift()
    if (!reply) throw new TypeError('Failed to fetch')
    return Response.json(reply.body, { status: reply.status })
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('an answer leaves the device only when the server has it', async () => {
  const { flush, send, waitingAnswers } = await import('./outbox')
  replies = [stored('a')]
  send(submission('a'))
  expect(waitingAnswers()).toHaveLength(1)
  await flush()
  expect(waitingAnswers()).toEqual([])
})

test('without a network an answer is kept and sent again by itself, under the same id', async () => {
  const { flush, send, waitingAnswers } = await import('./outbox')
  replies = [null, { status: 503, body: { ok: false, code: 'unavailable' } }, stored('a')]
  send(submission('a'))
  await flush()
  expect(waitingAnswers()).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(waitingAnswers()).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(waitingAnswers()).toEqual([])
  expect(new Set(requests.map(({ id }) => id))).toEqual(new Set(['a']))
})

test('an answer says for how long it was kept, three weeks at most, whatever the clock was set to', async () => {
  const { flush, send } = await import('./outbox')
  replies = [null, null, null, stored('a')]
  send(submission('a'))
  await flush()
  for (const hours of [5, 24 * 60, -24 * 90]) {
    vi.setSystemTime(Date.now() + hours * 3_600_000)
    await flush()
  }
  const held = requests.map(({ heldMs }) => heldMs)
  expect(held).toEqual([undefined, 5 * 3_600_000, 21 * 86_400_000, undefined])
  expect(requests.at(-1)).not.toHaveProperty('givenAt')
})

test('a second press sends nothing a second time', async () => {
  const { flush, send } = await import('./outbox')
  replies = [stored('a')]
  send(submission('a'))
  send(submission('a'))
  await flush()
  expect(requests).toHaveLength(1)
})

test('what an earlier page left behind goes out first, and the page hears of it', async () => {
  kept.set('forklore.outbox', JSON.stringify([submission('old')]))
  const { flush, onSent, send } = await import('./outbox')
  const heard: string[] = []
  onSent((one, sent) => heard.push(`${one.id} ${sent.kind}`))
  replies = [stored('old'), stored('new')]
  send(submission('new'))
  await flush()
  expect(heard).toEqual(['old stored', 'new stored'])
})

test('a refusal is final and does not hold up the next answer', async () => {
  const { flush, onSent, send, waitingAnswers } = await import('./outbox')
  const heard: string[] = []
  onSent((one, sent) =>
    heard.push(`${one.id} ${sent.kind === 'failed' ? `${sent.code} ${sent.next?.stem}` : sent.kind}`),
  )
  const stale = { ok: false, code: 'stale-item' }
  replies = [
    { status: 409, body: stale },
    { status: 409, body: { ...stale, next: { stem: 'another variant' } } },
    stored('c'),
  ]
  for (const id of ['a', 'b', 'c']) send(submission(id))
  await flush()
  expect(heard).toEqual(['a stale-item undefined', 'b stale-item another variant', 'c stored'])
  expect(waitingAnswers()).toEqual([])
})

test('an answer of somebody who was signed out elsewhere waits for the sign-in, and holds nothing else up', async () => {
  const { answerAs, flush, onSent, send, waitingAnswers } = await import('./outbox')
  const heard: string[] = []
  onSent((one, sent) =>
    heard.push(`${one.id} ${sent.kind === 'kept' && sent.isSignedOut ? 'signed out' : sent.kind}`),
  )
  answerAs('somebody')
  replies = [{ status: 401, body: { ok: false, code: 'signed-out' } }]
  send(submission('a'))
  await flush()
  answerAs(null)
  replies = [{ status: 401, body: { ok: false, code: 'signed-out' } }, stored('b')]
  send(submission('b'))
  await flush()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(heard).toEqual(['a signed out', 'a signed out', 'b stored'])
  expect(requests.map(({ id, account }) => [id, account])).toEqual([
    ['a', 'somebody'],
    ['a', 'somebody'],
    ['b', null],
  ])
  replies = [stored('a')]
  await flush()
  expect(waitingAnswers()).toEqual([])
})

test('an answer of somebody else who was signed in here is neither shown nor lost', async () => {
  const { answerAs, flush, onSent, ownWaitingAnswers, send, waitingAnswers } = await import('./outbox')
  answerAs('first')
  replies = [{ status: 401, body: { ok: false, code: 'signed-out' } }]
  send(submission('a'))
  await flush()
  const heard: string[] = []
  onSent((one, sent) => heard.push(`${one.id} ${sent.kind}`))
  answerAs('second')
  expect(ownWaitingAnswers()).toEqual([])
  replies = [{ status: 401, body: { ok: false, code: 'signed-out' } }, stored('b')]
  send(submission('b'))
  await flush()
  expect(heard).toEqual(['a elsewhere', 'b stored'])
  expect(waitingAnswers().map(({ id }) => id)).toEqual(['a'])
})

test('too many answers at once wait as long as the server says', async () => {
  const { flush, send, waitingAnswers } = await import('./outbox')
  replies = [{ status: 429, body: { ok: false, code: 'rate-limited', seconds: 30 } }, stored('a')]
  send(submission('a'))
  await flush()
  await vi.advanceTimersByTimeAsync(29_000)
  expect(requests).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(waitingAnswers()).toEqual([])
})

test('signing out leaves nothing of this site on the device, and nothing of others is touched', async () => {
  const { flush, forgetDevice, keepDraft, send } = await import('./outbox')
  kept.set('theme', 'dark')
  replies = [null]
  keepDraft('x', { seed: 1 })
  send(submission('a'))
  await flush()
  forgetDevice()
  expect([...kept.keys()]).toEqual(['theme'])
})

test('answers survive as long as the page where storage is switched off', async () => {
  vi.stubGlobal('localStorage', undefined)
  const { flush, send, waitingAnswers } = await import('./outbox')
  replies = [null]
  send(submission('a'))
  await flush()
  expect(waitingAnswers()).toHaveLength(1)
})

test('ids are UUIDs of version 4, and a guest key is 32 bytes in base64url', async () => {
  const { guestKey, newId } = await import('./outbox')
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(guestKey()).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(guestKey()).toBe(guestKey())
})

function submission(id: string): Submission {
  return {
    id,
    attemptId: 'attempt',
    itemId: 'fork.count',
    hash: '0123456789abcdef',
    seed: 1,
    locale: 'ko',
    answer: { kind: 'choice', option: 'a' },
    durationMs: 5,
    confidence: null,
    hintsShown: 0,
    guestKey: 'key',
  }
}

function stored(id: string) {
  return { status: 200, body: { ok: true, response: { id } } }
}

function storageOn(entries: Map<string, string>) {
  const methods = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  }
  // A real one lists its keys as its own properties.
  return new Proxy(methods, {
    ownKeys: () => [...entries.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
}
