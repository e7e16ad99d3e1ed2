import 'server-only'
import { z } from 'zod'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Admission } from './classroom'
import { type ClassFailure, done } from './failure'
import { act, look } from './right'

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
  const looked = await look(viewer, classroomId, null)
  if (!looked) return null
  const select = { closed: true, accountsOnly: true, approval: true, maxLearners: true } as const
  return db.classroom.findFirst({ where: looked.seen, select })
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
  return act(
    viewer,
    classroomId,
    async (tx, where) => {
      const expiresAt = codeDays && new Date(Date.now() + codeDays * 24 * 3600_000)
      if (expiresAt)
        await tx.invitation.updateMany({ where: { classroomId, revokedAt: null }, data: { expiresAt } })
      return done(await tx.classroom.updateMany({ where, data }))
    },
    () => [{ kind: 'admission_set' }],
  )
}
