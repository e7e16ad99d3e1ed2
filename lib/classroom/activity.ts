import 'server-only'
import { db } from '@/lib/db'
import { GIVEN_HERE } from '@/lib/progress/counting'
import type { Look } from './right'
import { learnersTaught } from './visible'

/** So many wrong answers to one item since it was last right, and a learner is stuck at it … */
const STUCK_TRIES = 3
/** … where they came within so many days. */
const STUCK_DAYS = 14

/** What a learner of a class did last. */
export type Activity = {
  /** When they answered last; null: they never did. */
  readonly lastAt: Date | null
  /** Ids of items that they are stuck at, the newest first. */
  readonly stuckAt: readonly string[]
}

/** By id of person what these learners of a class did last, as far as the viewer may see it.
 *  @param userIds of a page of them: their answers are read */
export async function activityOf(
  looked: Look,
  userIds: readonly string[],
  now: Date = new Date(),
): Promise<ReadonlyMap<string, Activity>> {
  const since = new Date(now.getTime() - STUCK_DAYS * 24 * 3600_000)
  const rows = await db.$queryRaw<(Activity & { readonly userId: string })[]>`
    WITH ${learnersTaught(looked, userIds)},
    tried AS (
      SELECT l."userId", r."itemId", r."createdAt", g."earned" > g."total" - 1e-9 AS "isRight"
        FROM learner l
        JOIN "ItemResponse" r ON r."userId" = l."userId" AND r."createdAt" >= ${since}::timestamptz AND ${GIVEN_HERE}
                             AND (l."shareEarlier" OR r."createdAt" >= l."joinedAt")
        JOIN LATERAL (
          SELECT "state", "earned", "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
        ) g ON g."state" = 'scored' AND g."total" > 0
    ),
    since AS (
      SELECT *, max("createdAt") FILTER (WHERE "isRight") OVER (PARTITION BY "userId", "itemId") AS "rightAt" FROM tried
    ),
    wrong AS (
      SELECT "userId", "itemId", max("createdAt") AS "newestAt" FROM since
       WHERE "rightAt" IS NULL OR "createdAt" > "rightAt"
       GROUP BY "userId", "itemId" HAVING count(*) >= ${STUCK_TRIES}
    ),
    stuck AS (
      SELECT "userId", array_agg("itemId" ORDER BY "newestAt" DESC) AS "stuckAt" FROM wrong GROUP BY "userId"
    )
    SELECT l."userId", a."newestAt" AS "lastAt", COALESCE(stuck."stuckAt", '{}') AS "stuckAt"
      FROM learner l
      LEFT JOIN "AnswerSheet" a ON a."membershipId" = l."id"
      LEFT JOIN stuck ON stuck."userId" = l."userId"`
  return new Map(rows.map(({ userId, ...activity }) => [userId, activity]))
}

/** The memberships of a class's learners who have not answered for longest, who never did before them. The caller has
 *  established that the viewer may look. */
export async function idlestOf(classroomId: string, skip: number, take: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT m."id" FROM "Membership" m LEFT JOIN "AnswerSheet" a ON a."membershipId" = m."id"
     WHERE m."classroomId" = ${classroomId}::uuid AND m."role" = 'learner' AND m."status" = 'active'
     ORDER BY a."newestAt" NULLS FIRST, m."displayName", m."id" LIMIT ${take} OFFSET ${skip}`
  return rows.map(({ id }) => id)
}

/** The order in which learners stand in the heat map: by name, or who has not answered for longest first. */
export const LEARNER_ORDERS = ['name', 'idle'] as const
export type LearnerOrder = (typeof LEARNER_ORDERS)[number]
