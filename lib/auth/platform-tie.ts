import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Db, db, transaction } from '@/lib/db'
import { canSendMail } from './mail'
import { lockOwner } from './owner'
import type { Viewer } from './viewer'

// Which learning platforms' word signs somebody in, and what is left of that once it does not any more.

const OF_PLATFORM = 'lti:'

/** What the accounts of a platform's issuer are listed under, beside those of other sites. */
export function providerOf(issuer: string): string {
  return `${OF_PLATFORM}${issuer}`
}

/** A platform whose links sign in to an account. */
export type PlatformTie = {
  readonly issuer: string
  /** As whoever runs this site calls it; the issuer where it is registered no more. */
  readonly name: string
}

/** `tie-unknown`: nothing ties that platform to this person (any more). `only-way`: nothing else lets them in, so it stays. */
export type TieFailure = { readonly ok: false; readonly code: 'tie-unknown' | 'only-way' }

/** The platforms that are tied to a person, by name. */
export async function platformTies({ id }: Viewer): Promise<PlatformTie[]> {
  const rows = await db.account.findMany({
    where: { userId: id, provider: { startsWith: OF_PLATFORM } },
    distinct: ['provider'],
    select: { provider: true },
  })
  const issuers = rows.map(({ provider }) => provider.slice(OF_PLATFORM.length))
  const known = await db.ltiPlatform.findMany({
    where: { issuer: { in: issuers } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { issuer: true, name: true },
  })
  const names = new Map(known.map(({ issuer, name }) => [issuer, name]))
  return issuers
    .map((issuer) => ({ issuer, name: names.get(issuer) ?? issuer }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** Makes a platform's links sign in to this account no more. Classes and answers stay, and who was removed from a class stays out of it.
 *  @param issuer of one of `platformTies` */
export async function untiePlatform(
  viewer: Viewer,
  issuer: unknown,
): Promise<{ readonly ok: true } | TieFailure> {
  const read = z
    .string()
    .max(255)
    .refine((text) => !text.includes('\0'))
    .safeParse(issuer)
  if (!read.success) return { ok: false, code: 'tie-unknown' }
  return transaction(async (tx) => {
    const userId = await lockOwner(tx, viewer.id)
    if (userId === null) return { ok: false, code: 'tie-unknown' }
    const own = { userId, provider: providerOf(read.data) }
    if ((await tx.account.count({ where: own })) === 0) return { ok: false, code: 'tie-unknown' }
    if (!(await hasOtherWay(tx, own))) return { ok: false, code: 'only-way' }
    await keepOut(tx, userId)
    await tx.account.deleteMany({ where: own })
    return { ok: true }
  })
}

/** Whether somebody gets in otherwise: by a password, a link to their address, or the account of another site. */
async function hasOtherWay(tx: Db, { userId, provider }: { userId: string; provider: string }) {
  const { email, passwordHash } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
  if (passwordHash !== null || (email !== null && canSendMail())) return true
  return (await tx.account.count({ where: { userId, provider: { not: provider } } })) > 0
}

/** Keeps, of the classes that a person was removed from, by what their platforms' word for them is known there again, before their account
 *  or a tie of it goes; of those that they are otherwise in it is forgotten. Nothing else of them is in it. The caller holds the lock of
 *  their row. */
export async function keepOut(tx: Db, userId: string): Promise<void> {
  const marks = await marksOf(tx, userId)
  if (marks.length === 0) return
  // A class that is being deleted meanwhile is waited for, and is none of them then.
  await tx.$queryRaw`
    SELECT 1 FROM "Classroom" WHERE "id" IN (SELECT "classroomId" FROM "Membership" WHERE "userId" = ${userId}::uuid)
     ORDER BY "id" FOR KEY SHARE`
  const memberships = await tx.membership.findMany({
    where: { userId },
    select: { classroomId: true, status: true, leftAt: true },
  })
  for (const { classroomId, status, leftAt } of memberships) {
    const own = marks.map((subject) => markIn(classroomId, subject))
    await tx.keptOut.deleteMany({ where: { classroomId, mark: { in: own } } })
    if (status !== 'removed' && status !== 'blocked') continue
    const at = leftAt ?? new Date()
    await tx.keptOut.createMany({ data: own.map((mark) => ({ classroomId, mark, at })) })
  }
}

/** Since when somebody is kept out of a class by what an account that is gone left there; null: they are not. */
export async function keptOutSince(
  from: Db,
  { classroomId, userId }: { readonly classroomId: string; readonly userId: string },
): Promise<Date | null> {
  const marks = (await marksOf(from, userId)).map((subject) => markIn(classroomId, subject))
  if (marks.length === 0) return null
  const row = await from.keptOut.findFirst({
    where: { classroomId, mark: { in: marks } },
    orderBy: { at: 'desc' },
  })
  return row?.at ?? null
}

/** Whether deleting this account leaves something of that kind: they were removed from a class, and a platform knows them. */
export async function leavesMark({ id }: Viewer): Promise<boolean> {
  const removals = await db.membership.count({
    where: { userId: id, status: { in: ['removed', 'blocked'] } },
  })
  return removals > 0 && (await marksOf(db, id)).length > 0
}

type Subject = { readonly provider: string; readonly providerAccountId: string }

function marksOf(from: Db, userId: string): Promise<Subject[]> {
  return from.account.findMany({
    where: { userId, provider: { startsWith: OF_PLATFORM } },
    select: { provider: true, providerAccountId: true },
  })
}

/** Of one class alone: the marks of two classes do not say that they are of one person. */
function markIn(classroomId: string, { provider, providerAccountId }: Subject): string {
  return createHash('sha256')
    .update(JSON.stringify([classroomId, provider, providerAccountId]))
    .digest('base64url')
}
