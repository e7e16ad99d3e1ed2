-- An answer that waited on a device without a network counts for the day on which it was given. No row is read here, so that no
-- table is held for long; and an instance of the version before, which knows none of it, stores on.
ALTER TABLE "ItemResponse" ADD COLUMN "heldMs" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "ItemResponse" ADD CONSTRAINT "ItemResponse_held_not_in_future" CHECK ("heldMs" >= 0) NOT VALID;
ALTER TABLE "ItemStanding" ADD COLUMN "newestGivenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
