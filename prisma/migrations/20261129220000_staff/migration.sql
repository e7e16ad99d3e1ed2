-- Assistants, who see a class and change nothing in it; offers to teach it; and to which text a learner has agreed.
ALTER TYPE "MembershipRole" ADD VALUE 'assistant';

CREATE TABLE "StaffOffer" (
    "id" UUID NOT NULL,
    "classroomId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StaffOffer_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "StaffOffer_is_of_a_kind" CHECK ("kind" IN ('assistant', 'teacher', 'handover'))
);

CREATE UNIQUE INDEX "StaffOffer_tokenHash_key" ON "StaffOffer"("tokenHash");
CREATE INDEX "StaffOffer_classroomId_idx" ON "StaffOffer"("classroomId");
CREATE INDEX "StaffOffer_createdById_idx" ON "StaffOffer"("createdById");

ALTER TABLE "StaffOffer" ADD CONSTRAINT "StaffOffer_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "StaffOffer" ADD CONSTRAINT "StaffOffer_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever is in a class already has agreed to an earlier text.
ALTER TABLE "Membership" ADD COLUMN "consent" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "Membership" ALTER COLUMN "consent" SET DEFAULT 2;
