import 'server-only'
import { dropGuestKey, isGuestKey, readGuestKey, rowOfKey } from '@/lib/auth/guest'
import { mergeGuest } from './merge'

/** Brings the work of this browser's guest along to who is signed in here.
 *  @param offered a guest's key that the page sent along, beside the cookie's: a sign-in that was under way at the same time
 *    as the guest's first answer could not know that guest
 *  @returns whether there was something to bring */
export async function welcome(userId: string, offered: string | null = null): Promise<boolean> {
  const key = await readGuestKey()
  let hasBrought = false
  for (const one of new Set([key, offered])) {
    const guest = one !== null && isGuestKey(one) ? await rowOfKey(one) : null
    if (guest && (await mergeGuest(guest.id, userId))) hasBrought = true
  }
  if (key) await dropGuestKey()
  return hasBrought
}
