import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { signIn, signUp } from '@/lib/account/enter'
import { mergeGuest } from '@/lib/account/merge'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { getViewer, viewerWhoStores } from '@/lib/auth/viewer'
import { db, transaction } from '@/lib/db'
import { join } from './desk'
import { account, guest, joins, newClass } from './test-class'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

/** Whose the learners' memberships of a class are. */
const learnersOf = async (classroomId: string) =>
  (await db.membership.findMany({ where: { classroomId, role: 'learner', status: 'active' } })).map(
    (m) => m.userId,
  )

test('a merge that comes between a request to join and its storing takes the membership along', async () => {
  const { id, code } = await newClass()
  const [g, a] = [await guest(), await account()]
  // Both wait for the guest's row, the merge first: the order in which it would be easy to lose the membership.
  let later: Promise<unknown[]> = Promise.resolve([])
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${g.id} FOR UPDATE`
    const merged = mergeGuest(g.id, a.id)
    await untilWaiting(1)
    const joined = joins(g, code)
    await untilWaiting(2)
    later = Promise.all([merged, joined])
  })
  expect(await later).toEqual([true, { ok: true, id }])
  expect(await learnersOf(id)).toEqual([a.id])
})

test('joining and merging at once, in whatever order, leaves one membership, the account’s', async () => {
  for (let round = 0; round < 20; round++) {
    const { id, code } = await newClass()
    const [g, h, a] = [await guest(), await guest(), await account()]
    const done = await Promise.all([
      joins(g, code),
      mergeGuest(g.id, a.id),
      joins(h, code, true),
      mergeGuest(h.id, a.id),
      ...(round % 2 ? [joins(a, code)] : []),
    ])
    expect(done.filter((one) => typeof one === 'object')).toEqual(
      Array(round % 2 ? 3 : 2).fill({ ok: true, id }),
    )
    expect(await learnersOf(id)).toEqual([a.id])
  }
})

test('a guest who signs in in one tab and joins in another is in the class', async () => {
  const password = 'correct horse'
  for (let round = 0; round < 4; round++) {
    const { id, code } = await newClass()
    const email = `${randomUUID()}@example.org`
    expect(await request(newBrowser(), () => signUp({ email, password }, 'ko'))).toEqual({ ok: true })
    const browser = newBrowser()
    await request(browser, () => viewerWhoStores('ko', null, async () => null))
    const tab: Browser = { ...browser, cookies: new Map(browser.cookies) }
    const [signed, joined] = await Promise.all([
      request(browser, () => signIn({ email, password })),
      // Signing in takes the time of a password's hash; joining is to meet its end.
      sleep(round * 15).then(() => request(tab, () => join({ code, displayName: '박지호' }, 'ko', null))),
    ])
    expect([signed, joined]).toEqual([{ ok: true }, { ok: true, id }])
    const viewer = await request(browser, getViewer)
    expect([viewer?.email, await learnersOf(id)]).toEqual([email, [viewer?.id]])
  }
})

test('who has deleted the account in the meantime joins nothing', async () => {
  const { id, code } = await newClass()
  const gone = await account()
  await db.user.delete({ where: { id: gone.id } })
  expect(await joins(gone, code)).toEqual({ ok: false, code: 'not-found' })
  expect(await learnersOf(id)).toEqual([])
})

/** Returns once so many sessions of this database wait for a lock. */
async function untilWaiting(sessions: number): Promise<void> {
  for (;;) {
    const [row] = await db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`
    if ((row?.n ?? 0) >= sessions) return
    await sleep(5)
  }
}
