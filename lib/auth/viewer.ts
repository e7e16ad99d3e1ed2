import 'server-only'
import { headers } from 'next/headers'
import { cache } from 'react'
import { guestOfKey, isGuestKey, newGuestKey, readGuestKey, rowOfKey, writeGuestKey } from './guest'
import { clientAddress } from './origin'
import { type Viewer, viewerOf } from './person'
import { readSession } from './session'
import { userOfSession } from './session-user'

export type { Viewer }

/** Who is asking: signed in, or a guest who has stored something; null for somebody who only looks. Read from
 *  the database once a request. Makes nothing. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const session = await readSession()
  if (session) {
    const user = await userOfSession(session)
    if (user) return viewerOf(user)
  }
  const key = await readGuestKey()
  const guest = key && (await rowOfKey(key))
  return guest && guest.guestKeyRetiredAt === null ? viewerOf(guest) : null
})

/** Whose an answer is that comes without a session: the guest's of the cookie or, before there is one, of the key that the
 *  browser made. For a minute after a guest has become an account, or part of one, their key still stores here what was
 *  under way in another tab; to everybody else it opens nothing (`getViewer`). Makes nothing. */
export async function viewerWhoAnswers(offered: string | null): Promise<Viewer | null> {
  const viewer = await getViewer()
  if (viewer) return viewer
  const key = await readGuestKey()
  const row = key && (await rowOfKey(key))
  return row ? viewerOf(row) : viewerOfKey(offered)
}

async function viewerOfKey(offered: string | null): Promise<Viewer | null> {
  const row = offered !== null && isGuestKey(offered) ? await rowOfKey(offered) : null
  return row && viewerOf(row)
}

/** Who is asking, a guest being made for somebody who stores something for the first time.
 *  @param offered a key that the browser made and keeps until the first answer is stored, so that two tabs
 *    which store at once, before either has a cookie, become one guest
 *  @param admit the rate limit of guests; its refusal is handed back
 *  @param purpose an answer, an interview, or joining a class, that was under way in another tab goes by a key that is just
 *    retired too (see `viewerWhoAnswers`): a guest who were made instead would be lost with the cookie that the sign-in takes away */
export async function viewerWhoStores<Refusal extends { readonly ok: false }>(
  locale: Viewer['locale'],
  offered: string | null,
  admit: (address: string) => Promise<Refusal | null>,
  purpose: 'under-way' | 'other' = 'other',
): Promise<{ readonly ok: true; readonly viewer: Viewer } | Refusal> {
  const viewer = await getViewer()
  if (viewer) return { ok: true, viewer }
  const refusal = await admit(clientAddress(await headers()))
  if (refusal) return refusal
  const known = await readGuestKey()
  // Where the cookie's opens nothing any more, two tabs that send at once still have the offered one in common.
  const shared = offered !== null && isGuestKey(offered) ? offered : null
  for (const key of [known, shared, newGuestKey()]) {
    if (key === null) continue
    const guest = await guestOfKey(key, locale)
    if (!guest || (guest.guestKeyRetiredAt !== null && purpose !== 'under-way')) continue
    // Who has just become an account is not made a guest again.
    if (guest.guestKeyRetiredAt === null) await writeGuestKey(key)
    return { ok: true, viewer: viewerOf(guest) }
  }
  throw new Error('a guest vanished while being made')
}
