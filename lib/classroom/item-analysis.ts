import 'server-only'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import {
  groupsOf,
  type ItemStatistics,
  itemStatistics,
  type Reliability,
  reliability,
} from '@/lib/quiz/analysis'
import { isCorrect } from '@/lib/quiz/score'
import type { ClassLesson } from './grades'
import { ACTIVE_LEARNER, seenBy } from './store'
import { visibleStandings } from './visible'

/** Below so many first answers a figure says little, and is shown in grey. */
export const FEW = 20

/** One item over the first scored answers of a class's learners. */
export type ItemRow = ItemStatistics &
  Circumstances & {
    readonly itemId: string
    /** Of its lesson. */
    readonly slug: string
    /** Learners without an answer that counts. */
    readonly neverTried: number
  }

/** How those answers were given, as far as browsers and learners said. */
export type Circumstances = {
  /** How long they took, ms: a quarter took at most the first, half the second, three quarters the third. */
  readonly quartiles: readonly [number, number, number] | null
  /** By how sure they were, from 1 to 3: how many answers, and how many of them got every point. */
  readonly confidence: readonly [Sure, Sure, Sure]
}
type Sure = { readonly n: number; readonly right: number }

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
  return (await measure(viewer, classroomId, lessons))?.analysis ?? null
}

/** One item of a class: its figures, and who is in the groups that its discrimination compares, by id of person and with
 *  their part of one place. Null when there is no such class of the viewer's, or no such item. */
export async function itemOfClass(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly ClassLesson[],
  itemId: string,
): Promise<{ readonly row: ItemRow; readonly groups: PeopleInGroups | null } | null> {
  const measured = await measure(viewer, classroomId, lessons)
  const place = measured?.analysis.items.findIndex((one) => one.itemId === itemId) ?? -1
  const row = measured?.analysis.items[place]
  if (!measured || !row) return null
  const groups = groupsOf(measured.shares, place)
  const people = (places: ReadonlyMap<number, number>) =>
    new Map([...places].map(([learner, part]) => [measured.userIds[learner] ?? '', part]))
  return {
    row,
    groups: groups && { size: groups.size, upper: people(groups.upper), lower: people(groups.lower) },
  }
}
export type PeopleInGroups = {
  readonly size: number
  readonly upper: ReadonlyMap<string, number>
  readonly lower: ReadonlyMap<string, number>
}

async function measure(viewer: Viewer, classroomId: string, lessons: readonly ClassLesson[]) {
  if (!isId(classroomId) || (await db.classroom.count({ where: seenBy(viewer, classroomId) })) === 0)
    return null
  const places = lessons.flatMap(({ slug, itemIds }) => itemIds.map((itemId) => ({ slug, itemId })))
  const itemIds = places.map(({ itemId }) => itemId)
  const [learners, { userIds, shares }, circumstances] = await Promise.all([
    db.membership.count({ where: { classroomId, ...ACTIVE_LEARNER } }),
    sharesOf(viewer, classroomId, itemIds),
    circumstancesOf(viewer, classroomId, itemIds),
  ])
  const statistics = itemStatistics(shares, isRight)
  const items = places.map((place, i): ItemRow => {
    const known = statistics[i] ?? NONE
    const how = circumstances.get(place.itemId) ?? { quartiles: null, confidence: [NOBODY, NOBODY, NOBODY] }
    return { ...place, ...known, ...how, neverTried: learners - known.n }
  })
  let from = 0
  const quizzes = new Map<string, Reliability>()
  for (const lesson of lessons) {
    const [start, end] = [from, from + lesson.itemIds.length]
    quizzes.set(lesson.slug, reliability(shares.map((row) => row.slice(start, end))))
    from = end
  }
  const analysis: ItemAnalysis = { learners, items, quizzes }
  return { analysis, userIds, shares }
}

const NONE = { n: 0, difficulty: null, firstTry: null, itemRest: null, discrimination: null }
const NOBODY: Sure = { n: 0, right: 0 }
const isRight = (share: number) => isCorrect(share, 1)

/** Learners × items, of learners who answered anything, and who they are. */
async function sharesOf(viewer: Viewer, classroomId: string, itemIds: readonly string[]) {
  const rows = await db.$queryRaw<{ userId: string; places: number[]; shares: number[] }[]>`
    WITH ${visibleStandings(viewer, classroomId)}
    SELECT v."userId", array_agg(item.place::int) AS places, array_agg(v."earned" / v."total") AS shares
      FROM visible v
      JOIN unnest(${[...itemIds]}::text[]) WITH ORDINALITY AS item ("itemId", place) ON item."itemId" = v."itemId"
     WHERE v."total" > 0
     GROUP BY v."userId"`
  const shares = rows.map((one) => {
    const row: (number | null)[] = Array.from({ length: itemIds.length }, () => null)
    for (const [i, place] of one.places.entries()) row[place - 1] = one.shares[i] ?? null
    return row
  })
  return { userIds: rows.map(({ userId }) => userId), shares }
}

/** By item how its first answers were given. Counted by the database: a row an item. */
async function circumstancesOf(
  viewer: Viewer,
  classroomId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, Circumstances>> {
  const rows = await db.$queryRaw<
    { itemId: string; quartiles: number[] | null; answers: number[]; right: number[] }[]
  >`
    WITH ${visibleStandings(viewer, classroomId)},
    given AS (
      -- Right is what isCorrect says.
      SELECT v."itemId", v."durationMs", v."confidence", v."earned" > v."total" - 1e-9 AS "isRight" FROM visible v
       WHERE v."total" > 0 AND v."itemId" = ANY(${[...itemIds]}::text[])
    )
    SELECT "itemId", percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY "durationMs") AS quartiles,
           ARRAY[count(*) FILTER (WHERE "confidence" = 1), count(*) FILTER (WHERE "confidence" = 2),
                 count(*) FILTER (WHERE "confidence" = 3)]::int[] AS answers,
           ARRAY[count(*) FILTER (WHERE "confidence" = 1 AND "isRight"), count(*) FILTER (WHERE "confidence" = 2 AND "isRight"),
                 count(*) FILTER (WHERE "confidence" = 3 AND "isRight")]::int[] AS "right"
      FROM given GROUP BY "itemId"`
  return new Map(
    rows.map(({ itemId, quartiles, answers, right }) => {
      const [first, second, third] = quartiles ?? []
      const isKnown = first !== undefined && second !== undefined && third !== undefined
      const sure = (level: number): Sure => ({ n: answers[level] ?? 0, right: right[level] ?? 0 })
      return [
        itemId,
        { quartiles: isKnown ? [first, second, third] : null, confidence: [sure(0), sure(1), sure(2)] },
      ]
    }),
  )
}
