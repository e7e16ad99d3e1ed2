import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { newGuestKey } from '@/lib/auth/guest'
import { viewerOf } from '@/lib/auth/person'
import { hasRecoveryCode } from '@/lib/auth/recovery'
import { writeSession } from '@/lib/auth/session'
import { type Browser, newBrowser, request } from '@/lib/auth/test-browser'
import { getViewer, type Viewer, viewerWhoStores } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import {
  changePassword,
  makeRecoveryCode,
  recover,
  removeAccount,
  rename,
  signIn,
  signOut,
  signOutEverywhere,
  signUp,
  withdrawRecoveryCode,
} from './enter'
import { exportViewer } from './export'

vi.mock('next/headers', () => import('@/lib/auth/test-browser'))

/** Hashes that passwords were compared with, and what else happens meanwhile, once. */
const verified = vi.hoisted((): string[] => [])
const meanwhile = vi.hoisted((): { happens?: () => Promise<unknown> } => ({}))
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof import('@node-rs/argon2')>()
  const verify: typeof argon2.verify = async (hash, password) => {
    verified.push(String(hash))
    const { happens } = meanwhile
    delete meanwhile.happens
    await happens?.()
    return argon2.verify(hash, password)
  }
  return { ...argon2, verify }
})

const PASSWORD = 'correct horse'
const address = () => `10.0.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`
const browser = () => newBrowser(address())
const exported = async (viewer: Viewer) =>
  exportViewer(viewer, await allWithheldFrom({ viewer, device: null }))
const email = () => `${randomUUID()}@example.org`
const who = (b: Browser) => request(b, getViewer)
const up = (b: Browser, form: object) => request(b, () => signUp({ password: PASSWORD, ...form }, 'ko'))
const enter = (b: Browser, form: object) => request(b, () => signIn({ password: PASSWORD, ...form }))
const store = async (b: Browser, purpose: 'under-way' | 'other' = 'under-way') => {
  const made = await request(b, () => viewerWhoStores('ko', null, async () => null, purpose))
  if (!made.ok) throw new Error('refused')
  return made.viewer
}

test('nobody is nobody until something is stored', async () => {
  const users = await db.user.count()
  const b = browser()
  expect(await who(b)).toBe(null)
  expect([await db.user.count(), b.cookies.size]).toEqual([users, 0])
  const guest = await store(b)
  expect(await who(b)).toEqual({ id: guest.id, isGuest: true, email: null, displayName: null, locale: 'ko' })
})

test('a guest who signs up stays the same row', async () => {
  const b = browser()
  const guest = await store(b)
  const mail = email()
  expect(await up(b, { email: ` ${mail.toUpperCase()} `, displayName: ' 박  지호 ' })).toEqual({ ok: true })
  expect(await who(b)).toEqual({
    id: guest.id,
    isGuest: false,
    email: mail,
    displayName: '박 지호',
    locale: 'ko',
  })
  const row = await db.user.findUnique({ where: { id: guest.id } })
  expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(row?.guestKeyRetiredAt).not.toBe(null)
  expect([...b.cookies.keys()].sort()).toEqual(['forklore.device', 'forklore.session'])
})

test('the key of a guest who became an account stores an answer for a minute more, does nothing else, and nothing after that', async () => {
  const b = browser()
  const guest = await store(b)
  const underWay: Browser = { ...b, cookies: new Map(b.cookies) }
  await up(b, { email: email() })
  expect((await store(underWay)).id).toBe(guest.id)
  expect(await who(underWay)).toBe(null)
  for (const deed of [signOutEverywhere, () => rename('이름'), () => removeAccount(PASSWORD)])
    expect(await request(underWay, deed)).toEqual({ ok: false, code: 'signed-out' })
  const elsewhere: Browser = { ...underWay, cookies: new Map(underWay.cookies) }
  expect((await store(elsewhere, 'other')).id).not.toBe(guest.id)
  await db.user.update({
    where: { id: guest.id },
    data: { guestKeyRetiredAt: new Date(Date.now() - 61_000) },
  })
  expect(await who(underWay)).toBe(null)
  const another = await store(underWay)
  expect([another.isGuest, another.id === guest.id]).toEqual([true, false])
  expect((await who(underWay))?.id).toBe(another.id)
})

