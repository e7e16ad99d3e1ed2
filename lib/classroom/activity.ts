import 'server-only'
import { db } from '@/lib/db'
import { GIVEN_HERE, scoreIn } from '@/lib/progress/counting'
import { Prisma } from '@/prisma/client/client'
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
  const rows = await db.$queryRaw<(Activity & { readonly userId: string })[]>`
    WITH ${learnersTaught(looked, userIds)},
    ${wrongSince(looked, now)},
    stuck AS (
      SELECT "userId", array_agg("itemId" ORDER BY "newestAt" DESC) AS "stuckAt" FROM wrong GROUP BY "userId"
    )
    SELECT l."userId", a."newestAt" AS "lastAt", COALESCE(stuck."stuckAt", '{}') AS "stuckAt"
      FROM learner l
      LEFT JOIN "AnswerSheet" a ON a."membershipId" = l."id"
      LEFT JOIN stuck ON stuck."userId" = l."userId"`
  return new Map(rows.map(({ userId, ...activity }) => [userId, activity]))
}

/** `wrong`: the items that learners are stuck at, of `learner`, with when they were last tried. */
function wrongSince({ classroomId }: Look, now: Date): Prisma.Sql {
  const since = new Date(now.getTime() - STUCK_DAYS * DAY_MS)
  return Prisma.sql`
    tried AS (
      SELECT l."userId", r."itemId", r."createdAt", s."earned" > s."total" - 1e-9 AS "isRight"
        FROM learner l
        JOIN "ItemResponse" r ON r."userId" = l."userId" AND r."createdAt" >= ${since}::timestamptz AND ${GIVEN_HERE}
                             AND (l."shareEarlier" OR r."createdAt" >= l."joinedAt")
        ${scoreIn(Prisma.sql`${classroomId}::uuid`)}
       WHERE s."state" = 'scored' AND s."total" > 0
    ),
    since AS (
      SELECT *, max("createdAt") FILTER (WHERE "isRight") OVER (PARTITION BY "userId", "itemId") AS "rightAt" FROM tried
    ),
    wrong AS (
      SELECT "userId", "itemId", max("createdAt") AS "newestAt" FROM since
       WHERE "rightAt" IS NULL OR "createdAt" > "rightAt"
       GROUP BY "userId", "itemId" HAVING count(*) >= ${STUCK_TRIES}
    )`
}

/** The order in which learners stand in the heat map: by name, or who has not answered for longest first. */
export const LEARNER_ORDERS = ['name', 'idle'] as const
export type LearnerOrder = (typeof LEARNER_ORDERS)[number]

/** Whom a teacher looks for: who is stuck at some item, who has not answered for `IDLE_DAYS`, or who has answered at least
 *  `AHEAD` times as many items as the middle learner of the class. */
export const LEARNER_PICKS = ['stuck', 'inactive', 'ahead'] as const
export type LearnerPick = (typeof LEARNER_PICKS)[number]

/** Without an answer for so many days somebody counts as inactive. */
export const IDLE_DAYS = 7
const AHEAD = 1.5
const DAY_MS = 24 * 3600_000

/** A page of the memberships of some learners of a class, in an order. All that tells who they are is read once.
 *  @param pick null: all of them
 *  @param page from 1 on; one beyond the last is the last
 *  @param size how many are on a page
 *  @returns `total`, of all pages */
export async function pickedIn(
  looked: Look,
  { pick, order }: { readonly pick: LearnerPick | null; readonly order: LearnerOrder },
  page: number,
  size: number,
  now: Date = new Date(),
): Promise<{ readonly ids: readonly string[]; readonly total: number }> {
  const idle = order === 'idle' ? Prisma.sql`"newestAt" NULLS FIRST,` : Prisma.empty
  const rows = await db.$queryRaw<{ id: string; total: number }[]>`
    ${picked(looked, pick, now)},
    placed AS (
      SELECT "id", row_number() OVER (ORDER BY ${idle} "displayName", "id") AS place, count(*) OVER () AS total FROM picked
    )
    SELECT "id", total::int AS total FROM placed
     WHERE (place - 1) / ${size}::int = LEAST(${page}::bigint - 1, (total - 1) / ${size}::int)
     ORDER BY place`
  return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 }
}

function picked(looked: Look, pick: LearnerPick | null, now: Date): Prisma.Sql {
  const idleSince = new Date(now.getTime() - IDLE_DAYS * DAY_MS)
  const which = {
    stuck: Prisma.sql`l."userId" IN (SELECT "userId" FROM wrong)`,
    inactive: Prisma.sql`COALESCE(a."newestAt", l."joinedAt") < ${idleSince}::timestamptz`,
    ahead: Prisma.sql`cardinality(a."items") > 0 AND cardinality(a."items") >= ${AHEAD}::float * (
      SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY COALESCE(cardinality(s."items"), 0))
        FROM learner m LEFT JOIN "AnswerSheet" s ON s."membershipId" = m."id")`,
  }
  return Prisma.sql`
    WITH ${learnersTaught(looked)} ${pick === 'stuck' ? Prisma.sql`, ${wrongSince(looked, now)}` : Prisma.empty},
    picked AS (
      SELECT l."id", l."displayName", a."newestAt"
        FROM learner l LEFT JOIN "AnswerSheet" a ON a."membershipId" = l."id"
       WHERE ${pick ? which[pick] : Prisma.sql`true`}
    )`
}
