-- AlterTable
ALTER TABLE "Assignment" ADD COLUMN "examMinutes" INTEGER;

-- AlterTable
ALTER TABLE "AssignmentExtension" ADD COLUMN "extraMinutes" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ExamSitting" (
    "id" UUID NOT NULL,
    "assignmentId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,
    "seed" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "handedInAt" TIMESTAMPTZ(3),
    "byTime" BOOLEAN NOT NULL DEFAULT false,
    "storedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ExamSitting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExamAnswer" (
    "sittingId" UUID NOT NULL,
    "itemId" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "variant" INTEGER NOT NULL,
    "answer" JSONB,
    "keptAt" TIMESTAMPTZ(3),
    "responseId" UUID NOT NULL,

    CONSTRAINT "ExamAnswer_pkey" PRIMARY KEY ("sittingId","itemId")
);

-- CreateIndex
CREATE UNIQUE INDEX "ExamSitting_assignmentId_membershipId_key" ON "ExamSitting"("assignmentId", "membershipId");

-- CreateIndex
CREATE INDEX "ExamSitting_membershipId_idx" ON "ExamSitting"("membershipId");

-- CreateIndex
CREATE INDEX "ExamSitting_storedAt_idx" ON "ExamSitting"("storedAt");

-- AddForeignKey
ALTER TABLE "ExamSitting" ADD CONSTRAINT "ExamSitting_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExamSitting" ADD CONSTRAINT "ExamSitting_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExamAnswer" ADD CONSTRAINT "ExamAnswer_sittingId_fkey" FOREIGN KEY ("sittingId") REFERENCES "ExamSitting"("id") ON DELETE CASCADE ON UPDATE CASCADE;
