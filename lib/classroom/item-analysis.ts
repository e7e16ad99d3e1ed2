import 'server-only'
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
import type { Sight } from './event'
import type { ClassLesson } from './grades'
import { look, within } from './right'
import { type FirstAnswers, firstAnswersIn } from './sheet'
import { ACTIVE_LEARNER } from './store'

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

/** The figures of a class that the viewer teaches; null when there is none such.
 *  @param sight that they are taken away; null for who looks at them, which names nobody
 *  @param sectionId the figures of this section alone; null: of all of the class */
export async function itemAnalysisOf(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly ClassLesson[],
  sight: Sight | null = null,
  sectionId: string | null = null,
): Promise<ItemAnalysis | null> {
  return (await measure(viewer, classroomId, lessons, sight, sectionId))?.analysis ?? null
}

/** One item of a class: its figures, and who is in the groups that its discrimination compares, by id of person and with
 *  their part of one place. Null when there is no such class of the viewer's, or no such item. */
export async function itemOfClass(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly ClassLesson[],
  itemId: string,
): Promise<{ readonly row: ItemRow; readonly groups: PeopleInGroups | null } | null> {
  const measured = await measure(viewer, classroomId, lessons, null, null)
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

async function measure(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly ClassLesson[],
  sight: Sight | null,
  sectionId: string | null,
) {
  const seen = await look(viewer, classroomId, sight)
  if (!seen) return null
  const looked = within(seen, sectionId)
  const places = lessons.flatMap(({ slug, itemIds }) => itemIds.map((itemId) => ({ slug, itemId })))
  const itemIds = places.map(({ itemId }) => itemId)
  const [learners, first] = await Promise.all([
    db.membership.count({ where: { classroomId, ...ACTIVE_LEARNER, ...(sectionId && { sectionId }) } }),
    firstAnswersIn(looked),
  ])
  const { userIds, shares, circumstances } = tabulate(first, itemIds)
  const statistics = itemStatistics(shares, isRight)
  const items = places.map((place, i): ItemRow => {
    const known = statistics[i] ?? NONE
    const how = circumstances[i] ?? circumstancesOf(noTelling())
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
const isRight = (share: number) => isCorrect(share, 1)

/** What is asked of the first answers to one item. */
type Given = { readonly times: number[]; readonly confidence: [Counting, Counting, Counting] }
type Counting = { n: number; right: number }

/** Learners × items, of learners who have an answer that counts, and who they are; and of each item how its answers were
 *  given, where there are any. */
function tabulate(all: readonly FirstAnswers[], itemIds: readonly string[]) {
  const placeOf = new Map(itemIds.map((itemId, place) => [itemId, place]))
  const given = itemIds.map(noTelling)
  const [userIds, shares]: [string[], (number | null)[][]] = [[], []]
  for (const one of all) {
    const row: (number | null)[] = itemIds.map(() => null)
    let isEmpty = true
    for (let i = 0; i < one.items.length; i++) {
      const place = placeOf.get(one.items[i] ?? '')
      const share = one.shares[i] ?? null
      const of = place === undefined ? undefined : given[place]
      if (place === undefined || of === undefined || share === null) continue
      row[place] = share
      isEmpty = false
      const time = one.durations[i] ?? null
      if (time !== null) of.times.push(time)
      const sure = of.confidence[(one.confidences[i] ?? 0) - 1]
      if (!sure) continue
      sure.n++
      if (isRight(share)) sure.right++
    }
    if (isEmpty) continue
    userIds.push(one.userId)
    shares.push(row)
  }
  return { userIds, shares, circumstances: given.map(circumstancesOf) }
}

const noTelling = (): Given => ({ times: [], confidence: [nobody(), nobody(), nobody()] })
const nobody = (): Counting => ({ n: 0, right: 0 })

function circumstancesOf({ times: inAnyOrder, confidence }: Given): Circumstances {
  const times = inAnyOrder.sort((a, b) => a - b)
  if (times.length === 0) return { quartiles: null, confidence }
  return { quartiles: [quantile(times, 0.25), quantile(times, 0.5), quantile(times, 0.75)], confidence }
}

/** Between the two nearest, as PostgreSQL's `percentile_cont` has it.
 *  @param sorted not empty */
function quantile(sorted: readonly number[], part: number): number {
  const at = part * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? 0
  return low + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] ?? low) - low)
}
