import 'server-only'
import type { Db } from '@/lib/db'
import { Prisma } from '@/prisma/client/client'
import { GIVEN_HERE, scoreIn } from './counting'
import { ZONE } from './day'

// `AnswerSheet`: what a class's figures ask of a learner, in one row; and `LearnerConcept`, which goes with it.

/** An answer as a sheet keeps it; `share` null: it is not scored, or worth nothing. */
export type SheetEntry = {
  readonly share: number | null
  readonly durationMs: number | null
  readonly confidence: number | null
  readonly codes: readonly string[]
}

/** The part of an answer's statement that writes it into the sheets of the classes that see it. Refers to `learns`, which
 *  holds the `membershipId` of each and when the answer came. The caller holds the lock of the owner's row.
 *  @returns a common table expression, with a comma before it */
export function writeSheets(
  itemId: string,
  { share, durationMs, confidence, codes }: SheetEntry,
): Prisma.Sql {
  const beliefs = codes.map((code) => `${itemId} ${code}`)
  const isCounted = share !== null
  return Prisma.sql`,
    sheet AS (
      INSERT INTO "AnswerSheet" AS known ("membershipId", "items", "shares", "durations", "confidences", "beliefs", "newestAt")
      SELECT "membershipId", ARRAY[${itemId}]::text[], ARRAY[${share}]::float[], ARRAY[${isCounted ? durationMs : null}]::int[],
             ARRAY[${isCounted ? confidence : null}]::int[], ${beliefs}::text[], "createdAt"
        FROM learns
      ON CONFLICT ("membershipId") DO UPDATE SET
        "items" = ${written('items', itemId)},
        "shares" = ${written('shares', itemId)},
        "durations" = ${written('durations', itemId)},
        "confidences" = ${written('confidences', itemId)},
        "beliefs" = ARRAY(
          SELECT one FROM unnest(known."beliefs") AS one WHERE split_part(one, ' ', 1) <> ${itemId}
        ) || excluded."beliefs",
        "newestAt" = GREATEST(known."newestAt", excluded."newestAt")
    )`
}

/** The part of an answer's statement that adds it to what `LearnerConcept` says of a concept, where it is the first to its item
 *  that day. Refers to `learns`, as `writeSheets` does.
 *  @param permille its share of points, in thousandths
 *  @returns a common table expression, with a comma before it */
export function writeConcept(owner: string, itemId: string, concept: string, permille: number): Prisma.Sql {
  return Prisma.sql`,
    evidence AS (
      INSERT INTO "LearnerConcept" AS known ("membershipId", "concept", "permille", "answers")
      SELECT l."membershipId", ${concept}, ${permille}::int, 1 FROM learns l
       WHERE NOT EXISTS (
         SELECT 1 FROM "ItemResponse" r
          WHERE r."userId" = ${owner}::uuid AND r."itemId" = ${itemId} AND ${GIVEN_HERE}
            AND (l."shareEarlier" OR r."createdAt" >= l."joinedAt")
            AND ${dayOf(Prisma.sql`r."createdAt"`)} = ${dayOf(Prisma.sql`l."createdAt"`)})
      ON CONFLICT ("membershipId", "concept") DO UPDATE SET
        "permille" = known."permille" + excluded."permille", "answers" = known."answers" + 1
    )`
}

const dayOf = (at: Prisma.Sql) => Prisma.sql`(${at} AT TIME ZONE ${ZONE}::text)::date`

type Column = 'items' | 'shares' | 'durations' | 'confidences'

/** Where an item stands; behind the last one where it does not yet, where every list has null. */
const placeOf = (itemId: string) =>
  Prisma.sql`COALESCE(array_position(known."items", ${itemId}), cardinality(known."items") + 1)`

/** A list with the new entry in its place, where the first answer that counts has not come before. */
function written(column: Column, itemId: string): Prisma.Sql {
  const [list, place] = [Prisma.raw(`"${column}"`), placeOf(itemId)]
  return Prisma.sql`
    CASE WHEN known."shares"[${place}] IS NOT NULL THEN known.${list}
         ELSE known.${list}[:${place} - 1] || excluded.${list} || known.${list}[${place} + 1:] END`
}

/** Derives the sheets of some learners anew, or those of a class, and what goes with them, within the transaction that changed what they hold. The
 *  caller holds the locks of their rows, or lets nobody write sheets meanwhile. */
