import 'server-only'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { cardItems } from '@/lib/content/card'
import { db } from '@/lib/db'
import {
  type AssignmentResult,
  assignmentResult,
  type Given,
  type ItemResult,
  type Release,
  resultOf,
  stageOf,
  type Terms,
} from '@/lib/progress/assignment'
import { CLOSES_AT, withheldFrom } from '@/lib/progress/withheld-store'
import { Prisma } from '@/prisma/client/client'
import { CONSENT } from './classroom'
import { BY_NAME } from './grades'
import { ACTIVE_LEARNER, seenBy } from './store'

/** An assignment as it is set. */
export type Assigned = Terms & {
  readonly id: string
  readonly classroomId: string
  readonly title: string
  readonly dueAt: Date | null
  /** When the last learner's time is over. */
  readonly closesAt: Date | null
  readonly release: Release
  readonly scoreRelease: Release
  readonly mockMinutes: number | null
  /** In their order; none of a mock interview. */
  readonly itemIds: readonly string[]
}

/** So many assignments are on a page. */
export const ASSIGNMENTS_PAGE = 20

const SELECT_ASSIGNED = Prisma.sql`
  SELECT a."id", a."classroomId", a."title", a."openAt", a."dueAt", a."latePercent", a."attempts", a."release",
         a."scoreRelease", a."mockMinutes", ${CLOSES_AT} AS "closesAt",
         ARRAY(SELECT i."itemId" FROM "AssignmentItem" i WHERE i."assignmentId" = a."id" ORDER BY i."place") AS "itemIds"
    FROM "Assignment" a`

/** The condition that an answer or an interview given at a time counts for `a`, an assignment, of a learner `l` of its class
 *  whose own due time is `e."dueAt"`: the teacher may see it, and it came in time or may be late. */
