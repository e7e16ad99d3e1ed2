import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { cookies } from 'next/headers'
import { decode, encode } from 'next-auth/jwt'
import { cookieAttributes, cookieName } from './origin'
import { authSecret } from './secret'

/** 400 days: the longest that browsers keep a cookie. */
const DEVICE_SECONDS = 400 * 24 * 3600

/** Says which device an address has signed in from before, whoever has failed meanwhile from elsewhere; null when it has not
 *  from this one (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). It opens nothing: the password is asked
 *  for all the same. */
export async function knownDevice(email: string): Promise<string | null> {
  const token = (await cookies()).get(cookieName('device'))?.value
  if (!token) return null
  try {
    const claims = await decode({ token, secret: authSecret(), salt: SALT })
    return claims?.of === of(email) && typeof claims.device === 'string' ? claims.device : null
  } catch {
    return null
  }
}

/** Remembers on this device that an address has signed in from it. */
export async function rememberDevice(email: string): Promise<void> {
  const claims = { of: of(email), device: randomUUID() }
  const token = await encode({ token: claims, secret: authSecret(), salt: SALT, maxAge: DEVICE_SECONDS })
  ;(await cookies()).set(cookieName('device'), token, cookieAttributes(DEVICE_SECONDS))
}

/** The mark by which this browser is known again to a class that somebody was removed from, whoever uses it by then; made
 *  where there is none. It opens nothing.
 *  @returns its SHA-256, which is what is stored */
export async function markDevice(): Promise<string> {
  const jar = await cookies()
  const known = jar.get(cookieName('browser'))?.value
  const mark = known && MARK.test(known) ? known : randomUUID()
  jar.set(cookieName('browser'), mark, cookieAttributes(DEVICE_SECONDS))
  return of(mark)
}

/** That mark as it is stored; null where this browser has none. Makes none. */
export async function deviceMark(): Promise<string | null> {
  const known = (await cookies()).get(cookieName('browser'))?.value
  return known && MARK.test(known) ? of(known) : null
}

const MARK = /^[\da-f-]{36}$/

/** Keeps these apart from sessions, which the same key seals. */
const SALT = 'device'

function of(email: string): string {
  return createHash('sha256').update(email).digest('base64url')
}
