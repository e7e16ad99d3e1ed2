import 'server-only'
import { randomUUID } from 'node:crypto'
import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import { cookieAttributes, cookieName } from './origin'
import { authSecret } from './secret'

/** Seconds. A session that is used is renewed once a day. */
export const SESSION_SECONDS = 30 * 24 * 3600
const RENEW_SECONDS = 24 * 3600

/** What a session's token says, and no more: who, and at which epoch of theirs. Everything else about a
 *  person is read from the database at every request. */
export type Session = {
  readonly userId: string
  readonly epoch: number
  /** Of this session, kept when it is renewed: signing out ends it. */
  readonly id: string
  readonly renew: boolean
  /** Whether a link that was sent to the person's address started it within the last quarter of an hour. */
  readonly isByNewLink: boolean
}

/** Seconds for which having come by a link stands for the current password. */
const LINK_SECONDS = 15 * 60

export function sessionCookie(): string {
  return cookieName('session')
}

/** The session of this request, or null: none, out of date or not sealed by us. */
export async function readSession(): Promise<Session | null> {
  const token = (await cookies()).get(sessionCookie())?.value
  if (!token) return null
  try {
    const claims = await decode({ token, secret: authSecret() })
    if (typeof claims?.sub !== 'string' || typeof claims.epoch !== 'number') return null
    if (typeof claims.session !== 'string') return null
    const age = Date.now() / 1000 - Number(claims.iat)
    const isByNewLink = Date.now() / 1000 - Number(claims.linkedAt ?? 0) < LINK_SECONDS
    const { sub: userId, epoch, session: id } = claims
    return { userId, epoch, id, renew: age > RENEW_SECONDS, isByNewLink }
  } catch {
    return null
  }
}

/** Gives this browser the token of a session: of a new one, or of the one of an id, which is renewed; the same token that
 *  next-auth makes for its own providers. */
export async function writeSession(userId: string, epoch: number, id: string = randomUUID()): Promise<void> {
  const token = await encode({
    token: { sub: userId, epoch, session: id },
    secret: authSecret(),
    maxAge: SESSION_SECONDS,
  })
  ;(await cookies()).set(sessionCookie(), token, cookieAttributes(SESSION_SECONDS))
}

/** Ends the session of this browser. */
export async function dropSession(): Promise<void> {
  ;(await cookies()).set(sessionCookie(), '', cookieAttributes(0))
}
