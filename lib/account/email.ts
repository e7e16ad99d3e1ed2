import 'server-only'
import { rememberDevice } from '@/lib/auth/device'
import {
  changeEmailUnproven,
  confirmEmail as confirm,
  type EmailLink,
  wantEmail,
  withdrawEmail as withdraw,
} from '@/lib/auth/email-change'
import { canSendMail, sendEmailChanged, sendEmailChangeLink } from '@/lib/auth/mail'
import { startSession } from '@/lib/auth/open-session'
import { publicUrl } from '@/lib/auth/origin'
import { readSession } from '@/lib/auth/session'
import { getViewer } from '@/lib/auth/viewer'
import { giveBack } from '@/lib/rate-limit/store'
import { address, changing, type EnterFailure, type EnterResult, refuse } from './enter'

/** `sent`: a link went to the new address, which is put in place when that is confirmed on the page of the link. `changed`: it has
 *  changed. */
export type EmailResult = { readonly ok: true; readonly what: 'sent' | 'changed' } | EnterFailure

/** Changes the address of an account: by a link to the new one where mail can be sent, at once by the password where not.
 *  @param input `{ email, current }`; see `passwordProof` */
export async function changeEmail(input: unknown, locale: 'ko' | 'en'): Promise<EmailResult> {
  const viewer = await getViewer()
  const session = await readSession()
  if (!viewer || !session || viewer.isGuest) return { ok: false, code: 'signed-out' }
  const from = await address()
  const refused = await refuse([
    ['sign-in-by-address', from],
    ['password-by-person', viewer.id],
    ['taken-told', from],
  ])
  if (refused) return refused
  const result = canSendMail()
    ? await wantEmail(viewer, input, session, (link) => sendLink(link, locale))
    : await changeEmailUnproven(viewer, input)
  // As in signing up: only who is told that an address has an account pays for it.
  if (result.ok || result.code !== 'email-taken') await giveBack('taken-told', from)
  if (!result.ok) return result
  if ('what' in result) return result
  await startSession(result.id, result.epoch)
  await rememberDevice(result.email)
  return { ok: true, what: 'changed' }
}

/** Changes the address to the one that a link was sent to, whoever is signed in here: the link says whose it is. This browser
 *  stays signed in where it is that person's.
 *  @param token of the link */
export async function confirmEmail(token: unknown, locale: 'ko' | 'en'): Promise<EnterResult> {
  const refused = await refuse([['sign-in-by-address', await address()]])
  if (refused) return refused
  const viewer = await getViewer()
  const result = await confirm(typeof token === 'string' ? token.slice(0, 100) : '')
  if (!result.ok) return result
  if (viewer?.id === result.id) {
    await startSession(result.id, result.epoch)
    await rememberDevice(result.email)
  }
  // The change stands whether or not it can be told.
  await sendEmailChanged(result.old, locale).catch((error: unknown) => console.error(error))
  return { ok: true }
}

/** Withdraws the address that this person has asked for and not confirmed yet. */
export async function withdrawEmail(): Promise<EnterResult> {
  const viewer = await changing()
  if ('ok' in viewer) return viewer
  await withdraw(viewer)
  return { ok: true }
}

/** @returns why the mail was not sent; null when it was */
async function sendLink(link: EmailLink, locale: 'ko' | 'en'): Promise<EnterFailure | null> {
  const limited = await refuse([['link-by-email', link.email]])
  if (limited) return limited
  const url = `${publicUrl()?.origin}/${locale}/account?change=${link.token}`
  try {
    await sendEmailChangeLink(link, url, locale)
    return null
  } catch (error) {
    console.error(error)
    return { ok: false, code: 'mail-failed' }
  }
}