function countsAt(at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    ${at} >= a."openAt" AND (l."shareEarlier" OR ${at} >= l."joinedAt")
    AND (a."latePercent" < 100 OR a."dueAt" IS NULL OR ${at} <= COALESCE(e."dueAt", a."dueAt"))`
}
const EXTENDED = Prisma.sql`
  LEFT JOIN "AssignmentExtension" e ON e."assignmentId" = a."id" AND e."membershipId" = l."id"`
/** An interview that is long enough, of a learner who has agreed that it is seen. */
const IS_INTERVIEW = Prisma.sql`l."consent" >= ${CONSENT} AND (k."settings"->>'minutes')::int >= a."mockMinutes"`

/** A page of a class's assignments for whoever teaches it, the newest first, with how many of its `learners` have answered
 *  all of it; null when there is no such class of the viewer's. */
export async function assignmentsOf(
  viewer: Viewer,
  classroomId: string,
  page: number,
): Promise<{
  readonly rows: readonly (Assigned & { readonly done: number; readonly extended: number })[]
  readonly learners: number
  readonly page: number
  readonly pages: number
} | null> {
  if (!isId(classroomId) || (await db.classroom.count({ where: seenBy(viewer, classroomId) })) === 0)
    return null
  const [total, learners] = await Promise.all([
    db.assignment.count({ where: { classroomId } }),
    db.membership.count({ where: { classroomId, ...ACTIVE_LEARNER } }),
  ])
  const pages = Math.max(1, Math.ceil(total / ASSIGNMENTS_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const assigned = await db.$queryRaw<Assigned[]>`
    ${SELECT_ASSIGNED} WHERE a."classroomId" = ${classroomId}::uuid
     ORDER BY a."openAt" DESC, a."id" DESC LIMIT ${ASSIGNMENTS_PAGE} OFFSET ${(shown - 1) * ASSIGNMENTS_PAGE}`
  const counts = await countDone(assigned.map(({ id }) => id))
  const rows = assigned.map((one) => ({ ...one, ...(counts.get(one.id) ?? { done: 0, extended: 0 }) }))
  return { rows, learners, page: shown, pages }
}

/** By assignment how many learners have answered every item of it, and how many have more time. */
async function countDone(ids: readonly string[]) {
  const rows = await db.$queryRaw<{ id: string; done: number; extended: number }[]>`
    SELECT a."id", count(e."dueAt")::int AS extended, count(*) FILTER (WHERE
             CASE WHEN a."mockMinutes" IS NULL THEN NOT EXISTS (
               SELECT 1 FROM "AssignmentItem" i WHERE i."assignmentId" = a."id" AND NOT EXISTS (
                 SELECT 1 FROM "ItemResponse" r
                  WHERE r."userId" = l."userId" AND r."itemId" = i."itemId" AND ${countsAt(Prisma.sql`r."createdAt"`)}))
             ELSE EXISTS (
               SELECT 1 FROM "Mock" k WHERE k."userId" = l."userId" AND ${IS_INTERVIEW} AND ${countsAt(Prisma.sql`k."endedAt"`)})
             END)::int AS done
      FROM "Assignment" a
      JOIN "Membership" l ON l."classroomId" = a."classroomId" AND l."role" = 'learner' AND l."status" = 'active'
      ${EXTENDED}
     WHERE a."id" = ANY(${[...ids]}::uuid[])
     GROUP BY a."id"`
  return new Map(rows.map(({ id, done, extended }) => [id, { done, extended }]))
}

/** What came of one learner's answers to an assignment. */
export type LearnerResult = {
  readonly membershipId: string
  readonly name: string
  /** Their own, where they have more time than the others. */
  readonly extendedTo: Date | null
  readonly result: AssignmentResult
}

/** So many learners are on a page of an assignment. */
export const RESULTS_PAGE = 50

/** An assignment of a class that the viewer teaches, with a page of its learners by name; null when there is none such. */
export async function assignmentOf(
  viewer: Viewer,
  classroomId: string,
  id: string,
  page: number,
): Promise<{
  readonly assigned: Assigned
  readonly rows: readonly LearnerResult[]
  readonly page: number
  readonly pages: number
} | null> {
  const assigned = await assignedOf(classroomId, id)
  if (!assigned || (await db.classroom.count({ where: seenBy(viewer, classroomId) })) === 0) return null
  const where = { classroomId, ...ACTIVE_LEARNER }
  const pages = Math.max(1, Math.ceil((await db.membership.count({ where })) / RESULTS_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const members = await db.membership.findMany({
    where,
    orderBy: BY_NAME,
    skip: (shown - 1) * RESULTS_PAGE,
    take: RESULTS_PAGE,
  })
  const results = await resultsOf(
    assigned,
    members.map((member) => member.id),
  )
  const rows = members.map(({ id: membershipId, displayName: name }) => {
    const { extendedTo, result } = results(membershipId)
    return { membershipId, name, extendedTo, result }
  })
  return { assigned, rows, page: shown, pages }
}

/** Every assignment of a class in the order in which they open; none for who does not teach it. */
export async function everyAssignment(viewer: Viewer, classroomId: string): Promise<Assigned[]> {
  if ((await db.classroom.count({ where: seenBy(viewer, classroomId) })) === 0) return []
  return db.$queryRaw<Assigned[]>`
    ${SELECT_ASSIGNED} WHERE a."classroomId" = ${classroomId}::uuid ORDER BY a."openAt", a."id"`
}

/** An assignment of a class, whoever looks; null when there is none such. */
async function assignedOf(classroomId: string, id: string): Promise<Assigned | null> {
  if (!isId(classroomId) || !isId(id)) return null
  const [row] = await db.$queryRaw<Assigned[]>`
    ${SELECT_ASSIGNED} WHERE a."id" = ${id}::uuid AND a."classroomId" = ${classroomId}::uuid`
  return row ?? null
}

/** What came of some learners' answers to an assignment; the caller has established that the viewer may see it.
 *  @returns by membership */
export async function resultsOf(assigned: Assigned, membershipIds: readonly string[]) {
  const given = await givenTo(assigned, membershipIds)
  const byLearner = new Map<string, GivenRow[]>()
  for (const row of given) byLearner.set(row.membershipId, [...(byLearner.get(row.membershipId) ?? []), row])
  const graded = gradedItems(assigned)
  const items = assigned.mockMinutes === null ? assigned.itemIds.length : 1
  return (membershipId: string): Resulting => {
    const rows = byLearner.get(membershipId) ?? []
    const extendedTo = rows[0]?.extendedTo ?? null
    const dueAt = extendedTo ?? assigned.dueAt
    const byItem = new Map(
      rows.flatMap(({ itemId, times, shares }) =>
        times === null ? [] : [[itemId ?? '', resultOf(assigned, dueAt, givenOf(times, shares))]],
      ),
    )
    return { extendedTo, byItem, result: assignmentResult(items, graded, [...byItem.values()]) }
  }
}

type Resulting = {
  readonly extendedTo: Date | null
  readonly result: AssignmentResult
  /** Of items that have an answer. */
  readonly byItem: ReadonlyMap<string, ItemResult>
}

type GivenRow = {
  readonly membershipId: string
  readonly itemId: string | null
  readonly extendedTo: Date | null
  /** Of each answer that counts, oldest first; null where there is none. */
  readonly times: readonly Date[] | null
  readonly shares: readonly (number | null)[] | null
}

function givenOf(times: readonly Date[], shares: readonly (number | null)[] | null): Given[] {
  return times.map((at, i) => ({ at: new Date(at), share: shares?.[i] ?? null }))
}

/** The answers that count: a row for each learner and item, at most `attempts` answers in it. */
function givenTo({ id, mockMinutes }: Assigned, membershipIds: readonly string[]): Promise<GivenRow[]> {
  const learners = Prisma.sql`
    "Assignment" a JOIN "Membership" l ON l."classroomId" = a."classroomId" ${EXTENDED}`
  const which = Prisma.sql`a."id" = ${id}::uuid AND l."id" = ANY(${[...membershipIds]}::uuid[])`
  if (mockMinutes !== null)
    return db.$queryRaw<GivenRow[]>`
      SELECT l."id" AS "membershipId", NULL AS "itemId", e."dueAt" AS "extendedTo", given.times, NULL AS shares
        FROM ${learners}
        LEFT JOIN LATERAL (
          SELECT array_agg(k."endedAt" ORDER BY k."endedAt") AS times FROM "Mock" k
           WHERE k."userId" = l."userId" AND ${IS_INTERVIEW} AND ${countsAt(Prisma.sql`k."endedAt"`)}
        ) given ON true
       WHERE ${which}`
  return db.$queryRaw<GivenRow[]>`
    SELECT l."id" AS "membershipId", i."itemId", e."dueAt" AS "extendedTo", given.times, given.shares
      FROM ${learners}
      JOIN "AssignmentItem" i ON i."assignmentId" = a."id"
      LEFT JOIN LATERAL (
        SELECT array_agg(one."createdAt" ORDER BY one."createdAt", one."id") AS times,
               array_agg(one.share ORDER BY one."createdAt", one."id") AS shares
          FROM (
            SELECT r."createdAt", r."id", CASE WHEN s."state" = 'scored' AND s."total" > 0 THEN s."earned" / s."total" END AS share
              FROM "ItemResponse" r
              JOIN LATERAL (
                SELECT "state", "earned", "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
              ) s ON true
             WHERE r."userId" = l."userId" AND r."itemId" = i."itemId" AND ${countsAt(Prisma.sql`r."createdAt"`)}
             ORDER BY r."createdAt", r."id" LIMIT a."attempts"
          ) one
      ) given ON true
     WHERE ${which}`
}

function gradedItems({ itemIds }: Assigned): number {
  const cards = new Set(cardItems().map(({ id }) => id))
  return itemIds.filter((id) => !cards.has(id)).length
}

/** An assignment as one of its learners sees it. */
export type OwnAssignment = {
  readonly assigned: Assigned
  readonly classroom: { readonly name: string; readonly timeZone: string }
  /** This learner's own. */
  readonly dueAt: Date | null
  readonly result: AssignmentResult
  /** How many answers to an item count by now. */
  readonly answersTo: (itemId: string) => number
  /** Whether the learner may see what all of it is worth. */
  readonly isScoreShown: boolean
}

/** So many assignments a learner is shown at once. */
const OWN = 20

/** The assignments of a learner's classes, or of one: those whose time runs or is still to come, the next due first, then
 *  those that are over, the newest first. At most `OWN`.
 *  @param place of one class, or of one assignment in it */
export async function ownAssignments(
  viewer: Viewer,
  place: { readonly classroomId?: string; readonly id?: string },
  now = new Date(),
): Promise<OwnAssignment[]> {
  if (![place.classroomId, place.id].every((id) => id === undefined || isId(id))) return []
  const of = (column: Prisma.Sql, id: string | undefined) =>
    id === undefined ? Prisma.empty : Prisma.sql`AND ${column} = ${id}::uuid`
  const rows = await db.$queryRaw<(Assigned & { membershipId: string })[]>`
    SELECT own.*, l."id" AS "membershipId" FROM (${SELECT_ASSIGNED}) own
      JOIN "Membership" l ON l."classroomId" = own."classroomId" AND l."userId" = ${viewer.id}::uuid
                         AND l."role" = 'learner' AND l."status" = 'active'
      LEFT JOIN "AssignmentExtension" e ON e."assignmentId" = own."id" AND e."membershipId" = l."id"
     WHERE true ${of(Prisma.sql`own."classroomId"`, place.classroomId)} ${of(Prisma.sql`own."id"`, place.id)}
     ORDER BY COALESCE(e."dueAt", own."dueAt") <= ${now}::timestamptz NULLS FIRST,
              CASE WHEN COALESCE(e."dueAt", own."dueAt") > ${now}::timestamptz THEN COALESCE(e."dueAt", own."dueAt") END,
              COALESCE(e."dueAt", own."dueAt") DESC, own."id"
     LIMIT ${OWN}`
  const members = await db.membership.findMany({
    where: { id: { in: rows.map(({ membershipId }) => membershipId) } },
    include: { classroom: { select: { name: true, timeZone: true } } },
  })
  return Promise.all(
    rows.map(async ({ membershipId, ...assigned }) => {
      const member = members.find(({ id }) => id === membershipId)
      const [results, withheld] = await Promise.all([
        resultsOf(assigned, [membershipId]),
        withheldFrom({ viewer, device: null }, assigned.itemIds, now),
      ])
      const { extendedTo, result, byItem } = results(membershipId)
      const classroom = member?.classroom ?? { name: '', timeZone: 'UTC' }
      return {
        ...{ assigned, classroom, dueAt: extendedTo ?? assigned.dueAt, result },
        answersTo: (itemId) => byItem.get(itemId)?.answers ?? 0,
        isScoreShown: !assigned.itemIds.some((itemId) => withheld.of(itemId).score),
      }
    }),
  )
}

/** The assignments that wait for a learner: open, and not all answered yet. */
export async function waitingAssignments(viewer: Viewer, now = new Date()): Promise<OwnAssignment[]> {
  const all = await ownAssignments(viewer, {}, now)
  return all.filter(({ assigned, dueAt, result }) => {
    const stage = stageOf(assigned, dueAt, now)
    return (stage === 'open' || stage === 'late') && result.answered < result.items
  })
}
