import 'server-only'
import { lockOwner } from '@/lib/auth/owner'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db, PLANNED, transaction } from '@/lib/db'
import type { Asker } from '@/lib/progress/asker'
import { countInClasses } from '@/lib/progress/class-store'
import { GIVEN_HERE } from '@/lib/progress/counting'
import { ZONE } from '@/lib/progress/day'
import { nextReview, type Review } from '@/lib/progress/review'
import { recomputeMastery, recomputeReviews, recomputeStandings } from '@/lib/progress/store'
import { storedOutcomes } from '@/lib/quiz/explored'
import type { Evidence } from '@/lib/quiz/grade'
import { type Answer, conceptOf } from '@/lib/quiz/item'
import { Prisma } from '@/prisma/client/client'

/** A response ready to be stored, with the grade it got. */
export type NewResponse = {
  readonly id: string
  readonly attemptId: string
  readonly itemId: string
  readonly itemHash: string
  /** Which variant of the item it answers; absent: the first one, 0. */
  readonly variant?: number
  readonly seed: number
  readonly locale: 'ko' | 'en'
  readonly answer: Answer
  readonly mode: 'practice' | 'assigned' | 'mock'
  readonly durationMs: number | null
  readonly confidence: number | null
  readonly hintsShown: number
  /** From giving it to its coming here. */
  readonly heldMs: number
  /** Of one that is imported: when it was given. */
  readonly givenAt?: Date
  readonly score: NewScore
}
export type NewScore = {
  readonly engineVersion: string
  readonly itemHash: string
  readonly state: 'scored' | 'exploring' | 'unfinished'
  readonly earned: number
  readonly total: number
  readonly codes: readonly string[]
  /** What the engine showed of the answer; null for a kind that does not ask it, and while it is not known. */
  readonly replayed: Evidence | null
}

/** A response as it is kept, with the score that counts. */
export type StoredResponse = {
  readonly id: string
  readonly attemptId: string
  readonly itemId: string
  readonly itemHash: string
  /** Which variant of the item it answers. */
  readonly variant: number
  readonly seed: number
  readonly answer: Answer
  readonly hintsShown: number
  readonly confidence: number | null
  readonly durationMs: number | null
  readonly createdAt: Date
  readonly score: {
    readonly state: 'scored' | 'exploring' | 'unfinished'
    readonly earned: number
    readonly total: number
  }
  /** What the engine showed of it; null where nothing was kept. */
  readonly replayed: Evidence | null
}

/** - `stored`: it is in the database now.
 *  - `known`: it was there already, sent by this person before; nothing changed.
 *  - `foreign`: its id belongs to somebody else; nothing changed. Where only its attempt's does, it is stored in another. */
export type Stored =
  | { readonly outcome: 'stored' | 'known'; readonly response: StoredResponse }
  | { readonly outcome: 'foreign' }

/** Stores attempt, response, score and what is derived from them, all or nothing, in two statements. Returning means that
 *  it is on disk.
 *  @param before what `lookUp` gave; where it is not so any more, or not known, what is due is derived anew
 *  @param also is done in the same transaction when the response is new
 *  @throws only for reasons of the database; sending the same response again is then safe */
export async function storeResponse(
  viewer: Viewer,
  response: NewResponse,
  before: Pick<Before, 'review' | 'isFirst'> | null = null,
  also?: (tx: Db) => Promise<void>,
): Promise<Stored> {
  return transaction(async (tx) => {
    const owner = await lockOwner(tx, viewer.id)
    if (owner === null) return { outcome: 'foreign' }
    // What was looked up was the guest's, and not the account's that the guest has become part of.
    let own = response
    let added = await insert(tx, owner, own, owner === viewer.id ? before : null)
    if (!added) {
      const known = await findResponse(tx, owner, response.id)
      if (known) return { outcome: 'known', response: known }
      if ((await tx.itemResponse.count({ where: { id: response.id } })) > 0) return { outcome: 'foreign' }
      // Whoever was signed in when the page was opened and is not now goes on in an attempt of their own.
      own = { ...response, attemptId: await otherAttempt(tx, response.attemptId, owner) }
      added = await insert(tx, owner, own, null)
      if (!added) return { outcome: 'foreign' }
    }
    if (!added.isNewest) {
      await recomputeMastery(tx, owner, conceptOf(own.itemId))
      await recomputeStandings(tx, owner, own.itemId)
    }
    if (!added.isReviewed) await recomputeReviews(tx, owner, own.itemId)
    await also?.(tx)
    return { outcome: 'stored', response: kept(own, added.createdAt) }
  })
}

