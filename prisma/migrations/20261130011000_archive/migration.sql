-- A class that is over, and out of the way: null while it is not.
ALTER TABLE "Classroom" ADD COLUMN "archivedAt" TIMESTAMPTZ(3);