test('two tabs that store at once when their cookie opens nothing any more become one guest, by the key that they share', async () => {
  const b = browser()
  const guest = await store(b)
  const old = () => ({ ...b, cookies: new Map(before) })
  const before = new Map(b.cookies)
  await up(b, { email: email() })
  const guestKeyRetiredAt = new Date(Date.now() - 61_000)
  await db.user.update({ where: { id: guest.id }, data: { guestKeyRetiredAt } })
  const key = newGuestKey()
  const tabs = [old(), old()]
  const made = await Promise.all(
    tabs.map((tab) => request(tab, () => viewerWhoStores('ko', key, async () => null, 'under-way'))),
  )
  const ids = made.map((one) => (one.ok ? one.viewer.id : null))
  expect(new Set(ids).size).toBe(1)
  expect(ids).not.toContain(guest.id)
  for (const tab of tabs) expect((await who(tab))?.id).toBe(ids[0])
})

test('each field that is wrong is named, and nothing is made', async () => {
  const users = await db.user.count()
  const b = browser()
  const cases = [
    [{}, 'email-ill-formed'],
    [{ email: 'a@b' }, 'email-ill-formed'],
    [{ email: 7 }, 'email-ill-formed'],
    [{ email: email(), password: '1234567' }, 'password-short'],
    [{ email: email(), password: 'x'.repeat(201) }, 'password-long'],
    [{ email: email(), password: 'password1' }, 'password-common'],
    [{ email: email(), password: 'ILoveYou1' }, 'password-common'],
    [{ email: email(), displayName: '\u200b' }, 'name-ill-formed'],
    [{ email: email(), displayName: 'x'.repeat(41) }, 'name-ill-formed'],
  ] as const
  for (const [form, code] of cases) expect(await up(b, form)).toEqual({ ok: false, code })
  expect(await db.user.count()).toBe(users)
})

test('an address is one account, however it is written and however many sign up at once', async () => {
  const mail = email()
  const results = await Promise.all([mail, mail.toUpperCase(), mail].map((m) => up(browser(), { email: m })))
  expect(results.filter((r) => r.ok)).toHaveLength(1)
  expect(results.filter((r) => !r.ok)).toEqual(Array(2).fill({ ok: false, code: 'email-taken' }))
})

test('the right password opens the account on another device; a wrong one and an unknown address say the same', async () => {
  const mail = email()
  await up(browser(), { email: mail })
  const other = browser()
  const wrong = { ok: false, code: 'wrong-credentials' }
  expect(await enter(other, { email: mail, password: 'wrong horse' })).toEqual(wrong)
  expect(await enter(other, { email: email() })).toEqual(wrong)
  expect(await who(other)).toBe(null)
  expect(await enter(other, { email: mail })).toEqual({ ok: true })
  expect((await who(other))?.email).toBe(mail)
})

test('a password is the same composed and decomposed', async () => {
  const mail = email()
  await up(browser(), { email: mail, password: '비밀번호 여덟자' })
  expect(await enter(browser(), { email: mail, password: '비밀번호 여덟자'.normalize('NFD') })).toEqual({
    ok: true,
  })
})

test('an unknown address costs the same work as a known one: one hash with the same parameters', async () => {
  const mail = email()
  await up(browser(), { email: mail })
  await enter(browser(), { email: email() }) // makes the decoy, once a process
  const parametersOf = async (address: string) => {
    verified.length = 0
    await enter(browser(), { email: address, password: 'wrong horse' })
    return verified.map((hash) => hash.split('$').slice(0, 4).join('$'))
  }
  const known = await parametersOf(mail)
  expect(known).toEqual(['$argon2id$v=19$m=19456,t=2,p=1'])
  expect(await parametersOf(email())).toEqual(known)
})

