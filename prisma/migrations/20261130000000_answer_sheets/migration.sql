-- What a class's figures ask of a learner, in one row. Kept by lib/progress/sheet-store.ts; what is there already is derived here
-- as it is derived there.
CREATE TABLE "AnswerSheet" (
    "membershipId" UUID NOT NULL,
    "items" TEXT[],
    "shares" DOUBLE PRECISION[],
    "durations" INTEGER[],
    "confidences" INTEGER[],
    "beliefs" TEXT[],

    CONSTRAINT "AnswerSheet_pkey" PRIMARY KEY ("membershipId")
);

ALTER TABLE "AnswerSheet" ADD CONSTRAINT "AnswerSheet_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "AnswerSheet" ADD CONSTRAINT "AnswerSheet_in_step"
  CHECK (cardinality("items") > 0 AND cardinality("shares") = cardinality("items") AND cardinality("durations") = cardinality("items")
         AND cardinality("confidences") = cardinality("items") AND "beliefs" IS NOT NULL);

WITH one AS (
  SELECT m."id" AS "membershipId", r."itemId",
         (array_agg(s."earned" / s."total" ORDER BY r."createdAt", r."id") FILTER (WHERE s."counts"))[1] AS "share",
         (array_agg(r."durationMs" ORDER BY r."createdAt", r."id") FILTER (WHERE s."counts"))[1] AS "durationMs",
         (array_agg(r."confidence" ORDER BY r."createdAt", r."id") FILTER (WHERE s."counts"))[1] AS "confidence",
         (array_agg(to_jsonb(s."codes") ORDER BY r."createdAt" DESC, r."id" DESC))[1] AS "codes"
    FROM "Membership" m
    JOIN "ItemResponse" r ON r."userId" = m."userId" AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
    JOIN LATERAL (
      SELECT "earned", "total", "codes", "state" = 'scored' AND "total" > 0 AS "counts"
        FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
    ) s ON true
   WHERE m."role" = 'learner' AND m."status" = 'active'
   GROUP BY m."id", r."itemId"
),
belief AS (
  SELECT "membershipId", array_agg(DISTINCT "itemId" || ' ' || code) AS "beliefs"
    FROM one, jsonb_array_elements_text(one."codes") AS code GROUP BY "membershipId"
)
INSERT INTO "AnswerSheet" ("membershipId", "items", "shares", "durations", "confidences", "beliefs")
SELECT "membershipId", array_agg("itemId" ORDER BY "itemId"), array_agg("share" ORDER BY "itemId"),
       array_agg("durationMs" ORDER BY "itemId"), array_agg("confidence" ORDER BY "itemId"), COALESCE(min(belief."beliefs"), '{}')
  FROM one LEFT JOIN belief USING ("membershipId") GROUP BY "membershipId";

-- What only classes asked of standings.
ALTER TABLE "ItemStanding" DROP COLUMN "firstAt", DROP COLUMN "earned", DROP COLUMN "total", DROP COLUMN "durationMs",
                           DROP COLUMN "confidence", DROP COLUMN "codes";
