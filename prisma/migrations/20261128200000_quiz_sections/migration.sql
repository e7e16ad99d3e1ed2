-- The quiz of every lesson had the section id "quiz", so a row under it could not say of which lesson. Each quiz has an id of
-- its own now. A row becomes one for each lesson in which this person has opened another section or answered something; who
-- has done neither was led to the first lesson by such a row, and still is.
WITH lesson ("quiz", "section") AS (
  VALUES
    ('threads-quiz', 'one-flow'), ('threads-quiz', 'several-flows'), ('threads-quiz', 'own-and-shared'),
    ('threads-quiz', 'why-own-stack'), ('threads-quiz', 'price-of-sharing'), ('threads-quiz', 'linux-task'),
    ('multiprocess-and-multithread-quiz', 'two-ways'), ('multiprocess-and-multithread-quiz', 'fork'),
    ('multiprocess-and-multithread-quiz', 'copy-on-write'), ('multiprocess-and-multithread-quiz', 'many-stacks'),
    ('multiprocess-and-multithread-quiz', 'faults'),
    ('ipc-quiz', 'wall'), ('ipc-quiz', 'four-ways'), ('ipc-quiz', 'file'), ('ipc-quiz', 'pipe'),
    ('ipc-quiz', 'shared-memory'), ('ipc-quiz', 'socket'), ('ipc-quiz', 'choosing'),
    ('interview-keywords-quiz', 'keyword-1'), ('interview-keywords-quiz', 'keyword-2'),
    ('interview-keywords-quiz', 'keyword-3')
),
known AS (
  SELECT p."userId", lesson."quiz" FROM "SectionProgress" p JOIN lesson ON lesson."section" = p."section"
  UNION
  SELECT r."userId", lesson."quiz" FROM "ItemResponse" r JOIN lesson ON lesson."section" = r."section"
),
shared AS (SELECT * FROM "SectionProgress" WHERE "section" = 'quiz')
INSERT INTO "SectionProgress" ("userId", "section", "seenAt", "doneAt")
SELECT shared."userId", COALESCE(known."quiz", 'threads-quiz'), shared."seenAt", shared."doneAt"
  FROM shared LEFT JOIN known ON known."userId" = shared."userId"
ON CONFLICT ("userId", "section") DO NOTHING;

DELETE FROM "SectionProgress" WHERE "section" = 'quiz';