test('who fails ten times for an account is stopped there; its owner signs in elsewhere, and where they have before', async () => {
  const mail = email()
  const [own, attacker] = [browser(), browser()]
  await up(own, { email: mail })
  await request(own, signOut)
  const guess = (b: Browser) => enter(b, { email: mail, password: 'wrong horse' })
  for (let i = 0; i < 10; i++) expect(await guess(attacker)).toEqual({ ok: false, code: 'wrong-credentials' })
  expect(await guess(attacker)).toMatchObject({ ok: false, code: 'rate-limited' })
  expect(await enter(browser(), { email: mail })).toEqual({ ok: true })
  // Also behind the attacker's own address, and when the whole world fails for this account.
  const behind: Browser = { address: attacker.address, cookies: new Map(own.cookies) }
  await db.$executeRaw`UPDATE "RateLimit" SET "tokens" = -100 WHERE "key" LIKE 'sign-in-by-email%'`
  expect(await enter(browser(), { email: mail })).toMatchObject({ ok: false, code: 'rate-limited' })
  expect(await enter(behind, { email: mail })).toEqual({ ok: true })
  // A device that is known for one account is not for another, and is itself no place to guess from.
  const other = email()
  await up(browser(), { email: other })
  await request(behind, signOut)
  await db.$executeRaw`UPDATE "RateLimit" SET "tokens" = -100 WHERE "key" LIKE 'sign-in-by-email-and-address:%'`
  for (let i = 0; i < 10; i++) await guess(behind)
  expect(await guess(behind)).toMatchObject({ ok: false, code: 'rate-limited' })
  await db.rateLimit.deleteMany()
})

test('a device cookie that is not of this account, or not sealed by us, is none', async () => {
  const [mail, other] = [email(), email()]
  const b = browser()
  await up(b, { email: other })
  await up(browser(), { email: mail })
  await request(b, signOut)
  const limited = async (cookie: string) => {
    await db.rateLimit.deleteMany()
    const from: Browser = { address: b.address, cookies: new Map([['forklore.device', cookie]]) }
    for (let i = 0; i < 10; i++) await enter(from, { email: mail, password: 'wrong horse' })
    const by = await db.rateLimit.findMany({ where: { key: { startsWith: 'sign-in-by-' } } })
    return by.map(({ key }) => key.split(':')[0]).sort()
  }
  const usual = ['sign-in-by-address', 'sign-in-by-email', 'sign-in-by-email-and-address']
  expect(await limited(b.cookies.get('forklore.device') ?? '')).toEqual(usual)
  expect(await limited('x')).toEqual(usual)
  expect(await limited(b.cookies.get('forklore.session') ?? 'x')).toEqual(usual)
  await db.rateLimit.deleteMany()
})

test('signing up tells nobody of many addresses whether they have an account', async () => {
  const taken = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const mail = email()
      await db.user.create({ data: { email: mail } })
      return mail
    }),
  )
  const asker = browser()
  const codes: string[] = []
  for (const mail of taken) {
    const result = await up(asker, { email: mail })
    codes.push(result.ok ? 'ok' : result.code)
  }
  expect(codes).toEqual([...Array(10).fill('email-taken'), 'rate-limited', 'rate-limited'])
  // What is free is not told either, then; who was not told anything did not pay.
  expect(await up(asker, { email: email() })).toMatchObject({ ok: false, code: 'rate-limited' })
  const classroom = address()
  for (let i = 0; i < 20; i++)
    expect(await up(newBrowser(classroom), { email: email() })).toEqual({ ok: true })
  await db.rateLimit.deleteMany()
}, 60_000)

test('guessing one address is limited, whatever addresses the guesses come from', async () => {
  const mail = email()
  const guess = () => enter(browser(), { email: mail, password: 'wrong horse' })
  expect(await guess()).toEqual({ ok: false, code: 'wrong-credentials' })
  await db.$executeRaw`UPDATE "RateLimit" SET "tokens" = "tokens" - 100 WHERE "key" LIKE 'sign-in-by-email:%'`
  expect(await guess()).toMatchObject({ ok: false, code: 'rate-limited' })
  expect(await enter(browser(), { email: mail })).toMatchObject({ ok: false, code: 'rate-limited' })
  await db.rateLimit.deleteMany()
})

