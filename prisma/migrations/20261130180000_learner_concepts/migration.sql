-- CreateTable
CREATE TABLE "LearnerConcept" (
    "membershipId" UUID NOT NULL,
    "concept" TEXT NOT NULL,
    "permille" INTEGER NOT NULL,
    "answers" INTEGER NOT NULL,

    CONSTRAINT "LearnerConcept_pkey" PRIMARY KEY ("membershipId","concept")
);

-- AddForeignKey
ALTER TABLE "LearnerConcept" ADD CONSTRAINT "LearnerConcept_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the answers there are say: of each day the first one to an item that the class's teacher may see.
INSERT INTO "LearnerConcept" ("membershipId", "concept", "permille", "answers")
SELECT "membershipId", "concept", sum("permille")::int, count(*)::int
  FROM (
    SELECT DISTINCT ON (m."id", r."itemId", (r."createdAt" AT TIME ZONE 'Asia/Seoul')::date)
           m."id" AS "membershipId", split_part(r."itemId", '.', 1) AS "concept",
           CASE WHEN COALESCE(decided."state", own."state"::text) = 'scored' AND COALESCE(decided."total", own."total") > 0
                THEN floor(1000 * LEAST(GREATEST(COALESCE(decided."earned", own."earned") / COALESCE(decided."total", own."total"), 0), 1) + 0.5)
           END AS "permille"
      FROM "Membership" m
      JOIN "ItemResponse" r ON r."userId" = m."userId" AND r."givenAt" IS NULL AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
      JOIN LATERAL (
        SELECT "state", "earned", "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) own ON true
      LEFT JOIN LATERAL (
        SELECT "earned", "total", CASE WHEN "earned" IS NOT NULL THEN 'scored' END AS "state" FROM "ScoreDecision"
         WHERE "responseId" = r."id" AND "classroomId" = m."classroomId" ORDER BY "id" DESC LIMIT 1
      ) decided ON true
     WHERE m."role" = 'learner' AND m."status" = 'active'
     ORDER BY m."id", r."itemId", (r."createdAt" AT TIME ZONE 'Asia/Seoul')::date, r."createdAt", r."id"
  ) first
 WHERE "permille" IS NOT NULL
 GROUP BY 1, 2;
