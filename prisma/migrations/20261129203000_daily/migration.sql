CREATE TABLE "Daily" (
  "userId" UUID NOT NULL,
  "key" TEXT NOT NULL,
  "stopKey" TEXT NOT NULL,
  "locale" TEXT NOT NULL,
  "mailHour" INTEGER,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "Daily_pkey" PRIMARY KEY ("userId"),
  CONSTRAINT "Daily_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "Daily_hour_of_a_day" CHECK ("mailHour" BETWEEN 0 AND 23)
);
CREATE UNIQUE INDEX "Daily_key_key" ON "Daily"("key");
CREATE UNIQUE INDEX "Daily_stopKey_key" ON "Daily"("stopKey");
CREATE INDEX "Daily_mailHour_idx" ON "Daily"("mailHour");

CREATE TABLE "DailyQuestion" (
  "userId" UUID NOT NULL,
  "day" INTEGER NOT NULL,
  "itemId" TEXT NOT NULL,
  "mailedAt" TIMESTAMPTZ(3),
  CONSTRAINT "DailyQuestion_pkey" PRIMARY KEY ("userId", "day"),
  CONSTRAINT "DailyQuestion_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