test('signing out ends this session, everywhere ends all', async () => {
  const mail = email()
  const [a, b] = [browser(), browser()]
  await up(a, { email: mail })
  await enter(b, { email: mail })
  const copied: Browser = { ...a, cookies: new Map(a.cookies) }
  await request(a, signOut)
  expect([await who(a), (await who(b))?.email]).toEqual([null, mail])
  expect(await who(copied)).toBe(null)
  await enter(a, { email: mail })
  const stolen: Browser = { ...b, cookies: new Map(b.cookies) }
  await request(a, signOutEverywhere)
  expect(await Promise.all([a, b, stolen].map(who))).toEqual([null, null, null])
  expect(await request(a, signOutEverywhere)).toEqual({ ok: false, code: 'signed-out' })
})

test('a session that is not sealed by us is none', async () => {
  const b = browser()
  for (const forged of ['x', 'a.b.c.d.e', Buffer.from('{"sub":"1"}').toString('base64')]) {
    b.cookies.set('forklore.session', forged)
    expect(await who(b)).toBe(null)
  }
})

/** Every way to change something about oneself. */
const DEEDS: Readonly<Record<string, () => Promise<unknown>>> = {
  signUp: () => signUp({ email: email(), password: PASSWORD }, 'ko'),
  signIn: () => signIn({ email: email(), password: PASSWORD }),
  signOut: () => signOut(),
  signOutEverywhere: () => signOutEverywhere(),
  rename: () => rename('이름'),
  changePassword: () => changePassword({ current: PASSWORD, next: 'another battery' }),
  removeAccount: () => removeAccount(PASSWORD),
}

test.each(Object.keys(DEEDS))("another site's page cannot ask for %s", async (deed) => {
  const b = browser()
  await up(b, { email: email() })
  const before = await who(b)
  const users = await db.user.count()
  for (const origin of ['http://evil.test', 'null', 'http://forklore.test.evil.test', null])
    expect(await request(b, DEEDS[deed]!, origin)).toEqual({ ok: false, code: 'cross-origin' })
  expect([await who(b), await db.user.count()]).toEqual([before, users])
})

test('who is nobody here is told so', async () => {
  for (const deed of ['signOutEverywhere', 'rename', 'changePassword', 'removeAccount'])
    expect(await request(browser(), DEEDS[deed]!)).toEqual({ ok: false, code: 'signed-out' })
  const guest = browser()
  await store(guest)
  expect(await request(guest, signOutEverywhere)).toEqual({ ok: false, code: 'signed-out' })
})

test('a name is not changed without end', async () => {
  const b = browser()
  await up(b, { email: email() })
  expect(await request(b, () => rename('하나'))).toEqual({ ok: true })
  await db.$executeRaw`UPDATE "RateLimit" SET "tokens" = -100 WHERE "key" LIKE 'account-change-by-person:%'`
  for (const deed of [() => rename('둘'), signOutEverywhere])
    expect(await request(b, deed)).toMatchObject({ ok: false, code: 'rate-limited' })
  expect((await who(b))?.displayName).toBe('하나')
  await db.rateLimit.deleteMany()
})

test('an account is deleted with all that is its own, after its password is repeated', async () => {
  const b = browser()
  const mail = email()
  await up(b, { email: mail })
  const { id } = (await who(b))!
  await db.sectionProgress.create({ data: { userId: id, section: 's', seenAt: new Date() } })
  expect(await request(b, () => removeAccount('wrong horse'))).toEqual({ ok: false, code: 'wrong-password' })
  expect((await who(b))?.id).toBe(id)
  expect(await request(b, () => removeAccount(PASSWORD))).toEqual({ ok: true })
  expect(await who(b)).toBe(null)
  expect([
    await db.user.count({ where: { id } }),
    await db.sectionProgress.count({ where: { userId: id } }),
  ]).toEqual([0, 0])
})

