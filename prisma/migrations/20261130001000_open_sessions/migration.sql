-- Where people are signed in, for them to see and to end; and the addresses that some want instead of theirs.
CREATE TABLE "OpenSession" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "system" TEXT,
    "browser" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OpenSession_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "EmailChange" (
    "userId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EmailChange_pkey" PRIMARY KEY ("userId")
);

CREATE INDEX "OpenSession_userId_seenAt_idx" ON "OpenSession"("userId", "seenAt" DESC);

CREATE INDEX "OpenSession_seenAt_idx" ON "OpenSession"("seenAt");

CREATE UNIQUE INDEX "EmailChange_tokenHash_key" ON "EmailChange"("tokenHash");

ALTER TABLE "OpenSession" ADD CONSTRAINT "OpenSession_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "EmailChange" ADD CONSTRAINT "EmailChange_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
