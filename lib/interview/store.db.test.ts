import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { mergeGuest } from '@/lib/account/merge'
import { welcome } from '@/lib/account/welcome'
import { newGuestKey } from '@/lib/auth/guest'
import { writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { mockOf, mocksOf, sharedMock, shareMock, submitMock } from './store'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const CARD = 'process-vs-thread.card'
const mock = (rest: object = {}) => ({
  id: randomUUID(),
  locale: 'ko',
  startedAt: new Date(Date.now() - 60_000).toISOString(),
  settings: { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: false },
  answers: [{ cardId: CARD, followUp: null, text: '주소 공간', seconds: 50, said: [0, 2] }],
  ...rest,
})
const give = (browser: Browser, input: object) => request(browser, () => submitMock(input, async () => null))
const who = async (browser: Browser) => {
  const viewer = await request(browser, getViewer)
  if (!viewer) throw new Error('nobody')
  return viewer
}

test('an interview is stored once, of a guest too, and is its own alone', async () => {
  const [own, other] = [newBrowser(), newBrowser()]
  const sent = mock()
  const results = await Promise.all([1, 2, 3].map(() => give(own, { ...sent, guestKey: 'k'.repeat(43) })))
  for (const result of results) expect(result).toEqual({ ok: true, id: sent.id })
  expect(await db.mock.count({ where: { id: sent.id } })).toBe(1)
  const viewer = await who(own)
  expect(viewer.isGuest).toBe(true)
  expect(await mockOf(viewer, sent.id)).toMatchObject({ answers: sent.answers, settings: sent.settings })
  // Somebody else neither reads it nor takes its id.
  expect(await give(other, { ...sent, guestKey: 'o'.repeat(43) })).toEqual({ ok: false, code: 'refused' })
  await give(other, mock())
  expect(await mockOf(await who(other), sent.id)).toBe(null)
  expect(await mockOf(viewer, 'no id')).toBe(null)
})

test('what is no interview is refused, and makes nobody', async () => {
  const users = await db.user.count()
  const wrong = [
    {},
    mock({ answers: [] }),
    mock({ answers: [{ ...mock().answers[0], cardId: 'no.such' }] }),
    mock({ answers: [{ ...mock().answers[0], said: [5] }] }),
    mock({ answers: [{ ...mock().answers[0], followUp: 19 }] }),
    mock({ answers: [{ ...mock().answers[0], text: 'x'.repeat(8_001) }] }),
    mock({ settings: { ...mock().settings, minutes: 11 } }),
    mock({ id: 'x' }),
  ]
  for (const input of wrong)
    expect(await give(newBrowser(), input)).toEqual({ ok: false, code: 'bad-request' })
  expect(await db.user.count()).toBe(users)
})

test('a device whose clock is ahead stores an interview all the same', async () => {
  const sent = mock({ startedAt: new Date(Date.now() + 3_600_000).toISOString() })
  expect(await give(newBrowser(), sent)).toMatchObject({ ok: true })
})

test('a guest’s interviews come along when they sign in, the newest first', async () => {
  const browser = newBrowser()
  const [first, second] = [mock(), mock()]
  await give(browser, first)
  await give(browser, second)
  const guest = await who(browser)
  const account = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  await mergeGuest(guest.id, account.id)
  const viewer = { ...guest, id: account.id }
  expect((await mocksOf(viewer)).map(({ id }) => id)).toEqual([second.id, first.id])
  expect(await mocksOf(guest)).toEqual([])
  expect(await mocksOf(viewer, new Date(0))).toEqual([])
})

test('an interview of a guest who never got their cookie comes to the account that they sign in to', async () => {
  const { id } = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  const [browser, sent] = [newBrowser(), mock({ guestKey: newGuestKey() })]
  // It is stored, and the answer is lost on its way.
  expect(await give({ ...browser, cookies: new Map() }, sent)).toMatchObject({ ok: true })
  await request(browser, async () => {
    await welcome(id)
    await writeSession(id, 0)
  })
  expect(await give(browser, sent)).toEqual({ ok: true, id: sent.id })
  expect(await db.mock.findMany({ where: { id: sent.id }, select: { userId: true } })).toEqual([
    { userId: id },
  ])
  const others = newBrowser()
  const other = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  await request(others, () => writeSession(other.id, 0))
  for (const guestKey of [null, newGuestKey(), 'x'])
    expect(await give(others, { ...sent, guestKey })).toEqual({ ok: false, code: 'refused' })
})

test('an interview that comes while another tab signs in is the account’s', async () => {
  const { id } = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  const browser = newBrowser()
  await give(browser, mock())
  const sent = mock()
  await request(browser, async () => {
    await welcome(id)
    // It was sent with the guest's cookie, and is answered before the sign-in is, which takes guests' cookies away.
    expect(await give(browser, sent)).toEqual({ ok: true, id: sent.id })
    await writeSession(id, 0)
  })
  expect((await who(browser)).id).toBe(id)
  expect((await mockOf(await who(browser), sent.id))?.id).toBe(sent.id)
})

test('a report is read by a link while its owner lets it be, and by no link that was ended', async () => {
  const [own, other] = [newBrowser(), newBrowser()]
  const sent = mock()
  await give(own, { ...sent, guestKey: 's'.repeat(43) })
  await give(other, mock())
  const share = (browser: Browser, id: string, isShared: boolean) =>
    request(browser, () => shareMock(id, isShared))
  expect((await mockOf(await who(own), sent.id))?.shareKey).toBe(null)
  // Two presses are one link.
  const [first, second] = await Promise.all([share(own, sent.id, true), share(own, sent.id, true)])
  expect(first).toEqual(second)
  const key = first.ok ? (first.key ?? '') : ''
  const read = await sharedMock(key)
  expect(read).toMatchObject({ id: sent.id, answers: sent.answers })
  expect(Object.keys(read ?? {}).sort()).toEqual(
    ['answers', 'endedAt', 'id', 'locale', 'settings', 'startedAt'].sort(),
  )
  // Nobody else shares it or ends that, and its id is no link.
  for (const isShared of [true, false])
    expect(await share(other, sent.id, isShared)).toEqual({ ok: false, code: 'not-found' })
  expect(await share(newBrowser(), sent.id, false)).toEqual({ ok: false, code: 'signed-out' })
  expect(await sharedMock(sent.id)).toBe(null)
  expect(await sharedMock('no key')).toBe(null)
  expect(await sharedMock(key)).not.toBe(null)
  expect(await share(own, sent.id, false)).toEqual({ ok: true, key: null })
  expect(await sharedMock(key)).toBe(null)
  const again = await share(own, sent.id, true)
  expect(again).not.toEqual(first)
  expect(await sharedMock(key)).toBe(null)
  // It goes with whose it is.
  await db.user.delete({ where: { id: (await who(own)).id } })
  expect(again.ok && again.key && (await sharedMock(again.key))).toBe(null)
})
