import 'server-only'
import { lockOwner } from '@/lib/auth/owner'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db, transaction } from '@/lib/db'
import { Prisma } from '@/prisma/client/client'
import { type ConceptMastery, type GivenAnswer, masteryOf } from './mastery'
import { type ReviewedAnswer, reviewOf } from './review'

/** A section that somebody has opened, and perhaps worked through. */
export type SectionState = {
  readonly section: string
  readonly seenAt: Date
  readonly doneAt: Date | null
  readonly passage: number
  readonly spentMs: number
}

/** What reading one section adds up to at most, in ms: a day. */
export const MOST_READ_MS = 86_400_000

/** News of a visit to a section: whether it was worked through, the passage in view when it was left, null while it was not,
 *  and how long it was read since the last news, in ms. */
export type Visit = { readonly isDone: boolean; readonly passage: number | null; readonly spentMs: number }

/** Remembers a visit. Union by nature: what was done stays done, the newest look counts, whatever the order of requests. To
 *  leave a section is no look at it: the news may come after that of the next one. */
export async function markSection(
  viewer: Viewer,
  section: string,
  { isDone, passage, spentMs }: Visit,
  at = new Date(),
  also?: (tx: Db, userId: string) => Promise<void>,
): Promise<void> {
  await transaction(async (tx) => {
    const owner = await lockOwner(tx, viewer.id)
    if (owner === null) return
    await tx.$executeRaw`
      INSERT INTO "SectionProgress" AS known ("userId", "section", "seenAt", "doneAt", "passage", "spentMs")
      VALUES (${owner}::uuid, ${section}, ${at}, ${isDone ? at : null}, ${passage ?? 0}, ${spentMs})
      ON CONFLICT ("userId", "section") DO UPDATE SET
        "seenAt" = CASE WHEN ${passage}::int IS NULL THEN GREATEST(known."seenAt", excluded."seenAt") ELSE known."seenAt" END,
        "doneAt" = LEAST(known."doneAt", excluded."doneAt"),
        "passage" = COALESCE(${passage}::int, known."passage"),
        "spentMs" = LEAST(known."spentMs" + excluded."spentMs", ${MOST_READ_MS})`
    await also?.(tx, owner)
  })
}

/** Unites with what is known what another installation knew of a section. Doing it again changes nothing.
 *  @returns false where the account is gone */
export async function keepSection(
  viewer: Viewer,
  { section, seenAt, doneAt, passage, spentMs }: SectionState,
): Promise<boolean> {
  return transaction(async (tx) => {
    const owner = await lockOwner(tx, viewer.id)
    if (owner === null) return false
    await tx.$executeRaw`
      INSERT INTO "SectionProgress" AS known ("userId", "section", "seenAt", "doneAt", "passage", "spentMs")
      VALUES (${owner}::uuid, ${section}, ${seenAt}, ${doneAt}, ${passage}, LEAST(${spentMs}::int, ${MOST_READ_MS}))
      ON CONFLICT ("userId", "section") DO UPDATE SET
        "passage" = CASE WHEN excluded."seenAt" > known."seenAt" THEN excluded."passage" ELSE known."passage" END,
        "seenAt" = GREATEST(known."seenAt", excluded."seenAt"),
        "doneAt" = LEAST(known."doneAt", excluded."doneAt"),
        "spentMs" = GREATEST(known."spentMs", excluded."spentMs")`
    return true
  })
}

/** The sections of one person, the one looked at last first: where to continue. */
export async function sectionsOf(viewer: Viewer): Promise<SectionState[]> {
  return db.sectionProgress.findMany({
    where: { userId: viewer.id },
    select: { section: true, seenAt: true, doneAt: true, passage: true, spentMs: true },
    orderBy: { seenAt: 'desc' },
  })
}

/** What one person masters. */
export async function masteryOfViewer(viewer: Viewer): Promise<ConceptMastery[]> {
  const select = { concept: true, earned: true, answers: true, updatedAt: true }
  return db.mastery.findMany({ where: { userId: viewer.id }, select, orderBy: { concept: 'asc' } })
}

/** The items that this person answered after a moment. */
export async function answeredSince(viewer: Viewer, since: Date): Promise<string[]> {
  const found = await db.itemStanding.findMany({
    where: { userId: viewer.id, newestAt: { gte: since } },
    select: { itemId: true },
  })
  return found.map(({ itemId }) => itemId)
}

/** What came of the answer that was given last to every item that this person ever answered; `rating` is a card's, 1 to 4. */
export async function newestResults(viewer: Viewer): Promise<NewestResult[]> {
  return db.itemStanding.findMany({
    where: { userId: viewer.id },
    select: { itemId: true, newestEarned: true, newestTotal: true, rating: true },
    orderBy: { itemId: 'asc' },
  })
}
export type NewestResult = {
  readonly itemId: string
  readonly newestEarned: number
  readonly newestTotal: number
  readonly rating: number | null
}

