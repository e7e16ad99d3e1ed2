-- Questions that the teachers of a class wrote themselves, and their versions, which never change.
CREATE TABLE "OwnItem" (
    "id" UUID NOT NULL,
    "classroomId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),
    CONSTRAINT "OwnItem_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "OwnItemVersion" (
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "written" JSONB NOT NULL,
    "found" JSONB,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "OwnItemVersion_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "OwnItemVersion_ordinal_check" CHECK ("ordinal" >= 1)
);

CREATE INDEX "OwnItem_classroomId_idx" ON "OwnItem"("classroomId");
CREATE UNIQUE INDEX "OwnItemVersion_itemId_ordinal_key" ON "OwnItemVersion"("itemId", "ordinal");
CREATE INDEX "OwnItemVersion_createdById_idx" ON "OwnItemVersion"("createdById");

ALTER TABLE "OwnItem" ADD CONSTRAINT "OwnItem_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "OwnItemVersion" ADD CONSTRAINT "OwnItemVersion_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "OwnItem"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "OwnItemVersion" ADD CONSTRAINT "OwnItemVersion_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
