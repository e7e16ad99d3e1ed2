-- Scores of assignments that go to a learning platform's gradebook: where it is, its columns, and what it was told.
ALTER TABLE "LtiContext"
  ADD COLUMN "lineItemsUrl" TEXT,
  ADD COLUMN "scopes" TEXT[],
  ADD COLUMN "dueAt" TIMESTAMPTZ(3),
  ADD COLUMN "sentTo" TIMESTAMPTZ(3),
  ADD COLUMN "wholeAt" TIMESTAMPTZ(3),
  ADD COLUMN "failures" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "failure" TEXT;

CREATE TABLE "LtiLineItem" (
    "contextId" UUID NOT NULL,
    "assignmentId" UUID NOT NULL,
    "url" TEXT NOT NULL,

    CONSTRAINT "LtiLineItem_pkey" PRIMARY KEY ("contextId", "assignmentId")
);

CREATE TABLE "LtiScore" (
    "contextId" UUID NOT NULL,
    "assignmentId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,
    "share" DOUBLE PRECISION NOT NULL,
    "isDone" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "refused" INTEGER,

    CONSTRAINT "LtiScore_pkey" PRIMARY KEY ("contextId", "assignmentId", "membershipId"),
    CONSTRAINT "LtiScore_share_check" CHECK ("share" BETWEEN 0 AND 1)
);

CREATE INDEX "LtiContext_dueAt_idx" ON "LtiContext"("dueAt");
CREATE INDEX "LtiLineItem_assignmentId_idx" ON "LtiLineItem"("assignmentId");
CREATE INDEX "LtiScore_assignmentId_idx" ON "LtiScore"("assignmentId");
CREATE INDEX "LtiScore_membershipId_idx" ON "LtiScore"("membershipId");

ALTER TABLE "LtiLineItem" ADD CONSTRAINT "LtiLineItem_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "LtiContext"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LtiLineItem" ADD CONSTRAINT "LtiLineItem_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LtiScore" ADD CONSTRAINT "LtiScore_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "LtiContext"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LtiScore" ADD CONSTRAINT "LtiScore_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LtiScore" ADD CONSTRAINT "LtiScore_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;
