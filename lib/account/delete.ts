import 'server-only'
import { z } from 'zod'
import { lockOwner } from '@/lib/auth/owner'
import { isPassword } from '@/lib/auth/password'
import { viewerOf } from '@/lib/auth/person'
import { keepOut } from '@/lib/auth/platform-tie'
import type { Viewer } from '@/lib/auth/viewer'
import { db, transaction } from '@/lib/db'
import { lockTaught } from '@/lib/progress/class-lock'
import { recounting } from '@/lib/progress/class-store'
import type { Prisma } from '@/prisma/client/client'

/** What somebody repeats before the account is deleted: its password or, where it has none because a link or another
 *  site's account signs in, what the account is known by. A guest repeats nothing. */
export type DeletionProof =
  | { readonly kind: 'password' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }

/** What `deleteAccount` will ask of this person. */
export async function deletionProof(viewer: Viewer): Promise<DeletionProof> {
  const where = { id: viewer.id, passwordHash: { not: null } }
  if ((await db.user.count({ where })) === 1) return { kind: 'password' }
  const text = viewer.email ?? viewer.displayName
  return viewer.isGuest || text === null ? { kind: 'none' } : { kind: 'text', text }
}

/** A class that would go, and how many learners are in it. */
export type EndingClass = { readonly id: string; readonly name: string; readonly learners: number }

/** The classes that go with this person: those that nobody else teaches, by name. */
export async function classesThatEnd(viewer: Viewer): Promise<EndingClass[]> {
  const rows = await db.classroom.findMany({
    where: taughtAlone(viewer.id),
    select: {
      id: true,
      name: true,
      _count: { select: { members: { where: { role: 'learner', status: 'active' } } } },
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, name, _count }) => ({ id, name, learners: _count.members }))
}

function taughtAlone(userId: string): Prisma.ClassroomWhereInput {
  const teaches = { role: 'teacher', status: 'active' } as const
  return { members: { some: { userId, ...teaches }, none: { userId: { not: userId }, ...teaches } } }
}

/** Deletes a person and everything of theirs, `classesThatEnd` included; what `keepOut` keeps is not of them.
 *  @param repeated see `DeletionProof`
 *  @returns null when it was done, else what was asked for and does not fit */
export async function deleteAccount(
  viewer: Viewer,
  repeated: unknown,
): Promise<DeletionProof['kind'] | null> {
  const user = await db.user.findUnique({ where: { id: viewer.id } })
  if (!user) return null
  const proof = await deletionProof(viewerOf(user))
  const typed = z.string().max(300).catch('').parse(repeated)
  if (proof.kind === 'password' && !(await isPassword(user.passwordHash, typed))) return proof.kind
  if (proof.kind === 'text' && plain(typed) !== plain(proof.text)) return proof.kind
  await transaction(async (tx) => {
    await lockOwner(tx, viewer.id)
    await lockTaught(tx, viewer.id)
    await tx.classroom.deleteMany({ where: taughtAlone(viewer.id) })
    await tx.verificationToken.deleteMany({ where: { identifier: user.email ?? '' } })
    await keepOut(tx, viewer.id)
    await recounting(tx, [viewer.id], () => tx.user.deleteMany({ where: { id: viewer.id } }))
  })
  return null
}

/** How two texts are compared that should be the same: capitals and blanks at the ends are not meant. */
function plain(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}
