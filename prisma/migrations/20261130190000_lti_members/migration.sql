-- Where a learning platform tells who is in a course.
ALTER TABLE "LtiContext" ADD COLUMN "membersUrl" TEXT;
