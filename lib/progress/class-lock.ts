import 'server-only'
import type { Db } from '@/lib/db'
import { Prisma } from '@/prisma/client/client'

/** Lets nobody else join or leave the class meanwhile; answers to it go on. False when it is gone. */
export function lockClassroom(tx: Db, classroomId: string): Promise<boolean> {
  return lockClassrooms(tx, Prisma.sql`${classroomId}::uuid`)
}

/** The same for every class that this person teaches: whether somebody else teaches one is still so when it goes. */
export async function lockTaught(tx: Db, userId: string): Promise<void> {
  await lockClassrooms(
    tx,
    Prisma.sql`SELECT "classroomId" FROM "Membership"
                WHERE "userId" = ${userId}::uuid AND "role" = 'teacher' AND "status" = 'active'`,
  )
}

/** Locks classes, in one order for everybody.
 *  @param ids what stands in `IN (…)`
 *  @returns whether there is one */
async function lockClassrooms(tx: Db, ids: Prisma.Sql): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Classroom" WHERE "id" IN (${ids}) ORDER BY "id" FOR NO KEY UPDATE`
  return rows.length > 0
}
