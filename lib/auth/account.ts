import 'server-only'
import { z } from 'zod'
import { db, isUniqueViolation, transaction } from '@/lib/db'
import { isCommonPassword } from './common-password'
import { canSendMail } from './mail'
import { hashPassword, isPassword, PASSWORD_LENGTH } from './password'
import { displayName } from './person'
import type { Viewer } from './viewer'

/** Why an account could not be made or opened.
 *  - `email-ill-formed`, `password-short`, `password-long`, `password-common`, `name-ill-formed`: mend the field and send again
 *  - `email-taken`: there is an account with it; sign in instead
 *  - `wrong-credentials`: no account with this address and password; it does not say which is wrong
 *  - `wrong-code`: no account with this address and recovery code; it does not say which is wrong
 *  - `wrong-current`: nothing was changed, because the current password does not fit
 *  - `link-needed`: nothing was changed, because who has no password comes by a new link to their address first
 *  - `email-same`: it is the address that the account has
 *  - `link-unknown`: no change of an address waits for this link (any more)
 *  - `signed-in`: somebody is signed in here already */
export type AccountCode =
  | 'email-ill-formed'
  | 'password-short'
  | 'password-long'
  | 'password-common'
  | 'name-ill-formed'
  | 'email-taken'
  | 'wrong-credentials'
  | 'wrong-code'
  | 'wrong-current'
  | 'link-needed'
  | 'email-same'
  | 'link-unknown'
  | 'signed-in'
export type AccountFailure = { readonly ok: false; readonly code: AccountCode }

/** What a session is started from. */
export type SignedIn = { readonly ok: true; readonly id: string; readonly epoch: number }

/** An address as it is stored and compared. */
const email = z
  .string()
  .max(254)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email())

export type SignUpForm = {
  readonly email: string
  readonly password: string
  readonly displayName: string | null
}

const fieldsSchema = z.record(z.string(), z.unknown())

/** Reads the fields of a sign-up. The first thing that is wrong is named. */
export function readSignUp(
  input: unknown,
): { readonly ok: true; readonly form: SignUpForm } | AccountFailure {
  const fields = fieldsSchema.safeParse(input)
  const address = email.safeParse(fields.data?.email)
  if (!address.success) return { ok: false, code: 'email-ill-formed' }
  const password = z.string().safeParse(fields.data?.password)
  if (!password.success || password.data.length < PASSWORD_LENGTH.min)
    return { ok: false, code: 'password-short' }
  if (password.data.length > PASSWORD_LENGTH.max) return { ok: false, code: 'password-long' }
  if (isCommonPassword(password.data)) return { ok: false, code: 'password-common' }
  const given = fields.data?.displayName
  const name = given === undefined || given === null || given === '' ? null : displayName.safeParse(given)
  if (name && !name.success) return { ok: false, code: 'name-ill-formed' }
  return { ok: true, form: { email: address.data, password: password.data, displayName: name?.data ?? null } }
}

/** Makes an account: a guest's own row becomes one, so that nothing of theirs moves.
 *  @param guest who asks, or null for somebody who has stored nothing yet */
export async function createAccount(
  guest: Viewer | null,
  form: SignUpForm,
  locale: Viewer['locale'],
): Promise<SignedIn | AccountFailure> {
  if (guest && !guest.isGuest) return { ok: false, code: 'signed-in' }
  const passwordHash = await hashPassword(form.password)
  const data = { email: form.email, passwordHash, locale, guest: false }
  const name = form.displayName === null ? {} : { displayName: form.displayName }
  try {
    const row = guest
      ? await upgradeGuest(guest.id, { ...data, ...name, guestKeyRetiredAt: new Date() })
      : await db.user.create({ data: { ...data, ...name } })
    return row ? { ok: true, id: row.id, epoch: row.sessionEpoch } : { ok: false, code: 'signed-in' }
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, code: 'email-taken' }
    throw error
  }
}

/** Null when another tab was faster and the guest is an account, or part of one, by now. */
async function upgradeGuest(id: string, data: object) {
  return transaction(async (tx) => {
    const { count } = await tx.user.updateMany({ where: { id, guest: true, mergedIntoId: null }, data })
    return count === 1 ? tx.user.findUniqueOrThrow({ where: { id } }) : null
  })
}

/** The address that a sign-in is about, for its rate limit; null when it is none. */
export function readEmail(input: unknown): string | null {
  const fields = z.object({ email }).safeParse(input)
  return fields.success ? fields.data.email : null
}

