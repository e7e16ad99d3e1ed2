import 'server-only'
import { rememberDevice } from '@/lib/auth/device'
import { changeEmailUnproven, confirmEmail as confirm, wantEmail } from '@/lib/auth/email-change'
import { canSendMail, sendEmailChanged, sendEmailChangeLink } from '@/lib/auth/mail'
import { startSession } from '@/lib/auth/open-session'
import { publicUrl } from '@/lib/auth/origin'
import { readSession } from '@/lib/auth/session'
import { getViewer } from '@/lib/auth/viewer'
import { giveBack } from '@/lib/rate-limit/store'
import { address, type EnterFailure, type EnterResult, refuse } from './enter'

/** `sent`: a link went to the new address, which changes when it is opened. `changed`: it has changed. */
export type EmailResult = { readonly ok: true; readonly what: 'sent' | 'changed' } | EnterFailure

/** Changes the address of an account: by a link to the new one where mail can be sent, at once by the password where not.
 *  @param input `{ email, current }`; see `passwordProof` */
export async function changeEmail(input: unknown, locale: 'ko' | 'en'): Promise<EmailResult> {
  const viewer = await getViewer()
  if (!viewer || viewer.isGuest) return { ok: false, code: 'signed-out' }
  const from = await address()
  const refused = await refuse([
    ['sign-in-by-address', from],
    ['password-by-person', viewer.id],
    ['taken-told', from],
  ])
  if (refused) return refused
  const session = await readSession()
  const result = canSendMail()
    ? await wantEmail(viewer, input, session?.isByNewLink ?? false)
    : await changeEmailUnproven(viewer, input)
  // As in signing up: only who is told that an address has an account pays for it.
  if (result.ok || result.code !== 'email-taken') await giveBack('taken-told', from)
  if (!result.ok) return result
  if ('token' in result) return sendLink(result.email, result.token, locale)
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

async function sendLink(email: string, token: string, locale: 'ko' | 'en'): Promise<EmailResult> {
  const limited = await refuse([['link-by-email', email]])
  if (limited) return limited
  try {
    await sendEmailChangeLink(email, `${publicUrl()?.origin}/${locale}/account?change=${token}`, locale)
    return { ok: true, what: 'sent' }
  } catch (error) {
    console.error(error)
    return { ok: false, code: 'mail-failed' }
  }
}
