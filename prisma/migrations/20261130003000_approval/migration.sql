-- A class whose teacher lets in each learner: who has asked waits.
ALTER TYPE "MembershipStatus" ADD VALUE 'waiting' BEFORE 'active';
ALTER TABLE "Classroom" ADD COLUMN "approval" BOOLEAN NOT NULL DEFAULT false;
