import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as testBrowser from '@/lib/auth/test-browser'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { type MailServer, startMailServer } from '@/lib/auth/test-mail'
import { getViewer, viewerWhoStores } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { markSection, sectionsOf } from '@/lib/progress/store'
import * as route from './[...nextauth]/route'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))
// next-auth is not ours to mock by name: it asks for the module when a request comes.
const { cookies, headers } = testBrowser
Object.assign(createRequire(import.meta.url)('next/headers'), { cookies, headers })

const HOME = 'http://forklore.test'
let mail: MailServer
beforeAll(async () => {
  mail = await startMailServer()
  vi.stubEnv('NEXTAUTH_URL', HOME)
  vi.stubEnv('SMTP_URL', mail.url)
  vi.stubEnv('MAIL_FROM', 'Forklore <no-reply@forklore.test>')
  vi.stubEnv('GITHUB_ID', 'client')
  vi.stubEnv('GITHUB_SECRET', 'secret')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await mail.close()
})
beforeEach(async () => {
  mail.taken.length = 0
  await db.rateLimit.deleteMany()
})

/** Asks next-auth something, as this browser does; the cookies that come back are kept. */
async function ask(
  b: Browser,
  url: string,
  form: Record<string, string> | null = null,
  origin: string | null = HOME,
): Promise<Response> {
  const { pathname, search } = new URL(url, HOME)
  const nextauth = pathname.replace('/api/auth/', '').split('/')
  const init = form && {
    method: 'POST',
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(origin ? { origin } : {}) },
  }
  const asked = new NextRequest(`${HOME}${pathname}${search}`, init ?? {})
  const handle = init ? route.POST : route.GET
  const answer = await request(b, () => handle(asked, { params: Promise.resolve({ nextauth }) }), origin)
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value === '') b.cookies.delete(name)
    else b.cookies.set(name, decodeURIComponent(value))
  }
  // Where our own page is, next-auth says in a second step.
  const next = whereTo(answer)
  return /^\/api\/auth\/(error|verify-request|signin\?)/.test(next) ? ask(b, next) : answer
}
const whereTo = (answer: Response) => (answer.headers.get('location') ?? '').replace(HOME, '')
const csrf = async (b: Browser) => (await (await ask(b, '/api/auth/csrf')).json()).csrfToken as string
const wantLink = async (b: Browser, email: string) =>
  ask(b, '/api/auth/signin/email', { csrfToken: await csrf(b), email, callbackUrl: `${HOME}/ko/learn` })
const linkIn = (n: number) => /http:\/\/forklore\.test\S+/.exec(mail.taken[n]?.text ?? '')?.[0] ?? ''
const who = (b: Browser) => request(b, getViewer)
const newMail = () => `${randomUUID()}@example.org`

/** A browser whose guest has worked through a section. */
async function guestWith(section: string) {
  const browser = newBrowser()
  const made = await request(browser, () => viewerWhoStores<never>('ko', null, async () => null))
  await markSection(made.viewer, section, { isDone: true, passage: null, spentMs: 0 })
  return { browser, guest: made.viewer }
}

test('a link is sent, opens the account once, and brings the guest’s work along', async () => {
  const { browser, guest } = await guestWith('one')
  const email = newMail()
  const sent = await wantLink(browser, email.toUpperCase())
  expect(whereTo(sent)).toMatch(/^\/ko\/sign-in\?sent=1/)
  expect(mail.taken).toMatchObject([{ to: email, text: expect.stringContaining('로그인됩니다') }])
  const link = linkIn(0)
  const [token] = await db.verificationToken.findMany({ where: { identifier: email } })
  expect(link).toContain('token=')
  expect(link).not.toContain(token?.token)
  // Asking for a link makes nobody.
  expect([await db.user.count({ where: { email } }), (await who(browser))?.id]).toEqual([0, guest.id])

  expect(whereTo(await ask(browser, link))).toBe('/ko/learn')
  const viewer = (await who(browser))!
  expect(viewer).toMatchObject({ email, isGuest: false, locale: 'ko' })
  expect((await sectionsOf(viewer)).map((s) => s.section)).toEqual(['one'])
  expect(await db.user.findUnique({ where: { id: guest.id } })).toMatchObject({ mergedIntoId: viewer.id })
  expect((await db.user.findUnique({ where: { email } }))?.emailVerified).not.toBe(null)
  expect([...browser.cookies.keys()]).not.toContain('forklore.guest')

  const late = newBrowser()
  expect(whereTo(await ask(late, link))).toMatch(/^\/ko\/sign-in\?.*error=Verification/)
  expect(await who(late)).toBe(null)
})

test('another link opens the same account, on another device, and brings that guest along too', async () => {
  const email = newMail()
  const first = newBrowser()
  await wantLink(first, email)
  await ask(first, linkIn(0))
  const { browser } = await guestWith('two')
  await wantLink(browser, email)
  await ask(browser, linkIn(1))
  const [a, b] = [await who(first), await who(browser)]
  expect(a?.id).toBe(b?.id)
  expect((await sectionsOf(b!)).map((s) => s.section)).toEqual(['two'])
})