/** Finds the account of an address and a password. Takes equally long whether or not there is one. */
export async function checkPassword(address: string, input: unknown): Promise<SignedIn | AccountFailure> {
  const fields = z.object({ password: z.string().max(PASSWORD_LENGTH.max) }).safeParse(input)
  const user = await db.user.findUnique({ where: { email: address } })
  const fits = await isPassword(user?.passwordHash ?? null, fields.data?.password ?? '')
  if (!user || !fits) return { ok: false, code: 'wrong-credentials' }
  return { ok: true, id: user.id, epoch: user.sessionEpoch }
}

/** Ends every session of a person, on every device, and the recovery code: whoever made it in one of them comes back by
 *  neither. */
export async function endAllSessions(viewer: Viewer): Promise<void> {
  const data = { recoveryHash: null, sessionEpoch: { increment: 1 } }
  await db.user.updateMany({ where: { id: viewer.id }, data })
}

/** What somebody repeats before the password or the address changes: the current password or, for whoever has just come by a
 *  link to their address, nothing. Of who has no password such a link is asked (`link`); where no mail can be sent, nothing.
 *  `never` where there is no address to sign in with. */
export type PasswordProof = 'current' | 'link' | 'nothing' | 'never'

/** What `changePassword` and `wantEmail` will ask of this person.
 *  @param isByNewLink of their session */
export async function passwordProof(viewer: Viewer, isByNewLink: boolean): Promise<PasswordProof> {
  const user = await db.user.findUnique({ where: { id: viewer.id } })
  return user ? proofOf(user, isByNewLink) : 'never'
}

function proofOf(
  user: { readonly guest: boolean; readonly email: string | null; readonly passwordHash: string | null },
  isByNewLink: boolean,
): PasswordProof {
  if (user.guest || user.email === null) return 'never'
  if (isByNewLink) return 'nothing'
  if (user.passwordHash !== null) return 'current'
  return canSendMail() ? 'link' : 'nothing'
}

/** What somebody has not repeated of what `passwordProof` asks of them; null when nothing is missing. */
export async function missingProof(
  user: Parameters<typeof proofOf>[0],
  current: string,
  isByNewLink: boolean,
): Promise<'wrong-current' | 'link-needed' | null> {
  const proof = proofOf(user, isByNewLink)
  if (proof === 'nothing') return null
  if (proof === 'link') return 'link-needed'
  const fits =
    proof === 'current' &&
    current.length <= PASSWORD_LENGTH.max &&
    (await isPassword(user.passwordHash, current))
  return fits ? null : 'wrong-current'
}

/** Sets a new password and ends every session of the person, and their recovery code; the caller starts a new session for
 *  who asks.
 *  @param input `{ current, next }`; `current` only where `passwordProof` asks for it */
export async function changePassword(
  viewer: Viewer,
  input: unknown,
  isByNewLink: boolean,
): Promise<SignedIn | AccountFailure> {
  const fields = z.object({ current: z.string().catch('') }).safeParse(input)
  const current = fields.data?.current ?? ''
  const password = readNewPassword(input)
  if (!password.ok) return password
  const { next } = password
  const user = await db.user.findUnique({ where: { id: viewer.id } })
  // The row that the proof is asked of is the one that is changed.
  const missing = user ? await missingProof(user, current, isByNewLink) : 'wrong-current'
  if (!user || missing) return { ok: false, code: missing ?? 'wrong-current' }
  const passwordHash = await hashPassword(next)
  // Of two changes at once only the first finds what it was proved against.
  const { count } = await db.user.updateMany({
    where: { id: user.id, passwordHash: user.passwordHash, sessionEpoch: user.sessionEpoch },
    data: { passwordHash, recoveryHash: null, sessionEpoch: { increment: 1 } },
  })
  if (count === 0) return { ok: false, code: 'wrong-current' }
  return { ok: true, id: user.id, epoch: user.sessionEpoch + 1 }
}

/** Reads a password that is to be set.
 *  @param input `{ next }` */
export function readNewPassword(
  input: unknown,
): { readonly ok: true; readonly next: string } | AccountFailure {
  const fields = z.object({ next: z.string().catch('') }).safeParse(input)
  const next = fields.data?.next ?? ''
  if (next.length < PASSWORD_LENGTH.min) return { ok: false, code: 'password-short' }
  if (next.length > PASSWORD_LENGTH.max) return { ok: false, code: 'password-long' }
  return isCommonPassword(next) ? { ok: false, code: 'password-common' } : { ok: true, next }
}

/** Changes what others see of somebody. Classes joined before keep the name that was given there. */
export async function renameViewer(viewer: Viewer, input: unknown): Promise<{ ok: true } | AccountFailure> {
  const name = displayName.safeParse(input)
  if (!name.success) return { ok: false, code: 'name-ill-formed' }
  await db.user.updateMany({ where: { id: viewer.id }, data: { displayName: name.data } })
  return { ok: true }
}
