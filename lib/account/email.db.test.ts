/** Another address for an account: by a link where mail can be sent, at once by the password where not. */
import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pendingEmail } from '@/lib/auth/email-change'
import { openSessions } from '@/lib/auth/open-session'
import { hasRecoveryCode } from '@/lib/auth/recovery'
import { authSecret } from '@/lib/auth/secret'
import { readSession, sessionCookie } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { type MailServer, startMailServer } from '@/lib/auth/test-mail'
import { getViewer, viewerWhoStores } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { changeEmail, confirmEmail, withdrawEmail } from './email'
import { changePassword, endSession, makeRecoveryCode, signIn, signUp } from './enter'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

const PASSWORD = 'correct horse'
const newEmail = () => `${randomUUID()}@example.org`
const who = (b: Browser) => request(b, getViewer)
const enter = (b: Browser, email: string) => request(b, () => signIn({ email, password: PASSWORD }))
const change = (b: Browser, email: unknown, current: unknown = PASSWORD) =>
  request(b, () => changeEmail({ email, current }, 'ko'))
const confirm = (b: Browser, token: unknown) => request(b, () => confirmEmail(token, 'ko'))

/** Somebody with a recovery code and a link on its way, signed in on two devices. */
async function somebody() {
  const email = newEmail()
  const [here, there] = [newBrowser(randomUUID()), newBrowser(randomUUID())]
  expect(await request(here, () => signUp({ email, password: PASSWORD }, 'ko'))).toEqual({ ok: true })
  expect(await enter(there, email)).toEqual({ ok: true })
  expect(await request(here, () => makeRecoveryCode(PASSWORD))).toMatchObject({ ok: true })
  await db.verificationToken.create({
    data: { identifier: email, token: randomUUID(), expires: new Date('2099-01-01') },
  })
  const viewer = await who(here)
  if (!viewer) throw new Error('nobody is signed in')
  return { email, here, there, viewer }
}

/** What a change of the address ends. */
async function expectEnded({ email, there, viewer }: Awaited<ReturnType<typeof somebody>>): Promise<void> {
  expect(await who(there)).toBe(null)
  expect(await hasRecoveryCode(viewer)).toBe(false)
  expect(await db.verificationToken.count({ where: { identifier: email } })).toBe(0)
  expect(await db.emailChange.count({ where: { userId: viewer.id } })).toBe(0)
  expect(await enter(newBrowser(randomUUID()), email)).toEqual({ ok: false, code: 'wrong-credentials' })
}

test('without mail the password changes the address at once: this browser goes on, all else ends', async () => {
  const one = await somebody()
  const next = newEmail()
  expect(await change(one.here, ` ${next.toUpperCase()} `)).toEqual({ ok: true, what: 'changed' })
  expect(await who(one.here)).toMatchObject({ id: one.viewer.id, email: next })
  await expectEnded(one)
  expect(await enter(newBrowser(randomUUID()), next)).toEqual({ ok: true })
  const row = await db.user.findUniqueOrThrow({ where: { id: one.viewer.id } })
  expect(row.emailVerified).toBe(null)
})

test('what does not fit is said, and changes nothing', async () => {
  const [{ here, there, email, viewer }, other] = [await somebody(), await somebody()]
  const cases = [
    ['x@y', PASSWORD, 'email-ill-formed'],
    [7, PASSWORD, 'email-ill-formed'],
    [newEmail(), 'not it', 'wrong-current'],
    [newEmail(), '', 'wrong-current'],
    [newEmail(), { toString: 1 }, 'wrong-current'],
    [newEmail(), 'x'.repeat(5000), 'wrong-current'],
    [email, PASSWORD, 'email-same'],
    [other.email, PASSWORD, 'email-taken'],
  ] as const
  for (const [wanted, current, code] of cases) {
    await db.rateLimit.deleteMany()
    expect(await change(here, wanted, current)).toEqual({ ok: false, code })
  }
  expect(await who(there)).toMatchObject({ id: viewer.id, email })
  // A guest has none to change, and who signs in by another site alone has no password to prove it with.
  const guest = newBrowser(randomUUID())
  await request(guest, () => viewerWhoStores('ko', null, async () => null))
  expect(await change(guest, newEmail())).toEqual({ ok: false, code: 'signed-out' })
  await db.user.update({ where: { id: viewer.id }, data: { passwordHash: null } })
  expect(await change(here, newEmail())).toEqual({ ok: false, code: 'wrong-current' })
})

