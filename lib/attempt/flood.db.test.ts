/** Somebody who stored many long schedules looks at them again and again: everybody else goes on as before. */
import { randomUUID } from 'node:crypto'
import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import * as me from '@/app/api/me/route'
import * as responses from '@/app/api/responses/route'
import { viewerOf } from '@/lib/auth/person'
import { writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { catalog } from '@/lib/content/catalog'
import { itemsOf } from '@/lib/content/quiz'
import { db } from '@/lib/db'
import type { ScheduleItem } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import { scorer, warmScorer } from './scorer'
import { storeResponse } from './store'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const ANSWERS = 119
/** Times that others are measured alone and beside a flood, and requests of each. */
const [ROUNDS, REQUESTS] = [4, 30]

test('a flood of reads of long schedules, which no replay was kept of, leaves others under twice their time', async () => {
  // Where items are read once, as on a server.
  vi.stubEnv('NODE_ENV', 'production')
  await warmScorer()
  const item = catalog()
    .lessons.flatMap(({ slug }) => itemsOf(slug))
    .find((one): one is ScheduleItem => one.kind === 'schedule')!
  const [flooder, other] = [await somebody(), await somebody()]
  await storeLongSchedules(flooder.id, item)
  const look = () => request(flooder.browser, () => responses.GET(responsesRequest(item.lesson)))
  const ask = () => request(other.browser, () => me.GET(new Request('http://localhost/api/me?locale=ko')))
  expect((await ask()).status).toBe(200)

  const times = { alone: [] as number[], flooded: [] as number[] }
  let looks = 0
  // In turn, so that whatever else the machine is at comes to both.
  for (let round = 0; round < ROUNDS; round++) {
    times.alone.push(...(await timesOf(ask)))
    const flood = begin(look)
    times.flooded.push(...(await timesOf(ask)))
    looks += await flood.end()
  }
  const [alone, flooded] = [median(times.alone), median(times.flooded)]
  console.log(
    `GET /api/me: median ${alone.toFixed(1)} ms alone, ${flooded.toFixed(1)} ms beside ${looks} reads of ${ANSWERS} long schedules`,
  )
  // Eight were under way all the time; few of them had their turn.
  expect(looks).toBeGreaterThan(3)
  expect(flooded).toBeLessThan(2 * alone)
}, 300_000)

/** Answers as they were stored before replays were kept with them. */
async function storeLongSchedules(userId: string, item: ScheduleItem): Promise<void> {
  const viewer = viewerOf(await db.user.findUniqueOrThrow({ where: { id: userId } }))
  const attemptId = randomUUID()
  for (let i = 0; i < ANSWERS; i++) {
    const hash = itemHash(item)
    await storeResponse(viewer, {
      id: randomUUID(),
      attemptId,
      itemId: item.id,
      itemHash: hash,
      seed: 1,
      locale: 'ko',
      answer: { kind: 'schedule', schedule: `1.rr.20.${i}.${'A1B1'.repeat(2_000)}` },
      mode: 'practice',
      durationMs: null,
      confidence: null,
      hintsShown: 0,
      heldMs: 0,
      score: {
        engineVersion: scorer.engineVersion,
        itemHash: hash,
        state: 'unfinished',
        earned: 0,
        total: 1,
        codes: [],
        replayed: null,
      },
    })
  }
}

async function somebody(): Promise<{ id: string; browser: Browser }> {
  const { id } = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  const browser = newBrowser()
  await request(browser, () => writeSession(id, 0))
  return { id, browser }
}

function responsesRequest(lesson: string): NextRequest {
  return new NextRequest(`http://forklore.test/api/responses?lesson=${lesson}&locale=ko`)
}

/** Looks by eight clients at once, each of which looks again when it has its answer.
 *  @returns how to end them: with the number of looks once none is under way */
function begin(look: () => Promise<Response>): { readonly end: () => Promise<number> } {
  let [looks, isOver] = [0, false]
  const clients = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const { status } = await look()
      looks++
      // A client that floods waits for its answer over the network.
      if (status === 429) await new Promise((resolve) => setTimeout(resolve, 2))
    }
  })
  const end = async () => {
    isOver = true
    await Promise.all(clients)
    return looks
  }
  return { end }
}

/** Of so many requests, one after the other, in ms each. */
async function timesOf(ask: () => Promise<Response>): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < REQUESTS; i++) {
    const start = performance.now()
    await ask()
    times.push(performance.now() - start)
  }
  return times
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN
}
