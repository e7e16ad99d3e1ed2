-- Whom a class expects: its list, each of whom is known by an e-mail address or a learner's number when they join.
CREATE TABLE "Invitee" (
    "id" UUID NOT NULL,
    "classroomId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "number" TEXT,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "membershipId" UUID,
    "matchedBy" TEXT,

    CONSTRAINT "Invitee_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Invitee_can_be_known" CHECK ("email" IS NOT NULL OR "number" IS NOT NULL),
    CONSTRAINT "Invitee_is_matched_by" CHECK ("matchedBy" IN ('proven', 'email', 'number'))
);

CREATE UNIQUE INDEX "Invitee_classroomId_email_key" ON "Invitee"("classroomId", "email");
CREATE UNIQUE INDEX "Invitee_classroomId_number_key" ON "Invitee"("classroomId", "number");
CREATE UNIQUE INDEX "Invitee_membershipId_key" ON "Invitee"("membershipId");
CREATE INDEX "Invitee_createdById_idx" ON "Invitee"("createdById");

ALTER TABLE "Invitee" ADD CONSTRAINT "Invitee_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Invitee" ADD CONSTRAINT "Invitee_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Invitee" ADD CONSTRAINT "Invitee_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE SET NULL ON UPDATE CASCADE;
