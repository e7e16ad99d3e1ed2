import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { exportViewer } from '@/lib/account/export'
import { mergeGuest } from '@/lib/account/merge'
import { viewerOf } from '@/lib/auth/person'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { getViewer } from '@/lib/auth/viewer'
import { loadItem } from '@/lib/content/quiz'
import { db } from '@/lib/db'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import { itemHash, shownHash } from '@/lib/quiz/publish'
import { LIMITS } from '@/lib/rate-limit/store'
import { MAX_PROBLEM } from './length'
import { newestProblems, reportProblem } from './store'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
// Outside of production every look reads the content anew, because authors save it.
vi.mock('@/lib/content/quiz', async (original) => {
  const actual = await original<typeof import('@/lib/content/quiz')>()
  const known = new Map<string, ReturnType<typeof actual.loadItem>>()
  const loadItem = (id: string) => {
    if (!known.has(id)) known.set(id, actual.loadItem(id))
    return known.get(id) ?? null
  }
  return { ...actual, loadItem }
})

const ITEM = 'process-vs-thread.card'
const problem = (rest: object = {}) => ({
  id: randomUUID(),
  itemId: ITEM,
  hash: shownHash(loadItem(ITEM)!),
  seed: 7,
  locale: 'ko',
  text: ' 보기 두 개가 모두 맞습니다. ',
  guestKey: 'k'.repeat(43),
  ...rest,
})
const give = (browser: Browser, input: object) =>
  request(browser, () => reportProblem(input, async () => null))

test('a report is stored once, with the version of the item, and goes along when its guest signs in', async () => {
  const browser = newBrowser()
  const sent = problem()
  for (const result of await Promise.all([1, 2, 3].map(() => give(browser, sent))))
    expect(result).toEqual({ ok: true })
  const row = await db.problem.findUniqueOrThrow({ where: { id: sent.id } })
  expect(row).toMatchObject({
    text: '보기 두 개가 모두 맞습니다.',
    seed: 7,
    itemHash: itemHash(loadItem(ITEM)!),
  })
  const guest = (await request(browser, getViewer))!
  const account = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  await mergeGuest(guest.id, account.id)
  const exported = JSON.stringify(
    await exportViewer(viewerOf(account), await allWithheldFrom({ viewer: viewerOf(account), device: null })),
  )
  expect(JSON.parse(exported).problems).toMatchObject([{ id: sent.id, text: row.text }])
  expect(exported).not.toContain(row.itemHash)
  await db.user.delete({ where: { id: account.id } })
  expect(await db.problem.count({ where: { id: sent.id } })).toBe(0)
})

test('what is no report is refused, makes nobody, and nobody takes the report of another', async () => {
  const users = await db.user.count()
  const wrong = [{ text: ' ' }, { text: 'x'.repeat(MAX_PROBLEM + 1) }, { seed: -1 }, { id: 'x' }, { more: 1 }]
  for (const rest of wrong)
    expect(await give(newBrowser(), problem(rest))).toEqual({ ok: false, code: 'bad-request' })
  expect(await give(newBrowser(), {})).toEqual({ ok: false, code: 'bad-request' })
  expect(await give(newBrowser(), problem({ itemId: 'no.such' }))).toEqual({
    ok: false,
    code: 'unknown-item',
  })
  expect(await db.user.count()).toBe(users)
  const sent = problem({ guestKey: 'a'.repeat(43) })
  await give(newBrowser(), sent)
  const other = await give(newBrowser(), { ...sent, guestKey: 'b'.repeat(43), text: 'mine' })
  expect(other).toEqual({ ok: false, code: 'refused' })
})

test('reports are limited, and those of items that have changed come last', async () => {
  const browser = newBrowser()
  for (let i = 0; i < LIMITS['problem-by-person'].burst; i++)
    expect(await give(browser, problem({ text: `${i}` }))).toEqual({ ok: true })
  expect(await give(browser, problem())).toMatchObject({ ok: false, code: 'rate-limited' })
  const viewer = (await request(browser, getViewer))!
  const newest = await db.problem.findFirstOrThrow({
    where: { userId: viewer.id },
    orderBy: { createdAt: 'desc' },
  })
  await db.problem.update({ where: { id: newest.id }, data: { itemHash: '0'.repeat(16), text: 'old' } })
  const told = await newestProblems(1000)
  expect(told.find(({ text }) => text === 'old')).toMatchObject({ variant: null, itemId: ITEM })
  expect(told.findLast(({ variant }) => variant !== null)).toBeDefined()
  expect(told.findIndex(({ variant }) => variant === null)).toBeGreaterThan(
    told.findLastIndex(({ variant }) => variant !== null),
  )
})

test('a report is about the variant that was on the screen, or about one that is no more', async () => {
  const item = loadItem('interleaving.two-and-three')!
  const second = item.others![0]!
  const browser = newBrowser()
  const about = (hash: string, text: string) =>
    give(browser, problem({ itemId: item.id, hash, text, guestKey: 'v'.repeat(43) }))
  expect(await about(shownHash(item), 'of the first')).toEqual({ ok: true })
  expect(await about(shownHash(second), 'of the second')).toEqual({ ok: true })
  expect(await about('0'.repeat(16), 'of none')).toEqual({ ok: true })
  const told = (await newestProblems(1000)).filter(({ itemId }) => itemId === item.id)
  expect(Object.fromEntries(told.map(({ text, variant }) => [text, variant]))).toEqual({
    'of the first': 0,
    'of the second': 1,
    'of none': null,
  })
})
