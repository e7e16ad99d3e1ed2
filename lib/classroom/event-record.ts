import 'server-only'
import { type Db, PLANNED } from '@/lib/db'
import { type ClassEvent, MAX_ABOUT } from './event'

/** So many rows whose time is over go with each that is added: more than are added, so that none stays long. */
const FORGOTTEN_AT_ONCE = 50

/** Adds to the log of a class, in the transaction of what happened, in the order given. Of a class that is gone nothing is kept.
 *  @param within ms; what the same person did of the same kind to the same within that time is not added again */
export async function record(
  tx: Db,
  actorId: string,
  classroomId: string,
  events: readonly ClassEvent[],
  within = 0,
): Promise<void> {
  if (events.length === 0) return
  const rows = events.map((event) => ({ subjectId: null, about: null, count: null, ...event }))
  await tx.$executeRaw`
    ${PLANNED} INSERT INTO "ClassEvent" ("classroomId", "actorId", "kind", "subjectId", "about", "count", "expiresAt")
    SELECT c."id", ${actorId}::uuid, e."kind"::"ClassEventKind", e."subjectId", e."about", e."count",
           now() + make_interval(days => c."logDays")
      FROM (SELECT "id", "logDays" FROM "Classroom" WHERE "id" = ${classroomId}::uuid FOR KEY SHARE) c
      CROSS JOIN unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ subjectId }) => subjectId)}::uuid[],
                        ${rows.map(({ about }) => about && [...about].slice(0, MAX_ABOUT).join(''))}::text[],
                        ${rows.map(({ count }) => count)}::int[])
                 WITH ORDINALITY AS e ("kind", "subjectId", "about", "count", "place")
     WHERE NOT EXISTS (
       SELECT 1 FROM "ClassEvent" known
        WHERE known."classroomId" = c."id" AND known."actorId" = ${actorId}::uuid AND known."kind" = e."kind"::"ClassEventKind"
          AND known."at" > now() - make_interval(secs => ${within / 1000}::float)
          AND known."subjectId" IS NOT DISTINCT FROM e."subjectId" AND known."about" IS NOT DISTINCT FROM e."about"
          AND ${within}::float > 0)
     ORDER BY e."place"`
  await tx.$executeRaw`
    ${PLANNED} DELETE FROM "ClassEvent" WHERE "id" IN (
      SELECT "id" FROM "ClassEvent" WHERE "expiresAt" < now()
       ORDER BY "expiresAt" LIMIT ${FORGOTTEN_AT_ONCE}::int FOR UPDATE SKIP LOCKED)`
}
