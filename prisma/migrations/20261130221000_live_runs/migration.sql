-- A run whose next task a class chooses: which choice it is, what may be chosen, how it came there.
ALTER TABLE "LiveQuestion" ADD COLUMN "round" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "LiveQuestion" ADD COLUMN "choices" INTEGER[] NOT NULL DEFAULT ARRAY[]::INTEGER[];
ALTER TABLE "LiveQuestion" ADD COLUMN "stops" INTEGER[] NOT NULL DEFAULT ARRAY[]::INTEGER[];
ALTER TABLE "LiveQuestion" ADD COLUMN "schedule" TEXT NOT NULL DEFAULT '';

ALTER TYPE "ClassEventKind" ADD VALUE 'run_asked';

ALTER TABLE "LiveQuestion" DROP CONSTRAINT "LiveQuestion_is_at_a_step";
ALTER TABLE "LiveQuestion" ADD CONSTRAINT "LiveQuestion_is_at_a_step" CHECK ("step" IN ('vote', 'talk', 'again', 'shown', 'run'));
ALTER TABLE "LiveVote" DROP CONSTRAINT "LiveVote_is_first_or_second";
ALTER TABLE "LiveVote" ADD CONSTRAINT "LiveVote_is_of_a_round" CHECK ("round" >= 1);
