import 'server-only'
import { db } from '@/lib/db'
import { ENDS_AT, EXTENDED } from '@/lib/progress/counting'

/** Learners of an exam as whoever teaches sees them, by membership; the caller has established that they may. */
export async function sittingsOf(
  assignmentId: string,
  membershipIds: readonly string[],
): Promise<ReadonlyMap<string, SittingSeen>> {
  const rows = await db.$queryRaw<(SittingSeen & { membershipId: string })[]>`
    SELECT l."id" AS "membershipId", COALESCE(e."extraMinutes", 0) AS "extraMinutes", t."startedAt", ${ENDS_AT} AS "endsAt",
           t."handedInAt", COALESCE(t."byTime", false) AS "byTime",
           (SELECT count(*)::int FROM "ExamAnswer" k WHERE k."sittingId" = t."id" AND k."answer" IS NOT NULL) AS "kept"
      FROM "Assignment" a
      JOIN "Membership" l ON l."id" = ANY(${[...membershipIds]}::uuid[])
      ${EXTENDED}
      LEFT JOIN "ExamSitting" t ON t."assignmentId" = a."id" AND t."membershipId" = l."id"
     WHERE a."id" = ${assignmentId}::uuid`
  return new Map(rows.map(({ membershipId, ...sitting }) => [membershipId, sitting]))
}

/** `startedAt` null: they have not begun. `kept`: of how many items something is kept. */
export type SittingSeen = {
  readonly extraMinutes: number
  readonly startedAt: Date | null
  readonly endsAt: Date | null
  readonly handedInAt: Date | null
  readonly byTime: boolean
  readonly kept: number
}
