import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { db, transaction } from '@/lib/db'
import { lockOwner } from './owner'
import { displayName, isId, type Viewer, viewerOf } from './person'

/** For how many days a token can be good, and how many of one person are at a time. */
export const TOKEN_DAYS = [30, 90, 365] as const
const MAX_TOKENS = 10
/** By which somebody who finds a token knows whose it is. */
const MARK = 'forklore_'

/** A token as whose it is sees it. */
export type ApiToken = {
  readonly id: string
  readonly name: string
  readonly scope: string
  readonly createdAt: Date
  readonly expiresAt: Date
  /** To the hour; null: never. */
  readonly usedAt: Date | null
}

/** `token-ill-formed`: a name of 1 to 40 visible characters, and one of `TOKEN_DAYS`. `too-many-tokens`: revoke one first.
 *  `token-unknown`: there is no such token of this person (any more). */
export type TokenFailure = {
  readonly ok: false
  readonly code: 'token-ill-formed' | 'too-many-tokens' | 'token-unknown'
}

const wanted = z.object({ name: displayName, days: z.literal(TOKEN_DAYS) })

/** Makes a token by which a person's programs read what they may see.
 *  @param input `{ name, days }`
 *  @returns `token`, which a request carries and nothing keeps */
export async function newToken(
  viewer: Viewer,
  input: unknown,
): Promise<{ readonly ok: true; readonly token: string } | TokenFailure> {
  const fields = wanted.safeParse(input)
  if (!fields.success) return { ok: false, code: 'token-ill-formed' }
  const { name, days } = fields.data
  const token = `${MARK}${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(Date.now() + days * 24 * 3600_000)
  return transaction(async (tx) => {
    const userId = await lockOwner(tx, viewer.id)
    if (userId === null) return { ok: false, code: 'token-unknown' }
    const { sessionEpoch: epoch } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
    await tx.apiToken.deleteMany({
      where: { userId, OR: [{ expiresAt: { lt: new Date() } }, { epoch: { lt: epoch } }] },
    })
    if ((await tx.apiToken.count({ where: { userId } })) >= MAX_TOKENS)
      return { ok: false, code: 'too-many-tokens' }
    await tx.apiToken.create({ data: { userId, name, tokenHash: hashOf(token), epoch, expiresAt } })
    return { ok: true, token }
  })
}

/** The tokens of a person that are good, the newest first. */
export async function tokensOf(viewer: Viewer): Promise<ApiToken[]> {
  const { sessionEpoch: epoch } = await db.user.findUniqueOrThrow({
    where: { id: viewer.id },
    select: { sessionEpoch: true },
  })
  return db.apiToken.findMany({
    where: { userId: viewer.id, epoch, expiresAt: { gt: new Date() } },
    select: { id: true, name: true, scope: true, createdAt: true, expiresAt: true, usedAt: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
}

/** Makes a token good for nothing. */
export async function revokeToken(
  viewer: Viewer,
  id: unknown,
): Promise<{ readonly ok: true } | TokenFailure> {
  const own = typeof id === 'string' && isId(id) ? { id, userId: viewer.id } : null
  const { count } = own ? await db.apiToken.deleteMany({ where: own }) : { count: 0 }
  return count === 1 ? { ok: true } : { ok: false, code: 'token-unknown' }
}

/** Whose request it is that carries a token; null where it is none, or not good (any more).
 *  @param token as it was made
 *  @param isFirst whether this is to be remembered as its last use */
export async function viewerOfToken(token: string, isFirst: (id: string) => boolean): Promise<Viewer | null> {
  if (!token.startsWith(MARK) || token.length > 100) return null
  const found = await db.apiToken.findUnique({
    where: { tokenHash: hashOf(token), expiresAt: { gt: new Date() } },
    include: { user: true },
  })
  if (!found || found.epoch !== found.user.sessionEpoch) return null
  if (isFirst(found.id))
    await db.apiToken.updateMany({ where: { id: found.id }, data: { usedAt: new Date() } })
  return viewerOf(found.user)
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
