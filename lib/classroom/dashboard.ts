import 'server-only'
import { answeredItem, type Scorer } from '@/lib/attempt/answered'
import { answerTimes, responsesOf } from '@/lib/attempt/store'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Localized, PublicItem } from '@/lib/quiz/item'
import { publicItem } from '@/lib/quiz/publish'
import type { AnsweredItem } from '@/lib/quiz/wire'
import { Prisma } from '@/prisma/client/client'
import { type Cell, cellOf, type FirstAnswer, type Summary, summaryOf } from './classroom'
import { ACTIVE_LEARNER, taughtBy } from './store'
import { visibleStandings } from './visible'

/** What the dashboard needs to know of a lesson; `CatalogLesson` has it. */
export type DashboardLesson = {
  readonly slug: string
  readonly title: Localized
  readonly itemIds: readonly string[]
}

export type DashboardLearner = {
  readonly membershipId: string
  readonly name: string
  readonly isGuest: boolean
  readonly joinedAt: Date
  /** When this learner was last back after having left; null for who never went. */
  readonly returnedAt: Date | null
  readonly shareEarlier: boolean
  /** One for each lesson, in the order of `Dashboard.lessons`. */
  readonly cells: readonly Cell[]
  readonly summary: Summary
}

/** What a teacher sees: learners × lessons, a page of learners by name. Numbers are of first scored answers that this
 *  teacher may see: from the day of joining on, or all of them where the learner shares earlier work. */
export type Dashboard = {
  /** `summary` is of the whole class, not of the page. */
  readonly lessons: readonly (DashboardLesson & { readonly summary: LessonSummary })[]
  readonly learners: readonly DashboardLearner[]
  /** From 1 on; never beyond the last. */
  readonly page: number
  readonly pages: number
}

/** One lesson over a class: of `items` answers that there would be if everybody had answered everything, `answered` are
 *  there, of `learners` learners; `rate` (0 to 1) is their mean share of points, null where there is none. */
export type LessonSummary = Summary & { readonly learners: number }

/** So many learners are on a page of the heat map. */
export const DASHBOARD_PAGE = 50

/** The dashboard of a class that the viewer teaches; null when there is none such.
 *  @param page a page beyond the last is the last */
