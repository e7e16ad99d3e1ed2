import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { AssignmentResult } from '@/lib/progress/assignment'
import { GIVEN_HERE, scoreIn } from '@/lib/progress/counting'
import type { Answer } from '@/lib/quiz/item'
import { Prisma } from '@/prisma/client/client'
import { type Assigned, resultsOf } from './assignment-result'
import { BY_NAME, type ClassLesson, GRADED, gradesOf, type LearnerGrades } from './grades'
import { LISTED } from './invitee'
import { type Look, look } from './right'
import { type RosterRow, rosterRow, WITH_HISTORY } from './roster'
import type { Listed } from './roster-file'
import { ACTIVE_LEARNER } from './store'
import { learnersTaught } from './visible'

// A class row by row, however large: what is asked of the database at once has a limit, and the next comes when the ones
// before are taken. Whoever does not teach the class, or no longer, gets no rows.

/** So many learners are asked for at once. */
const LEARNERS = 100
/** So many answers. */
const RESPONSES = 500

/** Who is or was a learner of a class, as the roster has them. */
export async function* everyMember(viewer: Viewer, classroomId: string): AsyncGenerator<RosterRow> {
  const looked = await look(viewer, classroomId, { kind: 'exported', about: 'roster' })
  if (!looked) return
  const where = { role: 'learner', classroom: looked.seen } as const
  const orderBy = [{ status: 'asc' } as const, ...BY_NAME]
  for (const id of await inBatches(where, orderBy)) {
    const rows = await db.membership.findMany({ where: { ...where, id }, include: WITH_HISTORY, orderBy })
    yield* rows.map(rosterRow)
  }
}

