-- Mock interviews: what was set, and what was answered in one's own words.
CREATE TABLE "Mock" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "locale" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "answers" JSONB NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Mock_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Mock_ends_after_its_start" CHECK ("endedAt" >= "startedAt")
);

CREATE INDEX "Mock_userId_endedAt_idx" ON "Mock"("userId", "endedAt" DESC);

ALTER TABLE "Mock" ADD CONSTRAINT "Mock_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
