import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { storeResponse } from '@/lib/attempt/store'
import { viewerOf } from '@/lib/auth/person'
import { db } from '@/lib/db'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { exportViewer } from './export'

test('an export has every answer and score, and no hash that a key could be tried against', async () => {
  const viewer = viewerOf(await db.user.create({ data: { email: `${randomUUID()}@example.org` } }))
  const itemHash = randomUUID()
  const id = randomUUID()
  await storeResponse(viewer, {
    id,
    attemptId: randomUUID(),
    itemId: 'fork.one',
    itemHash,
    seed: 1,
    locale: 'ko',
    answer: { kind: 'choice', option: 'a' },
    mode: 'practice',
    durationMs: 900,
    confidence: 2,
    hintsShown: 1,
    heldMs: 0,
    score: {
      engineVersion: '1',
      itemHash,
      state: 'scored',
      earned: 1,
      total: 1,
      codes: [],
      replayed: null,
    },
  })
  const text = JSON.stringify(await exportViewer(viewer, await allWithheldFrom({ viewer, device: null })))
  expect(text).not.toContain(itemHash)
  expect(text).not.toContain('itemHash')
  expect(JSON.parse(text).responses).toMatchObject([
    { id, answer: { option: 'a' }, durationMs: 900, confidence: 2, scores: [{ earned: 1, cause: 'submit' }] },
  ])
})