/** Who is on the list of a class and has not joined, by name. A list has an end that one reading can hold. */
export async function* everyInvitee(viewer: Viewer, classroomId: string): AsyncGenerator<Listed> {
  const looked = await look(viewer, classroomId, { kind: 'exported', about: 'roster' })
  if (!looked) return
  const where = { membershipId: null, classroom: looked.seen }
  yield* await db.invitee.findMany({ where, ...LISTED, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
}

/** The learners of a class with what their first answers came to, as the dashboard has them. */
export async function* everyGrade(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly ClassLesson[],
): AsyncGenerator<LearnerGrades> {
  const looked = await look(viewer, classroomId, { kind: 'exported', about: 'grades' })
  if (!looked) return
  const where = { ...ACTIVE_LEARNER, classroom: looked.seen }
  for (const id of await inBatches(where, BY_NAME)) {
    const rows = await db.membership.findMany({
      where: { ...where, id },
      include: GRADED,
      orderBy: BY_NAME,
    })
    yield* await gradesOf(looked, lessons, rows)
  }
}

/** The learners of a class with what came of each of these assignments of it, in their order. */
export async function* everyAssignmentResult(
  viewer: Viewer,
  classroomId: string,
  assignments: readonly Assigned[],
): AsyncGenerator<{
  readonly membershipId: string
  readonly name: string
  /** Null where it is not for this learner. */
  readonly results: readonly (AssignmentResult | null)[]
}> {
  const looked = await look(viewer, classroomId, { kind: 'exported', about: 'gradebook' })
  if (!looked) return
  const where = { ...ACTIVE_LEARNER, classroom: looked.seen }
  for (const id of await inBatches(where, BY_NAME)) {
    const rows = await db.membership.findMany({ where: { ...where, id }, orderBy: BY_NAME })
    const ids = rows.map((row) => row.id)
    const found: Awaited<ReturnType<typeof resultsOf>>[] = []
    for (const one of assignments) found.push(await resultsOf([one], ids))
    for (const { id: membershipId, displayName: name, sectionId } of rows)
      yield {
        ...{ membershipId, name },
        results: assignments.map((one, i) =>
          one.sectionId === null || one.sectionId === sectionId ? found[i]!(one, membershipId).result : null,
        ),
      }
  }
}

/** An answer with the score that counts. */
export type ResponseRow = {
  readonly membershipId: string
  readonly name: string
  readonly itemId: string
  /** Which of this learner's answers to this item it is, of those that the teacher may see: from 1 on. */
  readonly nth: number
  /** Whether it is the one that figures are made of: the first that is scored. */
  readonly counts: boolean
  readonly createdAt: Date
  readonly answer: Answer
  /** Of the item that it answers. */
  readonly variant: number
  readonly state: 'scored' | 'exploring' | 'unfinished'
  readonly earned: number
  readonly total: number
  /** Of the misconceptions that it shows. */
  readonly codes: readonly string[]
  /** Null, as the next two, where the learner has not agreed to show how answers are given. */
  readonly hintsShown: number | null
  /** 1 to 3; null where it was not said. */
  readonly confidence: number | null
  /** From showing the item to sending, as the browser measured it. */
  readonly durationMs: number | null
}

/** Every answer to some items that a teacher may see, learner by learner and oldest first. */
export async function* everyResponse(
  viewer: Viewer,
  classroomId: string,
  itemIds: readonly string[],
): AsyncGenerator<ResponseRow> {
  const looked = await look(viewer, classroomId, { kind: 'exported', about: 'responses' })
  if (!looked) return
  const where = { ...ACTIVE_LEARNER, classroom: looked.seen }
  const learners = await db.membership.findMany({ where, select: { userId: true }, orderBy: BY_NAME })
  for (const { userId } of learners) yield* responsesOfLearner(looked, userId, itemIds)
}

type Stored = Omit<ResponseRow, 'nth' | 'counts'> & { readonly id: string }

async function* responsesOfLearner(
  looked: Look,
  userId: string,
  itemIds: readonly string[],
): AsyncGenerator<ResponseRow> {
  const given = new Map<string, number>()
  const counted = new Set<string>()
  let last: Stored | undefined
  do {
    const after = last
      ? Prisma.sql`AND (r."createdAt", r."id") > (${last.createdAt}::timestamptz, ${last.id}::uuid)`
      : Prisma.empty
    const rows: Stored[] = await db.$queryRaw<Stored[]>`
      WITH ${learnersTaught(looked, [userId])}
      SELECT l."id" AS "membershipId", l."displayName" AS "name", r."id", r."itemId", r."createdAt", r."answer", r."variant",
             s."state", s."earned", s."total", s."codes",
             CASE WHEN l."agreed" THEN r."hintsShown" END AS "hintsShown",
             CASE WHEN l."agreed" THEN r."confidence" END AS "confidence",
             CASE WHEN l."agreed" THEN r."durationMs" END AS "durationMs"
        FROM learner l
        JOIN "ItemResponse" r ON r."userId" = l."userId" AND ${GIVEN_HERE} AND (l."shareEarlier" OR r."createdAt" >= l."joinedAt")
        ${scoreIn(Prisma.sql`${looked.classroomId}::uuid`)}
       WHERE r."itemId" = ANY(${[...itemIds]}::text[]) ${after}
       ORDER BY r."createdAt", r."id" LIMIT ${RESPONSES}`
    for (const { id: _, ...row } of rows) {
      const nth = (given.get(row.itemId) ?? 0) + 1
      given.set(row.itemId, nth)
      const isFirstScored = row.state === 'scored' && !counted.has(row.itemId)
      if (isFirstScored) counted.add(row.itemId)
      yield { ...row, nth, counts: isFirstScored && row.total > 0 }
    }
    last = rows.length < RESPONSES ? undefined : rows.at(-1)
  } while (last)
}

/** Conditions that pick the learners of a class, so many at once, in an order that holds whoever comes or goes meanwhile. */
async function inBatches(
  where: Prisma.MembershipWhereInput,
  orderBy: Prisma.MembershipOrderByWithRelationInput[],
): Promise<{ readonly in: string[] }[]> {
  const ids = (await db.membership.findMany({ where, select: { id: true }, orderBy })).map(({ id }) => id)
  const starts = Array.from({ length: Math.ceil(ids.length / LEARNERS) }, (_, i) => i * LEARNERS)
  return starts.map((start) => ({ in: ids.slice(start, start + LEARNERS) }))
}
