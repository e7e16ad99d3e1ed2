-- Answers count for an assignment wherever they are given: no sitting belongs to one. What is withheld in a browser is asked for with
-- every answer, by the browser alone.
DROP INDEX "Attempt_assignmentId_idx";
ALTER TABLE "Attempt" DROP COLUMN "assignmentId";
CREATE INDEX "Membership_deviceHash_idx" ON "Membership"("deviceHash");
