-- Responses and scores are never changed, which triggers hold; here they are brought into another form.
ALTER TABLE "ItemResponse" DISABLE TRIGGER "ItemResponse_is_immutable";
ALTER TABLE "ItemScore" DISABLE TRIGGER "ItemScore_is_append_only";

-- An attempt is one sitting of one person in one mode. An answer of another mode, or whose attempt is another person's, gets an
-- attempt of its own; after that the mode is the attempt's to say, and sections are content's.
WITH stray AS (
  SELECT r."attemptId", r."userId", r."mode", gen_random_uuid()::text AS "id", min(r."createdAt") AS "startedAt"
    FROM "ItemResponse" r JOIN "Attempt" a ON a."id" = r."attemptId"
   WHERE r."mode" <> a."mode" OR r."userId" <> a."userId"
   GROUP BY r."attemptId", r."userId", r."mode"
),
opened AS (
  INSERT INTO "Attempt" ("id", "userId", "section", "mode", "assignmentId", "startedAt")
  SELECT stray."id", stray."userId", a."section", stray."mode", a."assignmentId", stray."startedAt"
    FROM stray JOIN "Attempt" a ON a."id" = stray."attemptId"
)
UPDATE "ItemResponse" r SET "attemptId" = stray."id" FROM stray
 WHERE r."attemptId" = stray."attemptId" AND r."userId" = stray."userId" AND r."mode" = stray."mode";

-- Clients make these ids, and nothing kept them from writing one id in capitals and in small letters: of such twins all but
-- one get a new id. What refers to them follows.
UPDATE "Attempt" a SET "id" = gen_random_uuid()::text
  FROM (SELECT lower("id") AS same, min("id") AS kept FROM "Attempt" GROUP BY 1 HAVING count(*) > 1) AS twin
 WHERE lower(a."id") = twin.same AND a."id" <> twin.kept;
UPDATE "ItemResponse" r SET "id" = gen_random_uuid()::text
  FROM (SELECT lower("id") AS same, min("id") AS kept FROM "ItemResponse" GROUP BY 1 HAVING count(*) > 1) AS twin
 WHERE lower(r."id") = twin.same AND r."id" <> twin.kept;

-- Ids as what they are: 16 bytes instead of 37. What refers to one changes with it.
ALTER TABLE "User" DROP CONSTRAINT "User_mergedIntoId_fkey";
ALTER TABLE "Account" DROP CONSTRAINT "Account_userId_fkey";
ALTER TABLE "Invitation" DROP CONSTRAINT "Invitation_classroomId_fkey";
ALTER TABLE "Invitation" DROP CONSTRAINT "Invitation_createdById_fkey";
ALTER TABLE "Membership" DROP CONSTRAINT "Membership_classroomId_fkey";
ALTER TABLE "Membership" DROP CONSTRAINT "Membership_userId_fkey";
ALTER TABLE "Assignment" DROP CONSTRAINT "Assignment_classroomId_fkey";
ALTER TABLE "Assignment" DROP CONSTRAINT "Assignment_createdById_fkey";
ALTER TABLE "Attempt" DROP CONSTRAINT "Attempt_userId_fkey";
ALTER TABLE "Attempt" DROP CONSTRAINT "Attempt_assignmentId_fkey";
ALTER TABLE "ItemResponse" DROP CONSTRAINT "ItemResponse_attemptId_fkey";
ALTER TABLE "ItemResponse" DROP CONSTRAINT "ItemResponse_userId_fkey";
ALTER TABLE "ItemScore" DROP CONSTRAINT "ItemScore_responseId_fkey";
ALTER TABLE "Mastery" DROP CONSTRAINT "Mastery_userId_fkey";
ALTER TABLE "SectionProgress" DROP CONSTRAINT "SectionProgress_userId_fkey";
ALTER TABLE "ItemStanding" DROP CONSTRAINT "ItemStanding_userId_fkey";

DROP INDEX "Attempt_userId_section_idx";
ALTER TABLE "Attempt" DROP COLUMN "section";
ALTER TABLE "ItemResponse" DROP COLUMN "section", DROP COLUMN "mode";

