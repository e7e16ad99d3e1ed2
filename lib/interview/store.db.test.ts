import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { welcome } from '@/lib/account/welcome'
import { newGuestKey } from '@/lib/auth/guest'
import { writeSession } from '@/lib/auth/session'
import { newBrowser, request } from '@/lib/auth/test-browser'
import { cardItems } from '@/lib/content/card'
import { db } from '@/lib/db'
import type { SentMock } from './mock'
import { submitMock } from './store'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const mock = (guestKey: string | null): SentMock => ({
  ...{ id: randomUUID(), locale: 'ko', startedAt: new Date().toISOString(), guestKey },
  settings: { minutes: 10, depth: 1, by: 'mixed', topics: [], input: 'typed', mayEdit: true },
  answers: [{ cardId: cardItems()[0]?.id ?? '', followUp: null, text: 'said', seconds: 60, said: [] }],
})

test('an interview of a guest who never got their cookie comes to the account that they sign in to', async () => {
  const { id } = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  const [browser, sent] = [newBrowser(randomUUID()), mock(newGuestKey())]
  // It is stored, and the answer is lost on its way.
  const lost = { ...browser, cookies: new Map<string, string>() }
  expect(await request(lost, () => submitMock(sent, async () => null))).toMatchObject({ ok: true })
  await request(browser, async () => {
    await welcome(id)
    await writeSession(id, 0)
  })
  expect(await request(browser, () => submitMock(sent, async () => null))).toEqual({ ok: true, id: sent.id })
  expect(await db.mock.findMany({ where: { id: sent.id }, select: { userId: true } })).toEqual([
    { userId: id },
  ])
})

test('somebody else’s interview is nobody’s to store again, whatever key is sent along', async () => {
  const sent = mock(null)
  const [theirs, others] = [newBrowser(randomUUID()), newBrowser(randomUUID())]
  expect(await request(theirs, () => submitMock(sent, async () => null))).toMatchObject({ ok: true })
  const { id } = await db.user.create({ data: { email: `${randomUUID()}@example.org` } })
  await request(others, () => writeSession(id, 0))
  for (const guestKey of [null, newGuestKey(), 'x'])
    expect(await request(others, () => submitMock({ ...sent, guestKey }, async () => null))).toEqual({
      ok: false,
      code: 'refused',
    })
})
