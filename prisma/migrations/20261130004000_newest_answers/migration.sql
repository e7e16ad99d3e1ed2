-- When a learner of a class answered last, so that who has been away longest is found without reading answers.
ALTER TABLE "AnswerSheet" ADD COLUMN "newestAt" TIMESTAMPTZ(3);
UPDATE "AnswerSheet" s SET "newestAt" = (
  SELECT max(r."createdAt") FROM "Membership" m
    JOIN "ItemResponse" r ON r."userId" = m."userId" AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
   WHERE m."id" = s."membershipId"
);
ALTER TABLE "AnswerSheet" ALTER COLUMN "newestAt" SET NOT NULL;
