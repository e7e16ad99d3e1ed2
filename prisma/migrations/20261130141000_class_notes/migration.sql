-- What the teachers of a class write to a learner: about an answer, or by itself.
CREATE TABLE "ClassNote" (
    "id" UUID NOT NULL,
    "classroomId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,
    "responseId" UUID,
    "authorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "ClassNote_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ClassNote_text_check" CHECK (length("text") BETWEEN 1 AND 1000)
);

CREATE INDEX "ClassNote_membershipId_createdAt_idx" ON "ClassNote"("membershipId", "createdAt" DESC);
CREATE INDEX "ClassNote_responseId_idx" ON "ClassNote"("responseId");
CREATE INDEX "ClassNote_classroomId_idx" ON "ClassNote"("classroomId");
CREATE INDEX "ClassNote_authorId_idx" ON "ClassNote"("authorId");

ALTER TABLE "ClassNote" ADD CONSTRAINT "ClassNote_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ClassNote" ADD CONSTRAINT "ClassNote_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ClassNote" ADD CONSTRAINT "ClassNote_responseId_fkey" FOREIGN KEY ("responseId") REFERENCES "ItemResponse"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ClassNote" ADD CONSTRAINT "ClassNote_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TYPE "ClassEventKind" ADD VALUE 'commented';
ALTER TYPE "ClassEventKind" ADD VALUE 'messaged';
ALTER TYPE "ClassEventKind" ADD VALUE 'note_withdrawn';
