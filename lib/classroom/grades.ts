import 'server-only'
import { db } from '@/lib/db'
import type { Localized } from '@/lib/quiz/item'
import { type Membership, Prisma } from '@/prisma/client/client'
import { type Cell, type Summary, summaryOf } from './classroom'
import type { Look } from './right'
import { learnersTaught } from './visible'

/** What a class needs to know of a lesson; `CatalogLesson` has it. */
export type ClassLesson = {
  readonly slug: string
  readonly title: Localized
  readonly itemIds: readonly string[]
}

export type LearnerGrades = {
  readonly membershipId: string
  readonly name: string
  readonly isGuest: boolean
  readonly joinedAt: Date
  /** When this learner was last back after having left; null for who never went. */
  readonly returnedAt: Date | null
  readonly shareEarlier: boolean
  /** The name of the section that they are in; null: in none. */
  readonly section: string | null
  /** One for each lesson, in the order in which lessons were handed over. */
  readonly cells: readonly Cell[]
  readonly summary: Summary
}

/** All that a class needs of a learner's own row: no address and no hash is read with it. */
export const IS_GUEST = { user: { select: { guest: true } } } as const

/** What grades are made of. */
export const GRADED = { ...IS_GUEST, section: { select: { name: true } } } as const

/** The order of learners everywhere. */
export const BY_NAME = [
  { displayName: 'asc' },
  { id: 'asc' },
] satisfies Prisma.MembershipOrderByWithRelationInput[]

/** What the first answers of some learners came to, lesson by lesson: those that this teacher may see.
 *  @param members learners of the class, who come back in the same order */
export async function gradesOf(
  looked: Look,
  lessons: readonly ClassLesson[],
  members: readonly (Membership & {
    readonly user: { readonly guest: boolean }
    readonly section: { readonly name: string } | null
  })[],
): Promise<LearnerGrades[]> {
  const userIds = members.map(({ userId }) => userId)
  const counts = await db.$queryRaw<Counts[]>`
    WITH ${cellsOf(looked, lessons, userIds)}
    SELECT "userId", array_agg("lesson") AS lessons, array_agg(answered) AS answered, array_agg(shares) AS shares
      FROM cell GROUP BY "userId"`
  const countsOf = new Map(counts.map((one) => [one.userId, one]))
  return members.map((member) => {
    const cells = cellsFrom(countsOf.get(member.userId), lessons)
    const { id, displayName, joinedAt, returnedAt, shareEarlier, user } = member
    const who = {
      membershipId: id,
      name: displayName,
      isGuest: user.guest,
      joinedAt,
      returnedAt,
      shareEarlier,
      section: member.section?.name ?? null,
    }
    return { ...who, cells, summary: summaryOf(cells) }
  })
}

/** A lesson over the whole class: `answered` first answers to its items, with `shares` of their points; `learners` gave the
 *  item that most of them answered. */
export type LessonCounts = {
  readonly lesson: number
  readonly learners: number
  readonly answered: number
  readonly shares: number
}

/** Lessons without an answer are left out. Of a class what is added up with every answer is read, a row an item, however large
 *  it is; of a section the sheets of who is in it. */
export function countByLesson(looked: Look, lessons: readonly ClassLesson[]): Promise<LessonCounts[]> {
  const counted = looked.sectionId === null ? ofClass(looked) : ofSection(looked)
  return db.$queryRaw<LessonCounts[]>`
    WITH ${itemsOf(lessons)}, ${counted}
    SELECT i."lesson", max(c."answered")::int AS learners, sum(c."answered")::int AS answered,
           sum(c."permille")::float / 1000 AS shares
      FROM counted c JOIN item i ON i."itemId" = c."itemId"
     GROUP BY i."lesson"`
}

function ofClass({ classroomId }: Look): Prisma.Sql {
  return Prisma.sql`
    counted AS (
      SELECT "itemId", "answered", "permille" FROM "ClassroomItem" WHERE "classroomId" = ${classroomId}::uuid
    )`
}

function ofSection(looked: Look): Prisma.Sql {
  return Prisma.sql`
    ${learnersTaught(looked)},
    counted AS (
      SELECT given."itemId", count(*) AS "answered", sum(round(1000 * given.share)) AS "permille"
        FROM learner l
        JOIN "AnswerSheet" s ON s."membershipId" = l."id"
        CROSS JOIN LATERAL unnest(s."items", s."shares") AS given ("itemId", share)
       WHERE given.share IS NOT NULL
       GROUP BY given."itemId"
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

function cellsOf(
  looked: Look,
  lessons: readonly ClassLesson[],
  userIds: readonly string[] | null,
): Prisma.Sql {
  return Prisma.sql`
    ${itemsOf(lessons)}, ${learnersTaught(looked, userIds)},
    cell AS (
      SELECT l."userId", i."lesson", count(*)::int AS answered, sum(given.share) AS shares
        FROM learner l
        JOIN "AnswerSheet" s ON s."membershipId" = l."id"
        CROSS JOIN LATERAL unnest(s."items", s."shares") AS given ("itemId", share)
        JOIN item i ON i."itemId" = given."itemId"
       WHERE given.share IS NOT NULL
       GROUP BY l."userId", i."lesson"
    )`
}

function cellsFrom(counts: Counts | undefined, lessons: readonly ClassLesson[]): Cell[] {
  const cells: Cell[] = lessons.map(({ itemIds }) => ({ answered: 0, items: itemIds.length, rate: null }))
  for (const [i, lesson] of (counts?.lessons ?? []).entries()) {
    const [answered = 0, share = 0] = [counts?.answered[i], counts?.shares[i]]
    cells[lesson] = { answered, items: lessons[lesson]?.itemIds.length ?? 0, rate: share / answered }
  }
  return cells
}

/** Items with the place of their lesson, as a table. */
function itemsOf(lessons: readonly ClassLesson[]): Prisma.Sql {
  const ids = lessons.flatMap(({ itemIds }) => itemIds)
  const places = lessons.flatMap(({ itemIds }, i) => itemIds.map(() => i))
  return Prisma.sql`item AS (SELECT * FROM unnest(${ids}::text[], ${places}::int[]) AS t("itemId", "lesson"))`
}
