/** A question a day, from its address to the mail server and back. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { mergeGuest } from '@/lib/account/merge'
import { storeResponse } from '@/lib/attempt/store'
import { viewerOf } from '@/lib/auth/person'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import { startMailServer } from '@/lib/auth/test-mail'
import type { Viewer } from '@/lib/auth/viewer'
import { cardItems } from '@/lib/content/card'
import { openMailer } from '@/lib/daily/mailer'
import { changeMail } from '@/lib/daily/settings'
import {
  closeDaily,
  dailyOf,
  openDaily,
  peopleToMail,
  questionsOf,
  renewDaily,
  setMailHour,
} from '@/lib/daily/store'
import { db } from '@/lib/db'
import { dayOf, startOf } from '@/lib/progress/day'
import { GET } from './api/daily/[file]/route'
import { entryOf } from './api/daily/entry'
import { GET as look, POST as stop } from './api/daily/stop/[key]/route'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
// Read once: the texts of content are the same for every question.
vi.mock('@/lib/content/folder', async (original) => ({
  ...(await original<typeof import('@/lib/content/folder')>()),
  isKept: () => true,
}))

beforeEach(() => {
  process.env.NEXTAUTH_URL = 'https://forklore.test'
  process.env.MAIL_FROM = 'Forklore <no-reply@forklore.test>'
})
afterEach(() => {
  for (const name of ['NEXTAUTH_URL', 'MAIL_FROM', 'SMTP_URL']) delete process.env[name]
})

const person = async (rest: object = {}): Promise<Viewer> =>
  viewerOf(await db.user.create({ data: { email: `${randomUUID()}@example.org`, ...rest } }))
const proven = { emailVerified: new Date() }
const keyOf = async (viewer: Viewer) => (await dailyOf(viewer))?.key ?? ''
const read = async (file: string) => {
  const params = Promise.resolve({ file })
  return request(newBrowser(randomUUID()), () => GET(new Request('https://forklore.test'), { params }))
}
const [card] = cardItems()
const gives = (viewer: Viewer, itemId: string, rest: { rating?: 1 | 3; heldMs?: number } = {}) =>
  storeResponse(viewer, {
    ...{ id: randomUUID(), attemptId: randomUUID(), itemId, itemHash: 'h', seed: 1, locale: 'ko' },
    answer: { kind: 'card', rating: rest.rating ?? 1 },
    ...{ mode: 'practice', durationMs: null, confidence: null, hintsShown: 0, heldMs: rest.heldMs ?? 0 },
    score: {
      engineVersion: '1',
      itemHash: 'h',
      state: 'scored',
      earned: 0,
      total: 0,
      codes: [],
      replayed: null,
    },
  })

/** Seconds between two looks for work: the fewest that the queue takes. */
const POLL = 0.5

