import 'server-only'
import { type Db, db, transaction } from '@/lib/db'
import { type Answer, conceptOf } from '@/lib/quiz/item'
import { partsOf } from '@/lib/quiz/parts'
import { isCorrect } from '@/lib/quiz/score'
import { Prisma } from '@/prisma/client/client'
import { GIVEN_HERE, scoreIn } from './counting'
import { deriveSheets, removeSheets, writeConcept, writeSheets } from './sheet-store'

/** A first answer as a class counts it. */
export type Counted = {
  readonly answer: Answer
  readonly variant: number
  readonly earned: number
  readonly total: number
  readonly hintsShown: number
}
/** And as a learner's sheet has it. */
type Noted = Counted & {
  readonly durationMs: number | null
  readonly confidence: number | null
  readonly codes: readonly string[]
}

/** What one answer adds to its `ClassroomItem` and `ClassroomPart`s. */
export function countOf({ answer, variant, earned, total, hintsShown }: Counted) {
  return {
    right: isCorrect(earned, total) ? 1 : 0,
    hinted: hintsShown > 0 ? 1 : 0,
    permille: total > 0 ? Math.round(1000 * Math.min(Math.max(earned / total, 0), 1)) : 0,
    parts: partsOf(answer, variant),
  }
}

/** Changes whose answers classes count, or which: what these people add to the classes that they learn in is taken out, the
 *  change made, and what they add then put in; their sheets are derived anew. Sums are the same in whatever order people
 *  come, so nobody else's answers are read. The caller holds the locks of their rows, so that nothing of theirs is stored meanwhile.
 *  @param work within the same transaction; may delete them */
export async function recounting<T>(tx: Db, userIds: readonly string[], work: () => Promise<T>): Promise<T> {
  // In one order for everybody, and before the counts themselves: a class that is deleted goes the same way.
  await tx.$queryRaw`
    SELECT 1 FROM "Classroom" WHERE "id" IN (
      SELECT "classroomId" FROM "Membership" WHERE "userId" = ANY(${[...userIds]}::uuid[])
    ) ORDER BY "id" FOR KEY SHARE`
  // Sheets before counts, as everywhere: who counts anew locks both tables, and in that order.
  await removeSheets(tx, { userIds })
  await takeOut(tx, await contributions(tx, userIds, null))
  const done = await work()
  await deriveSheets(tx, { userIds })
  await putIn(tx, await contributions(tx, userIds, null))
  return done
}

/** Counts classes anew from all answers, one after another; answers that come meanwhile wait.
 *  @param userIds those in which these people learn; null for all */
export async function recountClassrooms(userIds: readonly string[] | null): Promise<void> {
  const where = userIds ? { members: { some: { userId: { in: [...userIds] } } } } : {}
  for (const { id } of await db.classroom.findMany({ where, select: { id: true } }))
    await transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE "AnswerSheet", "ClassroomItem" IN SHARE ROW EXCLUSIVE MODE`
      await deriveSheets(tx, { classroomId: id })
      await tx.classroomItem.deleteMany({ where: { classroomId: id } })
      const members = await tx.membership.findMany({ where: { classroomId: id }, select: { userId: true } })
      for (const { userId } of members) await putIn(tx, await contributions(tx, [userId], id))
    })
}

/** The part of an answer's statement that writes it into the sheets of the classes that its owner learns in, and counts it
 *  where it is the first that a class sees of this learner to this item. Refers to `given`, which holds the answer's
 *  `createdAt` if it was stored and was given here. The caller holds the lock of the owner's row.
 *  @returns common table expressions, with a comma before the first */
export function countInClasses(owner: string, itemId: string, isScored: boolean, noted: Noted): Prisma.Sql {
  const isCounted = isScored && noted.total > 0
  const share = isCounted ? noted.earned / noted.total : null
  return Prisma.sql`,
    learns AS (
      SELECT m."id" AS "membershipId", m."classroomId", m."shareEarlier", m."joinedAt", given."createdAt"
        FROM given, "Membership" m JOIN "Classroom" c ON c."id" = m."classroomId"
       WHERE m."userId" = ${owner}::uuid AND m."role" = 'learner' AND m."status" = 'active'
         AND (m."shareEarlier" OR given."createdAt" >= m."joinedAt")
       ORDER BY m."classroomId" FOR KEY SHARE OF c
    )${writeSheets(itemId, { ...noted, share })}${isCounted ? countFirst(owner, itemId, noted) : Prisma.empty}`
}

function countFirst(owner: string, itemId: string, counted: Counted): Prisma.Sql {
  const { right, hinted, permille, parts } = countOf(counted)
  return Prisma.sql`${writeConcept(owner, itemId, conceptOf(itemId), permille)},
    class AS (
      SELECT l."classroomId" FROM learns l
       WHERE NOT EXISTS (
         SELECT 1 FROM "ItemResponse" r
           ${scoreIn(Prisma.sql`l."classroomId"`)}
          WHERE s."state" = 'scored' AND s."total" > 0 AND r."userId" = ${owner}::uuid AND r."itemId" = ${itemId} AND ${GIVEN_HERE}
            AND (l."shareEarlier" OR r."createdAt" >= l."joinedAt"))
    ),
    counted AS (
      INSERT INTO "ClassroomItem" AS known ("classroomId", "itemId", "answered", "right", "hinted", "permille")
      SELECT "classroomId", ${itemId}, 1, ${right}::int, ${hinted}::int, ${permille}::int FROM class
      ${ADD_ITEM}
      RETURNING "classroomId"
    ),
    parted AS (
      INSERT INTO "ClassroomPart" AS known ("classroomId", "itemId", "part", "learners")
      SELECT "classroomId", ${itemId}, part, 1 FROM counted, unnest(${parts}::text[]) AS part ORDER BY "classroomId", part
      ${ADD_PART}
    )`
}

const ADD_ITEM = Prisma.sql`
  ON CONFLICT ("classroomId", "itemId") DO UPDATE SET
    "answered" = known."answered" + excluded."answered",
    "right" = known."right" + excluded."right",
    "hinted" = known."hinted" + excluded."hinted",
    "permille" = known."permille" + excluded."permille"`

const ADD_PART = Prisma.sql`
  ON CONFLICT ("classroomId", "itemId", "part") DO UPDATE SET "learners" = known."learners" + excluded."learners"`

type Contribution = { readonly classroomId: string; readonly itemId: string } & ReturnType<typeof countOf>

/** What people add to classes: of each item the first scored answer given here that the class's teacher may see. */
async function contributions(
  tx: Db,
  userIds: readonly string[],
  classroomId: string | null,
): Promise<Contribution[]> {
  const rows = await tx.$queryRaw<({ classroomId: string; itemId: string } & Counted)[]>`
    SELECT DISTINCT ON (m."classroomId", m."userId", r."itemId")
           m."classroomId", r."itemId", r."answer", r."variant", r."hintsShown", s."earned", s."total"
      FROM "Membership" m
      JOIN "ItemResponse" r ON r."userId" = m."userId" AND ${GIVEN_HERE} AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
      ${scoreIn(Prisma.sql`m."classroomId"`)}
     WHERE s."state" = 'scored' AND s."total" > 0 AND m."userId" = ANY(${[...userIds]}::uuid[]) AND m."role" = 'learner' AND m."status" = 'active'
       AND (${classroomId}::uuid IS NULL OR m."classroomId" = ${classroomId}::uuid)
     ORDER BY m."classroomId", m."userId", r."itemId", r."createdAt", r."id"`
  return rows.map(({ classroomId, itemId, ...counted }) => ({ classroomId, itemId, ...countOf(counted) }))
}

async function putIn(tx: Db, rows: readonly Contribution[]): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO "ClassroomItem" AS known ("classroomId", "itemId", "answered", "right", "hinted", "permille")
    ${summed(rows)} ORDER BY 1, 2
    ${ADD_ITEM}`
  await tx.$executeRaw`
    INSERT INTO "ClassroomPart" AS known ("classroomId", "itemId", "part", "learners")
    ${summedParts(rows)} ORDER BY 1, 2, 3
    ${ADD_PART}`
}