/** Derives anew all that rests on an owner's answers, within the transaction that changed them. The caller holds the lock of
 *  the owner's row, so that no answer is missed. */
export async function recomputeDerived(tx: Db, ownerId: string): Promise<void> {
  await recomputeMastery(tx, ownerId, null)
  await recomputeStandings(tx, ownerId, null)
  await recomputeReviews(tx, ownerId, null)
}

/** Derives anew when items are due; the caller holds the lock of the owner's row.
 *  @param itemId only this one; null for all, superfluous rows being removed */
export async function recomputeReviews(tx: Db, ownerId: string, itemId: string | null): Promise<void> {
  const answers = await tx.$queryRaw<(ReviewedAnswer & { readonly itemId: string })[]>`
    SELECT r."itemId", ${GIVEN_AT} AS "at", s."state", s."earned", s."total", (r."answer"->>'rating')::int AS "rating",
           r."hintsShown"
      FROM "ItemResponse" r
      JOIN LATERAL (
        SELECT "earned", "total", "state" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON true
     WHERE r."userId" = ${ownerId}::uuid AND (${itemId}::text IS NULL OR r."itemId" = ${itemId})
     ORDER BY r."id"`
  const byItem = groupByItem(answers)
  const data = [...byItem].flatMap(([id, given]) => {
    const review = reviewOf(given)
    return review ? [{ userId: ownerId, itemId: id, ...review }] : []
  })
  await tx.review.deleteMany({ where: { userId: ownerId, ...(itemId === null ? {} : { itemId }) } })
  await tx.review.createMany({ data })
}

/** Derives mastery anew from all answers of one owner, within the transaction that changed them. The caller
 *  holds the lock of the owner's row, so that no answer is missed.
 *  @param concept only this one; null for all, superfluous rows being removed */
export async function recomputeMastery(tx: Db, ownerId: string, concept: string | null): Promise<void> {
  const found = masteryOf(await givenAnswers(tx, ownerId, concept))
  const stale = { userId: ownerId, ...(concept === null ? {} : { concept }) }
  await tx.mastery.deleteMany({ where: { ...stale, NOT: { concept: { in: found.map((m) => m.concept) } } } })
  for (const mastery of found) {
    const { earned, answers, updatedAt } = mastery
    await tx.mastery.upsert({
      where: { userId_concept: { userId: ownerId, concept: mastery.concept } },
      create: { userId: ownerId, ...mastery },
      update: { earned, answers, updatedAt },
    })
  }
}

/** Derives anew what came of the answer that an owner gave last to each item, within the transaction that changed them; the caller
 *  holds the lock of the owner's row.
 *  @param itemId only this one; null for all, superfluous rows being removed */
export async function recomputeStandings(tx: Db, ownerId: string, itemId: string | null): Promise<void> {
  const stale = { userId: ownerId, ...(itemId === null ? {} : { itemId }) }
  await tx.itemStanding.deleteMany({ where: stale })
  await tx.$executeRaw`
    INSERT INTO "ItemStanding" ("userId", "itemId", "newestAt", "newestGivenAt", "newestEarned", "newestTotal", "rating")
    SELECT r."userId", r."itemId", max(r."createdAt"), max(${GIVEN_AT}),
           (array_agg(s."earned" ORDER BY ${GIVEN_AT} DESC, r."id" DESC))[1],
           (array_agg(s."total" ORDER BY ${GIVEN_AT} DESC, r."id" DESC))[1],
           (array_agg((r."answer"->>'rating')::int ORDER BY ${GIVEN_AT} DESC, r."id" DESC))[1]
      FROM "ItemResponse" r
      JOIN LATERAL (
        SELECT "earned", "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON true
     WHERE r."userId" = ${ownerId}::uuid AND (${itemId}::text IS NULL OR r."itemId" = ${itemId})
     GROUP BY r."userId", r."itemId"`
}

/** When a response was given, by which a person's own knowledge goes: see `heldMs` and `givenAt`. */
const GIVEN_AT = Prisma.sql`COALESCE(r."givenAt", r."createdAt" - r."heldMs" * interval '1 ms')`

/** All answers of one owner, each with its newest score, in the order of their ids: of two that were given in one
 *  millisecond the lower id is earlier. */
async function givenAnswers(tx: Db, ownerId: string, concept: string | null): Promise<GivenAnswer[]> {
  const prefix = concept === null ? '' : `${concept}.`
  return tx.$queryRaw<GivenAnswer[]>`
    SELECT r."itemId", s."state", s."earned", s."total", ${GIVEN_AT} AS "at"
      FROM "ItemResponse" r
      JOIN LATERAL (
        SELECT "earned", "total", "state" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON true
     WHERE r."userId" = ${ownerId}::uuid AND starts_with(r."itemId", ${prefix})
     ORDER BY r."id"`
}

function groupByItem<T extends { readonly itemId: string }>(answers: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const answer of answers) {
    const group = groups.get(answer.itemId)
    if (group) group.push(answer)
    else groups.set(answer.itemId, [answer])
  }
  return groups
}
