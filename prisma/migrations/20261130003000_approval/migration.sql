-- A class whose teacher lets in each learner: who has asked waits.
ALTER TYPE "MembershipStatus" ADD VALUE 'waiting' BEFORE 'active';
ALTER TABLE "Classroom" ADD COLUMN "approval" BOOLEAN NOT NULL DEFAULT false;

-- No sitting belongs to an assignment, and none ever had the mode. It takes as long as reading the sittings once.
ALTER TYPE "Mode" RENAME TO "Mode_before";
CREATE TYPE "Mode" AS ENUM ('practice', 'mock');
ALTER TABLE "Attempt" ALTER COLUMN "mode" DROP DEFAULT;
ALTER TABLE "Attempt" ALTER COLUMN "mode" TYPE "Mode" USING ("mode"::text::"Mode");
ALTER TABLE "Attempt" ALTER COLUMN "mode" SET DEFAULT 'practice';
DROP TYPE "Mode_before";
