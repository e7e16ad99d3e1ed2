/** Answers that are programs: acknowledged at once, explored by whoever is there, scored once. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { NextRequest } from 'next/server'
import pg from 'pg'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import * as one from '@/app/api/responses/[id]/route'
import { deleteAccount } from '@/lib/account/delete'
import { mergeGuest } from '@/lib/account/merge'
import { viewerOf } from '@/lib/auth/person'
import { writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { loadItem } from '@/lib/content/quiz'
import { readDatabaseUrl } from '@/lib/database-url'
import { db } from '@/lib/db'
import { exploreProgram } from '@/lib/exploration/explore'
import { openQueue, type Queue, TAKEN_UP_AGAIN } from '@/lib/exploration/queue'
import { LOST, QUEUE, queueSchema } from '@/lib/queue/schema'
import type { Answer, ItemOf } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import type { Submission } from '@/lib/quiz/wire'
import type { Scorer } from './answered'
import { stopExplorer } from './explorer'
import { giveUpResponse, settleResponse } from './settle'
import { submitResponse } from './submit'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const both = (text: string) => ({ ko: text, en: text })
const program = (task: string) => `#include <pthread.h>
#include <stdio.h>
int n;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *f(void *arg) { ${task} return 0; }
int main(void) {
  pthread_t a, b;
  pthread_create(&a, 0, f, 0); pthread_create(&b, 0, f, 0);
  pthread_join(a, 0); pthread_join(b, 0);
  printf("%d\\n", n);
}
`
const BROKEN = program('n++;')
const MENDED = program('pthread_mutex_lock(&lock); n++; pthread_mutex_unlock(&lock);')
const item: ItemOf<'mend'> = {
  id: 'mutex.test-mend',
  section: 's',
  lesson: 'l',
  kind: 'mend',
  stem: both('Mend it.'),
  hint: null,
  explanation: both('secret explanation'),
  rubric: { points: 1, partial: 'whole' },
  program: { file: 'race.c', source: BROKEN, config: { cores: 1 } },
  must: { stdout: '2\n', status: 0, started: 2, together: 2, writers: { n: 2 }, raceFree: true },
  key: { mended: 'secret mended' },
  slips: [],
}
const explore = vi.fn(async (asked: { file: string; source: string }) => exploreProgram(asked))
const scorer: Scorer = {
  loadItem: (id) => (id === item.id ? item : null),
  replay: () => ({ state: 'refused' }),
  explore,
  engineVersion: 'test',
}

const queues: Queue[] = []
/** An instance that explores what is in line. */
function instance(
  settle = (id: string): Promise<unknown> => settleResponse(id, scorer),
  threads = 1,
): Promise<void> {
  const queue = openQueue(process.env.DATABASE_URL ?? '')
  queues.push(queue)
  return queue.work(
    threads,
    async (id) => void (await settle(id)),
    async (id) => void (await giveUpResponse(id, scorer)),
  )
}
afterEach(async () => {
  await Promise.all(queues.splice(0).map((queue) => queue.stop()))
  explore.mockClear()
  await db.rateLimit.deleteMany()
})
afterAll(() => stopExplorer())

const submission = (source: string, rest: Partial<Submission> = {}): Submission => ({
  id: randomUUID(),
  attemptId: randomUUID(),
  itemId: item.id,
  hash: publicItem(item, 'en', 1).hash,
  seed: 1,
  locale: 'en',
  answer: { kind: 'mend', source },
  ...rest,
})
const submit = (browser: Browser, sent: Submission) =>
  request(browser, () => submitResponse(sent, browser.address, scorer))
const scoresOf = (responseId: string) =>
  db.itemScore.findMany({ where: { responseId }, orderBy: { id: 'asc' } })
