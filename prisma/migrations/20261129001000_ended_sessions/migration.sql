-- Sessions that were signed out of, until their tokens are out of date by themselves.
CREATE TABLE "EndedSession" (
    "id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EndedSession_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "EndedSession_until_idx" ON "EndedSession"("until");