export async function dashboardOf(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly DashboardLesson[],
  page = 1,
): Promise<Dashboard | null> {
  if (!isId(classroomId) || (await db.classroom.count({ where: taughtBy(viewer, classroomId) })) === 0)
    return null
  const everybody = { classroomId, ...ACTIVE_LEARNER }
  const total = await db.membership.count({ where: everybody })
  const pages = Math.max(1, Math.ceil(total / DASHBOARD_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const members = await db.membership.findMany({
    where: everybody,
    include: IS_GUEST,
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
    skip: (shown - 1) * DASHBOARD_PAGE,
    take: DASHBOARD_PAGE,
  })
  const ids = members.map(({ userId }) => userId)
  const counts = await countFirstAnswers(viewer, classroomId, lessons, ids)
  const countsOf = new Map(counts.ofLearners.map((one) => [one.userId, one]))
  const learners = members.map((member): DashboardLearner => {
    const cells = cellsFrom(countsOf.get(member.userId), lessons)
    const { id, displayName, joinedAt, returnedAt, shareEarlier, user } = member
    const who = {
      membershipId: id,
      name: displayName,
      isGuest: user.guest,
      joinedAt,
      returnedAt,
      shareEarlier,
    }
    return { ...who, cells, summary: summaryOf(cells) }
  })
  const columns = lessons.map((lesson, i) => {
    const { slug, title, itemIds } = lesson
    const known = counts.ofLessons.find((one) => one.lesson === i)
    const { learners: n, answered, shares } = known ?? { learners: 0, answered: 0, shares: 0 }
    const rate = answered === 0 ? null : shares / answered
    return { slug, title, itemIds, summary: { rate, answered, items: total * itemIds.length, learners: n } }
  })
  return { lessons: columns, learners, page: shown, pages }
}

/** The answers of one learner that their teacher may see, by lesson and item: of each item the first and the newest. */
export type LearnerAnswers = {
  readonly membershipId: string
  readonly name: string
  readonly isGuest: boolean
  readonly joinedAt: Date
  readonly shareEarlier: boolean
  readonly lessons: readonly {
    readonly slug: string
    readonly title: Localized
    readonly cell: Cell
    readonly items: readonly { readonly item: PublicItem; readonly answers: readonly AnsweredItem[] }[]
  }[]
  /** When each of them was given, ISO 8601, oldest first. */
  readonly times: readonly string[]
}

/** One learner's answers, for whoever teaches the class, and for the learner, who sees the very same. Null
 *  when the class, the learner or the right to look is missing. */
export async function learnerAnswers(
  viewer: Viewer,
  classroomId: string,
  membershipId: string,
  lessons: readonly DashboardLesson[],
  locale: 'ko' | 'en',
  scorer: Scorer,
): Promise<LearnerAnswers | null> {
  if (!isId(classroomId) || !isId(membershipId)) return null
  const mayLook = [{ userId: viewer.id }, { classroom: taughtBy(viewer, classroomId) }]
  const member = await db.membership.findFirst({
    where: { id: membershipId, classroomId, ...ACTIVE_LEARNER, OR: mayLook },
    include: IS_GUEST,
  })
  if (!member) return null
  const { displayName: name, joinedAt, shareEarlier } = member
  const itemIds = lessons.flatMap((lesson) => lesson.itemIds)
  const since = shareEarlier ? null : joinedAt
  const [all, times] = await Promise.all([
    responsesOf(member.userId, itemIds, since),
    answerTimes(member.userId, itemIds, since),
  ])
  const shown = await Promise.all(all.map((response) => answeredItem(response, locale, scorer)))
  const first = firstOf(member.userId, shown)
  const byLesson = await Promise.all(
    lessons.map(async ({ slug, title, itemIds: ids }) => {
      const items = await Promise.all(ids.map((id) => itemWithAnswers(id, shown, locale, scorer)))
      return { slug, title, cell: cellOf(first, ids), items: items.flat() }
    }),
  )
  const who = { membershipId, name, isGuest: member.user.guest, joinedAt, shareEarlier }
  return { ...who, lessons: byLesson, times: times.map((at) => at.toISOString()) }
}

/** The membership of a learner in a class of theirs, to look at what the teacher sees; null when not one. */
export async function ownMembership(viewer: Viewer, classroomId: string): Promise<string | null> {
  const where = { classroomId, userId: viewer.id, ...ACTIVE_LEARNER }
  return (await db.membership.findFirst({ where, select: { id: true } }))?.id ?? null
}

/** All that a class needs of a learner's own row: no address and no hash is read with it. */
const IS_GUEST = { user: { select: { guest: true } } } as const

/** Of one learner, by lesson as it was handed over: how many items have a scored first answer, and the sum of their
 *  shares of points. Lessons without an answer are left out. */
type Counts = {
  readonly userId: string
  readonly lessons: readonly number[]
  readonly answered: readonly number[]
  readonly shares: readonly number[]
}

/** A lesson over the whole class: `learners` have answered something in it, `answered` items altogether. */
type LessonCounts = {
  readonly lesson: number
  readonly learners: number
  readonly answered: number
  readonly shares: number
}

/** Counted by the database: a class of 3,000 gives a row a lesson and one a learner of the page instead of one an answer. */
async function countFirstAnswers(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly DashboardLesson[],
  userIds: readonly string[],
): Promise<{ readonly ofLearners: readonly Counts[]; readonly ofLessons: readonly LessonCounts[] }> {
  const cells = Prisma.sql`
    ${itemsOf(lessons)}, ${visibleStandings(viewer, classroomId)},
    cell AS (
      SELECT v."userId", i."lesson", count(*)::int AS answered, sum(v."earned" / v."total") AS shares
        FROM visible v JOIN item i ON i."itemId" = v."itemId"
       WHERE v."total" > 0
       GROUP BY v."userId", i."lesson"
    )`
  const [ofLearners, ofLessons] = await Promise.all([
    db.$queryRaw<Counts[]>`
      WITH ${cells}
      SELECT "userId", array_agg("lesson") AS lessons, array_agg(answered) AS answered, array_agg(shares) AS shares
        FROM cell WHERE "userId" = ANY(${[...userIds]}::uuid[]) GROUP BY "userId"`,
    db.$queryRaw<LessonCounts[]>`
      WITH ${cells}
      SELECT "lesson", count(*)::int AS learners, sum(answered)::int AS answered, sum(shares) AS shares
        FROM cell GROUP BY "lesson"`,
  ])
  return { ofLearners, ofLessons }
}

function cellsFrom(counts: Counts | undefined, lessons: readonly DashboardLesson[]): Cell[] {
  const cells: Cell[] = lessons.map(({ itemIds }) => ({ answered: 0, items: itemIds.length, rate: null }))
  for (const [i, lesson] of (counts?.lessons ?? []).entries()) {
    const [answered = 0, share = 0] = [counts?.answered[i], counts?.shares[i]]
    cells[lesson] = { answered, items: lessons[lesson]?.itemIds.length ?? 0, rate: share / answered }
  }
  return cells
}

/** Items with the place of their lesson, as a table. */
function itemsOf(lessons: readonly DashboardLesson[]): Prisma.Sql {
  const ids = lessons.flatMap(({ itemIds }) => itemIds)
  const places = lessons.flatMap(({ itemIds }, i) => itemIds.map(() => i))
  return Prisma.sql`item AS (SELECT * FROM unnest(${ids}::text[], ${places}::int[]) AS t("itemId", "lesson"))`
}

async function itemWithAnswers(
  id: string,
  shown: readonly AnsweredItem[],
  locale: 'ko' | 'en',
  scorer: Scorer,
) {
  const answers = shown.filter((answer) => answer.itemId === id)
  const item = answers.length > 0 ? await scorer.loadItem(id) : null
  return item ? [{ item: publicItem(item, locale, answers[0]?.seed ?? 0), answers }] : []
}

function firstOf(userId: string, shown: readonly AnsweredItem[]): FirstAnswer[] {
  const seen = new Set<string>()
  return shown.flatMap(({ itemId, state, earned, total }) => {
    if (seen.has(itemId) || state !== 'scored') return []
    seen.add(itemId)
    return [{ userId, itemId, earned, total }]
  })
}