test('an account that a link or another site signs in is deleted after its address, or its name, is repeated', async () => {
  const mail = email()
  const cases = [
    [{ email: mail }, ` ${mail.toUpperCase()} `],
    [{ name: '김서연' }, '김서연'.normalize('NFD')],
  ] as const
  for (const [data, repeated] of cases) {
    const { id } = await db.user.create({ data })
    const b = browser()
    await request(b, () => writeSession(id, 0))
    for (const wrong of [undefined, null, '', 'x', PASSWORD, { text: repeated }])
      expect(await request(b, () => removeAccount(wrong))).toEqual({ ok: false, code: 'wrong-repeat' })
    expect((await who(b))?.id).toBe(id)
    expect(await request(b, () => removeAccount(repeated))).toEqual({ ok: true })
    expect([await who(b), await db.user.count({ where: { id } })]).toEqual([null, 0])
  }
  const guest = browser()
  await store(guest)
  expect(await request(guest, () => removeAccount(null))).toEqual({ ok: true })
})

test('an export holds what is stored, and no secret', async () => {
  const b = browser()
  const mail = email()
  await up(b, { email: mail, displayName: '김서연' })
  await request(b, () => rename('서연'))
  const row = await db.user.findUniqueOrThrow({ where: { email: mail } })
  const text = JSON.stringify(await exported(viewerOf(row)))
  expect(JSON.parse(text)).toMatchObject({ person: { email: mail, displayName: '서연' }, responses: [] })
  expect(text).not.toMatch(/argon2|passwordHash|guestKeyHash|sessionEpoch/)
})

test('a new password takes the current one, ends every other session, and is the one that counts from then on', async () => {
  const mail = email()
  const [here, there] = [browser(), browser()]
  await up(here, { email: mail })
  await enter(there, { email: mail })
  const change = (b: Browser, form: object) => request(b, () => changePassword(form))
  const next = 'another battery'
  const wrong = [
    [{ current: 'not this one', next }, 'wrong-current'],
    [{ next }, 'wrong-current'],
    [{ current: PASSWORD, next: 'short' }, 'password-short'],
    [{ current: PASSWORD, next: 'x'.repeat(201) }, 'password-long'],
    [{ current: PASSWORD, next: 'qwertyuiop' }, 'password-common'],
    [null, 'password-short'],
  ] as const
  for (const [form, code] of wrong)
    expect(await request(here, () => changePassword(form))).toEqual({ ok: false, code })
  expect(await who(there)).not.toBe(null)
  expect(await change(here, { current: PASSWORD, next })).toEqual({ ok: true })
  expect((await who(here))?.email).toBe(mail)
  expect(await who(there)).toBe(null)
  expect(await enter(there, { email: mail })).toEqual({ ok: false, code: 'wrong-credentials' })
  expect(await enter(there, { email: mail, password: next })).toEqual({ ok: true })
  expect(await change(browser(), { current: next, next: PASSWORD })).toEqual({
    ok: false,
    code: 'signed-out',
  })
})

test('guessing the current password ends like guessing at the door', async () => {
  const b = browser()
  await up(b, { email: email() })
  const codes = []
  for (let i = 0; i < 12; i++) {
    const result = await request(b, () => changePassword({ current: 'guess', next: 'another battery' }))
    codes.push(result.ok ? 'ok' : result.code)
  }
  expect(codes.slice(0, 10)).toEqual(Array(10).fill('wrong-current'))
  expect(codes.at(-1)).toBe('rate-limited')
})

test('an account without a password can get one', async () => {
  const b = browser()
  const user = await db.user.create({ data: { email: email(), emailVerified: new Date() } })
  await request(b, () => writeSession(user.id, 0))
  expect(await request(b, () => changePassword({ next: PASSWORD }))).toEqual({ ok: true })
  expect((await who(b))?.id).toBe(user.id)
  expect(await enter(browser(), { email: user.email })).toEqual({ ok: true })
})

