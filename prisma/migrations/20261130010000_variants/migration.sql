-- Which variant of its item an answer answers. What was answered before there were variants answers the first one. No row is
-- read here, so that no table is held for long; and an instance of the version before, which knows none of it, stores on.
ALTER TABLE "ItemResponse" ADD COLUMN "variant" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "ItemResponse" ADD CONSTRAINT "ItemResponse_variant_is_a_number" CHECK ("variant" >= 0) NOT VALID;