async function somebody(): Promise<{ id: string; browser: Browser }> {
  const { id } = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  const browser = newBrowser()
  await request(browser, () => writeSession(id, 0))
  return { id, browser }
}
async function sql(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const { schema, ...connection } = readDatabaseUrl(process.env.DATABASE_URL ?? '')
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(text.replaceAll('QUEUE', queueSchema(schema)), [...values])).rows
  } finally {
    await client.end()
  }
}
const jobOf = (id: string) =>
  sql('SELECT "state" FROM QUEUE.job WHERE "name" = $1 AND "id" = $2', [QUEUE, id])
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) if (await isSo()) return
  throw new Error('it never came to that')
}
const untilScored = (id: string) => until(async () => (await scoresOf(id)).length > 1)

test('an answer is acknowledged before it is explored and tells no key; then it is scored, and what rests on that is derived', async () => {
  const { id: userId, browser } = await somebody()
  const [wrong, right] = [submission(BROKEN), submission(MENDED)]
  for (const sent of [wrong, right]) {
    const result = await submit(browser, sent)
    expect(result).toMatchObject({ ok: true, response: { state: 'exploring', earned: 0, feedback: null } })
    expect(JSON.stringify(result)).not.toContain('secret')
    expect(await jobOf(sent.id)).toEqual([{ state: 'created' }])
  }
  expect(explore).not.toHaveBeenCalled()
  expect(await db.mastery.findMany({ where: { userId } })).toEqual([])
  await instance()
  await untilScored(wrong.id)
  await untilScored(right.id)
  expect(await scoresOf(wrong.id)).toMatchObject([
    { state: 'exploring' },
    { state: 'scored', earned: 0, cause: 'submit' },
  ])
  expect(await scoresOf(right.id)).toMatchObject([{ state: 'exploring' }, { state: 'scored', earned: 1 }])
  expect(await db.mastery.findMany({ where: { userId } })).toMatchObject([
    { concept: 'mutex', answers: 1, earned: 0 },
  ])
  expect(await db.itemStanding.findMany({ where: { userId } })).toMatchObject([{ newestEarned: 1 }])
  expect(await submit(browser, wrong)).toMatchObject({
    ok: true,
    response: { state: 'scored', feedback: { correct: false, proof: { faults: ['output', 'race'] } } },
  })
})

test('what is explored twice, at once or one after the other, has one score', async () => {
  const sent = submission(MENDED)
  await submit((await somebody()).browser, sent)
  const added = await Promise.all([1, 2, 3].map(() => settleResponse(sent.id, scorer)))
  expect(added.filter(Boolean)).toEqual([true])
  expect(await settleResponse(sent.id, scorer)).toBe(false)
  expect(await giveUpResponse(sent.id, scorer)).toBe(false)
  expect(await scoresOf(sent.id)).toHaveLength(2)
})

test('an instance that is killed loses none: another takes its job, and what the first one brings late adds nothing', async () => {
  const sent = submission(MENDED)
  await submit((await somebody()).browser, sent)
  let wakeUp = () => {}
  const killed = new Promise<void>((resolve) => {
    wakeUp = resolve
  })
  await instance((id) => (id === sent.id ? killed : Promise.resolve()).then(() => settleResponse(id, scorer)))
  await until(async () => (await jobOf(sent.id))[0]?.state === 'active')
  await sql(`UPDATE QUEUE.job SET "started_on" = now() - interval '1 hour' WHERE "id" = $1`, [sent.id])
  await instance()
  await untilScored(sent.id)
  wakeUp()
  await sleep(300)
  expect(await scoresOf(sent.id)).toMatchObject([{ state: 'exploring' }, { state: 'scored', earned: 1 }])
})