ALTER TABLE "User" ALTER COLUMN "id" TYPE UUID USING "id"::uuid,
  ALTER COLUMN "mergedIntoId" TYPE UUID USING "mergedIntoId"::uuid;
ALTER TABLE "Account" ALTER COLUMN "userId" TYPE UUID USING "userId"::uuid;
ALTER TABLE "Classroom" ALTER COLUMN "id" TYPE UUID USING "id"::uuid;
ALTER TABLE "Invitation" ALTER COLUMN "id" TYPE UUID USING "id"::uuid,
  ALTER COLUMN "classroomId" TYPE UUID USING "classroomId"::uuid,
  ALTER COLUMN "createdById" TYPE UUID USING "createdById"::uuid;
ALTER TABLE "Membership" ALTER COLUMN "id" TYPE UUID USING "id"::uuid,
  ALTER COLUMN "classroomId" TYPE UUID USING "classroomId"::uuid,
  ALTER COLUMN "userId" TYPE UUID USING "userId"::uuid;
ALTER TABLE "Assignment" ALTER COLUMN "id" TYPE UUID USING "id"::uuid,
  ALTER COLUMN "classroomId" TYPE UUID USING "classroomId"::uuid,
  ALTER COLUMN "createdById" TYPE UUID USING "createdById"::uuid;
ALTER TABLE "Attempt" ALTER COLUMN "id" TYPE UUID USING "id"::uuid,
  ALTER COLUMN "userId" TYPE UUID USING "userId"::uuid,
  ALTER COLUMN "assignmentId" TYPE UUID USING "assignmentId"::uuid;
ALTER TABLE "ItemResponse" ALTER COLUMN "id" TYPE UUID USING "id"::uuid,
  ALTER COLUMN "attemptId" TYPE UUID USING "attemptId"::uuid,
  ALTER COLUMN "userId" TYPE UUID USING "userId"::uuid;
ALTER TABLE "ItemScore" ALTER COLUMN "responseId" TYPE UUID USING "responseId"::uuid;
ALTER TABLE "Mastery" ALTER COLUMN "userId" TYPE UUID USING "userId"::uuid;
ALTER TABLE "SectionProgress" ALTER COLUMN "userId" TYPE UUID USING "userId"::uuid;
ALTER TABLE "ItemStanding" ALTER COLUMN "userId" TYPE UUID USING "userId"::uuid;

CREATE UNIQUE INDEX "Attempt_id_userId_key" ON "Attempt"("id", "userId");
CREATE INDEX "Attempt_userId_idx" ON "Attempt"("userId");
ALTER TABLE "User" ADD CONSTRAINT "User_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- Nobody's response is part of somebody else's attempt; when a merge moves an attempt, its responses go along.
ALTER TABLE "ItemResponse" ADD CONSTRAINT "ItemResponse_attemptId_userId_fkey" FOREIGN KEY ("attemptId", "userId") REFERENCES "Attempt"("id", "userId") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ItemResponse" ADD CONSTRAINT "ItemResponse_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ItemScore" ADD CONSTRAINT "ItemScore_responseId_fkey" FOREIGN KEY ("responseId") REFERENCES "ItemResponse"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Mastery" ADD CONSTRAINT "Mastery_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SectionProgress" ADD CONSTRAINT "SectionProgress_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ItemStanding" ADD CONSTRAINT "ItemStanding_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What made a score, and who, are two things.
CREATE TYPE "GradeCause" AS ENUM ('submit', 'regrade', 'override');
ALTER TABLE "ItemScore" ADD COLUMN "cause" "GradeCause", ADD COLUMN "graderId" UUID, ADD COLUMN "replayed" JSONB;
UPDATE "ItemScore" s SET
  "cause" = CASE WHEN s."gradedBy" IN ('submit', 'regrade') THEN s."gradedBy" ELSE 'override' END::"GradeCause",
  "graderId" = (SELECT u."id" FROM "User" u WHERE u."id"::text = lower(s."gradedBy"));
