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

test('of a body without a length and without an end no more is taken than anybody types', async () => {
  let taken = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(to) {
      taken += 65_536
      to.enqueue(new Uint8Array(65_536).fill(0x20))
    },
  })
  const request = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
  expect(await readJson(new Request('http://forklore.test/api', request))).toBe(TOO_LONG)
  expect(taken).toBeLessThan(1_000_000)
})

test('a letter that two parts of a body share is read whole', async () => {
  const bytes = new TextEncoder().encode('"한글"')
  const parts = new ReadableStream<Uint8Array>({
    start(to) {
      for (const byte of bytes) to.enqueue(new Uint8Array([byte]))
      to.close()
    },
  })
  const request = { method: 'POST', body: parts, duplex: 'half' } as RequestInit
  expect(await readJson(new Request('http://forklore.test/api', request))).toBe('한글')
})
