import 'server-only'
import { headers } from 'next/headers'
import { z } from 'zod'
import { canSendMail } from '@/lib/auth/mail'
import { isSameOrigin } from '@/lib/auth/origin'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { type RateLimited, take } from '@/lib/rate-limit/store'
import { closeDaily, openDaily, renewDaily, setMailHour, stopMail } from './store'

/** `signed-out`: nobody is asking who has stored anything. `address-unproven`: mail goes to nobody whose address a sign-in
 *  link has not shown to be theirs, and to nobody where none can be sent. */
export type DailyResult =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly code: 'signed-out' | 'cross-origin' | 'bad-request' | 'address-unproven'
    }
  | RateLimited

/** Opens, renews or closes the feeds of who asks.
 *  @param what whatever was sent */
export async function changeFeed(what: unknown, locale: 'ko' | 'en'): Promise<DailyResult> {
  const change = z.enum(['open', 'renew', 'close']).safeParse(what)
  if (!change.success) return { ok: false, code: 'bad-request' }
  return changing(async (viewer) => {
    if (change.data === 'open') await openDaily(viewer, locale)
    else await (change.data === 'renew' ? renewDaily : closeDaily)(viewer)
    return { ok: true }
  })
}

/** Sets the hour in Seoul at which the question is mailed to who asks.
 *  @param hour 0 to 23; null for no mail */
export async function changeMail(hour: unknown, locale: 'ko' | 'en'): Promise<DailyResult> {
  const at = z.int().min(0).max(23).nullable().safeParse(hour)
  if (!at.success) return { ok: false, code: 'bad-request' }
  return changing(async (viewer) => {
    const isSet = (at.data === null || canSendMail()) && (await setMailHour(viewer, at.data, locale))
    return isSet ? { ok: true } : { ok: false, code: 'address-unproven' }
  })
}

/** Ends the mail of whoever has the link of one, signed in or not. */
export async function endMail(stopKey: unknown): Promise<DailyResult> {
  if (!isSameOrigin(await headers())) return { ok: false, code: 'cross-origin' }
  await stopMail(z.string().max(100).catch('').parse(stopKey))
  return { ok: true }
}

async function changing(work: (viewer: Viewer) => Promise<DailyResult>): Promise<DailyResult> {
  if (!isSameOrigin(await headers())) return { ok: false, code: 'cross-origin' }
  const viewer = await getViewer()
  if (!viewer) return { ok: false, code: 'signed-out' }
  return (await take('daily-by-person', viewer.id)) ?? work(viewer)
}
