-- Parts of a class: a learner is in one or none, and an assignment is for one or for all of the class.
CREATE TABLE "ClassSection" (
    "id" UUID NOT NULL,
    "classroomId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ClassSection_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "ClassSection_classroomId_name_key" ON "ClassSection"("classroomId", "name");

ALTER TABLE "ClassSection" ADD CONSTRAINT "ClassSection_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Membership" ADD COLUMN "sectionId" UUID;
CREATE INDEX "Membership_sectionId_idx" ON "Membership"("sectionId");
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_sectionId_fkey" FOREIGN KEY ("sectionId") REFERENCES "ClassSection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Assignment" ADD COLUMN "sectionId" UUID;
CREATE INDEX "Assignment_sectionId_idx" ON "Assignment"("sectionId");
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_sectionId_fkey" FOREIGN KEY ("sectionId") REFERENCES "ClassSection"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

ALTER TYPE "ClassEventKind" ADD VALUE 'section_made';
ALTER TYPE "ClassEventKind" ADD VALUE 'section_renamed';
ALTER TYPE "ClassEventKind" ADD VALUE 'section_dropped';
ALTER TYPE "ClassEventKind" ADD VALUE 'sectioned';
