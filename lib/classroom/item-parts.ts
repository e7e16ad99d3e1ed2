import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { GIVEN_HERE, scoreIn } from '@/lib/progress/counting'
import type { Answer } from '@/lib/quiz/item'
import { partsOf } from '@/lib/quiz/parts'
import { Prisma } from '@/prisma/client/client'
import type { PeopleInGroups } from './item-analysis'
import { type Look, look } from './right'
import { learnersTaught } from './visible'

/** One part of the first answers to an item, and how many of them hold it. */
export type PartCount = {
  readonly part: string
  readonly learners: number
  /** The share of the upper, and of the lower group that holds it, 0 to 1; null where there are no groups. */
  readonly upper: number | null
  readonly lower: number | null
}

/** What the first answers of a class to one item are made of, the most frequent first; of whoever may not look, nothing.
 *  @param groups of that item, of `itemOfClass` */
export async function partsOfClass(
  viewer: Viewer,
  classroomId: string,
  itemId: string,
  groups: PeopleInGroups | null,
): Promise<{
  readonly answered: number
  readonly hinted: number
  readonly parts: readonly PartCount[]
} | null> {
  const looked = await look(viewer, classroomId, null)
  if (!looked) return null
  const counted = await db.classroomItem.findFirst({
    where: { classroomId, itemId },
    include: { parts: { orderBy: [{ learners: 'desc' }, { part: 'asc' }], take: MAX_PARTS } },
  })
  if (!counted) return null
  const { answered, hinted, parts } = counted
  const held = groups && parts.length > 0 ? await partsInGroups(looked, itemId, groups) : null
  return {
    answered,
    hinted,
    parts: parts.map(({ part, learners }) => {
      const { upper, lower } = held?.get(part) ?? { upper: 0, lower: 0 }
      return { part, learners, upper: held && upper, lower: held && lower }
    }),
  }
}

/** What was typed can be as many things as there are learners. */
export const MAX_PARTS = 40

/** So many people's answers are read at once. */
const PEOPLE = 1_000

/** By part the share of each group that holds it. Only the answers of who has a place in one are read: about half of a
 *  class, and where many are alike at an edge up to all of it, never more than `PEOPLE` at once. */
async function partsInGroups(
  looked: Look,
  itemId: string,
  { size, upper, lower }: PeopleInGroups,
): Promise<ReadonlyMap<string, { readonly upper: number; readonly lower: number }>> {
  const people = [...new Set([...upper.keys(), ...lower.keys()])]
  const held = new Map<string, { upper: number; lower: number }>()
  for (let from = 0; from < people.length; from += PEOPLE)
    for (const { userId, answer, variant } of await firstOf(
      looked,
      itemId,
      people.slice(from, from + PEOPLE),
    ))
      for (const part of partsOf(answer, variant)) {
        const before = held.get(part) ?? { upper: 0, lower: 0 }
        held.set(part, {
          upper: before.upper + (upper.get(userId) ?? 0) / size,
          lower: before.lower + (lower.get(userId) ?? 0) / size,
        })
      }
  return held
}

/** The first scored answer to an item of each of some people. */
function firstOf(
  looked: Look,
  itemId: string,
  people: readonly string[],
): Promise<{ userId: string; answer: Answer; variant: number }[]> {
  return db.$queryRaw<{ userId: string; answer: Answer; variant: number }[]>`
    WITH ${learnersTaught(looked, people)}
    SELECT l."userId", first."answer", first."variant"
      FROM learner l
      JOIN LATERAL (
        SELECT r."answer", r."variant" FROM "ItemResponse" r
          ${scoreIn(Prisma.sql`${looked.classroomId}::uuid`)}
         WHERE s."state" = 'scored' AND r."userId" = l."userId" AND r."itemId" = ${itemId} AND ${GIVEN_HERE}
           AND (l."shareEarlier" OR r."createdAt" >= l."joinedAt")
         ORDER BY r."createdAt", r."id" LIMIT 1
      ) first ON true`
}