let mail: MailServer | null = null
beforeEach(() => db.rateLimit.deleteMany())
afterEach(async () => {
  vi.unstubAllEnvs()
  await mail?.close()
  mail = null
})
async function withMail(): Promise<MailServer> {
  mail = await startMailServer()
  vi.stubEnv('NEXTAUTH_URL', 'http://forklore.test')
  vi.stubEnv('SMTP_URL', mail.url)
  vi.stubEnv('MAIL_FROM', 'Forklore <no-reply@forklore.test>')
  return mail
}
const tokenIn = (text = '') => /http:\/\/forklore\.test\/ko\/account\?change=(\S+)/.exec(text)?.[1] ?? ''

test('with mail nothing changes until the link is opened that went to the new address; then the old one is told', async () => {
  const { taken } = await withMail()
  const one = await somebody()
  const next = newEmail()
  expect(await change(one.here, next, 'not it')).toEqual({ ok: false, code: 'wrong-current' })
  expect(await change(one.here, next)).toEqual({ ok: true, what: 'sent' })
  expect(taken.map(({ to }) => to)).toEqual([next])
  expect(await who(one.there)).toMatchObject({ email: one.email })
  const token = tokenIn(taken[0]?.text)
  expect(token).toMatch(/^[\w-]{32}$/)
  // Wherever the mail is read.
  const elsewhere = newBrowser(randomUUID())
  for (const guess of ['', 'x', token.slice(1), null])
    expect(await confirm(elsewhere, guess)).toEqual({ ok: false, code: 'link-unknown' })
  expect(await confirm(elsewhere, token)).toEqual({ ok: true })
  await expectEnded(one)
  expect([await who(elsewhere), await who(one.here)]).toEqual([null, null])
  const row = await db.user.findUniqueOrThrow({ where: { id: one.viewer.id } })
  expect([row.email, row.emailVerified !== null]).toEqual([next, true])
  expect(taken.map(({ to }) => to)).toEqual([next, one.email])
  expect(taken[1]?.text).not.toContain(next)
  expect(await confirm(elsewhere, token)).toEqual({ ok: false, code: 'link-unknown' })
})

test('who opens the link where they are signed in stays so; of two links the newer works, and of two presses one', async () => {
  const { taken } = await withMail()
  const one = await somebody()
  const [first, second] = [newEmail(), newEmail()]
  for (const email of [first, second]) expect(await change(one.here, email)).toMatchObject({ ok: true })
  const [old, token] = taken.map(({ text }) => tokenIn(text))
  expect(await confirm(one.here, old)).toEqual({ ok: false, code: 'link-unknown' })
  const both = await Promise.all([confirm(one.here, token), confirm(newBrowser(randomUUID()), token)])
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect((await db.user.findUniqueOrThrow({ where: { id: one.viewer.id } })).email).toBe(second)
})

test('a link is void once the password changes, a day has passed or somebody else has the address', async () => {
  const { taken } = await withMail()
  const [changed, late, slow] = [await somebody(), await somebody(), await somebody()]
  for (const { here } of [changed, late]) await change(here, newEmail())
  const wanted = newEmail()
  await change(slow.here, wanted)
  await request(changed.here, () => changePassword({ current: PASSWORD, next: 'another long one' }))
  await db.emailChange.update({
    where: { userId: late.viewer.id },
    data: { expiresAt: new Date(Date.now() - 1) },
  })
  await request(newBrowser(randomUUID()), () => signUp({ email: wanted, password: PASSWORD }, 'ko'))
  const elsewhere = newBrowser(randomUUID())
  const said = []
  for (const { text } of taken) said.push(await confirm(elsewhere, tokenIn(text)))
  expect(said).toEqual([
    { ok: false, code: 'link-unknown' },
    { ok: false, code: 'link-unknown' },
    { ok: false, code: 'email-taken' },
  ])
  expect(await who(slow.there)).toMatchObject({ email: slow.email })
})

