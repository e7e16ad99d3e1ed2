import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { GIVEN_HERE } from '@/lib/progress/counting'
import type { Answer } from '@/lib/quiz/item'
import { Prisma } from '@/prisma/client/client'
import { look } from './right'
import { beliefsIn } from './sheet'
import { learnersTaught } from './visible'

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
  const looked = await look(viewer, classroomId, null)
  if (!looked) return []
  const counted = new Map<string, Counting>()
  const countingOf = (id: string) => {
    const known = counted.get(id) ?? { id, holders: 0, answered: 0, lastHolder: -1, lastAnswered: -1 }
    counted.set(id, known)
    return known
  }
  const byItem = new Map<string, Counting[]>()
  for (const [id, items] of revealing)
    for (const itemId of items) byItem.set(itemId, [...(byItem.get(itemId) ?? []), countingOf(id)])
  const course = new Set(itemIds)
  const answers = (one: Counting, learner: number) => {
    if (one.lastAnswered === learner) return
    one.lastAnswered = learner
    one.answered++
  }
  for (const [learner, { answered, believed }] of (await beliefsIn(looked)).entries()) {
    for (const itemId of answered) for (const one of byItem.get(itemId) ?? []) answers(one, learner)
    for (const { itemId, misconception } of believed) {
      const one = course.has(itemId) ? countingOf(misconception) : null
      if (!one || one.lastHolder === learner) continue
      one.lastHolder = learner
      one.holders++
      answers(one, learner)
    }
  }
  return [...counted.values()]
    .filter(({ holders }) => holders > 0)
    .map(({ id, holders, answered }) => ({ id, holders, answered }))
    .sort((a, b) => b.holders - a.holders || (a.id < b.id ? -1 : 1))
}

/** A misconception while learners are counted one after another, each once: `last…` is who was counted last, by their place. */
type Counting = { id: string; holders: number; answered: number; lastHolder: number; lastAnswered: number }

/** One learner's newest answer to one item, which shows the misconception. */
export type Holding = {
  readonly membershipId: string
  readonly name: string
  readonly itemId: string
  readonly answer: Answer
  /** Of the item that it answers. */
  readonly variant: number
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
  const looked = await look(viewer, classroomId, null)
  if (!looked) return null
  const holding = Prisma.sql`
    ${learnersTaught(looked)},
    holding AS (
      SELECT l."userId", split_part(belief, ' ', 1) AS "itemId"
        FROM learner l JOIN "AnswerSheet" s ON s."membershipId" = l."id", unnest(s."beliefs") AS belief
       WHERE split_part(belief, ' ', 2) = ${misconception} AND split_part(belief, ' ', 1) = ANY(${[...itemIds]}::text[])
    )`
  const [counted] = await db.$queryRaw<{ holders: number; rows: number }[]>`
    WITH ${holding} SELECT count(DISTINCT "userId")::int AS holders, count(*)::int AS rows FROM holding`
  const { holders, rows: total } = counted ?? { holders: 0, rows: 0 }
  // Where nobody holds it nobody was looked at, and the log does not name it.
  if (total > 0) await look(viewer, classroomId, { kind: 'holders_seen', about: misconception })
  const pages = Math.max(1, Math.ceil(total / HOLDINGS_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const rows = await db.$queryRaw<Holding[]>`
    WITH ${holding}
    SELECT m."id" AS "membershipId", m."displayName" AS "name", h."itemId", newest."answer", newest."variant"
      FROM holding h
      JOIN "Membership" m ON m."userId" = h."userId" AND m."classroomId" = ${classroomId}::uuid
      JOIN LATERAL (
        SELECT r."answer", r."variant" FROM "ItemResponse" r WHERE r."userId" = h."userId" AND r."itemId" = h."itemId" AND ${GIVEN_HERE}
         ORDER BY r."createdAt" DESC, r."id" DESC LIMIT 1
      ) newest ON true
     ORDER BY array_position(${[...itemIds]}::text[], h."itemId"), m."displayName", m."id"
     LIMIT ${HOLDINGS_PAGE} OFFSET ${(shown - 1) * HOLDINGS_PAGE}`
  return { rows, holders, page: shown, pages }
}
