import 'server-only'
import { headers } from 'next/headers'
import {
  type AccountFailure,
  checkPassword,
  createAccount,
  endAllSessions,
  readEmail,
  readSignUp,
  renameViewer,
  type SignedIn,
  changePassword as setPassword,
} from '@/lib/auth/account'
import { newToken, revokeToken, type TokenFailure } from '@/lib/auth/api-token'
import { knownDevice, rememberDevice } from '@/lib/auth/device'
import { dropGuestKey } from '@/lib/auth/guest'
import { endOpenSession, startSession } from '@/lib/auth/open-session'
import { clientAddress, isSameOrigin } from '@/lib/auth/origin'
import { isId } from '@/lib/auth/person'
import { type TieFailure, untiePlatform as untie } from '@/lib/auth/platform-tie'
import { newRecoveryCode, resetByCode, withdrawRecoveryCode as withdrawCode } from '@/lib/auth/recovery'
import { dropSession, readSession } from '@/lib/auth/session'
import { closeSession } from '@/lib/auth/session-user'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { giveBack, type RateLimited, take, takeAll } from '@/lib/rate-limit/store'
import { deleteAccount } from './delete'
import { welcome } from './welcome'

/** `cross-origin`: the request comes from another site's page. `signed-out`: nobody is signed in.
 *  `session-unknown`: there is no such session of this person (any more). `mail-failed`: the mail server did not take the link.
 *  `wrong-password`, `wrong-repeat`: the account was not deleted, because the password, or of an account without one the
 *  address, was not repeated. */
export type EnterFailure =
  | AccountFailure
  | TokenFailure
  | TieFailure
  | RateLimited
  | {
      readonly ok: false
      readonly code:
        | 'cross-origin'
        | 'signed-out'
        | 'session-unknown'
        | 'mail-failed'
        | 'wrong-password'
        | 'wrong-repeat'
    }
export type EnterCode = EnterFailure['code']
export type EnterResult = { readonly ok: true } | EnterFailure

/** Signs somebody up with e-mail and password, and in. A guest's row becomes the account.
 *  @param input `{ email, password, displayName? }` */
export async function signUp(input: unknown, locale: 'ko' | 'en'): Promise<EnterResult> {
  const form = readSignUp(input)
  if (!form.ok) return form
  const from = await address()
  const refused = await refuse([
    ['sign-up-by-address', from],
    ['taken-told', from],
  ])
  if (refused) return refused
  const made = await createAccount(await getViewer(), form.form, locale)
  // Only who is told that an address has an account pays for it: nobody asks for many.
  if (made.ok || made.code !== 'email-taken') await giveBack('taken-told', from)
  return made.ok ? enter(made, form.form.email) : made
}

/** Signs somebody in with e-mail and password. What was done here as a guest comes along.
 *  @param input `{ email, password }` */
export async function signIn(input: unknown): Promise<EnterResult> {
  const email = readEmail(input)
  if (email === null) return { ok: false, code: 'email-ill-formed' }
  const [from, device] = await Promise.all([address(), knownDevice(email)])
  // Whoever fails elsewhere, on purpose perhaps, shuts nobody out of the device that they sign in from.
  const refused = await refuse(
    device
      ? [['sign-in-by-device', device]]
      : [
          ['sign-in-by-address', from],
          ['sign-in-by-email-and-address', `${email} ${from}`],
          ['sign-in-by-email', email],
        ],
  )
  if (refused) return refused
  const found = await checkPassword(email, input)
  return found.ok ? enter(found, email) : found
}

/** Ends the session of this browser, also for whoever has a copy of its token. What a guest does here next is a new
 *  guest's. */
export async function signOut(): Promise<EnterResult> {
  const refused = await refuse([])
  if (refused) return refused
  const session = await readSession()
  if (session) await closeSession(session.id)
  await dropSession()
  return { ok: true }
}

/** Ends every session of this person, on every device, and their recovery code. */
export async function signOutEverywhere(): Promise<EnterResult> {
  const viewer = await changing()
  if ('ok' in viewer) return viewer
  await endAllSessions(viewer)
  await dropSession()
  return { ok: true }
}

/** Ends one session of this person, wherever it is.
 *  @param id of `openSessions` */
export async function endSession(id: unknown): Promise<EnterResult> {
  const viewer = await changing()
  if ('ok' in viewer) return viewer
  const isEnded = typeof id === 'string' && isId(id) && (await endOpenSession(viewer, id))
  return isEnded ? { ok: true } : { ok: false, code: 'session-unknown' }
}

