import 'server-only'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { type ItemStatistics, itemStatistics, type Reliability, reliability } from '@/lib/quiz/analysis'
import { isCorrect } from '@/lib/quiz/score'
import type { ClassLesson } from './grades'
import { ACTIVE_LEARNER, taughtBy } from './store'
import { visibleStandings } from './visible'

/** Below so many first answers a figure says little, and is shown in grey. */
export const FEW = 20

/** One item over the first scored answers of a class's learners. */
export type ItemRow = ItemStatistics & {
  readonly itemId: string
  /** Of its lesson. */
  readonly slug: string
  /** Learners without an answer that counts. */
  readonly neverTried: number
}

/** How the items of a class measure. Whoever teaches is in none of the figures. */
export type ItemAnalysis = {
  readonly learners: number
  /** In the course's order, items that nobody answered too. */
  readonly items: readonly ItemRow[]
  /** Each lesson's quiz as a whole, by slug. */
  readonly quizzes: ReadonlyMap<string, Reliability>
}

/** The figures of a class that the viewer teaches; null when there is none such. */
export async function itemAnalysisOf(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly ClassLesson[],
): Promise<ItemAnalysis | null> {
  if (!isId(classroomId) || (await db.classroom.count({ where: taughtBy(viewer, classroomId) })) === 0)
    return null
  const places = lessons.flatMap(({ slug, itemIds }) => itemIds.map((itemId) => ({ slug, itemId })))
  const [learners, shares] = await Promise.all([
    db.membership.count({ where: { classroomId, ...ACTIVE_LEARNER } }),
    sharesOf(
      viewer,
      classroomId,
      places.map(({ itemId }) => itemId),
    ),
  ])
  const none = { n: 0, difficulty: null, firstTry: null, itemRest: null, discrimination: null }
  const statistics = itemStatistics(shares, (share) => isCorrect(share, 1))
  const items = places.map((place, i) => {
    const known = statistics[i] ?? none
    return { ...place, ...known, neverTried: learners - known.n }
  })
  let from = 0
  const quizzes = new Map<string, Reliability>()
  for (const { slug, itemIds } of lessons) {
    const [start, end] = [from, from + itemIds.length]
    quizzes.set(slug, reliability(shares.map((row) => row.slice(start, end))))
    from = end
  }
  return { learners, items, quizzes }
}

/** Learners × items, of learners who answered anything. */
async function sharesOf(viewer: Viewer, classroomId: string, itemIds: readonly string[]) {
  const rows = await db.$queryRaw<{ places: number[]; shares: number[] }[]>`
    WITH ${visibleStandings(viewer, classroomId)}
    SELECT array_agg(item.place::int) AS places, array_agg(v."earned" / v."total") AS shares
      FROM visible v
      JOIN unnest(${[...itemIds]}::text[]) WITH ORDINALITY AS item ("itemId", place) ON item."itemId" = v."itemId"
     WHERE v."total" > 0
     GROUP BY v."userId"`
  return rows.map(({ places, shares }) => {
    const row: (number | null)[] = Array.from({ length: itemIds.length }, () => null)
    for (const [i, place] of places.entries()) row[place - 1] = shares[i] ?? null
    return row
  })
}

/** One part of the first answers to an item, and how many of them hold it. */
export type PartCount = { readonly part: string; readonly learners: number }

/** What the first answers of a class to one item are made of, the most frequent first; of whoever may not look, nothing. */
export async function partsOfClass(
  viewer: Viewer,
  classroomId: string,
  itemId: string,
): Promise<{
  readonly answered: number
  readonly hinted: number
  readonly parts: readonly PartCount[]
} | null> {
  if (!isId(classroomId)) return null
  const counted = await db.classroomItem.findFirst({
    where: { classroomId, itemId, classroom: taughtBy(viewer, classroomId) },
    include: { parts: { orderBy: [{ learners: 'desc' }, { part: 'asc' }], take: MAX_PARTS } },
  })
  if (!counted) return null
  const { answered, hinted, parts } = counted
  return { answered, hinted, parts: parts.map(({ part, learners }) => ({ part, learners })) }
}

/** What was typed can be as many things as there are learners. */
export const MAX_PARTS = 40
