-- AlterTable
ALTER TABLE "User" ADD COLUMN     "guestKeyRetiredAt" TIMESTAMPTZ(3);

-- Whoever is no guest any more has no key, or one that is on its way out.
ALTER TABLE "User" DROP CONSTRAINT "User_merged_guest_keeps_no_key";
ALTER TABLE "User" ADD CONSTRAINT "User_merged_is_guest" CHECK ("mergedIntoId" IS NULL OR "guest");
ALTER TABLE "User" ADD CONSTRAINT "User_key_retires_with_guest"
  CHECK ("guestKeyHash" IS NULL OR "guestKeyRetiredAt" IS NOT NULL OR ("guest" AND "mergedIntoId" IS NULL));
