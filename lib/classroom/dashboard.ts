import 'server-only'
import { type AnsweredItem, answeredItem, type World } from '@/lib/attempt/answered'
import { responsesOf } from '@/lib/attempt/store'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { conceptOf, type Localized, type PublicItem, publicItem } from '@/lib/quiz/item'
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
  const classroom = await db.classroom.findFirst({
    where: taughtBy(viewer, classroomId),
    include: { members: { where: ACTIVE_LEARNER, include: { user: true }, orderBy: { displayName: 'asc' } } },
  })
  if (!classroom) return null
  const itemIds = lessons.flatMap((lesson) => lesson.itemIds)
  const [first, newest] = await Promise.all([
    firstAnswers(viewer, classroomId, itemIds),
    newestCodes(viewer, classroomId, itemIds),
  ])
  const answersOf = new Map<string, FirstAnswer[]>()
  for (const answer of first) {
    const known = answersOf.get(answer.userId)
    if (known) known.push(answer)
    else answersOf.set(answer.userId, [answer])
  }
  const learners = classroom.members.map((member): DashboardLearner => {
    const cells = lessons.map((lesson) => cellOf(answersOf.get(member.userId) ?? [], lesson.itemIds))
    const { id, displayName, joinedAt, shareEarlier, user } = member
    const who = { membershipId: id, name: displayName, isGuest: user.guest, joinedAt, shareEarlier }
    return { ...who, cells, summary: summaryOf(cells) }
  })
  const columns = lessons.map((lesson, i) => {
    const summary = summaryOf(learners.flatMap(({ cells }) => cells[i] ?? []))
    return { slug: lesson.slug, title: lesson.title, itemIds: lesson.itemIds, summary }
  })
  return { lessons: columns, learners, misconceptions: countMisconceptions(newest) }
}

/** All answers of one learner that their teacher may see, by lesson and item. */
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
  /** Days on which something was answered, ISO 8601 in UTC, and how many answers. */
  readonly days: readonly { readonly day: string; readonly answers: number }[]
}

/** One learner's answers, for whoever teaches the class, and for the learner, who sees the very same. Null
 *  when the class, the learner or the right to look is missing. */
export async function learnerAnswers(
  viewer: Viewer,
  classroomId: string,
  membershipId: string,
  lessons: readonly DashboardLesson[],
  locale: 'ko' | 'en',
  world: World,
): Promise<LearnerAnswers | null> {
  const mayLook = [{ userId: viewer.id }, { classroom: taughtBy(viewer, classroomId) }]
  const member = await db.membership.findFirst({
    where: { id: membershipId, classroomId, ...ACTIVE_LEARNER, OR: mayLook },
    include: { user: true },
  })
  if (!member) return null
  const { displayName: name, joinedAt, shareEarlier } = member
  const itemIds = lessons.flatMap((lesson) => lesson.itemIds)
  const all = await responsesOf(member.userId, itemIds, shareEarlier ? null : joinedAt)
  const shown = await Promise.all(all.map((response) => answeredItem(response, locale, world)))
  const byLesson = await Promise.all(
    lessons.map(async ({ slug, title, itemIds: ids }) => {
      const items = await Promise.all(ids.map((id) => itemWithAnswers(id, shown, locale, world)))
      const first = firstOf(member.userId, shown)
      return { slug, title, cell: cellOf(first, ids), items: items.flat() }
    }),
  )
  const who = { membershipId, name, isGuest: member.user.guest, joinedAt, shareEarlier }
  return { ...who, lessons: byLesson, days: answersByDay(shown) }
}

/** The membership of a learner in a class of theirs, to look at what the teacher sees; null when not one. */
export async function ownMembership(viewer: Viewer, classroomId: string): Promise<string | null> {
  const where = { classroomId, userId: viewer.id, ...ACTIVE_LEARNER }
  return (await db.membership.findFirst({ where, select: { id: true } }))?.id ?? null
}

const ACTIVE_LEARNER = { role: 'learner', status: 'active' } as const

/** The first visible answer of every learner to every item, in one pass over the index of responses. */
function firstAnswers(
  viewer: Viewer,
  classroomId: string,
  itemIds: readonly string[],
): Promise<FirstAnswer[]> {
  return db.$queryRaw<FirstAnswer[]>`
    SELECT DISTINCT ON (r."userId", r."itemId") r."userId", r."itemId", s."earned", s."total"
      FROM "Membership" m
      JOIN "Membership" t ON t."classroomId" = m."classroomId" AND t."userId" = ${viewer.id}
                         AND t."role" = 'teacher' AND t."status" = 'active'
      JOIN "ItemResponse" r ON r."userId" = m."userId" AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
      JOIN LATERAL (
        SELECT "earned", "total", "state" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON s."state" = 'scored'
     WHERE m."classroomId" = ${classroomId} AND m."role" = 'learner' AND m."status" = 'active'
       AND r."itemId" = ANY(${itemIds})
     ORDER BY r."userId", r."itemId", r."createdAt", r."id"`
}

type NewestCodes = { readonly userId: string; readonly itemId: string; readonly codes: readonly string[] }

/** The misconceptions that the newest visible answer of every learner to every item shows. */
function newestCodes(
  viewer: Viewer,
  classroomId: string,
  itemIds: readonly string[],
): Promise<NewestCodes[]> {
  return db.$queryRaw<NewestCodes[]>`
    SELECT DISTINCT ON (r."userId", r."itemId") r."userId", r."itemId", s."codes"
      FROM "Membership" m
      JOIN "Membership" t ON t."classroomId" = m."classroomId" AND t."userId" = ${viewer.id}
                         AND t."role" = 'teacher' AND t."status" = 'active'
      JOIN "ItemResponse" r ON r."userId" = m."userId" AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
      JOIN LATERAL (
        SELECT "codes" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) s ON true
     WHERE m."classroomId" = ${classroomId} AND m."role" = 'learner' AND m."status" = 'active'
       AND r."itemId" = ANY(${itemIds})
     ORDER BY r."userId", r."itemId", r."createdAt" DESC, r."id" DESC`
}

function countMisconceptions(newest: readonly NewestCodes[]): Dashboard['misconceptions'] {
  const holders = new Map<string, Set<string>>()
  const answered = new Map<string, Set<string>>()
  for (const { userId, itemId, codes } of newest) {
    add(answered, conceptOf(itemId), userId)
    for (const code of codes) {
      add(holders, code, userId)
      // An item of one concept may catch a misconception about another.
      add(answered, conceptOfCode(code), userId)
    }
  }
  return [...holders]
    .map(([id, who]) => ({ id, holders: who.size, answered: answered.get(conceptOfCode(id))?.size ?? 0 }))
    .sort((a, b) => b.holders - a.holders || (a.id < b.id ? -1 : 1))
}

function conceptOfCode(code: string): string {
  return code.split('#', 1)[0] ?? code
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set()
  sets.set(key, set.add(value))
}

async function itemWithAnswers(
  id: string,
  shown: readonly AnsweredItem[],
  locale: 'ko' | 'en',
  world: World,
) {
  const answers = shown.filter((answer) => answer.itemId === id)
  const item = answers.length > 0 ? await world.loadItem(id) : null
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

function answersByDay(shown: readonly AnsweredItem[]): LearnerAnswers['days'] {
  const days = new Map<string, number>()
  for (const { at } of shown) days.set(at.slice(0, 10), (days.get(at.slice(0, 10)) ?? 0) + 1)
  return [...days].map(([day, answers]) => ({ day, answers }))
}
