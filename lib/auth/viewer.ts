import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import { db } from '@/lib/db'
import { guestOfKey, isGuestKey, newGuestKey, readGuestKey, rowOfKey, writeGuestKey } from './guest'
import { clientAddress } from './origin'
import { type Viewer, viewerOf } from './person'
import { readSession } from './session'

export type { Viewer }

/** Who is asking: signed in, or a guest who has stored something; null for somebody who only looks. Read from
 *  the database once a request. Makes nothing. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const session = await readSession()
  if (session) {
    // Ending all sessions raises the epoch: an older token then finds nobody.
    const where = { id: session.userId, sessionEpoch: session.epoch, guest: false }
    const user = await db.user.findFirst({ where })
    if (user) return viewerOf(user)
  }
  const key = await readGuestKey()
  const guest = key && (await rowOfKey(key))
  return guest ? viewerOf(guest) : null
})

/** The guest of a key that the browser keeps until it has a cookie; null when there is none yet. Makes nothing. */
export async function viewerOfKey(offered: string | null): Promise<Viewer | null> {
  const row = offered !== null && isGuestKey(offered) ? await rowOfKey(offered) : null
  return row && viewerOf(row)
}

/** Who is asking, a guest being made for somebody who stores something for the first time.
 *  @param offered a key that the browser made and keeps until the first answer is stored, so that two tabs
 *    which store at once, before either has a cookie, become one guest
 *  @param admit the rate limit of guests; its refusal is handed back */
export async function viewerWhoStores<Refusal extends { readonly ok: false }>(
  locale: Viewer['locale'],
  offered: string | null,
  admit: (address: string) => Promise<Refusal | null>,
): Promise<{ readonly ok: true; readonly viewer: Viewer } | Refusal> {
  const viewer = await getViewer()
  if (viewer) return { ok: true, viewer }
  const refusal = await admit(clientAddress(await headers()))
  if (refusal) return refusal
  const known = await readGuestKey()
  const fresh = newGuestKey()
  const candidates = [known ?? (offered && isGuestKey(offered) ? offered : fresh), fresh]
  for (const key of candidates) {
    const guest = await guestOfKey(key, locale)
    if (!guest) continue
    // Who has just become an account is not made a guest again.
    if (guest.guestKeyRetiredAt === null) await writeGuestKey(key)
    return { ok: true, viewer: viewerOf(guest) }
  }
  throw new Error('a guest vanished while being made')
}