test.each([
  ['comes to an end', undefined],
  ['fails', new Error('late')],
])(
  'who %s with a job that was taken up again meanwhile changes nothing of it, in one instance either',
  async (_, failure) => {
    const sent = submission(MENDED)
    await submit((await somebody()).browser, sent)
    const ends: ((error?: Error) => void)[] = []
    const settle = (id: string) =>
      new Promise<void>((resolve, reject) => {
        if (id !== sent.id) return resolve()
        ends.push((error) => (error ? reject(error) : resolve(settleResponse(id, scorer).then(() => {}))))
      })
    await instance(settle, 2)
    await until(async () => ends.length === 1)
    await sql(`UPDATE QUEUE.job SET "state" = 'retry', "start_after" = now() WHERE "id" = $1`, [sent.id])
    await until(async () => ends.length === 2)
    ends[0]?.(failure)
    // The first one neither ends it nor puts it in line; and it is the second of which is said that it is at work.
    await sql(`UPDATE QUEUE.job SET "started_on" = now() - interval '1 minute' WHERE "id" = $1`, [sent.id])
    await sleep(4000)
    expect(await jobOf(sent.id)).toEqual([{ state: 'active' }])
    ends[1]?.()
    await until(async () => (await jobOf(sent.id))[0]?.state === 'completed')
    expect(await scoresOf(sent.id)).toMatchObject([{ state: 'exploring' }, { state: 'scored', earned: 1 }])
    expect(ends).toHaveLength(2)
  },
)