test('a link in English is in English; a forged, stale or foreign request sends none and opens nothing', async () => {
  const b = newBrowser()
  b.cookies.set('locale', 'en')
  const email = newMail()
  const asked = async (form: Record<string, string>, origin?: string | null) =>
    ask(b, '/api/auth/signin/email', { email, callbackUrl: `${HOME}/en/learn`, ...form }, origin)
  expect((await asked({ csrfToken: await csrf(b) }, 'http://evil.test')).status).toBe(403)
  expect((await asked({ csrfToken: await csrf(b) }, null)).status).toBe(403)
  await asked({ csrfToken: 'forged' })
  expect(mail.taken).toEqual([])
  await ask(b, '/api/auth/signin/email', {
    csrfToken: await csrf(b),
    email,
    callbackUrl: 'http://evil.test/',
  })
  const link = linkIn(0)
  expect(link).not.toContain('evil.test')
  await db.verificationToken.updateMany({ data: { expires: new Date(Date.now() - 1) } })
  expect(whereTo(await ask(b, link))).toMatch(/sign-in\?.*error=Verification/)
  expect([await who(b), await db.user.count({ where: { email } })]).toEqual([null, 0])
})

test('links to one address are limited; the reader is told that none was sent', async () => {
  const email = newMail()
  for (let i = 0; i < 4; i++) await wantLink(newBrowser(), email)
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(whereTo(await wantLink(newBrowser(), email))).toMatch(/sign-in\?.*error=EmailSignin/)
  log.mockRestore()
  expect(mail.taken).toHaveLength(4)
})

/** GitHub, as far as signing in goes: `profile` is who answers there. */
async function withGitHub<T>(profile: object, work: () => Promise<T>): Promise<T> {
  const site = http.createServer((asked, answer) => {
    answer.setHeader('content-type', 'application/json')
    const isToken = asked.url === '/login/oauth/access_token'
    answer.end(
      JSON.stringify(isToken ? { access_token: 'of-no-use', token_type: 'bearer', scope: '' } : profile),
    )
  })
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  const { port } = site.address() as AddressInfo
  const send = vi
    .spyOn(https, 'request')
    .mockImplementation(((url: string, options: http.RequestOptions) =>
      http.request(`http://127.0.0.1:${port}${new URL(url).pathname}`, options)) as never)
  try {
    return await work()
  } finally {
    send.mockRestore()
    site.close()
  }
}

/** Signs in with GitHub in one browser. */
function viaGitHub(b: Browser, profile: object) {
  return withGitHub(profile, async () => {
    const there = whereTo(
      await ask(b, '/api/auth/signin/github', { csrfToken: await csrf(b), callbackUrl: `${HOME}/ko/learn` }),
    )
    const { origin, searchParams } = new URL(there)
    expect(origin).toBe('https://github.com')
    return whereTo(await ask(b, `/api/auth/callback/github?code=c&state=${searchParams.get('state')}`))
  })
}
const github = (rest: object = {}) => ({
  id: Math.floor(Math.random() * 1e9),
  login: 'jiho',
  name: '박지호',
  email: newMail().toUpperCase(),
  ...rest,
})

test('another site’s account makes one of ours, once, and brings the guest’s work along', async () => {
  const { browser, guest } = await guestWith('three')
  const profile = github()
  expect(await viaGitHub(browser, profile)).toBe('/ko/learn')
  const viewer = (await who(browser))!
  expect(viewer).toMatchObject({ email: profile.email.toLowerCase(), isGuest: false, displayName: '박지호' })
  expect((await sectionsOf(viewer)).map((s) => s.section)).toEqual(['three'])
  expect(await db.user.findUnique({ where: { id: guest.id } })).toMatchObject({ mergedIntoId: viewer.id })
  // Who signs in is kept, what the site handed out is not.
  expect(await db.account.findMany({ where: { userId: viewer.id } })).toMatchObject([
    {
      provider: 'github',
      providerAccountId: String(profile.id),
      access_token: null,
      refresh_token: null,
      id_token: null,
    },
  ])
  const again = newBrowser()
  expect(await viaGitHub(again, { ...profile, email: newMail() })).toBe('/ko/learn')
  expect((await who(again))?.id).toBe(viewer.id)
})

test('a site that says an address is not a way into the account that has it', async () => {
  const email = newMail()
  const own = await db.user.create({ data: { email, passwordHash: 'of a password' } })
  const b = newBrowser()
  expect(await viaGitHub(b, github({ email }))).toMatch(/^\/ko\/sign-in\?.*error=OAuthAccountNotLinked/)
  expect([await who(b), await db.account.count({ where: { userId: own.id } })]).toEqual([null, 0])
})

test('an answer of a site that nobody here asked for signs nobody in', async () => {
  const b = newBrowser()
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const to = await withGitHub(github(), async () =>
    whereTo(await ask(b, '/api/auth/callback/github?code=c&state=forged')),
  )
  log.mockRestore()
  expect(to).toMatch(/^\/ko\/sign-in\?.*error=OAuthCallback/)
  expect(await who(b)).toBe(null)
})
