-- Programs that people keep in the lab, and what each was whenever it was saved.
CREATE TABLE "SavedProgram" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "SavedProgram_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "SavedProgram_userId_savedAt_idx" ON "SavedProgram"("userId", "savedAt" DESC);
ALTER TABLE "SavedProgram" ADD CONSTRAINT "SavedProgram_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "ProgramVersion" (
    "id" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "run" JSONB NOT NULL,
    "engineVersion" INTEGER NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "ProgramVersion_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ProgramVersion_ordinal_check" CHECK ("ordinal" > 0)
);
CREATE UNIQUE INDEX "ProgramVersion_programId_ordinal_key" ON "ProgramVersion"("programId", "ordinal");
ALTER TABLE "ProgramVersion" ADD CONSTRAINT "ProgramVersion_programId_fkey"
  FOREIGN KEY ("programId") REFERENCES "SavedProgram"("id") ON DELETE CASCADE ON UPDATE CASCADE;
