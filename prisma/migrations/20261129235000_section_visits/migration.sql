-- Where in a section somebody stopped, and how long they read it: the way back to the passage, and a time by own speed.
ALTER TABLE "SectionProgress" ADD COLUMN "passage" INTEGER NOT NULL DEFAULT 0,
                              ADD COLUMN "spentMs" INTEGER NOT NULL DEFAULT 0;
