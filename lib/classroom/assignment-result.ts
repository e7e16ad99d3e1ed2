import 'server-only'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { cardItems } from '@/lib/content/card'
import { db } from '@/lib/db'
import { DEPTHS, MINUTES, questionsIn } from '@/lib/interview/draw'
import {
  type AssignmentResult,
  assignmentResult,
  type Given,
  type ItemResult,
  type Release,
  resultOf,
  type Terms,
} from '@/lib/progress/assignment'
import { ASSIGNED_TO, CLOSES_AT, COUNTS, countsAt, EXTENDED, OWN_DUE, scoreIn } from '@/lib/progress/counting'
import { Prisma } from '@/prisma/client/client'
import { CONSENT } from './classroom'
import { BY_NAME } from './grades'
import { look } from './right'
import { type SittingSeen, sittingsOf } from './sitting'
import { ACTIVE_LEARNER } from './store'

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
  /** Of an exam, how long each may take; null: it is none. */
  readonly examMinutes: number | null
  /** For whom it is; null: for all of the class. */
  readonly sectionId: string | null
  /** In their order; none of a mock interview. */
  readonly itemIds: readonly string[]
}

/** So many assignments are on a page. */
export const ASSIGNMENTS_PAGE = 20

/** As `Assigned`, of `a`. */
export const SELECT_ASSIGNED = Prisma.sql`
  SELECT a."id", a."classroomId", a."title", a."openAt", a."dueAt", a."latePercent", a."attempts", a."release",
         a."scoreRelease", a."mockMinutes", a."examMinutes", a."sectionId", ${CLOSES_AT} AS "closesAt",
         ARRAY(SELECT i."itemId" FROM "AssignmentItem" i WHERE i."assignmentId" = a."id" ORDER BY i."place") AS "itemIds"
    FROM "Assignment" a`

/** How many questions an interview is done with, by how it is set: half of those that fit. */
const ENOUGH = Prisma.join(
  MINUTES.flatMap((minutes) =>
    DEPTHS.map((depth) => {
      const enough = Math.ceil(questionsIn(minutes, depth) / 2)
      return Prisma.sql`(${minutes}::int, ${depth}::int, ${enough}::int)`
    }),
  ),
)
/** An interview that was held here, is long enough and was not ended early, of a learner who has agreed that it is seen. */
const IS_INTERVIEW = Prisma.sql`
  NOT k."imported" AND l."consent" >= ${CONSENT} AND (k."settings"->>'minutes')::int >= a."mockMinutes" AND (
    SELECT count(DISTINCT said->>'cardId') FROM jsonb_array_elements(k."answers") said
     WHERE said->>'followUp' IS NULL AND btrim(said->>'text') <> ''
  ) >= (
    SELECT questions FROM (VALUES ${ENOUGH}) AS enough(minutes, depth, questions)
     WHERE minutes = (k."settings"->>'minutes')::int AND depth = (k."settings"->>'depth')::int
  )`

/** The condition that something counts for each item of `a`, or for its interview, of `l`, or that they handed the exam in. */
export const IS_DONE = Prisma.sql`
  CASE WHEN a."examMinutes" IS NOT NULL THEN EXISTS (
    SELECT 1 FROM "ExamSitting" t
     WHERE t."assignmentId" = a."id" AND t."membershipId" = l."id" AND t."handedInAt" IS NOT NULL)
  WHEN a."mockMinutes" IS NULL THEN NOT EXISTS (
    SELECT 1 FROM "AssignmentItem" i WHERE i."assignmentId" = a."id" AND NOT EXISTS (
      SELECT 1 FROM "ItemResponse" r
       WHERE r."userId" = l."userId" AND r."itemId" = i."itemId" AND ${COUNTS}))
  ELSE EXISTS (
    SELECT 1 FROM "Mock" k WHERE k."userId" = l."userId" AND ${IS_INTERVIEW} AND ${countsAt(Prisma.sql`k."endedAt"`)})
  END`

