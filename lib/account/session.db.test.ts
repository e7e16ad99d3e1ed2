/** Where one is signed in, and ending that one by one. */
import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { noteSession, openSessions, storedSessions } from '@/lib/auth/open-session'
import { readSession, writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { changePassword, endSession, signIn, signOut, signUp } from './enter'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const PASSWORD = 'correct horse'
const LINUX =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
const PHONE =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36'

async function twoDevices() {
  const email = `${randomUUID()}@example.org`
  const [here, there] = [newBrowser(randomUUID(), LINUX), newBrowser(randomUUID(), PHONE)]
  expect(await request(here, () => signUp({ email, password: PASSWORD }, 'ko'))).toEqual({ ok: true })
  expect(await request(there, () => signIn({ email, password: PASSWORD }))).toEqual({ ok: true })
  return { here, there }
}
const who = (b: Browser) => request(b, getViewer)
const list = (b: Browser) =>
  request(b, async () => {
    const [viewer, session] = [await getViewer(), await readSession()]
    if (!viewer || !session) throw new Error('nobody is signed in')
    return openSessions(viewer, session)
  })

test('each session is listed with its device, this one first, and one that is ended is over for every copy of its token', async () => {
  const { here, there } = await twoDevices()
  const copy: Browser = { ...there, cookies: new Map(there.cookies) }
  const sessions = await list(here)
  expect(sessions.map(({ form, system, browser, isHere }) => [form, system, browser, isHere])).toEqual([
    ['computer', 'Linux', 'Chrome', true],
    ['phone', 'Android', 'Chrome', false],
  ])
  const other = sessions[1]?.id
  expect(await request(here, () => endSession(other))).toEqual({ ok: true })
  expect([await who(there), await who(copy)]).toEqual([null, null])
  expect((await who(here))?.isGuest).toBe(false)
  expect(await list(here)).toHaveLength(1)
  expect(await request(here, () => endSession(other))).toEqual({ ok: false, code: 'session-unknown' })
})

test('nobody ends a session of somebody else, and what is no id is none', async () => {
  const [{ here }, stranger] = [await twoDevices(), await twoDevices()]
  const theirs = (await list(stranger.here)).map(({ id }) => id)
  for (const id of [...theirs, randomUUID(), 'x', null, 7])
    expect(await request(here, () => endSession(id))).toEqual({ ok: false, code: 'session-unknown' })
  expect([await who(stranger.here), await who(stranger.there)].every((one) => one !== null)).toBe(true)
})

test('what ends every session empties the list, and signing out takes one off it', async () => {
  const { here, there } = await twoDevices()
  expect(await request(here, () => changePassword({ current: PASSWORD, next: 'another long one' }))).toEqual({
    ok: true,
  })
  expect((await list(here)).map(({ isHere }) => isHere)).toEqual([true])
  const id = (await request(here, readSession))?.id ?? ''
  await request(here, signOut)
  expect(await db.openSession.count({ where: { id } })).toBe(0)
  expect(await who(there)).toBe(null)
})

test('a session that ended is not remembered again by a request that was under way, and of many the newest are kept', async () => {
  const { here, there } = await twoDevices()
  const [viewer, late] = [await who(here), await request(there, readSession)]
  if (!viewer || !late) throw new Error('nobody is signed in')
  await request(here, () => endSession(late.id))
  await request(there, () => noteSession(late))
  expect(await db.openSession.count({ where: { id: late.id } })).toBe(0)
  const data = Array.from({ length: 60 }, () => ({
    id: randomUUID(),
    userId: viewer.id,
    epoch: 0,
    form: 'phone',
  }))
  await db.openSession.createMany({ data })
  await request(here, async () => noteSession((await readSession()) ?? late))
  expect(await db.openSession.count({ where: { userId: viewer.id } })).toBe(50)
})

test('a session from before they were kept is listed from where it is seen', async () => {
  const user = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  const [old, here] = [newBrowser(randomUUID(), PHONE), newBrowser(randomUUID(), LINUX)]
  for (const b of [old, here]) await request(b, () => writeSession(user.id, 0))
  expect(await list(here)).toHaveLength(1)
  const { GET } = await import('@/app/api/me/route')
  await request(old, () => GET(new Request('http://localhost/api/me')))
  expect(await list(here)).toHaveLength(2)
})

test('a list that cannot be written keeps nobody from signing in', async () => {
  const { here } = await twoDevices()
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  const session = await request(here, readSession)
  if (!session) throw new Error('nobody is signed in')
  // No such number fits into the table.
  await request(here, () => noteSession({ ...session, epoch: 2 ** 40 }))
  expect(logged).toHaveBeenCalledOnce()
  logged.mockRestore()
})

test('an export has the sessions that the list has', async () => {
  const { here, there } = await twoDevices()
  const viewer = await who(here)
  if (!viewer) throw new Error('nobody is signed in')
  expect(await storedSessions(viewer)).toHaveLength(2)
  const old = (await request(there, readSession))?.id ?? ''
  await db.openSession.update({ where: { id: old }, data: { seenAt: new Date('2020-01-01') } })
  expect(await list(here)).toHaveLength(1)
  expect(await storedSessions(viewer)).toHaveLength(1)
})