/** An instance of a process of its own, which takes jobs and never comes to an end with one. */
async function instanceApart(): Promise<ChildProcess> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { openQueue } from '@/lib/exploration/queue'
        const never = () => new Promise(() => {})
        void openQueue(process.env.DATABASE_URL).work(1, never, never)`,
      resolveDir: process.cwd(),
    },
    alias: { '@': process.cwd() },
    external: ['pg-boss'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  })
  return spawn(process.execPath, ['--input-type=module', '-e', outputFiles[0]?.text ?? ''], {
    stdio: 'inherit',
  })
}

test('what an instance had that is killed is taken up again within seconds, while it stays with one that only takes long', async () => {
  const [sent, long] = [submission(MENDED), submission(MENDED)]
  const { browser } = await somebody()
  const apart = await instanceApart()
  await submit(browser, sent)
  await until(async () => (await jobOf(sent.id))[0]?.state === 'active')
  const settled: string[] = []
  const take = async (id: string) => {
    settled.push(id)
    if (id === long.id) await sleep(1000 * (TAKEN_UP_AGAIN + 4))
    await settleResponse(id, scorer)
  }
  await submit(browser, long)
  await instance(take)
  await until(async () => settled.length > 0)
  await instance(take)
  apart.kill('SIGKILL')
  const killed = performance.now()
  await untilScored(sent.id)
  // Whoever is asked to look is late on a busy machine.
  expect(performance.now() - killed).toBeLessThan(1000 * (TAKEN_UP_AGAIN + 4))
  await untilScored(long.id)
  expect(settled).toEqual([long.id, sent.id])
  for (const { id } of [sent, long])
    expect(await scoresOf(id)).toMatchObject([{ state: 'exploring' }, { state: 'scored', earned: 1 }])
}, 120_000)

test('a program that ends whoever explores it is given up, and says so', async () => {
  const sent = submission(MENDED)
  await submit((await somebody()).browser, sent)
  await sql(
    `UPDATE QUEUE.job SET "state" = 'active', "started_on" = now() - interval '1 hour', "retry_count" = "retry_limit" WHERE "id" = $1`,
    [sent.id],
  )
  await instance()
  await untilScored(sent.id)
  expect(await scoresOf(sent.id)).toMatchObject([
    {},
    { state: 'unfinished', earned: 0, replayed: { cut: 'engine' } },
  ])
  expect(explore).not.toHaveBeenCalled()
  await until(
    async () =>
      (await sql('SELECT 1 FROM QUEUE.job WHERE "name" = $1 AND "state" < \'completed\'', [LOST])).length ===
      0,
  )
})

test('of an answer that is not stored nothing is in line, and one that is sent twice is in line once', async () => {
  const { browser } = await somebody()
  const sent = submission(MENDED)
  await submit(browser, sent)
  await submit(browser, sent)
  expect(await jobOf(sent.id)).toHaveLength(1)
  // The id is somebody else's, who waits for it already.
  await settleResponse(sent.id, scorer)
  const [before] = await jobOf(sent.id)
  expect(await submit((await somebody()).browser, sent)).toEqual({ ok: false, code: 'refused' })
  expect(await jobOf(sent.id)).toEqual([before])
})

test('who has gone meanwhile is not scored, and whose work has moved is scored where it went', async () => {
  const gone = await somebody()
  const sent = submission(MENDED)
  await submit(gone.browser, sent)
  expect(
    await deleteAccount(viewerOf(await db.user.findUniqueOrThrow({ where: { id: gone.id } })), gone.id),
  ).not.toBe('password')
  await db.user.deleteMany({ where: { id: gone.id } })
  expect(await settleResponse(sent.id, scorer)).toBe(false)

  const guest = newBrowser()
  const moved = submission(MENDED)
  await submit(guest, moved)
  const { userId: guestId } = await db.itemResponse.findUniqueOrThrow({ where: { id: moved.id } })
  const { id: accountId } = await somebody()
  explore.mockImplementationOnce(async (asked) => {
    expect(await mergeGuest(guestId, accountId)).toBe(true)
    return exploreProgram(asked)
  })
  expect(await settleResponse(moved.id, scorer)).toBe(true)
  expect(await db.mastery.findMany({ where: { userId: { in: [guestId, accountId] } } })).toMatchObject([
    { userId: accountId, earned: 1 },
  ])
})

test('an item that has gone meanwhile leaves its answer without a verdict', async () => {
  const sent = submission(MENDED)
  await submit((await somebody()).browser, sent)
  expect(await settleResponse(sent.id, { ...scorer, loadItem: () => null })).toBe(true)
  expect(await scoresOf(sent.id)).toMatchObject([{}, { state: 'unfinished', earned: 0, total: 1 }])
})

test('who sends program after program is told to wait, and nothing is stored', async () => {
  const { browser } = await somebody()
  const begun = Date.now()
  let stored = 0
  let last = await submit(browser, submission(MENDED))
  for (; last.ok && stored < 40; last = await submit(browser, submission(MENDED))) stored++
  expect(last).toMatchObject({ ok: false, code: 'rate-limited' })
  // Twelve at once, and three a minute beside: a busy machine needs some of them to get so far.
  expect(stored).toBeGreaterThanOrEqual(12)
  expect(stored).toBeLessThanOrEqual(12 + Math.ceil((3 * (Date.now() - begun)) / 60_000))
  expect(await submit((await somebody()).browser, submission(MENDED))).toMatchObject({ ok: true })
})

test('an item of the content is explored in a thread, and its learner, who asks, is told where it stands; nobody else is', async () => {
  // Where items are read once, as on a server.
  vi.stubEnv('NODE_ENV', 'production')
  const real = loadItem('mutex.mend-two-writers') as ItemOf<'mend'>
  const { browser } = await somebody()
  const sent = submission(real.key.mended, {
    itemId: real.id,
    hash: publicItem(real, 'en', 1).hash,
    answer: { kind: 'mend', source: real.key.mended } satisfies Answer,
  })
  expect(
    await request(browser, () => submitResponse(sent, browser.address, { ...scorer, loadItem })),
  ).toMatchObject({
    ok: true,
  })
  const ask = async (who: Browser) => {
    const asked = new NextRequest(`http://forklore.test/api/responses/${sent.id}?locale=ko`)
    const response = await request(who, () => one.GET(asked, { params: Promise.resolve({ id: sent.id }) }))
    return { status: response.status, ...(await response.json()) }
  }
  const first = await ask(browser)
  expect(first).toMatchObject({ status: 200, stage: expect.stringMatching(/waiting|exploring/) })
  expect(first.response).toMatchObject({ state: 'exploring', feedback: null })
  expect(await ask((await somebody()).browser)).toEqual({ status: 404, ok: false, code: 'unknown-response' })
  await until(async () => (await ask(browser)).stage === null)
  const { response } = await ask(browser)
  expect(response).toMatchObject({ state: 'scored', earned: 1, feedback: { proof: { holds: true } } })
  expect(response.feedback.proof.orders).toBeGreaterThan(1)
}, 240_000)
