import { afterEach, expect, test, vi } from 'vitest'
import { cutInParts } from '@/lib/transfer/file'
import { sendRows } from './import-send'

afterEach(() => vi.unstubAllGlobals())

/** A server that takes bodies of so many bytes. */
function serverOf(most: number): string[] {
  const taken: string[] = []
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    if (Buffer.byteLength(body) > most) return Response.json({ ok: false, code: 'too-long' }, { status: 413 })
    const { rows } = JSON.parse(body) as { rows: { id: string }[] }
    taken.push(...rows.map(({ id }) => id))
    return Response.json({ ok: true, results: rows.map(() => 'stored'), wait: null })
  })
  return taken
}

const said = (id: string, letters: number) => ({ row: { id, text: '한'.repeat(letters) }, line: null })

test('interviews in Hangul come in parts that a server takes at once', async () => {
  const taken = serverOf(256 * 1024)
  const rows = Array.from({ length: 60 }, (_, i) => said(String(i), 3_000))
  for (const part of cutInParts(rows))
    expect(await sendRows(part)).toMatchObject({ results: part.map(() => 'stored') })
  expect(taken).toEqual(rows.map(({ row }) => row.id))
})

test('a part that is too long is halved, and a row that is by itself is left', async () => {
  const taken = serverOf(10_000)
  const rows = [said('a', 1_000), said('b', 1_000), said('c', 5_000), said('d', 1_000)]
  const results: string[] = []
  while (results.length < rows.length) {
    const sent = await sendRows(rows.slice(results.length))
    if (typeof sent === 'string') throw new Error(sent)
    expect(sent.results.length).toBeGreaterThan(0)
    results.push(...sent.results)
  }
  expect(results).toEqual(['stored', 'stored', 'too-long', 'stored'])
  expect(taken).toEqual(['a', 'b', 'd'])
})
