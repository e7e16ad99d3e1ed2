import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { db } from '@/lib/db'
import { type LtiFailure, refused } from './failure'
import { type Platform, platformOf } from './platform'
import { addresses } from './settings'
import { targetOf } from './target'

/** So long somebody may take from the platform's link to the class. */
const LASTS_SECONDS = 15 * 60

/** So many sign-ins that are over go with each that begins: more than are added, so that none stays long. */
const FORGOTTEN_AT_ONCE = 20

/** What the database cannot look for is no parameter. */
const parameter = z.string().refine((text) => !text.includes('\0'))
const initiation = z.object({
  iss: parameter.min(1).max(255),
  login_hint: parameter.min(1).max(4000),
  target_link_uri: parameter.min(1).max(2000),
  client_id: parameter.min(1).max(255).optional(),
  lti_message_hint: parameter.max(4000).optional(),
})

/** A browser's part of a sign-in that has begun: a cookie of this name and value. */
export type Begun = {
  readonly ok: true
  readonly url: string
  readonly cookie: { readonly name: string; readonly value: string; readonly seconds: number }
}

/** Begins the sign-in that a platform asks for (Security Framework 1.0, 5.1.1.1), and says where the browser goes to be told who it is.
 *  What comes back is good once, for this browser, and for `LASTS_SECONDS`.
 *  @param input the parameters, of an address or a form */
export async function beginLogin(input: Readonly<Record<string, unknown>>): Promise<Begun | LtiFailure> {
  const our = addresses()
  if (!our) return refused('not-set-up')
  const read = initiation.safeParse(input)
  if (!read.success) return refused('login-ill-formed')
  const { iss, client_id: clientId = null, target_link_uri: target, ...hints } = read.data
  const platform = await platformOf(iss, clientId)
  if (!platform) return refused('platform-unknown')
  if (!targetOf(target, our.home)) return refused('target-foreign')
  const [state, nonce, browser] = [newSecret(), newSecret(), newSecret()]
  const expiresAt = new Date(Date.now() + LASTS_SECONDS * 1000)
  const row = { id: hashOf(state), platformId: platform.id, nonce, browser: hashOf(browser), expiresAt }
  await db.ltiLogin.create({ data: row })
  await forgetOver()
  const cookie = { name: browserCookie(row.id), value: browser, seconds: LASTS_SECONDS }
  return { ok: true, url: authUrlOf(platform, our.launch, { state, nonce, ...hints }), cookie }
}

/** The request for authentication (Security Framework 1.0, 5.1.1.2). */
function authUrlOf(
  { authUrl, clientId }: Platform,
  launch: string,
  given: {
    readonly state: string
    readonly nonce: string
    readonly login_hint: string
    readonly lti_message_hint?: string | undefined
  },
): string {
  const url = new URL(authUrl)
  const asked = {
    ...{ scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none' },
    ...{ client_id: clientId, redirect_uri: launch, ...given },
  }
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

/** The cookie of a sign-in: each has its own, so that two links that are opened at once both arrive.
 *  @param id of the sign-in */
export function browserCookie(id: string): string {
  return `lti-${id.slice(0, 10)}`
}

/** What is kept of a secret. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Forgets what was not finished in time: who it was of is kept no longer. */
export async function forgetOver(): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "LtiLogin" WHERE "id" IN (
      SELECT "id" FROM "LtiLogin" WHERE "expiresAt" < now() ORDER BY "expiresAt" LIMIT ${FORGOTTEN_AT_ONCE}::int FOR UPDATE SKIP LOCKED)`
}
