import 'server-only'
import { db, transaction } from '@/lib/db'
import { recomputeMastery, recomputeStandings } from '@/lib/progress/store'
import { type Answer, type Item, itemHash } from '@/lib/quiz/item'
import { score } from '@/lib/quiz/score'
import { type World, worth } from './answered'

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
}

/** Scores again what was scored against another item or by another engine, and says what would change.
 *  @param apply adds the new scores, the old ones staying where they are, and derives anew what rests on them */
export async function regrade(world: World, apply: boolean): Promise<Regrade> {
  const changes: Change[] = []
  /** Who got a new score; its misconceptions may differ where its points do not. */
  const touched = new Set<string>()
  let looked = 0
  const loadOnce = remembering(world.loadItem)
  for await (const { response, latest } of responsesWithScores()) {
    const item = await loadOnce(response.itemId)
    if (!item) continue
    const hash = itemHash(item)
    if (latest.itemHash === hash && latest.engineVersion === world.engineVersion) continue
    looked++
    const grade = score(item, response.answer as unknown as Answer, world.replay)
    const after = grade.state === 'invalid' ? null : worth(grade)
    const { id: responseId, userId, itemId } = response
    const before = { earned: latest.earned, total: latest.total }
    if (!after || after.earned !== before.earned || after.total !== before.total)
      changes.push({
        responseId,
        userId,
        itemId,
        before,
        after: after && { earned: after.earned, total: after.total },
      })
    if (!apply || !after) continue
    const data = {
      ...after,
      responseId,
      itemHash: hash,
      engineVersion: world.engineVersion,
      gradedBy: 'regrade',
    }
    await db.itemScore.create({ data })
    touched.add(userId)
  }
  if (apply) await recomputeAll([...touched])
  return { looked, changes }
}

/** Derives anew, for people, what they master and where they stand with each item.
 *  @param userIds null for everybody
 *  @returns how many people */
export async function recomputeAll(userIds: readonly string[] | null = null): Promise<number> {
  const where = userIds ? { id: { in: [...userIds] } } : {}
  const users = await db.user.findMany({ where, select: { id: true } })
  for (const { id } of users)
    await transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${id} FOR NO KEY UPDATE`
      await recomputeMastery(tx, id, null)
      await recomputeStandings(tx, id, null)
    })
  return users.length
}

/** Many answers are to the same items, and loading one may read a whole lesson. */
function remembering(loadItem: World['loadItem']): (id: string) => Promise<Item | null> {
  const known = new Map<string, Promise<Item | null>>()
  return (id) => {
    const item = known.get(id) ?? Promise.resolve(loadItem(id))
    known.set(id, item)
    return item
  }
}

/** Page after page, so that a large class does not have to fit into memory. */
async function* responsesWithScores() {
  let cursor: string | null = null
  for (;;) {
    const page: Awaited<ReturnType<typeof nextPage>> = await nextPage(cursor)
    for (const response of page) {
      const latest = response.scores[0]
      if (latest) yield { response, latest }
    }
    cursor = page.at(-1)?.id ?? null
    if (cursor === null) return
  }
}

function nextPage(after: string | null) {
  return db.itemResponse.findMany({
    where: after === null ? {} : { id: { gt: after } },
    include: { scores: { orderBy: { id: 'desc' }, take: 1 } },
    orderBy: { id: 'asc' },
    take: 500,
  })
}
