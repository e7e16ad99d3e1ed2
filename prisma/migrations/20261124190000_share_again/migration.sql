-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "shareAgain" BOOLEAN NOT NULL DEFAULT false;
