/** What a platform sends is believed only whole, once, and in its time. */
import { UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '@/lib/db'
import { CLAIM, DEEP_LINKING } from './claim'
import { publicKeys, rotateKey, signingKey } from './key'
import { takeLaunch } from './launch'
import { beginLogin } from './login'
import { registerPlatform, removePlatform } from './platform'
import { type Asked, newPair, startPlatform, type TestPlatform } from './test-platform'

const HOME = 'https://forklore.test'
const CHOOSING = { deep_link_return_url: 'https://lms.test/back', accept_types: ['ltiResourceLink'] }
const TARGET = `${HOME}/api/lti/launch`

let lms: TestPlatform
beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_URL', HOME)
  await db.ltiPlatform.deleteMany()
  lms = await startPlatform(['1', 'two'])
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await lms.close()
})

const initiation = () => ({
  ...{ iss: lms.url, login_hint: 'u-1', target_link_uri: TARGET, client_id: lms.platform.clientId },
  ...{ lti_message_hint: 'a hint', lti_deployment_id: '1' },
})

async function begun(): Promise<Asked> {
  const login = await beginLogin(initiation())
  if (!login.ok) throw new Error(login.code)
  return lms.ask(login.url)
}

type Sign = Parameters<TestPlatform['sign']>

/** What comes of a launch of which something is otherwise. */
async function launched(claims: Sign[1] = {}, how?: Sign[2], cooldown?: number) {
  const asked = await begun()
  return takeLaunch({ state: asked.state, id_token: await lms.sign(asked, claims, how) }, cooldown)
}

