/** What learners of classes do reaches a learning record store: all of it, once, whoever is away meanwhile, and nobody waits. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { scorer } from '@/lib/attempt/scorer'
import { submitSection } from '@/lib/attempt/section'
import { submitResponse } from '@/lib/attempt/submit'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import type { Viewer } from '@/lib/auth/viewer'
import { createAssignment } from '@/lib/classroom/assignment'
import { checkDraft, ownItemOf, writeVersion } from '@/lib/classroom/own-item'
import { account, joins, newClass } from '@/lib/classroom/test-class'
import { localTime } from '@/lib/classroom/zone'
import { readDatabaseUrl } from '@/lib/database-url'
import { db } from '@/lib/db'
import { EMPTY_DRAFT } from '@/lib/own-item/draft'
import { loadOwnItem } from '@/lib/own-item/store'
import { queueSchema } from '@/lib/queue/schema'
import { publicItem } from '@/lib/quiz/publish'
import type { Happening } from './outbox'
import { openSender } from './sender'
import { lrsOf } from './settings'
import { startLrs, type TestLrs } from './test-lrs'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
vi.mock('@/lib/content/catalog', async (original) => ({
  ...(await original<typeof import('@/lib/content/catalog')>()),
  catalog: () => ({
    lessons: [
      {
        slug: 'fork',
        title: { ko: '포크', en: 'Fork' },
        sections: [{ id: 'one' }, { id: 'two' }],
        itemIds: [],
      },
    ],
  }),
}))

let lrs: TestLrs
beforeEach(async () => {
  lrs = await startLrs('key', 'secret')
  Object.assign(process.env, {
    ...{ XAPI_ENDPOINT: lrs.endpoint, XAPI_KEY: 'key', XAPI_SECRET: 'secret' },
    NEXTAUTH_URL: 'https://forklore.test',
  })
})
afterEach(async () => {
  for (const name of ['XAPI_ENDPOINT', 'XAPI_KEY', 'XAPI_SECRET', 'NEXTAUTH_URL']) delete process.env[name]
  await lrs.close()
})

const url = process.env.DATABASE_URL ?? ''
const POLL = 0.5

/** A class that is asked a question of its own. */
async function asking() {
  const { id, code, teacher } = await newClass()
  const option = (text: string, isRight: boolean) => ({ text, isRight, feedback: '' })
  const draft = { ...EMPTY_DRAFT, stem: 'Which?', options: [option('fork', true), option('exec', false)] }
  const checked = await checkDraft(draft, () => Promise.reject(new Error('it has no program')))
  if (!checked.ok) throw new Error(checked.code)
  const made = await writeVersion(teacher, id, null, checked.version, 'en')
  if (!made.ok) throw new Error(made.code)
  const itemId = (await ownItemOf(teacher, id, made.id))?.itemId ?? ''
  const soon = (hours: number) => localTime(new Date(Date.now() + hours * 3_600_000), 'Asia/Seoul')
  const assigned = await createAssignment(teacher, id, {
    ...{ title: '과제', openAt: soon(-2), dueAt: soon(2), latePercent: 100, attempts: 1, mockMinutes: null },
    ...{ release: 'after_answer', scoreRelease: 'after_answer', itemIds: [itemId] },
  })
  if (!assigned.ok) throw new Error(assigned.code)
  return { id, code, itemId, assignmentId: assigned.id }
}

/** Answers as a page does. */
async function answers(viewer: Viewer, itemId: string, text: string, id = randomUUID()) {
  const item = await loadOwnItem(itemId)
  if (!item) throw new Error('it is there')
  const shown = publicItem(item, 'en', 1)
  const chosen = shown.kind === 'choice' ? shown.options.find((one) => one.text === text)?.id : ''
  const sent = { id, attemptId: randomUUID(), itemId, hash: shown.hash, seed: 1, locale: 'en' }
  const stored = await asks(viewer, () =>
    submitResponse({ ...sent, answer: { kind: 'choice', option: chosen ?? '' } }, '192.0.2.1', scorer),
  )
  expect(stored).toMatchObject({ ok: true })
  return id
}

async function asks<T>(viewer: Viewer, work: () => Promise<T>): Promise<T> {
  const browser = newBrowser()
  await request(browser, () => writeSession(viewer.id, 0))
  return request(browser, work)
}

async function learnerOf(code: string): Promise<{ viewer: Viewer; membershipId: string }> {
  const viewer = await account()
  expect(await joins(viewer, code)).toMatchObject({ ok: true })
  const { id } = await db.membership.findFirstOrThrow({ where: { userId: viewer.id } })
  return { viewer, membershipId: id }
}

/** Has a sender at work until something holds and nothing that may be sent now is in line.
 *  @param page so many learners of an assignment at once */
async function sends(until: () => void, now?: () => Date, page?: number): Promise<void> {
  const settings = lrsOf(process.env)
  if (!settings) throw new Error('a store is set')
  const sender = openSender(url, settings, now, POLL, page)
  await sender.start()
  try {
    await sender.tick()
    const settled = async () => {
      until()
      expect(await inLine(`state = 'active' OR state < 'active' AND start_after < now()`)).toEqual([])
    }
    await vi.waitFor(settled, { timeout: 60_000, interval: 200 })
  } finally {
    await sender.stop()
  }
}