test('a mail server that is away is said', async () => {
  const { close } = await withMail()
  await close()
  mail = null
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { here } = await somebody()
  expect(await change(here, newEmail())).toEqual({ ok: false, code: 'mail-failed' })
})

/** Makes the session of a browser one that a link to the address has just started. */
async function byNewLink(b: Browser): Promise<void> {
  const session = await request(b, readSession)
  if (!session) throw new Error('nobody is signed in')
  const linkedAt = Math.floor(Date.now() / 1000)
  const token = { sub: session.userId, epoch: session.epoch, session: session.id, linkedAt }
  b.cookies.set(sessionCookie(), await encode({ token, secret: authSecret() }))
}

test('without a password a session that was left open takes the account nowhere, and neither does a new one once it is ended', async () => {
  const { taken } = await withMail()
  const { here, there, viewer, email } = await somebody()
  await db.user.update({ where: { id: viewer.id }, data: { passwordHash: null } })
  const needed = { ok: false, code: 'link-needed' }
  expect(await change(there, newEmail())).toEqual(needed)
  expect(await request(there, () => changePassword({ next: 'another long one' }))).toEqual(needed)
  expect(taken).toEqual([])
  // Somebody at a computer where the owner has just come by a link.
  await byNewLink(there)
  const theirs = newEmail()
  expect(await change(there, theirs)).toEqual({ ok: true, what: 'sent' })
  expect(await pendingEmail(viewer)).toMatchObject({ email: theirs })
  const session = await request(here, readSession)
  if (!session) throw new Error('nobody is signed in')
  const other = (await request(here, () => openSessions(viewer, session))).find(({ isHere }) => !isHere)
  expect(await request(here, () => endSession(other?.id))).toEqual({ ok: true })
  expect(await pendingEmail(viewer)).toBe(null)
  expect(await confirm(newBrowser(randomUUID()), tokenIn(taken[0]?.text))).toEqual({
    ok: false,
    code: 'link-unknown',
  })
  expect(await who(here)).toMatchObject({ id: viewer.id, email })
})

test('a wish is shown to whose account it is, who withdraws it, and the mail names the account', async () => {
  const { taken } = await withMail()
  const [one, other] = [await somebody(), await somebody()]
  const next = newEmail()
  await change(one.here, next)
  expect(taken[0]?.text).toContain(one.email)
  expect(await pendingEmail(one.viewer)).toMatchObject({ email: next })
  expect(await request(other.here, withdrawEmail)).toEqual({ ok: true })
  expect(await pendingEmail(one.viewer)).toMatchObject({ email: next })
  expect(await request(one.there, withdrawEmail)).toEqual({ ok: true })
  expect(await pendingEmail(one.viewer)).toBe(null)
  expect(await confirm(one.here, tokenIn(taken[0]?.text))).toEqual({ ok: false, code: 'link-unknown' })
})

test('a link goes on working while no newer one is sent', async () => {
  const { taken, close } = await withMail()
  const one = await somebody()
  const next = newEmail()
  let refused = await change(one.here, next)
  for (let tries = 0; refused.ok && tries < 10; tries++) {
    await db.rateLimit.deleteMany({ where: { key: { startsWith: 'password-by-person' } } })
    refused = await change(one.here, next)
  }
  expect(refused).toMatchObject({ ok: false, code: 'rate-limited' })
  await close()
  mail = null
  await db.rateLimit.deleteMany()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(await change(one.here, newEmail())).toEqual({ ok: false, code: 'mail-failed' })
  expect(await pendingEmail(one.viewer)).toMatchObject({ email: next })
  await request(one.here, () => confirmEmail(tokenIn(taken.at(-1)?.text), 'ko'))
  expect(await who(one.here)).toMatchObject({ id: one.viewer.id, email: next })
})
