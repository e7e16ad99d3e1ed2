import { afterEach, expect, test, vi } from 'vitest'
import { live as words } from '@/lib/i18n/en/live'
import { askNow, failureText, pauseAfter, sendVote } from './live-client'

afterEach(() => vi.unstubAllGlobals())
const says = (status: number, body: object) =>
  vi.stubGlobal('fetch', async () => Response.json(body, { status }))

test('a page stops asking where it has no part any more, and waits as long as it is told', async () => {
  says(200, { ok: true, live: null })
  expect(pauseAfter(await askNow('x'), 700)).toBe(700)
  for (const [status, code] of [
    [401, 'signed-out'],
    [404, 'not-found'],
  ] as const) {
    says(status, { ok: false, code })
    expect(pauseAfter(await askNow('x'), 700)).toBeNull()
  }
  says(429, { ok: false, code: 'rate-limited', seconds: 9 })
  expect(pauseAfter(await askNow('x'), 700)).toBe(9_000)
  says(503, { ok: false, code: 'unavailable' })
  expect(pauseAfter(await askNow('x'), 700)).toBe(700)
})

test('an answer that is not stored says why', async () => {
  const why = async () => {
    const said = await sendVote('x', { question: 'q', round: 1, option: 'a' })
    return said.ok ? 'stored' : failureText(words, said)
  }
  says(200, { ok: true })
  expect(await why()).toBe('stored')
  says(400, { ok: false, code: 'closed' })
  expect(await why()).toBe(words.problems.closed)
  says(401, { ok: false, code: 'signed-out' })
  expect(await why()).toBe(words.problems.out)
  says(429, { ok: false, code: 'rate-limited', seconds: 9 })
  expect(await why()).toMatch(/ 9 s/)
  says(400, { ok: false, code: 'bad-request' })
  expect(await why()).toBe(words.problems.refused)
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  expect(await why()).toBe(words.problems.offline)
})
