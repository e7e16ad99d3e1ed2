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
import { type Cell, cellOf, type FirstAnswer, summaryOf } from './classroom'
import { taughtBy } from './store'

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
  readonly shareEarlier: boolean
  /** One for each lesson, in the order of `Dashboard.lessons`. */
  readonly cells: readonly Cell[]
  readonly summary: ReturnType<typeof summaryOf>
}

/** What a teacher sees: learners × lessons. Numbers are of first scored answers that this teacher may see: from the
 *  day of joining on, or all of them where the learner shares earlier work. */
export type Dashboard = {
  readonly lessons: readonly (DashboardLesson & { readonly summary: ReturnType<typeof summaryOf> })[]
  readonly learners: readonly DashboardLearner[]
  /** Misconceptions behind the newest answers, the most frequent first: `holders` of the `answered` learners
   *  who answered anything about that concept. */
  readonly misconceptions: readonly {
    readonly id: string
    readonly holders: number
    readonly answered: number
  }[]
}

/** The dashboard of a class that the viewer teaches; null when there is none such. */
export async function dashboardOf(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly DashboardLesson[],
): Promise<Dashboard | null> {
  if (!isId(classroomId)) return null
  const classroom = await db.classroom.findFirst({
    where: taughtBy(viewer, classroomId),
    include: { members: { where: ACTIVE_LEARNER, include: IS_GUEST, orderBy: { displayName: 'asc' } } },
  })
  if (!classroom) return null
  const [counts, misconceptions] = await Promise.all([
    countFirstAnswers(viewer, classroomId, lessons),
    countMisconceptions(viewer, classroomId, lessons),
  ])
  const countsOf = new Map(counts.map((one) => [one.userId, one]))
  const learners = classroom.members.map((member): DashboardLearner => {
    const cells = cellsFrom(countsOf.get(member.userId), lessons)
    const { id, displayName, joinedAt, shareEarlier, user } = member
    const who = { membershipId: id, name: displayName, isGuest: user.guest, joinedAt, shareEarlier }
    return { ...who, cells, summary: summaryOf(cells) }
  })
  const columns = lessons.map((lesson, i) => {
    const summary = summaryOf(learners.flatMap(({ cells }) => cells[i] ?? []))
    return { slug: lesson.slug, title: lesson.title, itemIds: lesson.itemIds, summary }
  })
  return { lessons: columns, learners, misconceptions }
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

const ACTIVE_LEARNER = { role: 'learner', status: 'active' } as const

/** All that a class needs of a learner's own row: no address and no hash is read with it. */
const IS_GUEST = { user: { select: { guest: true } } } as const

/** What this teacher may see of each learner's standing with each item: all of it where earlier work is shared or there
 *  is none; where some answers came before joining, only what came after, read answer by answer. */
function visibleStandings(viewer: Viewer, classroomId: string): Prisma.Sql {
  return Prisma.sql`
    learner AS (
      SELECT m."userId", m."joinedAt", m."shareEarlier" FROM "Membership" m
        JOIN "Membership" t ON t."classroomId" = m."classroomId" AND t."userId" = ${viewer.id}::uuid
                           AND t."role" = 'teacher' AND t."status" = 'active'
       WHERE m."classroomId" = ${classroomId}::uuid AND m."role" = 'learner' AND m."status" = 'active'
    ),
    visible AS (
      SELECT s."userId", s."itemId", s."earned", s."total", s."codes"
        FROM learner l JOIN "ItemStanding" s ON s."userId" = l."userId"
       WHERE l."shareEarlier" OR s."firstAt" >= l."joinedAt"
      UNION ALL
      SELECT s."userId", s."itemId", first."earned", first."total", newest."codes"
        FROM learner l
        JOIN "ItemStanding" s ON s."userId" = l."userId"
        LEFT JOIN LATERAL (
          SELECT g."earned", g."total" FROM "ItemResponse" r
            JOIN LATERAL (
              SELECT "earned", "total", "state" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
            ) g ON g."state" = 'scored'
           WHERE r."userId" = s."userId" AND r."itemId" = s."itemId" AND r."createdAt" >= l."joinedAt"
           ORDER BY r."createdAt", r."id" LIMIT 1
        ) first ON true
        JOIN LATERAL (
          SELECT g."codes" FROM "ItemResponse" r
            JOIN LATERAL (
              SELECT "codes" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
            ) g ON true
           WHERE r."userId" = s."userId" AND r."itemId" = s."itemId" AND r."createdAt" >= l."joinedAt"
           ORDER BY r."createdAt" DESC, r."id" DESC LIMIT 1
        ) newest ON true
       WHERE NOT l."shareEarlier" AND s."firstAt" < l."joinedAt" AND s."newestAt" >= l."joinedAt"
    )`
}

/** Of one learner, by lesson as it was handed over: how many items have a scored first answer, and the sum of their
 *  shares of points. Lessons without an answer are left out. */
type Counts = {
  readonly userId: string
  readonly lessons: readonly number[]
  readonly answered: readonly number[]
  readonly shares: readonly number[]
}

/** Counted by the database: a class of 200 gives a row a learner instead of one an answer. */
function countFirstAnswers(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly DashboardLesson[],
): Promise<Counts[]> {
  return db.$queryRaw<Counts[]>`
    WITH ${itemsOf(lessons)}, ${visibleStandings(viewer, classroomId)},
    cell AS (
      SELECT v."userId", i."lesson", count(*)::int AS answered, sum(v."earned" / v."total") AS shares
        FROM visible v JOIN item i ON i."itemId" = v."itemId"
       WHERE v."total" > 0
       GROUP BY v."userId", i."lesson"
    )
    SELECT "userId", array_agg("lesson") AS lessons, array_agg(answered) AS answered, array_agg(shares) AS shares
      FROM cell GROUP BY "userId"`
}

function cellsFrom(counts: Counts | undefined, lessons: readonly DashboardLesson[]): Cell[] {
  const cells: Cell[] = lessons.map(({ itemIds }) => ({ answered: 0, items: itemIds.length, rate: null }))
  for (const [i, lesson] of (counts?.lessons ?? []).entries()) {
    const [answered = 0, share = 0] = [counts?.answered[i], counts?.shares[i]]
    cells[lesson] = { answered, items: lessons[lesson]?.itemIds.length ?? 0, rate: share / answered }
  }
  return cells
}

/** Which misconceptions the newest visible answers show, and among how many: an item of one concept may catch a
 *  misconception about another, so whoever holds one counts as having answered about it. */
async function countMisconceptions(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly DashboardLesson[],
): Promise<Dashboard['misconceptions']> {
  return db.$queryRaw<Dashboard['misconceptions']>`
    WITH ${itemsOf(lessons)}, ${visibleStandings(viewer, classroomId)},
    held AS (
      SELECT DISTINCT v."userId", code FROM visible v JOIN item i ON i."itemId" = v."itemId", unnest(v."codes") AS code
    ),
    holders AS (SELECT code, split_part(code, '#', 1) AS concept, count(*)::int AS holders FROM held GROUP BY code),
    answered AS (
      SELECT concept, count(*)::int AS answered FROM (
        SELECT split_part(v."itemId", '.', 1) AS concept, v."userId" FROM visible v JOIN item i ON i."itemId" = v."itemId"
        UNION
        SELECT split_part(code, '#', 1), "userId" FROM held
      ) AS one GROUP BY concept
    )
    SELECT h.code AS id, h.holders, a.answered FROM holders h JOIN answered a ON a.concept = h.concept
     ORDER BY h.holders DESC, h.code COLLATE "C"`
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
