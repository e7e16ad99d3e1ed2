-- A course made of chosen lessons: their slugs in their order; none: the whole course.
ALTER TABLE "Classroom" ADD COLUMN "course" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];

ALTER TYPE "ClassEventKind" ADD VALUE 'course_set';

-- The slugs of every lesson have room in what an event was about.
ALTER TABLE "ClassEvent" DROP CONSTRAINT "ClassEvent_about_check";
ALTER TABLE "ClassEvent" ADD CONSTRAINT "ClassEvent_about_check" CHECK (length("about") <= 500);