/** A page of a class's assignments for whoever teaches it, the newest first, with how many have answered all of it; null when there is no such class of the viewer's. */
export async function assignmentsOf(
  viewer: Viewer,
  classroomId: string,
  page: number,
): Promise<{
  readonly rows: readonly (Assigned & Done)[]
  readonly page: number
  readonly pages: number
} | null> {
  if (!(await look(viewer, classroomId, null))) return null
  const total = await db.assignment.count({ where: { classroomId } })
  const pages = Math.max(1, Math.ceil(total / ASSIGNMENTS_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const assigned = await db.$queryRaw<Assigned[]>`
    ${SELECT_ASSIGNED} WHERE a."classroomId" = ${classroomId}::uuid
     ORDER BY a."openAt" DESC, a."id" DESC LIMIT ${ASSIGNMENTS_PAGE} OFFSET ${(shown - 1) * ASSIGNMENTS_PAGE}`
  const counts = await countDone(assigned.map(({ id }) => id))
  const rows = assigned.map((one) => ({ ...one, ...(counts.get(one.id) ?? NOBODY) }))
  return { rows, page: shown, pages }
}

/** What of a class is open and ends, until when for the last learner. */
export type DueNext = { readonly id: string; readonly title: string; readonly closesAt: Date }

/** So many of them are told. */
const DUE_NEXT = 5

/** The assignments of a class that are open and end next, for whoever teaches it or assists in it; none to others. */
export async function dueNextOf(viewer: Viewer, classroomId: string, now = new Date()): Promise<DueNext[]> {
  if (!(await look(viewer, classroomId, null))) return []
  return db.$queryRaw<DueNext[]>`
    SELECT * FROM (
      SELECT a."id", a."title", ${CLOSES_AT} AS "closesAt"
        FROM "Assignment" a
       WHERE a."classroomId" = ${classroomId}::uuid AND a."openAt" <= ${now}::timestamptz AND a."dueAt" IS NOT NULL
    ) due
     WHERE "closesAt" > ${now}::timestamptz ORDER BY "closesAt", "id" LIMIT ${DUE_NEXT}`
}

/** Of the `learners` whom an assignment is for, how many have answered every item of it, and how many have more time. */
export type Done = { readonly learners: number; readonly done: number; readonly extended: number }
const NOBODY: Done = { learners: 0, done: 0, extended: 0 }

/** By assignment. */
async function countDone(ids: readonly string[]) {
  const rows = await db.$queryRaw<(Done & { readonly id: string })[]>`
    SELECT a."id", count(*)::int AS learners, count(*) FILTER (WHERE e."dueAt" > a."dueAt")::int AS extended, count(*) FILTER (WHERE ${IS_DONE})::int AS done
      FROM "Assignment" a
      JOIN "Membership" l ON l."classroomId" = a."classroomId" AND l."role" = 'learner' AND l."status" = 'active'
                         AND ${ASSIGNED_TO}
      ${EXTENDED}
     WHERE a."id" = ANY(${[...ids]}::uuid[])
     GROUP BY a."id"`
  return new Map(rows.map(({ id, ...done }) => [id, done]))
}

/** What came of one learner's answers to an assignment. */
export type LearnerResult = {
  readonly membershipId: string
  readonly name: string
  /** Their own, where they have more time than the others. */
  readonly extendedTo: Date | null
  readonly result: AssignmentResult
  /** Of an exam; null: it is none. */
  readonly sitting: SittingSeen | null
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
  const sight = assigned && ({ kind: 'results_seen', about: assigned.title } as const)
  if (!assigned || !(await look(viewer, classroomId, sight))) return null
  const { sectionId } = assigned
  const where = { classroomId, ...ACTIVE_LEARNER, ...(sectionId && { sectionId }) }
  const pages = Math.max(1, Math.ceil((await db.membership.count({ where })) / RESULTS_PAGE))
  const shown = Math.min(Math.max(1, page), pages)
  const members = await db.membership.findMany({
    where,
    orderBy: BY_NAME,
    skip: (shown - 1) * RESULTS_PAGE,
    take: RESULTS_PAGE,
  })
  const ids = members.map((member) => member.id)
  const [results, sittings] = await Promise.all([
    resultsOf([assigned], ids),
    assigned.examMinutes === null ? null : sittingsOf(id, ids),
  ])
  const rows = members.map(({ id: membershipId, displayName: name }) => {
    const { dueAt, result } = results(assigned, membershipId)
    const extendedTo = assigned.dueAt && dueAt && dueAt > assigned.dueAt ? dueAt : null
    return { membershipId, name, extendedTo, result, sitting: sittings?.get(membershipId) ?? null }
  })
  return { assigned, rows, page: shown, pages }
}

/** Every assignment of a class in the order in which they open; none for who does not teach it. */
export async function everyAssignment(viewer: Viewer, classroomId: string): Promise<Assigned[]> {
  if (!(await look(viewer, classroomId, null))) return []
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

/** What came of some learners' answers to some assignments; the caller has established that the viewer may see it. Asks as often
 *  for many as for one. */
export async function resultsOf(assignments: readonly Assigned[], membershipIds: readonly string[]) {
  const place = (assignmentId: string, membershipId: string) => `${assignmentId} ${membershipId}`
  const byLearner = new Map<string, GivenRow[]>()
  for (const row of await givenTo(assignments, membershipIds)) {
    const key = place(row.assignmentId, row.membershipId)
    const known = byLearner.get(key)
    if (known) known.push(row)
    else byLearner.set(key, [row])
  }
  return (assigned: Assigned, membershipId: string): Resulting => {
    const rows = byLearner.get(place(assigned.id, membershipId)) ?? []
    const dueAt = rows[0]?.dueAt ?? assigned.dueAt
    const byItem = new Map(
      rows.flatMap(({ itemId, times, shares }) =>
        times === null ? [] : [[itemId ?? '', resultOf(assigned, dueAt, givenOf(times, shares))]],
      ),
    )
    const items = assigned.mockMinutes === null ? assigned.itemIds.length : 1
    return { dueAt, byItem, result: assignmentResult(items, gradedItems(assigned), [...byItem.values()]) }
  }
}

type Resulting = {
  /** The learner's own. */
  readonly dueAt: Date | null
  readonly result: AssignmentResult
  /** Of items that have an answer. */
  readonly byItem: ReadonlyMap<string, ItemResult>
}

type GivenRow = {
  readonly assignmentId: string
  readonly membershipId: string
  readonly itemId: string | null
  readonly dueAt: Date | null
  /** Of each answer that counts, oldest first; null where there is none. */
  readonly times: readonly Date[] | null
  readonly shares: readonly (number | null)[] | null
}

function givenOf(times: readonly Date[], shares: readonly (number | null)[] | null): Given[] {
  return times.map((at, i) => ({ at: new Date(at), share: shares?.[i] ?? null }))
}

/** The answers that count, those of an exam as of its end where they were stored after it: a row for each assignment, learner and item, at most `attempts` answers in it. */
async function givenTo(
  assignments: readonly Assigned[],
  membershipIds: readonly string[],
): Promise<GivenRow[]> {
  const [mocks, others] = [
    assignments.filter(({ mockMinutes }) => mockMinutes !== null),
    assignments.filter(({ mockMinutes }) => mockMinutes === null),
  ]
  const [interviews, answers] = await Promise.all([
    mocks.length === 0 ? [] : interviewsFor(mocks, membershipIds),
    others.length === 0 ? [] : answersTo(others, membershipIds),
  ])
  return [...interviews, ...answers]
}

const LEARNERS = Prisma.sql`"Assignment" a JOIN "Membership" l ON l."classroomId" = a."classroomId" AND ${ASSIGNED_TO} ${EXTENDED}`

function these(assignments: readonly Assigned[], membershipIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    a."id" = ANY(${assignments.map(({ id }) => id)}::uuid[]) AND l."id" = ANY(${[...membershipIds]}::uuid[])`
}

function interviewsFor(assignments: readonly Assigned[], membershipIds: readonly string[]) {
  return db.$queryRaw<GivenRow[]>`
    SELECT a."id" AS "assignmentId", l."id" AS "membershipId", NULL AS "itemId", ${OWN_DUE} AS "dueAt", given.times,
           NULL AS shares
      FROM ${LEARNERS}
      LEFT JOIN LATERAL (
        SELECT array_agg(k."endedAt" ORDER BY k."endedAt") AS times FROM "Mock" k
         WHERE k."userId" = l."userId" AND ${IS_INTERVIEW} AND ${countsAt(Prisma.sql`k."endedAt"`)}
      ) given ON true
     WHERE ${these(assignments, membershipIds)}`
}

function answersTo(assignments: readonly Assigned[], membershipIds: readonly string[]) {
  return db.$queryRaw<GivenRow[]>`
    SELECT a."id" AS "assignmentId", l."id" AS "membershipId", i."itemId", ${OWN_DUE} AS "dueAt", given.times, given.shares
      FROM ${LEARNERS}
      JOIN "AssignmentItem" i ON i."assignmentId" = a."id"
      LEFT JOIN LATERAL (
        SELECT array_agg(one."createdAt" ORDER BY one."createdAt", one."id") AS times,
               array_agg(one.share ORDER BY one."createdAt", one."id") AS shares
          FROM (
            SELECT CASE WHEN a."examMinutes" IS NULL THEN r."createdAt" ELSE LEAST(r."createdAt", ${OWN_DUE}) END AS "createdAt",
                   r."id", CASE WHEN s."state" = 'scored' AND s."total" > 0 THEN s."earned" / s."total" END AS share
              FROM "ItemResponse" r
              ${scoreIn(Prisma.sql`a."classroomId"`)}
             WHERE r."userId" = l."userId" AND r."itemId" = i."itemId" AND ${COUNTS}
             ORDER BY r."createdAt", r."id" LIMIT a."attempts"
          ) one
      ) given ON true
     WHERE ${these(assignments, membershipIds)}`
}

function gradedItems({ itemIds }: Assigned): number {
  const cards = new Set(cardItems().map(({ id }) => id))
  return itemIds.filter((id) => !cards.has(id)).length
}
