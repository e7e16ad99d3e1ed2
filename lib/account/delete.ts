import 'server-only'
import { z } from 'zod'
import { lockOwner } from '@/lib/auth/owner'
import { isPassword } from '@/lib/auth/password'
import { viewerOf } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db, transaction } from '@/lib/db'
import { recounting } from '@/lib/progress/class-store'

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

/** Deletes a person and everything of theirs; classes that nobody else teaches go too.
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
    const teaches = { role: 'teacher', status: 'active' } as const
    await tx.classroom.deleteMany({
      where: {
        members: {
          some: { userId: viewer.id, ...teaches },
          none: { userId: { not: viewer.id }, ...teaches },
        },
      },
    })
    await tx.verificationToken.deleteMany({ where: { identifier: user.email ?? '' } })
    await recounting(tx, [viewer.id], () => tx.user.deleteMany({ where: { id: viewer.id } }))
  })
  return null
}

/** How two texts are compared that should be the same: capitals and blanks at the ends are not meant. */
function plain(text: string): string {
  return text.normalize('NFC').trim().toLowerCase()
}
