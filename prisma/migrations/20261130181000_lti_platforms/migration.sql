-- Learning management systems that may send people here by LTI 1.3, the keys by which this installation signs for them, sign-ins
-- on their way, and courses that teachers tied to classes.
CREATE TABLE "LtiPlatform" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "authUrl" TEXT NOT NULL,
    "tokenUrl" TEXT NOT NULL,
    "keysUrl" TEXT NOT NULL,
    "tokenAudience" TEXT,
    "deployments" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LtiPlatform_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "LtiKey" (
    "id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LtiKey_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "LtiLogin" (
    "id" TEXT NOT NULL,
    "platformId" UUID NOT NULL,
    "nonce" TEXT NOT NULL,
    "browser" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ticket" TEXT,
    "launch" JSONB,

    CONSTRAINT "LtiLogin_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "LtiLogin_launch_check" CHECK (("ticket" IS NULL) = ("launch" IS NULL))
);

CREATE TABLE "LtiContext" (
    "id" UUID NOT NULL,
    "platformId" UUID NOT NULL,
    "deploymentId" TEXT NOT NULL,
    "contextId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "classroomId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LtiContext_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "LtiPlatform_issuer_clientId_key" ON "LtiPlatform"("issuer", "clientId");
CREATE UNIQUE INDEX "LtiLogin_ticket_key" ON "LtiLogin"("ticket");
CREATE INDEX "LtiLogin_expiresAt_idx" ON "LtiLogin"("expiresAt");
CREATE INDEX "LtiLogin_platformId_idx" ON "LtiLogin"("platformId");
CREATE UNIQUE INDEX "LtiContext_platformId_deploymentId_contextId_key" ON "LtiContext"("platformId", "deploymentId", "contextId");
CREATE INDEX "LtiContext_classroomId_idx" ON "LtiContext"("classroomId");

ALTER TABLE "LtiLogin" ADD CONSTRAINT "LtiLogin_platformId_fkey" FOREIGN KEY ("platformId") REFERENCES "LtiPlatform"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LtiContext" ADD CONSTRAINT "LtiContext_platformId_fkey" FOREIGN KEY ("platformId") REFERENCES "LtiPlatform"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "LtiContext" ADD CONSTRAINT "LtiContext_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TYPE "ClassEventKind" ADD VALUE 'platform_tied';
ALTER TYPE "ClassEventKind" ADD VALUE 'platform_untied';
