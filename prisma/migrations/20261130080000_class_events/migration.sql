-- Who looked at what of a class and who changed what in it, kept for as many days as the class says.
ALTER TABLE "Classroom" ADD COLUMN "logDays" INTEGER NOT NULL DEFAULT 365;
ALTER TABLE "Classroom" ADD CONSTRAINT "Classroom_logDays_check" CHECK ("logDays" BETWEEN 30 AND 1825);

CREATE TYPE "ClassEventKind" AS ENUM ('answers_seen', 'grades_seen', 'roster_seen', 'holders_seen', 'results_seen', 'exported', 'read_by_token', 'removed', 'blocked', 'readmitted', 'undone', 'list_brought', 'list_dropped', 'admission_set', 'code_renewed', 'offered', 'offers_withdrawn', 'staff_joined', 'staff_left', 'handed_over', 'assistant_removed', 'assigned', 'reassigned', 'unassigned', 'extended', 'extension_ended', 'own_written', 'own_retired', 'own_restored', 'live_asked', 'opened', 'renamed', 'archived', 'unarchived', 'duplicated', 'zone_set', 'log_days_set');

CREATE TABLE "ClassEvent" (
    "id" BIGSERIAL NOT NULL,
    "classroomId" UUID NOT NULL,
    "actorId" UUID,
    "kind" "ClassEventKind" NOT NULL,
    "subjectId" UUID,
    "about" TEXT,
    "count" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ClassEvent_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ClassEvent_about_check" CHECK (length("about") <= 200),
    CONSTRAINT "ClassEvent_count_check" CHECK ("count" >= 0),
    CONSTRAINT "ClassEvent_expiresAt_check" CHECK ("expiresAt" > "at")
);

CREATE INDEX "ClassEvent_classroomId_id_idx" ON "ClassEvent"("classroomId", "id" DESC);
CREATE INDEX "ClassEvent_classroomId_actorId_kind_at_idx" ON "ClassEvent"("classroomId", "actorId", "kind", "at" DESC);
CREATE INDEX "ClassEvent_actorId_idx" ON "ClassEvent"("actorId");
CREATE INDEX "ClassEvent_subjectId_id_idx" ON "ClassEvent"("subjectId", "id" DESC);
CREATE INDEX "ClassEvent_expiresAt_idx" ON "ClassEvent"("expiresAt");

ALTER TABLE "ClassEvent" ADD CONSTRAINT "ClassEvent_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ClassEvent" ADD CONSTRAINT "ClassEvent_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "ClassEvent" ADD CONSTRAINT "ClassEvent_subjectId_fkey" FOREIGN KEY ("subjectId") REFERENCES "Membership"("id") ON DELETE SET NULL ON UPDATE CASCADE;
