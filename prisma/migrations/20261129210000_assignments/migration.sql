-- Assignments of items and of mock interviews, with a time to be answered in. Nothing that was served could make a row of the
-- old form, which named a section.
DELETE FROM "Assignment";
DROP INDEX "Assignment_classroomId_section_key";
ALTER TABLE "Assignment" DROP COLUMN "section",
  ADD COLUMN "title" TEXT NOT NULL,
  ADD COLUMN "openAt" TIMESTAMPTZ(3) NOT NULL,
  ADD COLUMN "latePercent" INTEGER NOT NULL DEFAULT 100,
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "scoreRelease" "KeyRelease" NOT NULL DEFAULT 'after_answer',
  ADD COLUMN "mockMinutes" INTEGER,
  ALTER COLUMN "release" SET DEFAULT 'after_due',
  ADD CONSTRAINT "Assignment_due_after_it_opens" CHECK ("dueAt" > "openAt"),
  ADD CONSTRAINT "Assignment_late_is_a_percentage" CHECK ("latePercent" BETWEEN 0 AND 100),
  ADD CONSTRAINT "Assignment_counts_some_attempt" CHECK ("attempts" >= 1);

CREATE INDEX "Assignment_classroomId_openAt_idx" ON "Assignment"("classroomId", "openAt" DESC);

CREATE TABLE "AssignmentItem" (
    "assignmentId" UUID NOT NULL,
    "itemId" TEXT NOT NULL,
    "place" INTEGER NOT NULL,

    CONSTRAINT "AssignmentItem_pkey" PRIMARY KEY ("assignmentId", "itemId")
);

CREATE TABLE "AssignmentExtension" (
    "assignmentId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AssignmentExtension_pkey" PRIMARY KEY ("assignmentId", "membershipId")
);

CREATE INDEX "AssignmentItem_itemId_idx" ON "AssignmentItem"("itemId");
CREATE INDEX "AssignmentExtension_membershipId_idx" ON "AssignmentExtension"("membershipId");

ALTER TABLE "AssignmentItem" ADD CONSTRAINT "AssignmentItem_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "AssignmentExtension" ADD CONSTRAINT "AssignmentExtension_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "AssignmentExtension" ADD CONSTRAINT "AssignmentExtension_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Classroom" ADD COLUMN "timeZone" TEXT NOT NULL DEFAULT 'Asia/Seoul';
