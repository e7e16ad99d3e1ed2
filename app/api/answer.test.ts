import { expect, test, vi } from 'vitest'
import { readJson, TOO_LONG } from './answer'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const sent = (body: string) => readJson(new Request('http://forklore.test/api', { method: 'POST', body }))

test('a body is read as it was sent, but for what no text of the database may have', async () => {
  const answer = {
    text: 'a\u0000b',
    list: ['\u0000', 'c'],
    escaped: '\\u0000',
    half: 'x\ud800y',
    whole: '😀',
    n: 1,
    none: null,
  }
  const read = { ...answer, text: 'ab', list: ['', 'c'], half: 'x\ufffdy' }
  expect(await sent(JSON.stringify(answer))).toEqual(read)
})

test('what is no JSON is null, and what is longer than anybody types is said to be', async () => {
  expect(await sent('{')).toBe(null)
  expect(await sent('')).toBe(null)
  expect(await sent(JSON.stringify('x'.repeat(300_000)))).toBe(TOO_LONG)
})
