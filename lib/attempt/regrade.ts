import 'server-only'
import { lockOwner } from '@/lib/auth/owner'
import { db, transaction } from '@/lib/db'
import { recountClassrooms, recounting } from '@/lib/progress/class-store'
import { recomputeDerived } from '@/lib/progress/store'
import type { Answer, Item } from '@/lib/quiz/item'
import { itemHash } from '@/lib/quiz/publish'
import { Prisma } from '@/prisma/client/client'
import { finalGradeOf, loadVariant, type Scorer, worth } from './answered'

/** What regrading one response would change. `after` null: the answer can no longer be scored, for instance
 *  because its option is gone; the old score then stays. */
export type Change = {
  readonly responseId: string
  readonly userId: string
  readonly itemId: string
  readonly before: { readonly earned: number; readonly total: number }
  readonly after: { readonly earned: number; readonly total: number } | null
}
export type Regrade = {
  /** Responses whose item or engine is another than the one that scored them. */
  readonly looked: number
  readonly changes: readonly Change[]
  /** Responses that were left, since their variant is not what they answered. */
  readonly left: number
}

/** Scores again what was scored against another item or by another engine, and says what would change.
 *  @param apply adds the new scores, the old ones staying where they are, and derives anew what rests on them; all of
 *    one person's in one transaction, so that nobody's mastery is ever another than their scores say
 *  @param variants scores also against variants that have changed since: true only where none of them was moved */
export async function regrade(scorer: Scorer, apply: boolean, variants = false): Promise<Regrade> {
  const loadOnce = remembering(scorer.loadItem)
  /** By response: somebody whose work is merged meanwhile is come by twice. */
  const found = new Map<string, Regraded>()
  const left = new Set<string>()
  for await (const ownerId of owners()) {
    const { regraded, kept } = await regradeOwner(ownerId, loadOnce, scorer, variants)
    for (const id of kept) left.add(id)
    for (const one of regraded) if (!found.has(one.responseId)) found.set(one.responseId, one)
    if (apply) await addScores(ownerId, regraded)
  }
  const changes = [...found.values()].filter(isChange).map(({ data: _, ...change }) => change)
  changes.sort((a, b) => (a.responseId < b.responseId ? -1 : 1))
  return { looked: found.size, changes, left: left.size }
}

/** One response scored anew; `data` is the row to add, null where `after` is. */
type Regraded = Change & { readonly data: Prisma.ItemScoreCreateManyInput | null }

function isChange({ before, after }: Regraded): boolean {
  return !after || after.earned !== before.earned || after.total !== before.total
}

/** What one person's answers come to now, and the ids of those that are kept as they are for their variant's sake. */
async function regradeOwner(
  ownerId: string,
  loadItem: ItemLoader,
  scorer: Scorer,
  variants: boolean,
): Promise<{ regraded: Regraded[]; kept: string[] }> {
  const regraded: Regraded[] = []
  const kept: string[] = []
  for (const response of await responsesWithScore(ownerId)) {
    const { id: responseId, userId, itemId, answer, scores } = response
    const [latest, item] = [scores[0], await loadVariant(response, { loadItem })]
    if (!latest || !item) continue
    const hash = itemHash(item)
    const { engineVersion } = scorer
    if (latest.itemHash === hash && latest.engineVersion === engineVersion) continue
    // Whoever explores it adds its first score.
    if (latest.state === 'exploring') continue
    // A variant is known by its number alone: another hash may be a mended key, or another question in its place.
    const isVaried = response.variant > 0 || (await loadItem(itemId))?.others !== undefined
    if (isVaried && !variants && latest.itemHash !== hash) {
      kept.push(responseId)
      continue
    }
    // By this engine: what an earlier one showed is not asked.
    const { grade, evidence } = await finalGradeOf(item, answer as unknown as Answer, scorer)
    const before = { earned: latest.earned, total: latest.total }
    const change = { responseId, userId, itemId, before }
    if (grade.state === 'invalid') {
      regraded.push({ ...change, after: null, data: null })
      continue
    }
    const value = worth(grade)
    const data = {
      ...value,
      responseId,
      itemHash: hash,
      engineVersion,
      cause: 'regrade' as const,
      replayed: evidence ?? Prisma.DbNull,
    }
    regraded.push({ ...change, after: { earned: value.earned, total: value.total }, data })
  }
  return { regraded, kept }
}

/** Adds one person's new scores and derives anew what rests on them, misconceptions included, which may differ where the
 *  points do not. What somebody deletes in the meantime is not scored. */
async function addScores(ownerId: string, regraded: readonly Regraded[]): Promise<void> {
  const data = regraded.flatMap((one) => (one.data ? [one.data] : []))
  if (data.length === 0) return
  await transaction(async (tx) => {
    const owner = await lockOwner(tx, ownerId)
    if (owner === null) return
    await recounting(tx, [owner], () => tx.itemScore.createMany({ data }))
    await recomputeDerived(tx, owner)
  })
}

/** Derives anew, for people, what they master, where they stand with each item and when it is due, and of their classes what
 *  first answers came to.
 *  @param userIds null for everybody
 *  @returns how many people */
export async function recomputeAll(userIds: readonly string[] | null = null): Promise<number> {
  const where = userIds ? { id: { in: [...userIds] } } : {}
  const users = await db.user.findMany({ where, select: { id: true } })
  for (const { id } of users)
    await transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`
      await recomputeDerived(tx, id)
    })
  await recountClassrooms(userIds)
  return users.length
}

type ItemLoader = (id: string) => Promise<Item | null>

/** Many answers are to the same items, and loading one may read a whole lesson. */
function remembering(loadItem: Scorer['loadItem']): ItemLoader {
  const known = new Map<string, Promise<Item | null>>()
  return (id) => {
    const item = known.get(id) ?? Promise.resolve(loadItem(id))
    known.set(id, item)
    return item
  }
}

/** Everybody who has answered something, page after page. */
async function* owners(): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const where: Prisma.UserWhereInput = { responses: { some: {} }, ...(after ? { id: { gt: after } } : {}) }
    const page = await db.user.findMany({ where, select: { id: true }, orderBy: { id: 'asc' }, take: 500 })
    for (const { id } of page) yield id
    const last = page.at(-1)
    if (!last) return
    after = last.id
  }
}

/** What one person answered, also where it was merged into an account since they were listed. */
async function responsesWithScore(ownerId: string) {
  const row = await db.user.findUnique({ where: { id: ownerId }, select: { mergedIntoId: true } })
  return db.itemResponse.findMany({
    where: { userId: row?.mergedIntoId ?? ownerId },
    include: { scores: { orderBy: { id: 'desc' }, take: 1 } },
    orderBy: { id: 'asc' },
  })
}
