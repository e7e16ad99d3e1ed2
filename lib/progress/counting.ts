import 'server-only'
import { Prisma } from '@/prisma/client/client'

// Which answers count for an assignment, as SQL of `a`, the assignment, `l`, a membership of a learner of its class, and `e`,
// their extension, if any. All that asks for one of these goes by the same.

/** Joins `e` to `a` and `l`. */
export const EXTENDED = Prisma.sql`
  LEFT JOIN "AssignmentExtension" e ON e."assignmentId" = a."id" AND e."membershipId" = l."id"`

/** The condition that `a` is for `l`: for all of the class, or for the section that they are in. */
export const ASSIGNED_TO = Prisma.sql`(a."sectionId" IS NULL OR a."sectionId" = l."sectionId")`

/** The learner's own due time: never before everybody's, and none where nobody has one; null: it stays open. */
export const OWN_DUE = Prisma.sql`CASE WHEN a."dueAt" IS NOT NULL THEN GREATEST(a."dueAt", e."dueAt") END`

/** When the last learner's time is over, of all who are in the class or may come back; null: it stays open. */
export const CLOSES_AT = Prisma.sql`
  CASE WHEN a."dueAt" IS NOT NULL THEN GREATEST(a."dueAt", (
    SELECT max(x."dueAt") FROM "AssignmentExtension" x JOIN "Membership" m ON m."id" = x."membershipId"
     WHERE x."assignmentId" = a."id" AND m."status" <> 'blocked'
  )) END`

/** The condition that `r`, a response, was given here: what is imported counts for nobody but its owner, on whose word it is. */
export const GIVEN_HERE = Prisma.sql`r."givenAt" IS NULL`

/** The condition that an answer or an interview given here at a time counts: the teacher may see it, and it came in time or may be
 *  late. */
export function countsAt(at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    ${at} >= a."openAt" AND (l."shareEarlier" OR ${at} >= l."joinedAt")
    AND (a."latePercent" < 100 OR a."dueAt" IS NULL OR ${at} <= ${OWN_DUE})`
}

/** The condition that `r`, an answer, counts for `a`, of `l`: it was given here in time, or, of an exam, it is what was kept there when it
 *  closed, whatever else is answered since or in its attempt. */
export const COUNTS = Prisma.sql`
  ${GIVEN_HERE} AND CASE WHEN a."examMinutes" IS NULL THEN ${countsAt(Prisma.sql`r."createdAt"`)} ELSE EXISTS (
    SELECT 1 FROM "ExamSitting" t JOIN "ExamAnswer" k ON k."sittingId" = t."id"
     WHERE t."assignmentId" = a."id" AND t."membershipId" = l."id" AND k."itemId" = r."itemId" AND k."responseId" = r."id"
  ) END`

/** Until when `t`, a sitting of `l` at the exam `a`, may last: extra time and extensions included. */
export const ENDS_AT = Prisma.sql`
  LEAST(t."startedAt" + (a."examMinutes" + COALESCE(e."extraMinutes", 0)) * interval '1 minute', ${OWN_DUE})`

/** Joins `s`, what `r`, a response, is worth in a class, with the misconceptions that it shows there: what its teachers decided
 *  where they have, otherwise what it was scored last. All figures of a class go by it; what a person knows does not, since
 *  anybody can open a class.
 *  @param classroomId of the class */
export function scoreIn(classroomId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    JOIN LATERAL (
      SELECT CASE WHEN decided."earned" IS NULL THEN own."state" ELSE 'scored' END AS "state",
             COALESCE(decided."earned", own."earned") AS "earned", COALESCE(decided."total", own."total") AS "total",
             CASE WHEN decided."earned" = decided."total" THEN '{}'::text[] ELSE own."codes" END AS "codes"
        FROM (
          SELECT "state", "earned", "total", "codes" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
        ) own
        LEFT JOIN LATERAL (
          SELECT "earned", "total" FROM "ScoreDecision"
           WHERE "responseId" = r."id" AND "classroomId" = ${classroomId} ORDER BY "id" DESC LIMIT 1
        ) decided ON true
    ) s ON true`
}