test('a recovery code sets a new password once, ends every session, and opens nothing for anybody else', async () => {
  const [b, elsewhere, mail, next] = [browser(), browser(), email(), 'staple battery 42']
  await up(b, { email: mail })
  await enter(elsewhere, { email: mail })
  const make = (current: string) => request(b, () => makeRecoveryCode(current))
  expect(await make('wrong')).toEqual({ ok: false, code: 'wrong-current' })
  const [first, second] = [await make(PASSWORD), await make(PASSWORD)]
  if (!first.ok || !second.ok) throw new Error('no code')
  expect(second.code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/)
  const user = await request(b, getViewer)
  const row = await db.user.findUniqueOrThrow({ where: { id: user?.id ?? '' } })
  expect(JSON.stringify([row, await exported(viewerOf(row))])).not.toContain(second.code.replaceAll('-', ''))
  expect(JSON.stringify(await exported(viewerOf(row)))).not.toContain(row.recoveryHash)

  const use = (form: object, from = browser()) => request(from, () => recover({ email: mail, next, ...form }))
  // The one before, none, another's account, and what is no password.
  const other = email()
  await up(browser(), { email: other })
  for (const form of [{ code: first.code }, { code: '' }, {}, { code: second.code, email: other }])
    expect(await use(form), JSON.stringify(form)).toEqual({ ok: false, code: 'wrong-code' })
  expect(await use({ code: second.code, next: 'short' })).toEqual({ ok: false, code: 'password-short' })
  expect(await who(elsewhere)).toMatchObject({ id: row.id })

  const typed = ` ${second.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
  const c = browser()
  const both = await Promise.all([use({ code: typed }, c), use({ code: typed })])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await who(elsewhere)).toBe(null)
  expect(await who(b)).toBe(null)
  expect(await use({ code: second.code })).toEqual({ ok: false, code: 'wrong-code' })
  expect(await enter(browser(), { email: mail })).toEqual({ ok: false, code: 'wrong-credentials' })
  expect(await enter(browser(), { email: mail, password: next })).toEqual({ ok: true })
})

test('who guesses recovery codes of an account is held up', async () => {
  const [b, mail] = [browser(), email()]
  await up(b, { email: mail })
  const codes = new Set<string>()
  for (let i = 0; i < 12; i++) {
    const result = await request(b, () => recover({ email: mail, code: `X${i}`, next: 'staple battery 42' }))
    codes.add(result.ok ? 'ok' : result.code)
  }
  expect([...codes]).toEqual(['wrong-code', 'rate-limited'])
})

test('a recovery code that somebody else made ends with the password, with all sessions, and when it is withdrawn', async () => {
  const next = 'staple battery 42'
  const ends = {
    password: (b: Browser) => request(b, () => changePassword({ current: PASSWORD, next })),
    sessions: (b: Browser) => request(b, signOutEverywhere),
    withdrawn: (b: Browser) => request(b, withdrawRecoveryCode),
  }
  for (const [name, end] of Object.entries(ends)) {
    const [b, intruder, mail] = [browser(), browser(), email()]
    await up(b, { email: mail })
    await enter(intruder, { email: mail })
    const made = await request(intruder, () => makeRecoveryCode(PASSWORD))
    if (!made.ok) throw new Error(made.code)
    const viewer = await who(b)
    if (!viewer) throw new Error('nobody')
    expect(await hasRecoveryCode(viewer), name).toBe(true)
    expect(await end(b), name).toEqual({ ok: true })
    expect(await hasRecoveryCode(viewer), name).toBe(false)
    expect(await request(intruder, () => recover({ email: mail, code: made.code, next })), name).toEqual({
      ok: false,
      code: 'wrong-code',
    })
  }
})

test('no code is shown that was not stored, because the password or the sessions ended meanwhile', async () => {
  const next = 'staple battery 42'
  for (const change of [() => changePassword({ current: PASSWORD, next }), signOutEverywhere]) {
    const [b, elsewhere, mail] = [browser(), browser(), email()]
    await up(b, { email: mail })
    await enter(elsewhere, { email: mail })
    const made = await request(b, () => {
      meanwhile.happens = () => request(elsewhere, change)
      return makeRecoveryCode(PASSWORD)
    })
    expect(made).toEqual({ ok: false, code: 'wrong-current' })
  }
})
