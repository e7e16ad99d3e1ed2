-- Who has come from which course of a learning platform; and by what a class knows whom it removed once their account is gone.
CREATE TABLE "LtiLearner" (
    "contextId" UUID NOT NULL,
    "membershipId" UUID NOT NULL,

    CONSTRAINT "LtiLearner_pkey" PRIMARY KEY ("contextId", "membershipId")
);

CREATE TABLE "KeptOut" (
    "classroomId" UUID NOT NULL,
    "mark" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeptOut_pkey" PRIMARY KEY ("classroomId", "mark")
);

CREATE INDEX "LtiLearner_membershipId_idx" ON "LtiLearner"("membershipId");

ALTER TABLE "LtiLearner" ADD CONSTRAINT "LtiLearner_contextId_fkey" FOREIGN KEY ("contextId") REFERENCES "LtiContext"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LtiLearner" ADD CONSTRAINT "LtiLearner_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "KeptOut" ADD CONSTRAINT "KeptOut_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Until now every course of a class was told of everybody whom its platform knows. Whose score a course took is a learner of it, and so is
-- whom the platform knows where it has one course in the class.
INSERT INTO "LtiLearner" ("contextId", "membershipId")
SELECT "contextId", "membershipId" FROM "LtiScore" WHERE "refused" IS NULL
UNION
SELECT c."id", m."id"
  FROM "LtiContext" c
  JOIN "LtiPlatform" p ON p."id" = c."platformId"
  JOIN "Membership" m ON m."classroomId" = c."classroomId" AND m."role" = 'learner'
  JOIN "Account" a ON a."userId" = m."userId" AND a."provider" = 'lti:' || p."issuer"
 WHERE NOT EXISTS (
   SELECT 1 FROM "LtiContext" o JOIN "LtiPlatform" q ON q."id" = o."platformId"
    WHERE o."classroomId" = c."classroomId" AND o."id" <> c."id" AND q."issuer" = p."issuer");
