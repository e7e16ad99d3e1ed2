-- AlterTable
ALTER TABLE "ItemResponse" ADD COLUMN     "hintsShown" INTEGER NOT NULL DEFAULT 0;
