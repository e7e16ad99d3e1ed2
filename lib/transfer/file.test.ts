import { expect, test } from 'vitest'
import { cutInParts, readExport } from './file'

const [ID, ATTEMPT, VERSION] = ['a', 'b', 'c'].map((x) => `${x.repeat(8)}-0000-4000-8000-000000000000`)
const response = (rest: object = {}) => ({
  id: ID,
  attemptId: ATTEMPT,
  itemId: 'fork.one',
  seed: 1,
  locale: 'ko',
  answer: { kind: 'choice', option: 'a' },
  durationMs: null,
  confidence: null,
  hintsShown: 0,
  heldMs: 60_000,
  givenAt: null,
  createdAt: '2026-11-01T00:01:00.000Z',
  scores: [{ earned: 99 }],
  ...rest,
})
const exported = (rest: object) =>
  JSON.stringify({ exportedAt: '2026-11-29T00:00:00.000Z', responses: [], ...rest }, null, 2)

test('an answer is as it was given, in the mode of its attempt, at the line where it stands; what it was worth stays behind', () => {
  const text = exported({ attempts: [{ id: ATTEMPT, mode: 'mock' }], responses: [response()] })
  const [only, ...more] = readExport(text) ?? []
  expect(more).toEqual([])
  expect(only?.row).toMatchObject({
    kind: 'response',
    id: ID,
    mode: 'mock',
    givenAt: '2026-11-01T00:00:00.000Z',
  })
  expect(only?.row).not.toHaveProperty('scores')
  expect(text.split('\n')[(only?.line ?? 0) - 1]).toContain(ID)
})

test('one that was imported before keeps the time at which it was given', () => {
  const givenAt = '2025-01-01T00:00:00.000Z'
  expect(readExport(exported({ responses: [response({ givenAt })] }))?.[0]?.row).toMatchObject({ givenAt })
})

test('answers come in the order in which they were given, and each version of a program is a row', () => {
  const responses = ['2026-11-03', '2026-11-01', '2026-11-02'].map((day) =>
    response({ id: day, createdAt: `${day}T00:01:00.000Z` }),
  )
  const run = { grain: 'line', more: [{ name: 'b.h', text: 'y' }] }
  const programs = [{ id: ID, name: 'race', versions: [{ id: VERSION, text: 'x', run }] }]
  const rows = (readExport(exported({ responses, programs })) ?? []).map(({ row }) => row)
  expect(rows.map(({ id }) => id)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03', ID])
  const files = [
    { name: 'program.c', text: 'x' },
    { name: 'b.h', text: 'y' },
  ]
  expect(rows.at(-1)).toEqual({
    kind: 'program',
    id: ID,
    versionId: VERSION,
    name: 'race',
    files,
    run: { grain: 'line' },
  })
})

test.each([
  '',
  '{',
  '[]',
  'null',
  '7',
  '{"responses": 7, "exportedAt": ""}',
  '{"responses": []}',
  exported({}).slice(0, -2),
])('what is no exported file is none: %s', (text) => {
  expect(readExport(text)).toBe(null)
})

test('a file of anything at all is read without harm', () => {
  const junk = [null, 7, 'x', [], {}, { id: {} }, { versions: [null, { run: 7 }] }]
  const all = { attempts: junk, responses: junk, mocks: junk, programs: junk, sections: junk }
  expect(readExport(exported(all))?.length).toBeGreaterThan(0)
  expect(readExport(exported({ attempts: 7, mocks: 'x', programs: null, sections: {} }))).toEqual([])
})

test('parts have at most 50 rows and 200,000 bytes, of Hangul too, and nothing is left out', () => {
  const rows = Array.from({ length: 230 }, (_, i) => ({
    row: { kind: 'x', text: '한'.repeat(i % 7 === 0 ? 13_000 : 10) },
    line: i,
  }))
  const parts = cutInParts(rows)
  expect(parts.flat()).toEqual(rows)
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(50)
  for (const part of parts)
    expect(Buffer.byteLength(JSON.stringify(part.map(({ row }) => row)))).toBeLessThanOrEqual(201_000)
  const [long] = cutInParts([{ row: { text: 'x'.repeat(300_000) }, line: 1 }])
  expect(long).toHaveLength(1)
})

test('of answers that were given at once the lower id comes first', () => {
  const responses = ['b', 'c', 'a'].map((id) => response({ id }))
  expect((readExport(exported({ responses })) ?? []).map(({ row }) => row.id)).toEqual(['a', 'b', 'c'])
})
