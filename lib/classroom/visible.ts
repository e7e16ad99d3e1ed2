import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { Prisma } from '@/prisma/client/client'
import { CONSENT } from './classroom'

/** The learners of a class, of which there are none for whom it is not there to look at. `agreed`: to the text that lists how
 *  an answer was given.
 *  @param userIds only these; null for all */
export function learnersTaught(
  viewer: Viewer,
  classroomId: string,
  userIds: readonly string[] | null = null,
): Prisma.Sql {
  return Prisma.sql`
    learner AS MATERIALIZED (
      SELECT m."id", m."displayName", m."userId", m."joinedAt", m."shareEarlier",
             m."consent" >= ${CONSENT} AS "agreed"
        FROM "Membership" m
        JOIN "Membership" t ON t."classroomId" = m."classroomId" AND t."userId" = ${viewer.id}::uuid
                           AND t."role" IN ('teacher', 'assistant') AND t."status" = 'active'
       WHERE m."classroomId" = ${classroomId}::uuid AND m."role" = 'learner' AND m."status" = 'active'
         ${userIds ? Prisma.sql`AND m."userId" = ANY(${[...userIds]}::uuid[])` : Prisma.empty}
    )`
}

/** Of one learner `l`. Read learner by learner, which OFFSET holds the planner to: by its own estimate it reads everybody's
 *  standings through, and a class would be as slow as the database is large. */
const OWN_STANDINGS = Prisma.sql`SELECT * FROM "ItemStanding" s WHERE s."userId" = l."userId" OFFSET 0`

/** What this teacher may see of each learner's standing with each item: all of it where earlier work is shared or there
 *  is none; where some answers came before joining, only what came after, read answer by answer.
 *  @param userIds of these learners only; null for all */
export function visibleStandings(
  viewer: Viewer,
  classroomId: string,
  userIds: readonly string[] | null = null,
): Prisma.Sql {
  return Prisma.sql`
    ${learnersTaught(viewer, classroomId, userIds)},
    visible AS (
      SELECT s."userId", s."itemId", s."earned", s."total",
             CASE WHEN l."agreed" THEN s."durationMs" END AS "durationMs",
             CASE WHEN l."agreed" THEN s."confidence" END AS "confidence", s."codes"
        FROM learner l CROSS JOIN LATERAL (${OWN_STANDINGS}) s
       WHERE l."shareEarlier" OR s."firstAt" >= l."joinedAt"
      UNION ALL
      SELECT s."userId", s."itemId", first."earned", first."total",
             CASE WHEN l."agreed" THEN first."durationMs" END, CASE WHEN l."agreed" THEN first."confidence" END,
             newest."codes"
        FROM learner l
        CROSS JOIN LATERAL (${OWN_STANDINGS}) s
        LEFT JOIN LATERAL (
          SELECT g."earned", g."total", r."durationMs", r."confidence" FROM "ItemResponse" r
            JOIN LATERAL (
              SELECT "earned", "total", "state" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
            ) g ON g."state" = 'scored'
           WHERE r."userId" = s."userId" AND r."itemId" = s."itemId" AND r."createdAt" >= l."joinedAt"
           ORDER BY r."createdAt", r."id" LIMIT 1
        ) first ON true
        JOIN LATERAL (
          SELECT g."codes" FROM "ItemResponse" r
            JOIN LATERAL (
              SELECT "codes" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
            ) g ON true
           WHERE r."userId" = s."userId" AND r."itemId" = s."itemId" AND r."createdAt" >= l."joinedAt"
           ORDER BY r."createdAt" DESC, r."id" DESC LIMIT 1
        ) newest ON true
       WHERE NOT l."shareEarlier" AND s."firstAt" < l."joinedAt" AND s."newestAt" >= l."joinedAt"
    )`
}