ALTER TABLE "ItemScore" ALTER COLUMN "cause" SET NOT NULL, DROP COLUMN "gradedBy";
ALTER TABLE "ItemScore" ADD CONSTRAINT "ItemScore_grader_overrides" CHECK ("graderId" IS NULL OR "cause" = 'override');
CREATE INDEX "ItemScore_graderId_idx" ON "ItemScore"("graderId");
ALTER TABLE "ItemScore" ADD CONSTRAINT "ItemScore_graderId_fkey" FOREIGN KEY ("graderId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The newest answer to each item, so that a person's own page reads no answers; as lib/progress/store.ts derives it.
ALTER TABLE "ItemStanding" ADD COLUMN "newestEarned" DOUBLE PRECISION, ADD COLUMN "newestTotal" DOUBLE PRECISION,
  ADD COLUMN "rating" INTEGER;
UPDATE "ItemStanding" t SET "newestEarned" = newest."earned", "newestTotal" = newest."total", "rating" = newest."rating"
  FROM (
    SELECT DISTINCT ON (r."userId", r."itemId") r."userId", r."itemId", s."earned", s."total",
           (r."answer"->>'rating')::int AS "rating"
      FROM "ItemResponse" r
      JOIN LATERAL (
        SELECT "earned", "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON true
     ORDER BY r."userId", r."itemId", r."createdAt" DESC, r."id" DESC
  ) AS newest
 WHERE t."userId" = newest."userId" AND t."itemId" = newest."itemId";
DELETE FROM "ItemStanding" WHERE "newestEarned" IS NULL;
ALTER TABLE "ItemStanding" ALTER COLUMN "newestEarned" SET NOT NULL, ALTER COLUMN "newestTotal" SET NOT NULL;

-- What cannot be is not stored. The server has always refused it; a row that came another way is brought within.
UPDATE "ItemResponse" SET "confidence" = NULL WHERE "confidence" NOT BETWEEN 1 AND 3;
UPDATE "ItemResponse" SET "durationMs" = LEAST(GREATEST("durationMs", 0), 86400000) WHERE "durationMs" NOT BETWEEN 0 AND 86400000;
UPDATE "ItemResponse" SET "hintsShown" = LEAST(GREATEST("hintsShown", 0), 20) WHERE "hintsShown" NOT BETWEEN 0 AND 20;
UPDATE "Mastery" SET "level" = LEAST(GREATEST("level", 0), 1) WHERE "level" NOT BETWEEN 0 AND 1;
ALTER TABLE "ItemResponse"
  ADD CONSTRAINT "ItemResponse_confidence_is_1_to_3" CHECK ("confidence" BETWEEN 1 AND 3),
  ADD CONSTRAINT "ItemResponse_duration_is_a_day_at_most" CHECK ("durationMs" BETWEEN 0 AND 86400000),
  ADD CONSTRAINT "ItemResponse_hints_are_few" CHECK ("hintsShown" BETWEEN 0 AND 20);
ALTER TABLE "Mastery" ADD CONSTRAINT "Mastery_level_is_a_share" CHECK ("level" BETWEEN 0 AND 1);
ALTER TABLE "ItemStanding" ADD CONSTRAINT "ItemStanding_rating_is_1_to_4" CHECK ("rating" BETWEEN 1 AND 4);

-- A class has one code that is not revoked.
UPDATE "Invitation" i SET "revokedAt" = now()
 WHERE i."revokedAt" IS NULL AND EXISTS (
   SELECT 1 FROM "Invitation" later WHERE later."classroomId" = i."classroomId" AND later."revokedAt" IS NULL
      AND (later."createdAt", later."id") > (i."createdAt", i."id"));
CREATE UNIQUE INDEX "Invitation_classroomId_valid_key" ON "Invitation"("classroomId") WHERE "revokedAt" IS NULL;

ALTER TABLE "ItemResponse" ENABLE TRIGGER "ItemResponse_is_immutable";
ALTER TABLE "ItemScore" ENABLE TRIGGER "ItemScore_is_append_only";
