-- How long the first scored answer took, and how sure its learner was: what an item analysis tells beside points.
ALTER TABLE "ItemStanding" ADD COLUMN "durationMs" INTEGER, ADD COLUMN "confidence" INTEGER;
