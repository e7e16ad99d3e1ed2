-- With every answer it is asked whose class a browser is known to.
CREATE INDEX "Membership_deviceHash_idx" ON "Membership"("deviceHash");
