import 'server-only'
import { cardItems } from '@/lib/content/card'
import { db, PLANNED } from '@/lib/db'
import { Prisma } from '@/prisma/client/client'
import type { Asker } from './asker'
import { HELD_BEFORE_MS, NOTHING_WITHHELD, type Releasing, type Withheld, withheldBy } from './assignment'
import { ASSIGNED_TO, CLOSES_AT, COUNTS, EXTENDED, GIVEN_HERE, OWN_DUE } from './counting'

/** What assignments withhold of the items that were asked about. */
export type Withholding = { readonly of: (itemId: string) => Withheld }

/** What they withhold of all items. */
export type AllWithheld = Withholding & {
  /** Whether what a list tells of the newest answer would tell a score that is withheld: what was answered before the assignment
   *  was near has been seen. */
  readonly hidesScore: (itemId: string) => boolean
  /** Items whose score it hides. */
  readonly hidden: readonly string[]
  /** Items that are not to be reviewed: of which the key is withheld, or which a class is answering now. */
  readonly held: ReadonlySet<string>
}

/** What every assignment of every class that this person is or was a learner of withholds from them by now; and what those of
 *  whoever joined another class with this browser do, whose answers count there.
 *  @param itemIds what is asked about */
export async function withheldFrom(
  asker: Asker,
  itemIds: readonly string[],
  now = new Date(),
): Promise<Withholding> {
  return { of: withheldIn(await rowsOf(asker, itemIds, now), now) }
}

/** `withheldFrom` of all items: once for each request, whatever lists it makes. */
export async function allWithheldFrom(asker: Asker, now = new Date()): Promise<AllWithheld> {
  const rows = await rowsOf(asker, null, now)
  const of = withheldIn(rows, now)
  const answered = new Set(rows.flatMap(({ itemId, isAnswered }) => (isAnswered ? [itemId] : [])))
  const hidesScore = (itemId: string) => answered.has(itemId) && of(itemId).score
  const isRunning = ({ openAt, dueAt }: Row) => isNear(openAt, now) && dueAt !== null && dueAt > now
  const held = rows.filter((row) => of(row.itemId).key || (row.isOwn && isRunning(row)))
  return {
    ...{ of, hidesScore },
    hidden: [...answered].filter(hidesScore),
    held: new Set(held.map(({ itemId }) => itemId)),
  }
}

/** Whether an exam is on that asks an item of this person, or of whoever joined its class with this browser: it gives no hints then,
 *  wherever they ask. */
export async function isExamined(
  { viewer, device }: Asker,
  itemId: string,
  now = new Date(),
): Promise<boolean> {
  if (!viewer && device === null) return false
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1
      FROM "Membership" l
      JOIN "Assignment" a ON a."classroomId" = l."classroomId" AND ${ASSIGNED_TO} AND a."examMinutes" IS NOT NULL
      JOIN "AssignmentItem" i ON i."assignmentId" = a."id" AND i."itemId" = ${itemId}
     WHERE l."role" = 'learner' AND (l."userId" = ${viewer?.id ?? null}::uuid OR l."deviceHash" = ${device})
       AND a."openAt" <= ${now}::timestamptz AND ${CLOSES_AT} > ${now}::timestamptz
     LIMIT 1`
  return rows.length > 0
}

type Row = Releasing & {
  readonly itemId: string
  readonly isOwn: boolean
  /** Of the learner whose answers count. */
  readonly dueAt: Date | null
  readonly answers: number
  /** Whether whoever asks has answered it since the assignment was near. */
  readonly isAnswered: boolean
  /** Whether one of these answers was imported. */
  readonly isImported: boolean
}

function isNear(openAt: Date, now: Date): boolean {
  return now.getTime() >= openAt.getTime() - HELD_BEFORE_MS
}

function withheldIn(rows: readonly Row[], now: Date): Withholding['of'] {
  const byItem = new Map<string, Withheld>()
  // What is to be said of a card is on its page, for everybody.
  const cards = new Set(cardItems().map(({ id }) => id))
  for (const row of rows.filter(({ itemId }) => !cards.has(itemId))) {
    const known = byItem.get(row.itemId) ?? NOTHING_WITHHELD
    const { score, key } = withheldBy(row, row, now)
    byItem.set(row.itemId, { score: known.score || score, key: known.key || key })
  }
  return (itemId) => byItem.get(itemId) ?? NOTHING_WITHHELD
}

/** A row for each item, assignment and learner whose answers count; without assignments that withhold nothing yet or any more,
 *  whatever is answered. */
async function rowsOf(
  { viewer, device }: Asker,
  itemIds: readonly string[] | null,
  now: Date,
): Promise<Row[]> {
  if (!viewer && device === null) return []
  const id = viewer?.id ?? null
  const near = new Date(now.getTime() + HELD_BEFORE_MS)
  const asked = itemIds === null ? Prisma.empty : Prisma.sql`AND i."itemId" = ANY(${[...itemIds]}::text[])`
  return db.$queryRaw<Row[]>`${PLANNED}
    SELECT i."itemId", a."openAt", a."latePercent", a."attempts", a."release", a."scoreRelease",
           ${CLOSES_AT} AS "closesAt", ${OWN_DUE} AS "dueAt", l."userId" IS NOT DISTINCT FROM ${id}::uuid AS "isOwn",
           (SELECT count(*)::int FROM "ItemResponse" r
             WHERE r."userId" = l."userId" AND r."itemId" = i."itemId" AND ${COUNTS}) AS "answers",
           since."isAnswered", since."isImported"
      FROM "Membership" l
      JOIN "Assignment" a ON a."classroomId" = l."classroomId" AND ${ASSIGNED_TO}
      JOIN "AssignmentItem" i ON i."assignmentId" = a."id"
      CROSS JOIN LATERAL (
        SELECT count(*) > 0 AS "isAnswered", COALESCE(bool_or(NOT ${GIVEN_HERE}), false) AS "isImported" FROM "ItemResponse" r
         WHERE r."userId" = ${id}::uuid AND r."itemId" = i."itemId"
           AND r."createdAt" >= a."openAt" - ${HELD_BEFORE_MS}::float8 * interval '1 millisecond'
      ) since
      ${EXTENDED}
     WHERE l."role" = 'learner'
       AND (l."userId" = ${id}::uuid OR (l."deviceHash" = ${device} AND NOT EXISTS (
         SELECT 1 FROM "Membership" m WHERE m."classroomId" = l."classroomId" AND m."userId" = ${id}::uuid)))
       AND a."openAt" <= ${near}::timestamptz
       AND (a."release" = 'never' OR a."latePercent" < 100 OR COALESCE(${CLOSES_AT} > ${now}::timestamptz, true))
       ${asked}`
}
