-- Of the answers that were there already. Apart from the column, so that answers are stored meanwhile.
UPDATE "AnswerSheet" s SET "newestAt" = (
  SELECT max(r."createdAt") FROM "Membership" m
    JOIN "ItemResponse" r ON r."userId" = m."userId" AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
   WHERE m."id" = s."membershipId"
)
 WHERE s."newestAt" IS NULL;
