-- Questions that a class answers while it is taught, twice: before and after it has talked.
CREATE TABLE "LiveQuestion" (
    "id" UUID NOT NULL,
    "classroomId" UUID NOT NULL,
    "itemId" TEXT NOT NULL,
    "step" TEXT NOT NULL DEFAULT 'vote',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LiveQuestion_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "LiveQuestion_is_at_a_step" CHECK ("step" IN ('vote', 'talk', 'again', 'shown'))
);

CREATE TABLE "LiveVote" (
    "questionId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "option" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LiveVote_pkey" PRIMARY KEY ("questionId", "membershipId", "round"),
    CONSTRAINT "LiveVote_is_first_or_second" CHECK ("round" IN (1, 2))
);

CREATE INDEX "LiveQuestion_classroomId_createdAt_idx" ON "LiveQuestion"("classroomId", "createdAt" DESC);
-- A class is asked one question at a time.
CREATE UNIQUE INDEX "LiveQuestion_open_key" ON "LiveQuestion"("classroomId") WHERE "endedAt" IS NULL;
CREATE INDEX "LiveVote_membershipId_idx" ON "LiveVote"("membershipId");

ALTER TABLE "LiveQuestion" ADD CONSTRAINT "LiveQuestion_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LiveVote" ADD CONSTRAINT "LiveVote_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "LiveQuestion"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LiveVote" ADD CONSTRAINT "LiveVote_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;
