-- What was given on another installation, and brought here by whose it is.
ALTER TABLE "ItemResponse" ADD COLUMN "givenAt" TIMESTAMPTZ(3);

ALTER TABLE "Mock" ADD COLUMN "imported" BOOLEAN NOT NULL DEFAULT false;
