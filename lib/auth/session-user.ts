import 'server-only'
import { type Db, db, PLANNED } from '@/lib/db'
import { isId, type UserRow } from './person'
import { SESSION_SECONDS, type Session } from './session'

/** Whose session it is, read at every request; null when it is over: signed out of here, or everywhere, which raises the
 *  epoch. */
export async function userOfSession(
  { userId, epoch, id }: Pick<Session, 'userId' | 'epoch' | 'id'>,
  from: Db = db,
): Promise<UserRow | null> {
  if (!isId(userId) || !isId(id) || !Number.isInteger(epoch)) return null
  const [user] = await from.$queryRaw<UserRow[]>`${PLANNED}
    SELECT "id", "guest", "email", "displayName", "name", "locale" FROM "User"
     WHERE "id" = ${userId}::uuid AND "sessionEpoch" = ${epoch}::int AND NOT "guest"
       AND NOT EXISTS (SELECT 1 FROM "EndedSession" WHERE "id" = ${id}::uuid)`
  return user ?? null
}

/** Ends a session of anybody, whoever else has its token. It is remembered for as long as a token of it can be good. */
export async function closeSession(id: string): Promise<void> {
  const until = new Date(Date.now() + SESSION_SECONDS * 1000)
  await db.endedSession.createMany({ data: [{ id, until }], skipDuplicates: true })
  await db.endedSession.deleteMany({ where: { until: { lt: new Date() } } })
  const unused = new Date(Date.now() - SESSION_SECONDS * 1000)
  await db.openSession.deleteMany({ where: { OR: [{ id }, { seenAt: { lt: unused } }] } })
}
