import 'server-only'
import { lockOwner } from '@/lib/auth/owner'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db, transaction } from '@/lib/db'
import { recomputeMastery, recomputeStandings } from '@/lib/progress/store'
import { type Answer, conceptOf } from '@/lib/quiz/item'
import type { Prisma } from '@/prisma/client/client'

/** A response ready to be stored, with the grade it got. */
export type NewResponse = {
  readonly id: string
  readonly attemptId: string
  readonly itemId: string
  readonly section: string
  readonly itemHash: string
  readonly seed: number
  readonly locale: 'ko' | 'en'
  readonly answer: Answer
  readonly mode: 'practice' | 'mock'
  readonly durationMs: number | null
  readonly confidence: number | null
  readonly hintsShown: number
  readonly score: NewScore
}
export type NewScore = {
  readonly engineVersion: string
  readonly itemHash: string
  readonly state: 'scored' | 'unfinished'
  readonly earned: number
  readonly total: number
  readonly codes: readonly string[]
}

/** A response as it is kept, with the score that counts. */
export type StoredResponse = {
  readonly id: string
  readonly attemptId: string
  readonly itemId: string
  readonly section: string
  readonly itemHash: string
  readonly seed: number
  readonly answer: Answer
  readonly hintsShown: number
  readonly createdAt: Date
  readonly score: { readonly state: 'scored' | 'exploring' | 'unfinished'; earned: number; total: number }
}

/** - `stored`: it is in the database now.
 *  - `known`: it was there already, sent by this person before; nothing changed.
 *  - `foreign`: its id, or its attempt's, belongs to somebody else; nothing changed. */
export type Stored =
  | { readonly outcome: 'stored' | 'known'; readonly response: StoredResponse }
  | { readonly outcome: 'foreign' }

/** Stores attempt, response, score and mastery, all or nothing. Returning means that it is on disk.
 *  @throws only for reasons of the database; sending the same response again is then safe */
export async function storeResponse(viewer: Viewer, response: NewResponse): Promise<Stored> {
  return transaction(async (tx) => {
    const owner = await lockOwner(tx, viewer.id)
    if (owner === null) return { outcome: 'foreign' }
    const isNew = (await openAttempt(tx, owner, response)) && (await insertResponse(tx, owner, response))
    if (isNew) {
      await recomputeMastery(tx, owner, conceptOf(response.itemId))
      await recomputeStandings(tx, owner, response.itemId)
    }
    const found = await findResponse(tx, owner, response.id)
    return found ? { outcome: isNew ? 'stored' : 'known', response: found } : { outcome: 'foreign' }
  })
}

/** A response of this person by its id, or null: none, or somebody else's. */
export function responseOf(viewer: Viewer, id: string): Promise<StoredResponse | null> {
  return findResponse(db, viewer.id, id)
}

/** All responses of one person to some items, oldest first.
 *  @param userId whose; the caller has established that the viewer may see them
 *  @param since only from then on; null for all */
export async function responsesOf(
  userId: string,
  itemIds: readonly string[],
  since: Date | null = null,
): Promise<StoredResponse[]> {
  const where = { userId, itemId: { in: [...itemIds] }, ...(since ? { createdAt: { gte: since } } : {}) }
  const orderBy = [{ createdAt: 'asc' }, { id: 'asc' }] as const
  const rows = await db.itemResponse.findMany({ where, ...WITH_SCORE, orderBy: [...orderBy] })
  return rows.flatMap((row) => keep(row))
}

/** The newest answer to every item that this person ever answered: id, the score that counts, and a card's
 *  rating. */
export async function newestScores(viewer: Viewer): Promise<NewestScore[]> {
  return db.$queryRaw<NewestScore[]>`
    SELECT DISTINCT ON (r."itemId") r."itemId", r."section", r."createdAt" AS "at", s."earned", s."total",
           (r."answer"->>'rating')::int AS "rating"
      FROM "ItemResponse" r
      JOIN LATERAL (
        SELECT "earned", "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON true
     WHERE r."userId" = ${viewer.id}
     ORDER BY r."itemId", r."createdAt" DESC`
}
export type NewestScore = {
  readonly itemId: string
  readonly section: string
  readonly at: Date
  readonly earned: number
  readonly total: number
  /** 1 to 4 for a card, null for what is scored. */
  readonly rating: number | null
}

/** Opens the attempt at its first response. False when the id is somebody else's. */
async function openAttempt(tx: Db, owner: string, response: NewResponse): Promise<boolean> {
  const { attemptId: id, section, mode } = response
  await tx.attempt.createMany({ data: [{ id, userId: owner, section, mode }], skipDuplicates: true })
  return (await tx.attempt.count({ where: { id, userId: owner } })) === 1
}

/** Inserts response and score. False when the id is taken, by whomever. */
async function insertResponse(tx: Db, owner: string, response: NewResponse): Promise<boolean> {
  const { score, answer, ...rest } = response
  const row = { ...rest, answer: answer as Prisma.InputJsonObject, userId: owner }
  const { count } = await tx.itemResponse.createMany({ data: [row], skipDuplicates: true })
  if (count === 0) return false
  const data = { ...score, codes: [...score.codes], responseId: response.id, gradedBy: 'submit' }
  await tx.itemScore.create({ data })
  return true
}

async function findResponse(from: Db, owner: string, id: string): Promise<StoredResponse | null> {
  const row = await from.itemResponse.findFirst({ where: { id, userId: owner }, ...WITH_SCORE })
  return row ? (keep(row)[0] ?? null) : null
}

const WITH_SCORE = {
  include: { scores: { orderBy: { id: 'desc' }, take: 1 } },
} satisfies Pick<Prisma.ItemResponseFindManyArgs, 'include'>

type Row = Prisma.ItemResponseGetPayload<typeof WITH_SCORE>

function keep(row: Row): StoredResponse[] {
  const score = row.scores[0]
  if (!score) return []
  const { id, attemptId, itemId, section, itemHash, seed, hintsShown, createdAt } = row
  // Written by `insertResponse`, after the answer was checked.
  const answer = row.answer as unknown as Answer
  const { state, earned, total } = score
  const asked = { id, attemptId, itemId, section, itemHash, seed }
  return [{ ...asked, answer, hintsShown, createdAt, score: { state, earned, total } }]
}
