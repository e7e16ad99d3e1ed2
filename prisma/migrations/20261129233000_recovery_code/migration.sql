-- What resets a forgotten password where no mail can be sent.
ALTER TABLE "User" ADD COLUMN "recoveryHash" TEXT;
