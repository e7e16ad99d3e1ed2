-- Of the answers that are there already: each answers the first variant. In a migration of its own, which holds no table.
ALTER TABLE "ItemResponse" VALIDATE CONSTRAINT "ItemResponse_variant_is_a_number";
