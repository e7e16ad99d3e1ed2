import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Db, db, isUniqueViolation, transaction } from '@/lib/db'
import { type AccountFailure, isProven, readEmail, type SignedIn } from './account'
import type { Viewer } from './viewer'

/** For how long a link that was sent to a new address works. */
const LINK_HOURS = 24

/** An address that was put in the place of another. */
export type ChangedEmail = SignedIn & { readonly old: string; readonly email: string }

type Wanted = { readonly ok: true; readonly email: string; readonly user: Owner }
type Owner = {
  readonly id: string
  readonly email: string
  readonly passwordHash: string | null
  readonly sessionEpoch: number
}

/** Reads what somebody wants as their address, who proves to be whose account it is.
 *  @param input `{ email, current }`; `current` only where `passwordProof` asks for it */
async function wantedOf(
  viewer: Viewer,
  input: unknown,
  isByNewLink: boolean,
): Promise<Wanted | AccountFailure> {
  const wanted = readEmail(input)
  if (wanted === null) return { ok: false, code: 'email-ill-formed' }
  const { current } = z
    .object({ current: z.string().catch('') })
    .catch({ current: '' })
    .parse(input)
  const user = await db.user.findUnique({ where: { id: viewer.id } })
  if (!user?.email || !(await isProven(user, current, isByNewLink)))
    return { ok: false, code: 'wrong-current' }
  if (user.email === wanted) return { ok: false, code: 'email-same' }
  return { ok: true, email: wanted, user: { ...user, email: user.email } }
}

/** Remembers that an account is to have another address, in place of any wish before, until who reads mail there agrees.
 *  @returns `token`, which the link carries and nothing keeps */
export async function wantEmail(
  viewer: Viewer,
  input: unknown,
  isByNewLink: boolean,
): Promise<{ readonly ok: true; readonly email: string; readonly token: string } | AccountFailure> {
  const wanted = await wantedOf(viewer, input, isByNewLink)
  if (!wanted.ok) return wanted
  const { email, user } = wanted
  if ((await db.user.count({ where: { email } })) > 0) return { ok: false, code: 'email-taken' }
  const token = randomBytes(24).toString('base64url')
  const expiresAt = new Date(Date.now() + LINK_HOURS * 3_600_000)
  const data = { email, tokenHash: hashOf(token), epoch: user.sessionEpoch, expiresAt }
  await db.emailChange.upsert({
    where: { userId: user.id },
    create: { userId: user.id, ...data },
    update: data,
  })
  return { ok: true, email, token }
}

/** The address that a link would put in the place of another; null when it is no link that works. */
export async function emailOfLink(token: string): Promise<string | null> {
  return (await findChange(db, token))?.email ?? null
}

/** Puts the address in place to which a link was sent. Whoever has it reads mail there.
 *  @see replaceEmail */
export async function confirmEmail(token: string): Promise<ChangedEmail | AccountFailure> {
  return changing(async (tx) => {
    const change = await findChange(tx, token)
    if (!change?.user.email) return { ok: false, code: 'link-unknown' }
    const user = { ...change.user, email: change.user.email }
    return (await replaceEmail(tx, user, change.email, new Date())) ?? { ok: false, code: 'link-unknown' }
  })
}

/** Puts another address in place at once, which nobody has proved to be theirs: for where no mail can be sent. The password is
 *  asked for, whatever else would do elsewhere.
 *  @see replaceEmail */
export async function changeEmailUnproven(
  viewer: Viewer,
  input: unknown,
): Promise<ChangedEmail | AccountFailure> {
  const wanted = await wantedOf(viewer, input, false)
  if (!wanted.ok) return wanted
  const { email, user } = wanted
  if (user.passwordHash === null) return { ok: false, code: 'wrong-current' }
  return changing(
    async (tx) => (await replaceEmail(tx, user, email, null)) ?? { ok: false, code: 'wrong-current' },
  )
}

async function findChange(from: Db, token: string) {
  const where = { tokenHash: hashOf(token), expiresAt: { gt: new Date() } }
  const change = await from.emailChange.findFirst({ where, include: { user: true } })
  return change && change.epoch === change.user.sessionEpoch ? change : null
}

/** Every session of the person ends, and with them their recovery code and the links that were sent to either address: whoever
 *  has one of those comes back by none.
 *  @returns null when the account has changed since it was read: then nothing has been done */
async function replaceEmail(
  tx: Db,
  user: Owner,
  email: string,
  emailVerified: Date | null,
): Promise<ChangedEmail | null> {
  const { id, email: old, passwordHash, sessionEpoch } = user
  const { count } = await tx.user.updateMany({
    where: { id, email: old, passwordHash, sessionEpoch },
    data: { email, emailVerified, recoveryHash: null, sessionEpoch: { increment: 1 } },
  })
  if (count === 0) return null
  await tx.verificationToken.deleteMany({ where: { identifier: { in: [old, email] } } })
  await tx.emailChange.deleteMany({ where: { userId: id } })
  return { ok: true, id, epoch: sessionEpoch + 1, old, email }
}

/** Of two who want one address at once the second is told that there is an account with it. */
async function changing(
  work: (tx: Db) => Promise<ChangedEmail | AccountFailure>,
): Promise<ChangedEmail | AccountFailure> {
  try {
    return await transaction(work)
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, code: 'email-taken' }
    throw error
  }
}

/** One round is enough: nobody guesses 192 bits. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
