import 'server-only'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { AssignmentResult } from '@/lib/progress/assignment'
import { ASSIGNED_TO, EXTENDED, OWN_DUE } from '@/lib/progress/counting'
import type { Withholding } from '@/lib/progress/withheld-store'
import { Prisma } from '@/prisma/client/client'
import { ASSIGNMENTS_PAGE, type Assigned, IS_DONE, resultsOf, SELECT_ASSIGNED } from './assignment-result'

/** An assignment as one of its learners sees it. */
export type OwnAssignment = {
  readonly assigned: Assigned
  readonly classroom: { readonly name: string; readonly timeZone: string }
  /** This learner's own. */
  readonly dueAt: Date | null
  readonly result: AssignmentResult
  /** How many answers to an item count by now. */
  readonly answersTo: (itemId: string) => number
  /** Whether the learner may see what all of it is worth. */
  readonly isScoreShown: boolean
}

/** A page of a class's assignments for one of its learners: the next due first, then those without an end, then those that are
 *  over, the newest first.
 *  @param withheld from the viewer */
export async function ownAssignments(
  viewer: Viewer,
  withheld: Withholding,
  classroomId: string,
  page: number,
  now = new Date(),
): Promise<{ readonly rows: readonly OwnAssignment[]; readonly page: number; readonly pages: number }> {
  if (!isId(classroomId)) return { rows: [], page: 1, pages: 1 }
  const pages = Math.max(
    1,
    Math.ceil((await db.assignment.count({ where: { classroomId } })) / ASSIGNMENTS_PAGE),
  )
  const shown = Math.min(Math.max(1, page), pages)
  const rows = await ownOnes(
    viewer,
    withheld,
    Prisma.sql`a."classroomId" = ${classroomId}::uuid`,
    now,
    (shown - 1) * ASSIGNMENTS_PAGE,
  )
  return { rows, page: shown, pages }
}

/** One assignment of a class that the viewer learns in; null when there is none such. */
export async function ownAssignment(
  viewer: Viewer,
  withheld: Withholding,
  classroomId: string,
  id: string,
): Promise<OwnAssignment | null> {
  if (!isId(classroomId) || !isId(id)) return null
  const place = Prisma.sql`a."classroomId" = ${classroomId}::uuid AND a."id" = ${id}::uuid`
  return (await ownOnes(viewer, withheld, place, new Date(), 0))[0] ?? null
}

/** The assignments that wait for a learner, of any class: open, and not all answered yet. At most a page of them. */
export function waitingAssignments(
  viewer: Viewer,
  withheld: Withholding,
  now = new Date(),
): Promise<OwnAssignment[]> {
  const waits = Prisma.sql`
    a."openAt" <= ${now}::timestamptz AND NOT ${IS_DONE}
    AND (a."latePercent" < 100 OR a."dueAt" IS NULL OR ${OWN_DUE} > ${now}::timestamptz)`
  return ownOnes(viewer, withheld, waits, now, 0)
}

/** At most a page, in the order of `ownAssignments`.
 *  @param which of `a`, an assignment, and `l`, the viewer's membership */
async function ownOnes(
  viewer: Viewer,
  withheld: Withholding,
  which: Prisma.Sql,
  now: Date,
  skip: number,
): Promise<OwnAssignment[]> {
  const rows = await db.$queryRaw<(Assigned & { membershipId: string; name: string; timeZone: string })[]>`
    SELECT own.*, c."name", c."timeZone", mine."membershipId"
      FROM (
        SELECT a."id", l."id" AS "membershipId", row_number() OVER (ORDER BY
                 CASE WHEN ${OWN_DUE} > ${now}::timestamptz THEN 1 WHEN ${OWN_DUE} IS NULL THEN 2 ELSE 3 END,
                 CASE WHEN ${OWN_DUE} > ${now}::timestamptz THEN ${OWN_DUE} END, ${OWN_DUE} DESC, a."id") AS place
          FROM "Membership" l
          JOIN "Assignment" a ON a."classroomId" = l."classroomId" AND ${ASSIGNED_TO}
          ${EXTENDED}
         WHERE l."userId" = ${viewer.id}::uuid AND l."role" = 'learner' AND l."status" = 'active' AND ${which}
         ORDER BY place LIMIT ${ASSIGNMENTS_PAGE} OFFSET ${skip}
      ) mine
      JOIN (${SELECT_ASSIGNED}) own ON own."id" = mine."id"
      JOIN "Classroom" c ON c."id" = own."classroomId"
     ORDER BY mine.place`
  const results = await resultsOf(
    rows,
    rows.map(({ membershipId }) => membershipId),
  )
  return rows.map(({ membershipId, name, timeZone, ...assigned }) => {
    const { dueAt, result, byItem } = results(assigned, membershipId)
    return {
      ...{ assigned, classroom: { name, timeZone }, dueAt, result },
      answersTo: (itemId) => byItem.get(itemId)?.answers ?? 0,
      isScoreShown: !assigned.itemIds.some((itemId) => withheld.of(itemId).score),
    }
  })
}
