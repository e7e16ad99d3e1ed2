-- The secret part of the address under which others read the report of a mock interview; null: nobody does.
ALTER TABLE "Mock" ADD COLUMN "shareKey" UUID;
CREATE UNIQUE INDEX "Mock_shareKey_key" ON "Mock"("shareKey");
