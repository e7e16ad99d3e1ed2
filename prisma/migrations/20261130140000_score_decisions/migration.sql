-- What the teachers of a class decided that an answer is worth there, and why. What the answer itself is worth is not changed.
CREATE TABLE "ScoreDecision" (
    "id" BIGSERIAL NOT NULL,
    "classroomId" UUID NOT NULL,
    "responseId" UUID NOT NULL,
    "deciderId" UUID,
    "earned" DOUBLE PRECISION,
    "total" DOUBLE PRECISION,
    "wasEarned" DOUBLE PRECISION,
    "wasTotal" DOUBLE PRECISION,
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ScoreDecision_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ScoreDecision_earned_check" CHECK (("earned" IS NULL) = ("total" IS NULL) AND ("earned" IS NULL) = ("reason" IS NULL) AND "earned" >= 0 AND "earned" <= "total" AND "total" > 0),
    CONSTRAINT "ScoreDecision_was_check" CHECK (("wasEarned" IS NULL) = ("wasTotal" IS NULL)),
    CONSTRAINT "ScoreDecision_reason_check" CHECK (length("reason") BETWEEN 1 AND 500)
);

CREATE INDEX "ScoreDecision_responseId_classroomId_id_idx" ON "ScoreDecision"("responseId", "classroomId", "id" DESC);
CREATE INDEX "ScoreDecision_classroomId_idx" ON "ScoreDecision"("classroomId");
CREATE INDEX "ScoreDecision_deciderId_idx" ON "ScoreDecision"("deciderId");

ALTER TABLE "ScoreDecision" ADD CONSTRAINT "ScoreDecision_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ScoreDecision" ADD CONSTRAINT "ScoreDecision_responseId_fkey" FOREIGN KEY ("responseId") REFERENCES "ItemResponse"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ScoreDecision" ADD CONSTRAINT "ScoreDecision_deciderId_fkey" FOREIGN KEY ("deciderId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TYPE "ClassEventKind" ADD VALUE 'score_decided';
ALTER TYPE "ClassEventKind" ADD VALUE 'score_restored';
