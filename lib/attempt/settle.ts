import 'server-only'
import { lockOwner } from '@/lib/auth/owner'
import { db, transaction } from '@/lib/db'
import { unexplored } from '@/lib/exploration/explore'
import { recounting } from '@/lib/progress/class-store'
import { recomputeDerived } from '@/lib/progress/store'
import type { Explored } from '@/lib/quiz/explored'
import type { Answer } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import { exploreRequest, score } from '@/lib/quiz/score'
import { happened } from '@/lib/xapi/outbox'
import { Prisma } from '@/prisma/client/client'
import { loadVariant, type Scorer, worth } from './answered'

/** Explores the program of a stored response and adds the score that it waits for: once, however often and wherever this is
 *  called, and not where the response has gone meanwhile.
 *  @param found what is known of the program already; null: it is explored
 *  @returns whether a score was added */
export async function settleResponse(
  responseId: string,
  scorer: Scorer,
  found: Explored | null = null,
): Promise<boolean> {
  const response = await db.itemResponse.findUnique({ where: { id: responseId }, include: NEWEST_SCORE })
  const pending = response?.scores[0]
  if (!response || pending?.state !== 'exploring') return false
  const item = await loadVariant(response, scorer)
  const answer = response.answer as unknown as Answer
  const request = item && exploreRequest(item, answer)
  // The item has gone since, or is one of another kind: nothing will ever be known of this answer.
  const evidence = request ? (found ?? (await scorer.explore(request))) : null
  const grade = item && request ? score(item, answer, evidence) : null
  const isFinal = grade?.state === 'scored' || grade?.state === 'unfinished'
  const value = worth(isFinal ? grade : { state: 'unfinished', total: pending.total })
  const data = {
    ...value,
    responseId,
    engineVersion: scorer.engineVersion,
    itemHash: item ? itemHash(item) : response.itemHash,
    cause: 'submit' as const,
    replayed: evidence ?? Prisma.DbNull,
  }
  return transaction(async (tx) => {
    const owner = await lockOwner(tx, response.userId)
    if (owner === null) return false
    // Whoever else had the same to do has done it by now, or waits for this.
    const now = await tx.itemScore.findFirst({ where: { responseId }, orderBy: { id: 'desc' } })
    if (now?.state !== 'exploring') return false
    await recounting(tx, [owner], () => tx.itemScore.create({ data }))
    await recomputeDerived(tx, owner)
    await happened(tx, { kind: 'answer', responseId })
    return true
  })
}

/** Scores a response whose program no instance could explore to an end. */
export function giveUpResponse(responseId: string, scorer: Scorer): Promise<boolean> {
  return settleResponse(responseId, scorer, unexplored('engine'))
}

const NEWEST_SCORE = { scores: { orderBy: { id: 'desc' }, take: 1 } } as const