/** The attempt in which an owner goes on where somebody else's begins: the same one every time. */
async function otherAttempt(tx: Db, attemptId: string, owner: string): Promise<string> {
  const [row] = await tx.$queryRaw<
    { id: string }[]
  >`SELECT md5(${attemptId}::text || ${owner}::text)::uuid AS "id"`
  if (!row) throw new Error('a text has a hash')
  return row.id
}

/** One statement for all that an answer changes. The caller holds the lock of the owner's row, so nobody else changes these
 *  rows meanwhile, and what is added up here is what `recomputeMastery`, `recomputeStandings` and `recountClassrooms` would
 *  derive; a test compares. An answer is later than those before it to the same item, whatever the clock does: the order that they are
 *  added up in is the order that they are read in. What goes by when answers were given is added up only for one that was
 *  given after those before it.
 *  @returns when it came, whether it was given after all those to the item that came before, and whether it is known when the
 *    item is due again; null when the id is taken, or its attempt is somebody else's */
async function insert(
  tx: Db,
  owner: string,
  response: NewResponse,
  before: Pick<Before, 'review' | 'isFirst'> | null,
): Promise<{ readonly createdAt: Date; readonly isNewest: boolean; readonly isReviewed: boolean } | null> {
  const { id, attemptId, itemId, itemHash, variant = 0, seed, locale, answer, mode, score } = response
  const { durationMs, confidence, hintsShown, heldMs } = response
  const { state, earned, total, engineVersion, codes, replayed } = score
  const isScored = state === 'scored'
  const concept = conceptOf(itemId)
  const share = total > 0 ? earned / total : 0
  const now = new Date()
  const imported = response.givenAt ?? null
  const givenAt = imported ?? new Date(now.getTime() - heldMs)
  const rating = answer.kind === 'card' ? answer.rating : null
  const known = before?.review ?? null
  const next = before && nextReview(known, { at: givenAt, state, earned, total, rating, hintsShown })
  // One that is due by its earlier answers, of which no review is kept, is derived from all of them.
  const isDerivable = before !== null && (before.isFirst || known !== null)
  const noted = { answer, variant, earned, total, hintsShown, durationMs, confidence, codes }
  const isDue = isDerivable && next !== null && next !== known
  const [row] = await tx.$queryRaw<{ createdAt: Date; isNewest: boolean; reviewed: number }[]>`${PLANNED}
    WITH opened AS (
      INSERT INTO "Attempt" ("id", "userId", "mode") VALUES (${attemptId}::uuid, ${owner}::uuid, ${mode}::"Mode")
      ON CONFLICT ("id") DO NOTHING RETURNING "id"
    ),
    attempt AS (
      SELECT "id" FROM opened UNION SELECT "id" FROM "Attempt" WHERE "id" = ${attemptId}::uuid AND "userId" = ${owner}::uuid
    ),
    before AS (
      SELECT "newestAt", "newestGivenAt" FROM "ItemStanding" WHERE "userId" = ${owner}::uuid AND "itemId" = ${itemId}
    ),
    stamp AS (
      SELECT GREATEST(${now}::timestamptz, (SELECT "newestAt" + interval '1 ms' FROM before)) AS "at",
             NOT EXISTS (SELECT 1 FROM before WHERE "newestGivenAt" >= ${givenAt}::timestamptz) AS "isNewest"
    ),
    given AS (
      INSERT INTO "ItemResponse" ("id", "attemptId", "userId", "itemId", "itemHash", "variant", "seed", "locale", "answer",
                                  "durationMs", "confidence", "hintsShown", "heldMs", "givenAt", "createdAt")
      SELECT ${id}::uuid, "id", ${owner}::uuid, ${itemId}, ${itemHash}, ${variant}::int, ${seed}::int, ${locale}, ${JSON.stringify(answer)}::jsonb,
             ${durationMs}::int, ${confidence}::int, ${hintsShown}::int,
             CASE WHEN ${imported}::timestamptz IS NULL
                  THEN (1000 * EXTRACT(EPOCH FROM "at" - ${givenAt}::timestamptz))::int ELSE 0 END,
             ${imported}::timestamptz, "at"
        FROM attempt, stamp
      ON CONFLICT ("id") DO NOTHING RETURNING "id", "createdAt"
    ),
    score AS (
      INSERT INTO "ItemScore" ("responseId", "engineVersion", "itemHash", "state", "earned", "total", "codes", "cause", "replayed")
      SELECT "id", ${engineVersion}, ${score.itemHash}, ${state}::"ScoreState", ${earned}::float, ${total}::float,
             ${[...codes]}::text[], 'submit', ${replayed && JSON.stringify(replayed)}::jsonb
        FROM given
    ),
    mastery AS (
      INSERT INTO "Mastery" AS known ("userId", "concept", "earned", "answers", "updatedAt")
      SELECT ${owner}::uuid, ${concept}, ${share}::float, 1, ${givenAt}::timestamptz
        FROM given, stamp
       WHERE ${isScored && total > 0} AND "isNewest"
         AND NOT EXISTS (
           SELECT 1 FROM before
            WHERE ("newestGivenAt" AT TIME ZONE ${ZONE}::text)::date = (${givenAt}::timestamptz AT TIME ZONE ${ZONE}::text)::date)
      ON CONFLICT ("userId", "concept") DO UPDATE SET
        "earned" = known."earned" + excluded."earned",
        "answers" = known."answers" + 1,
        "updatedAt" = GREATEST(known."updatedAt", excluded."updatedAt")
    ),
    standing AS (
      INSERT INTO "ItemStanding" AS known ("userId", "itemId", "newestAt", "newestGivenAt", "newestEarned", "newestTotal", "rating")
      SELECT ${owner}::uuid, ${itemId}, "createdAt", ${givenAt}::timestamptz, ${earned}::float, ${total}::float, ${rating}::int
        FROM given
      ON CONFLICT ("userId", "itemId") DO UPDATE SET
        "newestAt" = excluded."newestAt",
        "newestGivenAt" = GREATEST(known."newestGivenAt", excluded."newestGivenAt"),
        "newestEarned" = excluded."newestEarned",
        "newestTotal" = excluded."newestTotal",
        "rating" = excluded."rating"
    ),
    review AS (
      INSERT INTO "Review" AS known ("userId", "itemId", "dueAt", "lastAt", "stability", "difficulty", "reps", "lapses")
      SELECT ${owner}::uuid, ${itemId}, ${next?.dueAt}::timestamptz, ${givenAt}::timestamptz, ${next?.stability}::float,
             ${next?.difficulty}::float, ${next?.reps}::int, ${next?.lapses}::int
        FROM given, stamp WHERE ${isDue} AND "isNewest"
      ON CONFLICT ("userId", "itemId") DO UPDATE SET
        "dueAt" = excluded."dueAt",
        "lastAt" = excluded."lastAt",
        "stability" = excluded."stability",
        "difficulty" = excluded."difficulty",
        "reps" = excluded."reps",
        "lapses" = excluded."lapses"
        WHERE known."lastAt" = ${known?.lastAt}::timestamptz
      RETURNING 1
    )${imported === null ? countInClasses(owner, itemId, isScored, noted) : Prisma.empty}
    SELECT "createdAt", "isNewest", (SELECT count(*)::int FROM review) AS "reviewed" FROM given, stamp`
  if (!row) return null
  const { createdAt, isNewest, reviewed } = row
  return { createdAt, isNewest, isReviewed: isDerivable && isNewest && (!isDue || reviewed === 1) }
}

