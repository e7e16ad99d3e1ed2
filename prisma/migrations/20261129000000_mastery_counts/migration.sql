-- Mastery as counts, from which an estimate and its interval follow (lib/progress/mastery.ts): of each item the first answer of
-- each day in Seoul. Derived here from the answers that are there.
ALTER TABLE "Mastery" DROP CONSTRAINT "Mastery_level_is_a_share";
ALTER TABLE "Mastery" DROP COLUMN "level";
DELETE FROM "Mastery";
ALTER TABLE "Mastery" ADD COLUMN "earned" DOUBLE PRECISION NOT NULL;
INSERT INTO "Mastery" ("userId", "concept", "earned", "answers", "updatedAt")
SELECT "userId", split_part("itemId", '.', 1), sum(LEAST(GREATEST("earned" / "total", 0), 1)), count(*)::int, max("createdAt")
  FROM (
    SELECT DISTINCT ON (r."userId", r."itemId", (r."createdAt" AT TIME ZONE 'Asia/Seoul')::date)
           r."userId", r."itemId", r."createdAt", s."state", s."earned", s."total"
      FROM "ItemResponse" r
      JOIN LATERAL (
        SELECT "state", "earned", "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON true
     ORDER BY r."userId", r."itemId", (r."createdAt" AT TIME ZONE 'Asia/Seoul')::date, r."createdAt", r."id"
  ) first
 WHERE "state" = 'scored' AND "total" > 0
 GROUP BY "userId", split_part("itemId", '.', 1);
ALTER TABLE "Mastery" ADD CONSTRAINT "Mastery_counts_answers" CHECK ("earned" >= 0 AND "earned" <= "answers" + 1e-6);