async function takeOut(tx: Db, rows: readonly Contribution[]): Promise<void> {
  if (rows.length === 0) return
  // Locked by a statement of its own, so that the next ones see what others have made of them; parts go with their item.
  await tx.$queryRaw`
    SELECT 1 FROM "ClassroomItem" i JOIN (${summed(rows)}) less USING ("classroomId", "itemId")
     ORDER BY i."classroomId", i."itemId" FOR UPDATE OF i`
  // A row counts somebody always.
  await tx.$executeRaw`
    WITH less AS (${summed(rows)}),
    gone AS (
      DELETE FROM "ClassroomItem" i USING less
       WHERE i."classroomId" = less."classroomId" AND i."itemId" = less."itemId" AND i."answered" = less."answered"
    )
    UPDATE "ClassroomItem" i SET
      "answered" = i."answered" - less."answered", "right" = i."right" - less."right",
      "hinted" = i."hinted" - less."hinted", "permille" = i."permille" - less."permille"
      FROM less
     WHERE i."classroomId" = less."classroomId" AND i."itemId" = less."itemId" AND i."answered" > less."answered"`
  await tx.$executeRaw`
    WITH less AS (${summedParts(rows)}),
    gone AS (
      DELETE FROM "ClassroomPart" p USING less
       WHERE p."classroomId" = less."classroomId" AND p."itemId" = less."itemId" AND p."part" = less."part"
         AND p."learners" = less."learners"
    )
    UPDATE "ClassroomPart" p SET "learners" = p."learners" - less."learners" FROM less
     WHERE p."classroomId" = less."classroomId" AND p."itemId" = less."itemId" AND p."part" = less."part"
       AND p."learners" > less."learners"`
}

function summed(rows: readonly Contribution[]): Prisma.Sql {
  return Prisma.sql`
    SELECT "classroomId", "itemId", count(*)::int AS "answered", sum("right")::int AS "right", sum("hinted")::int AS "hinted",
           sum("permille")::int AS "permille"
      FROM unnest(${rows.map((row) => row.classroomId)}::uuid[], ${rows.map((row) => row.itemId)}::text[],
                  ${rows.map((row) => row.right)}::int[], ${rows.map((row) => row.hinted)}::int[],
                  ${rows.map((row) => row.permille)}::int[])
           AS one ("classroomId", "itemId", "right", "hinted", "permille")
     GROUP BY 1, 2`
}

function summedParts(rows: readonly Contribution[]): Prisma.Sql {
  const flat = rows.flatMap(({ classroomId, itemId, parts }) =>
    parts.map((part) => ({ classroomId, itemId, part })),
  )
  return Prisma.sql`
    SELECT "classroomId", "itemId", "part", count(*)::int AS "learners"
      FROM unnest(${flat.map((one) => one.classroomId)}::uuid[], ${flat.map((one) => one.itemId)}::text[],
                  ${flat.map((one) => one.part)}::text[]) AS one ("classroomId", "itemId", "part")
     GROUP BY 1, 2, 3`
}
