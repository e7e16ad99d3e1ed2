-- What the first answers of a class to one item came to, so that a class's items are read without reading answers. Kept by
-- lib/progress/class-store.ts; what is there already is counted here as it counts it.
CREATE TABLE "ClassroomItem" (
    "classroomId" UUID NOT NULL,
    "itemId" TEXT NOT NULL,
    "answered" INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    "hinted" INTEGER NOT NULL,
    "permille" INTEGER NOT NULL,

    CONSTRAINT "ClassroomItem_pkey" PRIMARY KEY ("classroomId","itemId")
);

CREATE TABLE "ClassroomPart" (
    "classroomId" UUID NOT NULL,
    "itemId" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "learners" INTEGER NOT NULL,

    CONSTRAINT "ClassroomPart_pkey" PRIMARY KEY ("classroomId","itemId","part")
);

ALTER TABLE "ClassroomItem" ADD CONSTRAINT "ClassroomItem_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "Classroom"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ClassroomPart" ADD CONSTRAINT "ClassroomPart_classroomId_itemId_fkey" FOREIGN KEY ("classroomId", "itemId") REFERENCES "ClassroomItem"("classroomId", "itemId") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ClassroomItem" ADD CONSTRAINT "ClassroomItem_counts_learners"
  CHECK ("answered" > 0 AND "right" BETWEEN 0 AND "answered" AND "hinted" BETWEEN 0 AND "answered"
         AND "permille" BETWEEN 1000 * "right" AND 1000 * "answered");
ALTER TABLE "ClassroomPart" ADD CONSTRAINT "ClassroomPart_counts_learners" CHECK ("learners" > 0);

CREATE TEMPORARY TABLE first_answer ON COMMIT DROP AS
SELECT DISTINCT ON (m."classroomId", m."userId", r."itemId")
       m."classroomId", r."itemId", r."answer", r."hintsShown", s."earned", s."total"
  FROM "Membership" m
  JOIN "ItemResponse" r ON r."userId" = m."userId" AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
  JOIN LATERAL (
    SELECT "state", "earned", "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
  ) s ON s."state" = 'scored' AND s."total" > 0
 WHERE m."role" = 'learner' AND m."status" = 'active'
 ORDER BY m."classroomId", m."userId", r."itemId", r."createdAt", r."id";

INSERT INTO "ClassroomItem" ("classroomId", "itemId", "answered", "right", "hinted", "permille")
SELECT "classroomId", "itemId", count(*), count(*) FILTER (WHERE "earned" > "total" - 1e-9), count(*) FILTER (WHERE "hintsShown" > 0),
       sum(round(1000 * LEAST(GREATEST("earned" / "total", 0), 1)))
  FROM first_answer GROUP BY "classroomId", "itemId";

-- Options and what stands where; what was typed is counted from here on and by `npm run recompute`.
INSERT INTO "ClassroomPart" ("classroomId", "itemId", "part", "learners")
SELECT "classroomId", "itemId", part, count(*)
  FROM first_answer,
       LATERAL (
         SELECT "answer"->>'option' WHERE "answer" ? 'option'
         UNION SELECT jsonb_array_elements_text("answer"->'options') WHERE "answer" ? 'options'
         UNION SELECT one.ordinality || '=' || one.value FROM jsonb_array_elements_text("answer"->'order') WITH ORDINALITY AS one
         UNION SELECT one.key || '=' || one.value FROM jsonb_each_text("answer"->'placed') AS one
          WHERE "answer"->>'kind' <> 'cloze'
       ) AS parts (part)
 GROUP BY "classroomId", "itemId", part;