const statedOf = (membershipId: string, verb = 'answered') =>
  [...lrs.stored.values()].filter(
    ({ actor, verb: { id } }) =>
      'account' in actor && actor.account.name === membershipId && id.endsWith(`/${verb}`),
  )

/** What is put off to be tried again later is tried now. */
async function hurry(): Promise<void> {
  await onJobs((jobs) => `UPDATE ${jobs} SET start_after = now() WHERE name = 'xapi' AND state = 'retry'`)
}

/** The jobs of which something holds. */
function inLine(where: string): Promise<{ data: Happening; state: string }[]> {
  return onJobs((jobs) => `SELECT data, state::text FROM ${jobs} WHERE name = 'xapi' AND (${where})`)
}

async function onJobs<Row>(textOf: (jobs: string) => string): Promise<Row[]> {
  const { schema, ...connection } = readDatabaseUrl(url)
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(textOf(`${queueSchema(schema)}.job`))).rows as Row[]
  } finally {
    await client.end()
  }
}

test('an answer in a class is stated once, by an id that tells nothing', async () => {
  const { id, code, itemId } = await asking()
  const { viewer, membershipId } = await learnerOf(code)
  const responseId = await answers(viewer, itemId, 'fork')
  // Sent again it is the same answer.
  await answers(viewer, itemId, 'fork', responseId)
  await sends(() => expect(statedOf(membershipId)).toHaveLength(1))
  expect(lrs.faults).toEqual([])
  const [one] = statedOf(membershipId)
  expect(one).toMatchObject({
    object: { id: `https://forklore.test/xapi/items/${itemId}`, definition: { interactionType: 'choice' } },
    result: { success: true, score: { scaled: 1 } },
    context: { contextActivities: { grouping: [{ id: `https://forklore.test/xapi/classes/${id}` }] } },
  })
  expect(JSON.stringify([...lrs.stored.values()])).not.toContain(viewer.id)
  expect(JSON.stringify([...lrs.stored.values()])).not.toContain(viewer.email)
  expect([...lrs.sent.values()].every((times) => times === 1)).toBe(true)
})

test('a store that is away or out of its mind loses nothing and gets nothing twice', async () => {
  const { code, itemId } = await asking()
  const { viewer, membershipId } = await learnerOf(code)
  lrs.moods.push(503, 0)
  const before = lrs.sent.size
  await answers(viewer, itemId, 'exec')
  await sends(() => expect(lrs.sent.size).toBeGreaterThan(before))
  expect(statedOf(membershipId)).toEqual([])
  await vi.waitFor(
    async () => {
      await hurry()
      await sends(() => expect(lrs.moods).toEqual([]))
    },
    { timeout: 60_000 },
  )
  await hurry()
  await sends(() => expect(statedOf(membershipId)).toHaveLength(1))
  // Whoever is killed after the store took it, sends it again: it is there once.
  const [one] = statedOf(membershipId)
  expect(one?.result).toMatchObject({ success: false, score: { scaled: 0 } })
  expect(lrs.sent.get(one?.id ?? '')).toBeGreaterThan(1)
})

test('without a store an answer puts nothing in line', async () => {
  const { code, itemId } = await asking()
  const { viewer, membershipId } = await learnerOf(code)
  delete process.env.XAPI_ENDPOINT
  await answers(viewer, itemId, 'fork')
  process.env.XAPI_ENDPOINT = lrs.endpoint
  const other = await learnerOf(code)
  await answers(other.viewer, itemId, 'fork')
  await sends(() => expect(statedOf(other.membershipId)).toHaveLength(1))
  expect(statedOf(membershipId)).toEqual([])
})

test('a lesson is completed with its last section, and an assignment passed or failed when its time is over', async () => {
  const { code, itemId, assignmentId } = await asking()
  const [good, bad] = [await learnerOf(code), await learnerOf(code)]
  const does = (section: string) =>
    asks(good.viewer, () => submitSection({ section, done: true, locale: 'ko' }, () => true))
  expect(await does('one')).toMatchObject({ ok: true })
  await sends(() => expect(statedOf(good.membershipId, 'completed')).toEqual([]))
  await does('two')
  await sends(() => expect(statedOf(good.membershipId, 'completed')).toHaveLength(1))
  expect(statedOf(good.membershipId, 'completed')[0]?.object.id).toBe(
    'https://forklore.test/xapi/lessons/fork',
  )

  await answers(good.viewer, itemId, 'fork')
  await answers(bad.viewer, itemId, 'exec')
  const over = () => new Date(Date.now() + 3 * 3_600_000)
  await sends(
    () => {
      expect(statedOf(good.membershipId, 'passed')).toHaveLength(1)
      expect(statedOf(bad.membershipId, 'failed')).toHaveLength(1)
    },
    over,
    1,
  )
  // A job for each page, and the one that finds nobody left.
  const pages = await inLine(`data->>'assignmentId' = '${assignmentId}'`)
  expect(pages.map(({ state }) => state)).toEqual(['completed', 'completed', 'completed'])
  expect(statedOf(bad.membershipId, 'failed')[0]?.object.id).toContain(assignmentId)
  // Looked at again it is said once.
  await sends(() => {}, over)
  const [passed] = statedOf(good.membershipId, 'passed')
  expect(lrs.sent.get(passed?.id ?? '')).toBe(1)
  expect(lrs.faults).toEqual([])
})