/** Changes the name that others see. */
export async function rename(input: unknown): Promise<EnterResult> {
  const refused = await refuse([])
  if (refused) return refused
  const viewer = await getViewer()
  if (!viewer) return { ok: false, code: 'signed-out' }
  return (await take('account-change-by-person', viewer.id)) ?? renameViewer(viewer, input)
}

/** Sets a new password. Every other session of the person ends; this browser's goes on.
 *  @param input `{ current, next }`; see `passwordProof` */
export async function changePassword(input: unknown): Promise<EnterResult> {
  const viewer = await getViewer()
  if (!viewer || viewer.isGuest) return { ok: false, code: 'signed-out' }
  const refused = await refuse([
    ['sign-in-by-address', await address()],
    ['password-by-person', viewer.id],
  ])
  if (refused) return refused
  const changed = await setPassword(viewer, input, (await readSession())?.isByNewLink ?? false)
  if (!changed.ok) return changed
  await startSession(changed.id, changed.epoch)
  return { ok: true }
}

/** Makes a code that resets the password once, for who has no mail to be sent a link to.
 *  @param current the password */
export async function makeRecoveryCode(
  current: unknown,
): Promise<{ readonly ok: true; readonly code: string } | EnterFailure> {
  const viewer = await getViewer()
  if (!viewer || viewer.isGuest) return { ok: false, code: 'signed-out' }
  const refused = await refuse([['password-by-person', viewer.id]])
  return refused ?? newRecoveryCode(viewer, typeof current === 'string' ? current.slice(0, 300) : '')
}

/** Makes the recovery code of this person reset nothing any more. */
export async function withdrawRecoveryCode(): Promise<EnterResult> {
  const viewer = await changing()
  if ('ok' in viewer) return viewer
  await withdrawCode(viewer)
  return { ok: true }
}

/** `newToken`, as a page asks for it. */
export async function makeApiToken(
  form: unknown,
): Promise<{ readonly ok: true; readonly token: string } | EnterFailure> {
  const viewer = await changing()
  return 'ok' in viewer ? viewer : newToken(viewer, form)
}

/** `revokeToken`, as a page asks for it. */
export async function revokeApiToken(id: unknown): Promise<EnterResult> {
  const viewer = await changing()
  return 'ok' in viewer ? viewer : revokeToken(viewer, id)
}

/** `untiePlatform`, as a page asks for it. */
export async function untiePlatform(issuer: unknown): Promise<EnterResult> {
  const viewer = await changing()
  return 'ok' in viewer ? viewer : untie(viewer, issuer)
}

/** Sets a new password by a recovery code and signs in. Every other session of the person ends.
 *  @param input `{ email, code, next }` */
export async function recover(input: unknown): Promise<EnterResult> {
  const email = readEmail(input)
  if (email === null) return { ok: false, code: 'email-ill-formed' }
  const from = await address()
  const refused = await refuse([
    ['sign-in-by-address', from],
    ['sign-in-by-email-and-address', `${email} ${from}`],
  ])
  if (refused) return refused
  const found = await resetByCode(email, input)
  return found.ok ? enter(found, email) : found
}

/** Deletes the person who asks, a guest too, with everything of theirs.
 *  @param repeated what `deletionProof` says: the password, or the address of an account without one */
export async function removeAccount(repeated: unknown): Promise<EnterResult> {
  const viewer = await getViewer()
  if (!viewer) return { ok: false, code: 'signed-out' }
  const refused = await refuse([['password-by-person', viewer.id]])
  if (refused) return refused
  const missing = await deleteAccount(viewer, repeated)
  if (missing !== null) return { ok: false, code: missing === 'password' ? 'wrong-password' : 'wrong-repeat' }
  await dropSession()
  await dropGuestKey()
  return { ok: true }
}

async function enter({ id, epoch }: SignedIn, email: string): Promise<EnterResult> {
  await welcome(id)
  await startSession(id, epoch)
  await rememberDevice(email)
  return { ok: true }
}

/** Who changes something of their account without repeating a password, or why they may not. */
export async function changing(): Promise<Viewer | EnterFailure> {
  const refused = await refuse([])
  if (refused) return refused
  const viewer = await getViewer()
  if (!viewer || viewer.isGuest) return { ok: false, code: 'signed-out' }
  return (await take('account-change-by-person', viewer.id)) ?? viewer
}

/** Why a request may not go on; null when it may. */
export async function refuse(buckets: Parameters<typeof takeAll>[0]): Promise<EnterFailure | null> {
  if (!isSameOrigin(await headers())) return { ok: false, code: 'cross-origin' }
  return takeAll(buckets)
}

/** By which a request is counted. */
export async function address(): Promise<string> {
  return clientAddress(await headers())
}
