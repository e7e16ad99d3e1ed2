import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Db, db, isUniqueViolation, transaction } from '@/lib/db'
import { type AccountFailure, missingProof, readEmail, type SignedIn } from './account'
import { lockOwner } from './owner'
import type { Viewer } from './person'
import type { Session } from './session'
import { userOfSession } from './session-user'

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
  if (!user?.email) return { ok: false, code: 'wrong-current' }
  const missing = await missingProof(user, current, isByNewLink)
  if (missing) return { ok: false, code: missing }
  if (user.email === wanted) return { ok: false, code: 'email-same' }
  return { ok: true, email: wanted, user: { ...user, email: user.email } }
}

/** What the mail to a new address is made of. `account` is the address that it would replace: whoever reads the mail sees whose
 *  wish it is. `token` is what the link carries and nothing keeps. */
export type EmailLink = { readonly email: string; readonly account: string; readonly token: string }

/** Sends a link to the address that an account is to have, and remembers that wish, in place of any before, until who reads mail
 *  there agrees. Until the mail is sent, a link from before goes on working.
 *  @param session that asks: where it has ended meanwhile nothing is remembered
 *  @param send says why the mail was not sent; null when it was */
export async function wantEmail<Unsent>(
  viewer: Viewer,
  input: unknown,
  session: Session,
  send: (link: EmailLink) => Promise<Unsent | null>,
): Promise<{ readonly ok: true; readonly what: 'sent' } | AccountFailure | Unsent> {
  const wanted = await wantedOf(viewer, input, session.isByNewLink)
  if (!wanted.ok) return wanted
  const { email, user } = wanted
  if ((await db.user.count({ where: { email } })) > 0) return { ok: false, code: 'email-taken' }
  const token = randomBytes(24).toString('base64url')
  const unsent = await send({ email, account: user.email, token })
  if (unsent !== null) return unsent
  const expiresAt = new Date(Date.now() + LINK_HOURS * 3_600_000)
  const data = { email, tokenHash: hashOf(token), epoch: user.sessionEpoch, expiresAt }
  const isKept = await transaction(async (tx) => {
    await lockOwner(tx, user.id)
    if (!(await userOfSession(session, tx))) return false
    await tx.emailChange.upsert({
      where: { userId: user.id },
      create: { userId: user.id, ...data },
      update: data,
    })
    return true
  })
  await db.emailChange.deleteMany({ where: { expiresAt: { lt: new Date() } } })
  return isKept ? { ok: true, what: 'sent' } : { ok: false, code: 'link-unknown' }
}

/** The address that a person has asked for and not confirmed yet, and until when its link works; null when there is none. */
export async function pendingEmail(
  viewer: Viewer,
): Promise<{ readonly email: string; readonly expiresAt: Date } | null> {
  const change = await db.emailChange.findFirst({
    where: { userId: viewer.id, expiresAt: { gt: new Date() } },
    select: { email: true, expiresAt: true, epoch: true, user: { select: { sessionEpoch: true } } },
  })
  if (change?.epoch !== change?.user.sessionEpoch) return null
  return change && { email: change.email, expiresAt: change.expiresAt }
}

/** Makes the link to another address of a person work no more; without one nothing happens. */
export async function withdrawEmail(viewer: Viewer): Promise<void> {
  await db.emailChange.deleteMany({ where: { userId: viewer.id } })
}

/** What a link would do: put `email` in the place of `account`; null when it is no link that works. */
export async function changeOfLink(token: string): Promise<Omit<EmailLink, 'token'> | null> {
  const change = await findChange(db, token)
  return change?.user.email ? { email: change.email, account: change.user.email } : null
}

/** Puts the address in place to which a link was sent. Whoever has it reads mail there.
 *  @see replaceEmail */
export async function confirmEmail(token: string): Promise<ChangedEmail | AccountFailure> {
  return unlessTaken(async (tx) => {
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
  return unlessTaken(
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
async function unlessTaken(
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
