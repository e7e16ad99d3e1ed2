import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import type { Db } from '@/lib/db'
import type { Answer } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import { exploreRequest, validate } from '@/lib/quiz/score'
import { variantAt } from '@/lib/quiz/variant'
import { happened } from '@/lib/xapi/outbox'
import { gradeOf, type Scorer, worth } from './answered'
import { explorations, lineUp } from './explorer'
import { storeResponse } from './store'

/** What a learner kept of an answer while they sat an exam. */
export type Kept = {
  /** Of the response that it becomes. */
  readonly id: string
  readonly attemptId: string
  readonly itemId: string
  readonly variant: number
  readonly seed: number
  readonly locale: 'ko' | 'en'
  readonly answer: Answer
}

/** Stores what was kept as an answer, scored like any other; the same again stores nothing more. What is no whole answer, or of an
 *  item that has changed meanwhile so that it is none, becomes none.
 *  @throws only when the database is out of reach; the same again is then right */
export async function storeKept(owner: Viewer, kept: Kept, scorer: Scorer): Promise<void> {
  const whole = await scorer.loadItem(kept.itemId)
  const item = whole && variantAt(whole, kept.variant)
  if (!item || validate(item, kept.answer) !== null) return
  const { grade, evidence } = await gradeOf(item, kept.answer, scorer, null)
  if (grade.state === 'invalid') return
  const hash = itemHash(item)
  const score = { engineVersion: scorer.engineVersion, itemHash: hash, ...worth(grade), replayed: evidence }
  const how = { mode: 'assigned', durationMs: null, confidence: null, hintsShown: 0, heldMs: 0 } as const
  const isExplored = exploreRequest(item, kept.answer) !== null
  const also = isExplored
    ? (tx: Db) => lineUp(tx, kept.id)
    : (tx: Db) => happened(tx, { kind: 'answer', responseId: kept.id })
  const stored = await storeResponse(owner, { ...kept, ...how, itemHash: hash, score }, null, also)
  if (isExplored && stored.outcome !== 'foreign') explorations().wake()
}
