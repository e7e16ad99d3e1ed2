import 'server-only'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Answer } from '@/lib/quiz/item'
import { Prisma } from '@/prisma/client/client'
import { seenBy } from './store'
import { visibleStandings } from './visible'

/** By misconception (`concept#n`) the items of which an answer can reveal it. */
export type Revealing = ReadonlyMap<string, readonly string[]>

/** A misconception that somebody in a class holds: `holders` by their newest answers, of the `answered` learners who
 *  answered an item that can reveal it. */
export type Held = { readonly id: string; readonly holders: number; readonly answered: number }

/** Every misconception that the newest visible answers of a class show, the most frequent first. Whoever holds one by an item
 *  that could reveal it then and cannot any more counts among those who answered.
 *  @param itemIds of the course as it is: answers to others show nothing any more */
export async function misconceptionsOf(
  viewer: Viewer,
  classroomId: string,
  itemIds: readonly string[],
  revealing: Revealing,
): Promise<Held[]> {
  if (!isId(classroomId)) return []
  return db.$queryRaw<Held[]>`
    WITH ${visibleStandings(viewer, classroomId)}, ${reveals(revealing)},
    held AS (
      SELECT DISTINCT v."userId", code FROM visible v, unnest(v."codes") AS code WHERE v."itemId" = ANY(${[...itemIds]}::text[])
    ),
    asked AS (
      SELECT v."userId", r.code FROM visible v JOIN reveals r ON r."itemId" = v."itemId"
      UNION SELECT "userId", code FROM held
    )
    SELECT a.code AS id, count(h."userId")::int AS holders, count(*)::int AS answered
      FROM asked a LEFT JOIN held h ON h."userId" = a."userId" AND h.code = a.code
     GROUP BY a.code HAVING count(h."userId") > 0
     ORDER BY holders DESC, a.code COLLATE "C"`
}

/** One learner's newest answer to one item, which shows the misconception. */
export type Holding = {
  readonly membershipId: string
  readonly name: string
  readonly itemId: string
  readonly answer: Answer
}

/** So many of them are on a page. */
export const HOLDINGS_PAGE = 50

/** Who holds a misconception, item by item and by name; null when there is no such class of the viewer's. A page beyond the
 *  last is the last.
 *  @param itemIds in the order in which they are to come */
export async function holdingsOf(
  viewer: Viewer,
  classroomId: string,
  misconception: string,
  itemIds: readonly string[],
  page: number,
): Promise<{
  readonly rows: readonly Holding[]
  readonly holders: number
  readonly page: number
  readonly pages: number
} | null> {
  if (!isId(classroomId) || (await db.classroom.count({ where: seenBy(viewer, classroomId) })) === 0)
    return null
  const holding = Prisma.sql`
    ${visibleStandings(viewer, classroomId)},
    holding AS (
      SELECT v."userId", v."itemId" FROM visible v
       WHERE ${misconception} = ANY(v."codes") AND v."itemId" = ANY(${[...itemIds]}::text[])
    )`
  const [counted] = await db.$queryRaw<{ holders: number; rows: number }[]>`
    WITH ${holding} SELECT count(DISTINCT "userId")::int AS holders, count(*)::int AS rows FROM holding`
  const { holders, rows: total } = counted ?? { holders: 0, rows: 0 }
  const pages = Math.max(1, Math.ceil(total / HOLDINGS_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const rows = await db.$queryRaw<Holding[]>`
    WITH ${holding}
    SELECT m."id" AS "membershipId", m."displayName" AS "name", h."itemId", newest."answer"
      FROM holding h
      JOIN "Membership" m ON m."userId" = h."userId" AND m."classroomId" = ${classroomId}::uuid
      JOIN LATERAL (
        SELECT r."answer" FROM "ItemResponse" r WHERE r."userId" = h."userId" AND r."itemId" = h."itemId"
         ORDER BY r."createdAt" DESC, r."id" DESC LIMIT 1
      ) newest ON true
     ORDER BY array_position(${[...itemIds]}::text[], h."itemId"), m."displayName", m."id"
     LIMIT ${HOLDINGS_PAGE} OFFSET ${(shown - 1) * HOLDINGS_PAGE}`
  return { rows, holders, page: shown, pages }
}

function reveals(revealing: Revealing): Prisma.Sql {
  const pairs = [...revealing].flatMap(([code, itemIds]) => itemIds.map((itemId) => ({ code, itemId })))
  return Prisma.sql`
    reveals AS (
      SELECT * FROM unnest(${pairs.map(({ code }) => code)}::text[], ${pairs.map(({ itemId }) => itemId)}::text[])
                 AS t(code, "itemId")
    )`
}
