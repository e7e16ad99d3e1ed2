-- When a learner of a class answered last, so that who has been away longest is found without reading answers. Null until it is
-- derived or the learner answers again.
ALTER TABLE "AnswerSheet" ADD COLUMN "newestAt" TIMESTAMPTZ(3);
