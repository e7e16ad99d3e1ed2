-- Who left or was removed comes back to the same membership, and what happened to it is kept.
ALTER TYPE "MembershipStatus" ADD VALUE 'blocked';

ALTER TABLE "Membership" ADD COLUMN "returnedAt" TIMESTAMPTZ(3), ADD COLUMN "deviceHash" TEXT;
CREATE INDEX "Membership_classroomId_deviceHash_idx" ON "Membership"("classroomId", "deviceHash");

CREATE TABLE "MembershipChange" (
    "id" BIGSERIAL NOT NULL,
    "membershipId" UUID NOT NULL,
    "was" "MembershipStatus",
    "status" "MembershipStatus" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorId" UUID,

    CONSTRAINT "MembershipChange_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "MembershipChange_membershipId_id_idx" ON "MembershipChange"("membershipId", "id" DESC);
CREATE INDEX "MembershipChange_actorId_idx" ON "MembershipChange"("actorId");
ALTER TABLE "MembershipChange" ADD CONSTRAINT "MembershipChange_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "MembershipChange" ADD CONSTRAINT "MembershipChange_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "MembershipChange" ADD CONSTRAINT "MembershipChange_changes" CHECK ("was" IS DISTINCT FROM "status");

-- What is known of before: the newest joining, and how it ended. Who removed somebody was not kept.
INSERT INTO "MembershipChange" ("membershipId", "was", "status", "at", "actorId")
SELECT "id", NULL, 'active', "joinedAt", "userId" FROM "Membership" ORDER BY "joinedAt", "id";
INSERT INTO "MembershipChange" ("membershipId", "was", "status", "at", "actorId")
SELECT "id", 'active', "status", COALESCE("leftAt", "joinedAt"), CASE WHEN "status" = 'left' THEN "userId" END
  FROM "Membership" WHERE "status" <> 'active' ORDER BY "leftAt", "id";
