-- Of the answers that are there already. In a migration of its own: the columns are added in no time, and this holds no table.
UPDATE "ItemStanding" t SET "durationMs" = first."durationMs", "confidence" = first."confidence"
  FROM (
    SELECT DISTINCT ON (r."userId", r."itemId") r."userId", r."itemId", r."durationMs", r."confidence"
      FROM "ItemResponse" r
      JOIN LATERAL (
        SELECT "state" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON s."state" = 'scored'
     ORDER BY r."userId", r."itemId", r."createdAt", r."id"
  ) first
 WHERE t."userId" = first."userId" AND t."itemId" = first."itemId"
   AND t."earned" IS NOT NULL;