export async function deriveSheets(
  tx: Db,
  of: { readonly userIds: readonly string[] } | { readonly classroomId: string },
): Promise<void> {
  await removeSheets(tx, of)
  await tx.$executeRaw`
    WITH one AS (
      SELECT m."id" AS "membershipId", r."itemId",
             (array_agg(s."earned" / s."total" ORDER BY r."createdAt", r."id") FILTER (WHERE ${IS_COUNTED}))[1] AS "share",
             (array_agg(r."durationMs" ORDER BY r."createdAt", r."id") FILTER (WHERE ${IS_COUNTED}))[1] AS "durationMs",
             (array_agg(r."confidence" ORDER BY r."createdAt", r."id") FILTER (WHERE ${IS_COUNTED}))[1] AS "confidence",
             (array_agg(to_jsonb(s."codes") ORDER BY r."createdAt" DESC, r."id" DESC))[1] AS "codes",
             max(r."createdAt") AS "newestAt"
        FROM "Membership" m
        JOIN "ItemResponse" r ON r."userId" = m."userId" AND ${GIVEN_HERE} AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
        ${scoreIn(Prisma.sql`m."classroomId"`)}
       WHERE ${whose(of)} AND m."role" = 'learner' AND m."status" = 'active'
       GROUP BY m."id", r."itemId"
    ),
    belief AS (
      SELECT "membershipId", array_agg(DISTINCT "itemId" || ' ' || code) AS "beliefs"
        FROM one, jsonb_array_elements_text(one."codes") AS code GROUP BY "membershipId"
    )
    INSERT INTO "AnswerSheet" ("membershipId", "items", "shares", "durations", "confidences", "beliefs", "newestAt")
    SELECT "membershipId", array_agg("itemId" ORDER BY "itemId"), array_agg("share" ORDER BY "itemId"),
           array_agg("durationMs" ORDER BY "itemId"), array_agg("confidence" ORDER BY "itemId"),
           COALESCE(min(belief."beliefs"), '{}'), max("newestAt")
      FROM one LEFT JOIN belief USING ("membershipId") GROUP BY "membershipId"`
  await tx.$executeRaw`
    INSERT INTO "LearnerConcept" ("membershipId", "concept", "permille", "answers")
    SELECT "membershipId", "concept", sum("permille")::int, count(*)::int
      FROM (
        SELECT DISTINCT ON ("membershipId", "itemId", "day") * FROM (
          SELECT m."id" AS "membershipId", r."itemId", split_part(r."itemId", '.', 1) AS "concept", r."createdAt", r."id",
                 ${dayOf(Prisma.sql`r."createdAt"`)} AS "day",
                 CASE WHEN ${IS_COUNTED} THEN floor(1000 * LEAST(GREATEST(s."earned" / s."total", 0), 1) + 0.5) END AS "permille"
            FROM "Membership" m
            JOIN "ItemResponse" r ON r."userId" = m."userId" AND ${GIVEN_HERE} AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
            ${scoreIn(Prisma.sql`m."classroomId"`)}
           WHERE ${whose(of)} AND m."role" = 'learner' AND m."status" = 'active'
        ) given
         ORDER BY "membershipId", "itemId", "day", "createdAt", "id"
      ) first
     WHERE "permille" IS NOT NULL GROUP BY 1, 2`
}

/** Of `s`, a score, that it is one of an answer that has points. */
const IS_COUNTED = Prisma.sql`s."state" = 'scored' AND s."total" > 0`

/** Takes away the sheets of some learners, or those of a class, and what goes with them. */
export async function removeSheets(tx: Db, of: Parameters<typeof deriveSheets>[1]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "AnswerSheet" s USING "Membership" m WHERE m."id" = s."membershipId" AND ${whose(of)}`
  await tx.$executeRaw`
    DELETE FROM "LearnerConcept" s USING "Membership" m WHERE m."id" = s."membershipId" AND ${whose(of)}`
}

function whose(of: Parameters<typeof deriveSheets>[1]): Prisma.Sql {
  return 'userIds' in of
    ? Prisma.sql`m."userId" = ANY(${[...of.userIds]}::uuid[])`
    : Prisma.sql`m."classroomId" = ${of.classroomId}::uuid`
}