test('a feed is at an address that only its owner has, until they make another or end it', async () => {
  const viewer = await person()
  await openDaily(viewer, 'ko')
  const key = await keyOf(viewer)
  expect(key).toMatch(/^[\w-]{43}$/)
  await openDaily(viewer, 'en')
  expect(await keyOf(viewer)).toBe(key)

  const atom = await read(`${key}.atom`)
  expect(atom.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  expect(atom.headers.get('set-cookie')).toBe(null)
  const text = await atom.text()
  expect(text).toContain('<entry>')
  expect(text).toContain(`https://forklore.test/ko/interview/`)
  // Nothing of who it is, and nothing of the answer.
  expect(text).not.toContain(viewer.id)
  expect(text).not.toContain(viewer.email)
  const [asked] = await questionsOf(viewer)
  const item = cardItems().find(({ id }) => id === asked?.itemId)
  expect(text).not.toContain(item?.explanation.ko ?? 'none')
  expect(await (await read(`${key}.ics`)).text()).toContain('BEGIN:VEVENT')
  for (const file of [key, `${key}.txt`, `${key}.__proto__`, `${'x'.repeat(43)}.atom`, '.atom'])
    expect((await read(file)).status, file).toBe(404)

  await renewDaily(viewer)
  expect((await read(`${key}.atom`)).status).toBe(404)
  const next = await keyOf(viewer)
  expect((await read(`${next}.atom`)).status).toBe(200)
  await closeDaily(viewer)
  expect((await read(`${next}.atom`)).status).toBe(404)
})

test('who asks for a feed again and again is told when to go on', async () => {
  const viewer = await person()
  await openDaily(viewer, 'en')
  const key = await keyOf(viewer)
  const statuses = new Set<number>()
  for (let i = 0; i < 25; i++) statuses.add((await read(`${key}.atom`)).status)
  expect([...statuses]).toEqual([200, 429])
})

test('a due card comes before new ones; the question of a day stays, also once it is answered', async () => {
  const viewer = await person()
  const now = new Date()
  const fresh = await questionsOf(viewer, startOf(dayOf(now) - 1))
  expect(fresh).toHaveLength(1)
  const due = cardItems().find(({ id }) => id !== fresh[0]?.itemId)?.id ?? ''
  await gives(viewer, due, { heldMs: 20 * 86_400_000 })
  const [today, yesterday] = await questionsOf(viewer, now)
  expect(today).toEqual({ day: dayOf(now), itemId: due })
  expect(yesterday).toEqual(fresh[0])
  await gives(viewer, due, { rating: 3 })
  expect((await questionsOf(viewer, now))[0]).toEqual(today)
  const tomorrow = await questionsOf(viewer, startOf(dayOf(now) + 1))
  expect(tomorrow.map(({ itemId }) => itemId).slice(1)).toEqual([due, fresh[0]?.itemId])
  expect(tomorrow[0]?.itemId).not.toBe(due)
  // Many readers at once, of a new day, are told the same.
  const many = await Promise.all(
    Array.from({ length: 6 }, () => questionsOf(viewer, startOf(dayOf(now) + 2))),
  )
  expect(new Set(many.map((one) => JSON.stringify(one))).size).toBe(1)
})

test('what a guest has comes along; an account keeps its own address', async () => {
  const guests = await Promise.all(
    [1, 2].map(async () =>
      viewerOf(await db.user.create({ data: { guest: true, guestKeyHash: randomUUID() } })),
    ),
  )
  const account = await person()
  for (const guest of guests) {
    await openDaily(guest, 'ko')
    await questionsOf(guest)
  }
  const [first] = await Promise.all(guests.map(keyOf))
  for (const { id } of guests) await mergeGuest(id, account.id)
  expect(await keyOf(account)).toBe(first)
  expect(await questionsOf(account)).toHaveLength(1)
  expect(await db.daily.count({ where: { userId: { in: guests.map(({ id }) => id) } } })).toBe(0)
})

test('nobody is written to whose address is not proven, or who has none', async () => {
  process.env.SMTP_URL = 'smtp://127.0.0.1:1'
  const answerOf = async (viewer: Viewer, hour: unknown) => {
    const browser = newBrowser()
    await request(browser, () => writeSession(viewer.id, 0))
    return request(browser, () => changeMail(hour, 'en'), 'https://forklore.test')
  }
  const [unproven, owner] = [await person(), await person(proven)]
  expect(await answerOf(unproven, 8)).toEqual({ ok: false, code: 'address-unproven' })
  expect(await answerOf(owner, 24)).toEqual({ ok: false, code: 'bad-request' })
  expect(await answerOf(owner, 8)).toEqual({ ok: true })
  expect(await answerOf(owner, null)).toEqual({ ok: true })
  expect(await dailyOf(unproven)).toBe(null)
  expect(await dailyOf(owner)).toMatchObject({ mailHour: null, locale: 'en' })
})

test('of several instances one mails a day’s question, at its hour; one press ends it', async () => {
  const server = await startMailServer()
  const viewer = await person(proven)
  const other = await person(proven)
  await setMailHour(viewer, 8, 'ko')
  await setMailHour(other, 20, 'ko')
  // Nine in the morning in Seoul, on a day of this test's own.
  let now = new Date(startOf(dayOf(new Date()) + 100).getTime() + 9 * 3_600_000)
  const url = process.env.DATABASE_URL ?? ''
  const mailers = [1, 2, 3].map(() => openMailer(url, entryOf, undefined, () => now, POLL))
  try {
    process.env.SMTP_URL = server.url
    await Promise.all(mailers.map(({ start }) => start()))
    await expect.poll(() => server.taken.length, { timeout: 60_000 }).toBe(1)
    for (const { tick } of mailers) await tick()
    const [message] = server.taken
    expect(message?.to).toBe(viewer.email)
    const link = /https:\/\/forklore\.test\/api\/daily\/stop\/([\w-]{43})/.exec(message?.text ?? '')
    expect(message?.text).toContain('https://forklore.test/ko/interview/')
    expect(message?.head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
    expect(message?.head.replace(/\r\n\s+/g, ' ')).toContain(`List-Unsubscribe: <${link?.[0]}>`)

    // What looks through messages opens every link; nothing ends by that.
    const params = Promise.resolve({ key: link?.[1] ?? '' })
    const opened = await request(newBrowser(), () => look(new Request('https://forklore.test'), { params }))
    expect(opened.headers.get('location')).toBe(`/review?stop=${link?.[1]}`)
    expect(await dailyOf(viewer)).toMatchObject({ mailHour: 8 })
    const ofTomorrow = () => peopleToMail(dayOf(now) + 1, [8], { after: null, limit: 1_000 })
    expect(await ofTomorrow()).toContain(viewer.id)
    const pressed = new Request('https://forklore.test', {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
    })
    expect(await (await request(newBrowser(), () => stop(pressed, { params }), null)).json()).toEqual({
      ok: true,
    })
    expect(await dailyOf(viewer)).toMatchObject({ mailHour: null })
    expect(await ofTomorrow()).not.toContain(viewer.id)
    now = new Date(now.getTime() + 86_400_000)
    for (const { tick } of mailers) await tick()
    expect(await db.dailyQuestion.count({ where: { userId: viewer.id, mailedAt: { not: null } } })).toBe(1)
    expect(server.taken).toHaveLength(1)
  } finally {
    await Promise.all(mailers.map((mailer) => mailer.stop()))
    await server.close()
  }
}, 120_000)

test('a mail that the server did not take is not counted as sent', async () => {
  const viewer = await person(proven)
  await setMailHour(viewer, 8, 'en')
  const now = new Date(startOf(dayOf(new Date()) + 200).getTime() + 9 * 3_600_000)
  let tries = 0
  const send = async () => {
    tries++
    throw new Error('away')
  }
  const mailer = openMailer(process.env.DATABASE_URL ?? '', entryOf, send, () => now, POLL)
  try {
    await mailer.start()
    await expect.poll(() => tries, { timeout: 60_000 }).toBe(1)
    await expect.poll(() => db.dailyQuestion.count({ where: { userId: viewer.id, mailedAt: null } })).toBe(1)
  } finally {
    await mailer.stop()
  }
}, 120_000)

test('of many who are mailed together each is, whoever is refused; nobody hours after their own', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => person(proven)))
  const late = await person(proven)
  for (const one of people) await setMailHour(one, 8, 'en')
  await setMailHour(late, 4, 'en')
  const now = new Date(startOf(dayOf(new Date()) + 300).getTime() + 9 * 3_600_000)
  const taken: string[] = []
  const send = async ({ to }: { to: string }) => {
    if (to === people[3]?.email) throw new Error('no such address')
    taken.push(to)
  }
  const mailer = openMailer(process.env.DATABASE_URL ?? '', entryOf, send, () => now, POLL)
  try {
    await mailer.start()
    const others = people.filter((_, i) => i !== 3).map(({ email }) => email)
    await expect
      .poll(() => others.filter((one) => !taken.includes(one ?? '')), { timeout: 60_000 })
      .toEqual([])
    expect(taken).not.toContain(late.email)
    expect(new Set(taken).size).toBe(taken.length)
  } finally {
    await mailer.stop()
  }
}, 120_000)

test('the first card is one that content has', () => {
  expect(card && entryOf({ day: 1, itemId: card.id }, 'en', '')).toMatchObject({ day: 1 })
  expect(entryOf({ day: 1, itemId: 'no.such' }, 'en', '')).toBe(null)
})
