-- CreateTable
CREATE TABLE "ItemStanding" (
    "userId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "newestAt" TIMESTAMPTZ(3) NOT NULL,
    "earned" DOUBLE PRECISION,
    "total" DOUBLE PRECISION,
    "codes" TEXT[],

    CONSTRAINT "ItemStanding_pkey" PRIMARY KEY ("userId","itemId")
);

-- AddForeignKey
ALTER TABLE "ItemStanding" ADD CONSTRAINT "ItemStanding_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What there is already, as lib/progress/store.ts derives it.
INSERT INTO "ItemStanding" ("userId", "itemId", "firstAt", "newestAt", "earned", "total", "codes")
SELECT r."userId", r."itemId", min(r."createdAt"), max(r."createdAt"),
       (array_agg(s."earned" ORDER BY r."createdAt", r."id") FILTER (WHERE s."state" = 'scored'))[1],
       (array_agg(s."total" ORDER BY r."createdAt", r."id") FILTER (WHERE s."state" = 'scored'))[1],
       ARRAY(SELECT jsonb_array_elements_text((array_agg(to_jsonb(s."codes") ORDER BY r."createdAt" DESC, r."id" DESC))[1]))
  FROM "ItemResponse" r
  JOIN LATERAL (
    SELECT "earned", "total", "state", "codes" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
  ) s ON true
 GROUP BY r."userId", r."itemId";
