import 'server-only'
import { z } from 'zod'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db, transaction } from '@/lib/db'
import type { Admission } from './classroom'
import { type ClassFailure, NOT_FOUND, seenBy, taughtBy } from './store'

const wanted = z.object({
  closed: z.boolean(),
  accountsOnly: z.boolean(),
  approval: z.boolean().default(false),
  maxLearners: z.int().min(1).max(10_000).nullable(),
  /** How long the code lets people in from now on; null: as long as it did. */
  codeDays: z.int().min(1).max(365).nullable(),
})

/** Whom a class of the viewer's lets in; null when there is none such. */
export async function admissionOf(viewer: Viewer, classroomId: string): Promise<Admission | null> {
  if (!isId(classroomId)) return null
  const select = { closed: true, accountsOnly: true, approval: true, maxLearners: true } as const
  return db.classroom.findFirst({ where: seenBy(viewer, classroomId), select })
}

/** Changes whom a class lets in. Nobody who is in it goes.
 *  @param input `{ closed, accountsOnly, approval, maxLearners, codeDays }` */
export async function setAdmission(
  viewer: Viewer,
  classroomId: string,
  input: unknown,
): Promise<{ ok: true } | ClassFailure> {
  const fields = wanted.safeParse(input)
  if (!fields.success) return { ok: false, code: 'admission-ill-formed' }
  const { codeDays, ...data } = fields.data
  return transaction(async (tx) => {
    const { count } = await tx.classroom.updateMany({ where: taughtBy(viewer, classroomId), data })
    if (count === 0) return NOT_FOUND
    const expiresAt = codeDays && new Date(Date.now() + codeDays * 24 * 3600_000)
    if (expiresAt)
      await tx.invitation.updateMany({ where: { classroomId, revokedAt: null }, data: { expiresAt } })
    return { ok: true }
  })
}
