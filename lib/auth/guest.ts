import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { db, PLANNED } from '@/lib/db'
import { cookieAttributes, cookieName } from './origin'
import type { UserRow } from './person'

/** 400 days: the longest that browsers keep a cookie. */
const GUEST_SECONDS = 400 * 24 * 3600

/** 32 random bytes in base64url. */
const KEY = /^[A-Za-z0-9_-]{43}$/

/** Whether a text is a key that a browser may have made for its guest. */
export function isGuestKey(text: string): boolean {
  return KEY.test(text)
}

export function newGuestKey(): string {
  return randomBytes(32).toString('base64url')
}

export function hashGuestKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

export async function readGuestKey(): Promise<string | null> {
  const key = (await cookies()).get(cookieName('guest'))?.value
  return key && isGuestKey(key) ? key : null
}

export async function writeGuestKey(key: string): Promise<void> {
  ;(await cookies()).set(cookieName('guest'), key, cookieAttributes(GUEST_SECONDS))
}

/** The guest becomes somebody, or goes: their key opens nothing any more. */
export async function dropGuestKey(): Promise<void> {
  ;(await cookies()).set(cookieName('guest'), '', cookieAttributes(0))
}

/** For how long a key still opens its row after the guest became an account, or part of one: a request of another
 *  tab that was under way knows no other. */
const GRACE_MS = 60_000

/** The row of a key that still opens it: a guest's or, just after, that of who the guest became; null when there is
 *  none such. */
export async function rowOfKey(key: string): Promise<GuestRow | null> {
  const [row] = await db.$queryRaw<GuestRow[]>`${PLANNED}
    SELECT "id", "guest", "email", "displayName", "name", "locale", "guestKeyRetiredAt" FROM "User"
     WHERE "guestKeyHash" = ${hashGuestKey(key)}`
  const retired = row?.guestKeyRetiredAt
  return !row || (retired && Date.now() - retired.getTime() > GRACE_MS) ? null : row
}
type GuestRow = UserRow & { readonly guestKeyRetiredAt: Date | null }

/** The guest of a key, made if there is none yet. Two requests at once meet at the UNIQUE hash.
 *  @returns null when the key opens nothing any more */
export async function guestOfKey(key: string, locale: string) {
  const guestKeyHash = hashGuestKey(key)
  await db.user.createMany({ data: [{ guest: true, guestKeyHash, locale }], skipDuplicates: true })
  return rowOfKey(key)
}