function kept(response: NewResponse, createdAt: Date): StoredResponse {
  const {
    id,
    attemptId,
    itemId,
    itemHash,
    variant = 0,
    seed,
    answer,
    hintsShown,
    confidence,
    durationMs,
    score,
  } = response
  const { state, earned, total, replayed } = score
  const asked = {
    id,
    attemptId,
    itemId,
    itemHash,
    variant,
    seed,
    answer,
    hintsShown,
    confidence,
    durationMs,
    createdAt,
  }
  return { ...asked, score: { state, earned, total }, replayed }
}

/** Who answers, and in which browser. */
type Answerer = Asker & { readonly viewer: Viewer }

/** What an answer of this person meets. */
export type Before = {
  /** This very response, stored before; null: none, or somebody else's. */
  readonly response: StoredResponse | null
  /** When its item is due; null where no answer has said anything yet. */
  readonly review: Review | null
  /** Whether the item was never answered. */
  readonly isFirst: boolean
  /** Whether a class knows them as a learner, or somebody by the browser: assignments may ask for the answer and withhold what it
   *  is worth. */
  readonly isOfClass: boolean
}

/** Looks up, in one statement, what storing a response of this person will need to know.
 *  @param id of the response */
export async function lookUp({ viewer, device }: Answerer, id: string, itemId: string): Promise<Before> {
  type Looked = Row & Review & { known: string | null } & Pick<Before, 'isFirst' | 'isOfClass'>
  const [row] = await db.$queryRaw<Looked[]>`${PLANNED}
    SELECT response.*, response."id" AS "known", review."dueAt", review."lastAt", review."stability", review."difficulty",
           review."reps", review."lapses",
           NOT EXISTS (SELECT 1 FROM "ItemStanding" WHERE "userId" = ${viewer.id}::uuid AND "itemId" = ${itemId}) AS "isFirst",
           EXISTS (SELECT 1 FROM "Membership" WHERE "role" = 'learner' AND ("userId" = ${viewer.id}::uuid OR "deviceHash" = ${device}))
             AS "isOfClass"
      FROM (SELECT 1) AS one
      LEFT JOIN "Review" review ON review."userId" = ${viewer.id}::uuid AND review."itemId" = ${itemId}
      LEFT JOIN (${SELECT_ROW} WHERE r."id" = ${id}::uuid AND r."userId" = ${viewer.id}::uuid) response ON true`
  if (!row) throw new Error('a look-up gives one row')
  const { known, isFirst, isOfClass, dueAt, lastAt, stability, difficulty, reps, lapses, ...response } = row
  const review = lastAt ? { dueAt, lastAt, stability, difficulty, reps, lapses } : null
  return { response: known === null ? null : keep(response), review, isFirst, isOfClass }
}

