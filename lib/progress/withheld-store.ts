import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { Prisma } from '@/prisma/client/client'
import { NOTHING_WITHHELD, type Releasing, type Withheld, withheldBy, withheldByAll } from './assignment'

/** Who asks for what is right: somebody known, or nobody yet, in a browser that a class may know. */
export type Asker = {
  readonly viewer: Viewer | null
  /** `deviceMark`; null where it does not matter or there is none. */
  readonly device: string | null
}

/** What assignments withhold: by item, and all items of which the key is withheld. */
export type WithheldItems = { readonly of: (itemId: string) => Withheld; readonly ids: readonly string[] }

/** When something about an assignment's answers is shown, as SQL of `a`, an assignment: the last learner's time. */
export const CLOSES_AT = Prisma.sql`
  CASE WHEN a."dueAt" IS NOT NULL THEN GREATEST(a."dueAt", (
    SELECT max(e."dueAt") FROM "AssignmentExtension" e JOIN "Membership" x ON x."id" = e."membershipId"
     WHERE e."assignmentId" = a."id" AND x."status" = 'active'
  )) END`

/** What every assignment of every class that this person is or was a learner of withholds from them by now, and what those of
 *  whoever joined one with this browser do.
 *  @param itemIds of these alone; null: of all items */
export async function withheldFrom(
  { viewer, device }: Asker,
  itemIds: readonly string[] | null,
  now = new Date(),
): Promise<WithheldItems> {
  if (!viewer && device === null) return { of: () => NOTHING_WITHHELD, ids: [] }
  const id = viewer?.id ?? null
  const rows = await db.$queryRaw<
    (Releasing & { readonly itemId: string; readonly isLearner: boolean; readonly answers: number })[]
  >`
    SELECT i."itemId", a."openAt", a."latePercent", a."attempts", a."release", a."scoreRelease",
           ${CLOSES_AT} AS "closesAt", mine."id" IS NOT NULL AS "isLearner",
           (SELECT count(*)::int FROM "ItemResponse" r
             WHERE r."userId" = mine."userId" AND r."itemId" = i."itemId" AND r."createdAt" >= a."openAt"
               AND (a."latePercent" < 100 OR mine."dueAt" IS NULL OR r."createdAt" <= mine."dueAt")) AS "answers"
      FROM (
        SELECT DISTINCT "classroomId" FROM "Membership"
         WHERE "role" = 'learner' AND ("userId" = ${id}::uuid OR "deviceHash" = ${device})
      ) place
      JOIN "Assignment" a ON a."classroomId" = place."classroomId"
      JOIN "AssignmentItem" i ON i."assignmentId" = a."id"
      LEFT JOIN LATERAL (
        SELECT m."id", m."userId", COALESCE(e."dueAt", a."dueAt") AS "dueAt" FROM "Membership" m
          LEFT JOIN "AssignmentExtension" e ON e."membershipId" = m."id" AND e."assignmentId" = a."id"
         WHERE m."classroomId" = a."classroomId" AND m."userId" = ${id}::uuid AND m."role" = 'learner'
           AND m."status" = 'active'
      ) mine ON true
     WHERE ${itemIds === null ? Prisma.sql`true` : Prisma.sql`i."itemId" = ANY(${[...itemIds]}::text[])`}`
  const byItem = new Map<string, Withheld[]>()
  for (const { itemId, ...row } of rows)
    byItem.set(itemId, [...(byItem.get(itemId) ?? []), withheldBy(row, row, now)])
  const held = new Map([...byItem].map(([itemId, all]) => [itemId, withheldByAll(all)]))
  return {
    of: (itemId) => held.get(itemId) ?? NOTHING_WITHHELD,
    ids: [...held].flatMap(([itemId, { key }]) => (key ? [itemId] : [])),
  }
}
