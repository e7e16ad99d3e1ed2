-- Of the answers that are there already: they were given when they came. In a migration of its own, which holds no table.
ALTER TABLE "ItemResponse" VALIDATE CONSTRAINT "ItemResponse_held_not_in_future";
UPDATE "ItemStanding" SET "newestGivenAt" = "newestAt";
