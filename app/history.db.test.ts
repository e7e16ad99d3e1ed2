/** Somebody who has answered for years waits for no page that counts what they did. */
import { randomUUID } from 'node:crypto'
import { prerender } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import { recomputeAll } from '@/lib/attempt/regrade'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { db } from '@/lib/db'
import MapPage from './[locale]/map/page'
import * as me from './api/me/route'
import * as review from './api/review/route'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const ANSWERS = 5_000
const browser = newBrowser(randomUUID())
const LOOKS: Readonly<Record<string, () => Promise<string>>> = {
  'the own page': async () => (await me.GET(new Request('http://localhost/api/me?locale=ko'))).text(),
  'what is due': async () => (await review.GET()).text(),
  'the map': async () => {
    const props = { params: Promise.resolve({ locale: 'ko' }), searchParams: Promise.resolve({}) }
    const { prelude } = await prerender(await MapPage(props), { onError: () => {} })
    return new Response(prelude).text()
  },
}

test('of a learner with 5,000 answers the own page, what is due and the map take less than 100 ms of processor time each', async () => {
  // Where items are read once, as on a server.
  vi.stubEnv('NODE_ENV', 'production')
  const ids = [...catalog().lessons.flatMap(({ itemIds }) => itemIds), ...cardItems().map(({ id }) => id)]
  const { id } = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  await db.attempt.create({ data: { id, userId: id } })
  await db.$executeRaw`
    INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "itemHash", "seed", "locale", "answer", "createdAt")
    SELECT gen_random_uuid(), ${id}::uuid, ${id}::uuid, (${ids}::text[])[1 + n % cardinality(${ids}::text[])], 'h', 1, 'ko', '{}',
           now() - n * interval '3 hours'
      FROM generate_series(1, ${ANSWERS}::int) n`
  await db.$executeRaw`
    INSERT INTO "ItemScore" ("responseId", "engineVersion", "itemHash", "state", "earned", "total", "codes", "cause")
    SELECT "id", '1', 'h', 'scored', 1, 1, '{}', 'submit' FROM "ItemResponse" WHERE "userId" = ${id}::uuid`
  await recomputeAll([id])
  await request(browser, () => writeSession(id, 0))
  for (const [name, look] of Object.entries(LOOKS)) {
    // What is read once is read by now.
    const shown = await request(browser, look)
    expect(shown.length, name).toBeGreaterThan(1000)
    const used = process.cpuUsage()
    for (let i = 0; i < 10; i++) await request(browser, look)
    const { user, system } = process.cpuUsage(used)
    console.log(
      `${name}: ${((user + system) / 10_000).toFixed(1)} ms of processor time, ${shown.length} characters`,
    )
    expect((user + system) / 10_000, name).toBeLessThan(100)
  }
}, 240_000)
