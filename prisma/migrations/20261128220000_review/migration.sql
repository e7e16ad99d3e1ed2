-- When an item is due again. Derived from answers (lib/progress/review.ts): of those that are there, when the item is answered
-- again, or by `npm run recompute`.
CREATE TABLE "Review" (
    "userId" UUID NOT NULL,
    "itemId" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "stability" DOUBLE PRECISION NOT NULL,
    "difficulty" DOUBLE PRECISION NOT NULL,
    "reps" INTEGER NOT NULL,
    "lapses" INTEGER NOT NULL,

    CONSTRAINT "Review_pkey" PRIMARY KEY ("userId","itemId")
);

CREATE INDEX "Review_userId_dueAt_idx" ON "Review"("userId", "dueAt");

ALTER TABLE "Review" ADD CONSTRAINT "Review_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Review" ADD CONSTRAINT "Review_is_of_answers" CHECK ("stability" > 0 AND "difficulty" BETWEEN 1 AND 10 AND "lapses" <= "reps");
