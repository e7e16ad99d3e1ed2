import 'server-only'
import { type Db, PLANNED } from '@/lib/db'

/** Locks whoever owns now what `userId` did: the person, or the account a guest's work went to while this request
 *  was under way. What one person stores is stored one after another because of it, and a merge that comes at the
 *  same instant either finds it or has told where it belongs. Of several rows to lock this one is the first.
 *  @returns null when that person has deleted the account */
export async function lockOwner(tx: Db, userId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string; mergedIntoId: string | null }[]>`${PLANNED}
    SELECT "id", "mergedIntoId" FROM "User" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`
  if (!row) return null
  return row.mergedIntoId === null ? row.id : lockOwner(tx, row.mergedIntoId)
}