/** Of one person's answers to an item, the first and the newest ones are shown: at most so many. */
export const SHOWN_ANSWERS = 6

/** One response of this person; null: there is none, or it is somebody else's. */
export function responseOf(viewer: Viewer, id: string): Promise<StoredResponse | null> {
  return findResponse(db, viewer.id, id)
}

/** The responses of one person to some items, oldest first: of each item the first and the newest, `SHOWN_ANSWERS` in all.
 *  @param userId whose; the caller has established that the viewer may see them
 *  @param seen what a class sees of them: those given here, from a time on; null for all that their owner has */
export async function responsesOf(
  userId: string,
  itemIds: readonly string[],
  seen: { readonly since: Date | null } | null = null,
): Promise<StoredResponse[]> {
  const only = seen
    ? Prisma.sql`AND ${GIVEN_HERE} AND (${seen.since}::timestamptz IS NULL OR r."createdAt" >= ${seen.since}::timestamptz)`
    : Prisma.empty
  const rows = await db.$queryRaw<Row[]>`
    WITH one AS (
      SELECT "id", row_number() OVER (PARTITION BY "itemId" ORDER BY "createdAt", "id") AS nth,
             row_number() OVER (PARTITION BY "itemId" ORDER BY "createdAt" DESC, "id" DESC) AS nth_last
        FROM "ItemResponse" r
       WHERE "userId" = ${userId}::uuid AND "itemId" = ANY(${[...itemIds]}::text[]) ${only}
    )
    ${SELECT_ROW} JOIN one ON one."id" = r."id" AND (one.nth = 1 OR one.nth_last < ${SHOWN_ANSWERS})
    ORDER BY r."createdAt", r."id"`
  return rows.map(keep)
}

/** When one person answered some items here, oldest first; the newest `MAX_TIMES` of them. */
export async function answerTimes(
  userId: string,
  itemIds: readonly string[],
  since: Date | null,
): Promise<Date[]> {
  const where = {
    userId,
    itemId: { in: [...itemIds] },
    givenAt: null,
    ...(since ? { createdAt: { gte: since } } : {}),
  }
  const select = { createdAt: true }
  const rows = await db.itemResponse.findMany({
    where,
    select,
    orderBy: { createdAt: 'desc' },
    take: MAX_TIMES,
  })
  return rows.map(({ createdAt }) => createdAt).reverse()
}
const MAX_TIMES = 2_000

async function findResponse(from: Db, owner: string, id: string): Promise<StoredResponse | null> {
  const [row] = await from.$queryRaw<Row[]>`
    ${SELECT_ROW} WHERE r."id" = ${id}::uuid AND r."userId" = ${owner}::uuid`
  return row ? keep(row) : null
}

/** A response with the score that counts, as one row. */
const SELECT_ROW = Prisma.sql`
  SELECT r."id", r."attemptId", r."itemId", r."itemHash", r."variant", r."seed", r."answer", r."hintsShown", r."confidence",
         r."durationMs", r."createdAt", s."state", s."earned", s."total", s."replayed"
    FROM "ItemResponse" r
    JOIN LATERAL (
      SELECT "state", "earned", "total", "replayed" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
    ) s ON true`

type Row = Omit<StoredResponse, 'score'> & StoredResponse['score']

function keep({ state, earned, total, replayed, ...row }: Row): StoredResponse {
  return { ...row, score: { state, earned, total }, replayed: replayed && evidenceFrom(replayed) }
}

function evidenceFrom(stored: Evidence): Evidence {
  return stored.state === 'explored' ? { ...stored, outcomes: storedOutcomes(stored.outcomes) } : stored
}