test('a sign-in asks the platform as it was asked, and a launch is taken once', async () => {
  const login = await beginLogin(initiation())
  if (!login.ok) throw new Error(login.code)
  const { searchParams } = new URL(login.url)
  expect(searchParams.get('redirect_uri')).toBe(TARGET)
  expect(searchParams.get('lti_message_hint')).toBe('a hint')
  const asked = lms.ask(login.url)
  const form = { state: asked.state, id_token: await lms.sign(asked, { name: 'Lee Jiho' }) }
  const taken = await Promise.all([takeLaunch(form), takeLaunch(form)])
  expect(taken.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect(await takeLaunch(form)).toEqual({ ok: false, code: 'state-unknown' })
  const row = await db.ltiLogin.findFirstOrThrow()
  expect(row.launch).toMatchObject({ sub: 'u-1', name: 'Lee Jiho', deploymentId: '1', context: null })
  // Neither the state nor the ticket nor the cookie can be read from what is kept.
  const kept = JSON.stringify(row)
  const secrets = [asked.state, login.cookie.value, ...taken.flatMap((one) => (one.ok ? [one.ticket] : []))]
  for (const secret of secrets) expect(kept).not.toContain(secret)
})

test('a sign-in that cannot be begun says why', async () => {
  const begins = (other: object) => beginLogin({ ...initiation(), ...other })
  expect(await begins({ iss: 'https://elsewhere.test' })).toMatchObject({ code: 'platform-unknown' })
  expect(await begins({ client_id: 'another' })).toMatchObject({ code: 'platform-unknown' })
  expect(await begins({ login_hint: '' })).toMatchObject({ code: 'login-ill-formed' })
  expect(await begins({ iss: undefined })).toMatchObject({ code: 'login-ill-formed' })
  expect(await begins({ target_link_uri: 'https://evil.test/api/lti/launch' })).toMatchObject({
    code: 'target-foreign',
  })
  expect(await begins({ target_link_uri: 'none' })).toMatchObject({ code: 'target-foreign' })
  vi.stubEnv('NEXTAUTH_URL', '')
  expect(await begins({})).toMatchObject({ code: 'not-set-up' })
})

test('the client id decides between platforms of one issuer, and nobody guesses where it is not said', async () => {
  const { name, issuer, authUrl, tokenUrl, keysUrl } = lms.platform
  const other = await registerPlatform({
    ...{ name, issuer, authUrl, tokenUrl, keysUrl },
    ...{ clientId: 'second', deployments: ['9'] },
  })
  const without = { ...initiation(), client_id: undefined }
  expect(await beginLogin(without)).toMatchObject({ code: 'platform-unknown' })
  expect((await beginLogin({ ...initiation(), client_id: 'second' })).ok).toBe(true)
  expect(await removePlatform(other.id)).toBe(true)
  expect((await beginLogin(without)).ok).toBe(true)
})

test.each<[string, Sign[1], Sign[2], string]>([
  ['another nonce', { nonce: 'other' }, {}, 'nonce-wrong'],
  ['no nonce', { nonce: undefined }, {}, 'nonce-wrong'],
  ['another issuer', { iss: 'https://elsewhere.test' }, {}, 'issuer-wrong'],
  ['another audience', { aud: 'another-client' }, {}, 'audience-wrong'],
  ['no audience', { aud: undefined }, {}, 'audience-wrong'],
  ['several audiences without azp', { aud: ['forklore-client', 'x'] }, {}, 'audience-wrong'],
  ['another azp', { aud: ['forklore-client', 'x'], azp: 'x' }, {}, 'audience-wrong'],
  ['another azp of one', { azp: 'x' }, {}, 'audience-wrong'],
  ['expired', {}, { issued: -600, expires: -61 }, 'time-wrong'],
  ['no expiry', { exp: undefined }, {}, 'time-wrong'],
  ['issued too long ago', {}, { issued: -3700, expires: 300 }, 'time-wrong'],
  ['issued in the future', {}, { issued: 120, expires: 300 }, 'time-wrong'],
  ['no issue time', { iat: undefined }, {}, 'time-wrong'],
  ['a key that is not published', {}, { header: { kid: 'unknown' } }, 'key-unknown'],
  ['an unknown deployment', { [CLAIM.deployment]: 'three' }, {}, 'deployment-unknown'],
  ['no deployment', { [CLAIM.deployment]: undefined }, {}, 'claims-ill-formed'],
  ['another message', { [CLAIM.message]: 'LtiSubmissionReviewRequest' }, {}, 'message-unknown'],
  ['another version', { [CLAIM.version]: 'LTI-1p0' }, {}, 'version-unknown'],
  ['a target elsewhere', { [CLAIM.target]: 'https://evil.test/' }, {}, 'target-foreign'],
  ['no target', { [CLAIM.target]: undefined }, {}, 'claims-ill-formed'],
  ['no resource link', { [CLAIM.resourceLink]: undefined }, {}, 'claims-ill-formed'],
  ['no settings of the links to make', { [CLAIM.message]: DEEP_LINKING }, {}, 'claims-ill-formed'],
  [
    'an answer that would go in the clear',
    {
      [CLAIM.message]: DEEP_LINKING,
      [CLAIM.choosing]: { ...CHOOSING, deep_link_return_url: 'http://lms.test/' },
    },
    {},
    'claims-ill-formed',
  ],
  [
    'no links of ours taken',
    { [CLAIM.message]: DEEP_LINKING, [CLAIM.choosing]: { ...CHOOSING, accept_types: ['file'] } },
    {},
    'message-unknown',
  ],
  ['nobody', { sub: undefined }, {}, 'claims-ill-formed'],
  ['an id that is too long', { sub: 'x'.repeat(256) }, {}, 'claims-ill-formed'],
])('a launch with %s is refused', async (_, claims, how, code) => {
  expect(await launched(claims, how)).toEqual({ ok: false, code })
  // The sign-in is used up: a right token comes too late.
  expect(await db.ltiLogin.count()).toBe(0)
})

test('a character that nothing can be kept with is refused as ill-formed, wherever it comes', async () => {
  for (const name of ['iss', 'client_id', 'login_hint', 'target_link_uri', 'lti_message_hint'])
    expect(await beginLogin({ ...initiation(), [name]: 'a\0b' }), name).toMatchObject({
      code: 'login-ill-formed',
    })
  const inside = { id: 'c\0', title: 'A Course' }
  for (const claims of [{ sub: 'u\0' }, { name: '\0' }, { [CLAIM.context]: inside }])
    expect(await launched(claims)).toEqual({ ok: false, code: 'claims-ill-formed' })
  expect(await takeLaunch({ state: 'a\0', id_token: 'b\0' })).toMatchObject({ code: 'state-unknown' })
})

test('what may differ is taken: clocks by less than a minute, several audiences with azp, another deployment', async () => {
  expect((await launched({}, { issued: 50 })).ok).toBe(true)
  expect((await launched({}, { issued: -300, expires: -50 })).ok).toBe(true)
  expect((await launched({ aud: ['forklore-client', 'x'], azp: 'forklore-client' })).ok).toBe(true)
  expect((await launched({ aud: ['forklore-client'] })).ok).toBe(true)
  expect((await launched({ [CLAIM.deployment]: 'two' })).ok).toBe(true)
})

test('no token counts that is not signed by the platform', async () => {
  const strange = await newPair()
  const { kid } = (await publicKeys()).keys[0] ?? {}
  const { keys } = await (await fetch(lms.platform.keysUrl)).json()
  // By another's key under the platform's name.
  expect(await launched({}, { key: strange.privateKey })).toMatchObject({ code: 'signature-wrong' })
  // By our own.
  expect(await launched({}, { key: (await signingKey()).key, header: { kid: kid ?? '' } })).toMatchObject({
    code: 'key-unknown',
  })
  // By the public key as if it were a shared secret.
  const secret = new TextEncoder().encode(JSON.stringify(keys[0]))
  expect(await launched({}, { key: secret, header: { alg: 'HS256' } })).toMatchObject({ code: 'alg-refused' })
  const asked = await begun()
  const unsigned = new UnsecuredJWT({
    iss: lms.url,
    aud: lms.platform.clientId,
    nonce: asked.nonce,
    sub: 'u',
  })
  expect(await takeLaunch({ state: asked.state, id_token: unsigned.encode() })).toMatchObject({
    code: 'alg-refused',
  })
  for (const id_token of ['none', 'a.b.c', undefined])
    expect(await takeLaunch({ state: (await begun()).state, id_token })).toMatchObject({
      code: 'token-ill-formed',
    })
})

test('a state that was never given, is over, or was tried with a wrong token is good for nothing', async () => {
  const asked = await begun()
  const id_token = await lms.sign(asked, {})
  expect(await takeLaunch({ state: 'guessed', id_token })).toMatchObject({ code: 'state-unknown' })
  expect(
    await takeLaunch({ state: asked.state, id_token: await lms.sign(asked, { nonce: 'x' }) }),
  ).toMatchObject({
    code: 'nonce-wrong',
  })
  expect(await takeLaunch({ state: asked.state, id_token })).toMatchObject({ code: 'state-unknown' })
  const late = await begun()
  const token = await lms.sign(late, {})
  await db.ltiLogin.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
  expect(await takeLaunch({ state: late.state, id_token: token })).toMatchObject({ code: 'state-unknown' })
  // The next that begins takes what is over along.
  await begun()
  expect(await db.ltiLogin.count()).toBe(1)
})

test('what a platform says of its own refusal is told as that', async () => {
  const { state } = await begun()
  expect(await takeLaunch({ state, error: 'login_required' })).toMatchObject({ code: 'platform-refused' })
})

test('a platform that changes its keys is understood at once, and asked no more often than it may be', async () => {
  expect((await launched({}, {}, 0)).ok).toBe(true)
  expect((await launched()).ok).toBe(true)
  const before = lms.keyRequests()
  expect(before).toBe(1)
  await lms.rotate()
  expect((await launched()).ok).toBe(true)
  expect(lms.keyRequests()).toBe(2)
})

test('whoever sends unknown ids of keys has them read again once in a while, and not each time', async () => {
  expect((await launched()).ok).toBe(true)
  for (let i = 0; i < 5; i++)
    expect(await launched({}, { header: { kid: `guess-${i}` } })).toMatchObject({ code: 'key-unknown' })
  expect(lms.keyRequests()).toBe(1)
})

test('where a platform is away that is said, and the same launch is taken once it is back', async () => {
  lms.away(true)
  const asked = await begun()
  const form = { state: asked.state, id_token: await lms.sign(asked, {}) }
  expect(await takeLaunch(form)).toEqual({ ok: false, code: 'keys-unreachable' })
  lms.away(false)
  expect((await takeLaunch(form)).ok).toBe(true)
})

test('the tool has one key however many ask first, publishes no private part, and keeps the one before a new one', async () => {
  await db.ltiKey.deleteMany()
  const [one, two] = await Promise.all([publicKeys(), publicKeys(), signingKey()])
  expect(one).toEqual(two)
  expect(one.keys).toHaveLength(1)
  expect(Object.keys(one.keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  const kid = await rotateKey()
  expect((await signingKey()).kid).toBe(kid)
  expect((await publicKeys()).keys.map((key) => key.kid)).toEqual([kid, one.keys[0]?.kid])
  // A month after the newer one it is published no more.
  await db.ltiKey.updateMany({
    where: { id: kid },
    data: { createdAt: new Date(Date.now() - 31 * 24 * 3600_000) },
  })
  await db.ltiKey.updateMany({ where: { NOT: { id: kid } }, data: { createdAt: new Date(0) } })
  expect((await publicKeys()).keys.map((key) => key.kid)).toEqual([kid])
  // What the database holds signs nothing without the secret.
  vi.stubEnv('NEXTAUTH_SECRET', 'another secret that sealed nothing')
  const other = await signingKey()
  expect(other.kid).not.toBe(kid)
})

test('a platform is registered by addresses that nobody on the way can read, and with a deployment', async () => {
  const { name, issuer, clientId, authUrl, tokenUrl, keysUrl } = lms.platform
  const good = { name, issuer, clientId, authUrl, tokenUrl, keysUrl, deployments: ['1'] }
  for (const other of [
    { keysUrl: 'http://lms.example.org/keys' },
    { authUrl: 'javascript:alert(1)' },
    { tokenUrl: 'none' },
    { deployments: [] },
    { clientId: '' },
  ])
    await expect(registerPlatform({ ...good, ...other })).rejects.toThrow('The platform was not registered.')
  // Again: what was registered is changed.
  const again = await registerPlatform({ ...good, deployments: ['7'] })
  expect(again).toMatchObject({ id: lms.platform.id, deployments: ['7'] })
})
