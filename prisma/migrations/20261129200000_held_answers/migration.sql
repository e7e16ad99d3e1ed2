-- An answer that waited on a device without a network counts for the day on which it was given.
ALTER TABLE "ItemResponse" ADD COLUMN "heldMs" INTEGER NOT NULL DEFAULT 0
  CONSTRAINT "ItemResponse_held_not_in_future" CHECK ("heldMs" >= 0);
ALTER TABLE "ItemStanding" ADD COLUMN "newestGivenAt" TIMESTAMPTZ(3);
UPDATE "ItemStanding" SET "newestGivenAt" = "newestAt";
ALTER TABLE "ItemStanding" ALTER COLUMN "newestGivenAt" SET NOT NULL;
