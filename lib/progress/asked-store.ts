import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { Prisma } from '@/prisma/client/client'
import { ASSIGNED_TO, countsAt, EXTENDED, GIVEN_HERE } from './counting'

/** Whether an assignment of a class of this learner's asks an item of them now, late where that counts, and they have not yet
 *  answered it there. An exam asks where it is sat, and nowhere else. */
export async function awaitsAnswer(viewer: Viewer, itemId: string, now = new Date()): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1
      FROM "Membership" l
      JOIN "Assignment" a ON a."classroomId" = l."classroomId" AND ${ASSIGNED_TO} AND a."examMinutes" IS NULL
      JOIN "AssignmentItem" i ON i."assignmentId" = a."id" AND i."itemId" = ${itemId}
      ${EXTENDED}
     WHERE l."userId" = ${viewer.id}::uuid AND l."role" = 'learner' AND l."status" = 'active'
       AND ${countsAt(Prisma.sql`${now}::timestamptz`)}
       AND NOT EXISTS (SELECT 1 FROM "ItemResponse" r
         WHERE r."userId" = l."userId" AND r."itemId" = i."itemId" AND ${GIVEN_HERE} AND ${countsAt(Prisma.sql`r."createdAt"`)})
     LIMIT 1`
  return rows.length > 0
}
