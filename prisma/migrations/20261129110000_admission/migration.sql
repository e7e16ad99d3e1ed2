-- Whom the code of a class lets in.
ALTER TABLE "Classroom" ADD COLUMN "closed" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "accountsOnly" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "maxLearners" INTEGER,
  ADD CONSTRAINT "Classroom_has_room" CHECK ("maxLearners" BETWEEN 1 AND 10000);
