import 'server-only'
import { z } from 'zod'
import { providerOf } from '@/lib/auth/platform-tie'
import { type Assigned, resultsOf, SELECT_ASSIGNED } from '@/lib/classroom/assignment-result'
import { db } from '@/lib/db'
import { withheldFrom } from '@/lib/progress/withheld-store'
import type { LtiContext } from '@/prisma/client/client'
import { isServiceUrl, SCOPE } from './claim'
import { MAXIMUM, pauseAfter, scoreOf, scoresUrl, toldOf } from './grade'
import type { Platform } from './platform'
import { accessToken, callService, ServiceError } from './service'

/** How often a course is looked at, and how often all of it, however old, in ms. What a teacher decides and sets otherwise is told then
 *  at the latest. */
const LOOK_MS = 60_000
const WHOLE_MS = 3600_000
/** An answer that is explored has its score some time after it: so far back is looked, in ms. */
const OVERLAP_MS = 10 * 60_000
/** So long a course that an instance took is nobody else's, in ms: longer than a job may take. */
const LEASE_MS = 20 * 60_000
/** So many learners are looked at at once. */
const PAGE = 200
const TAKEN_AT_ONCE = 50

/** Takes the courses that are to be looked at now: each is one instance's.
 *  @returns their ids */
export async function takeDue(now: Date): Promise<string[]> {
  const lease = new Date(now.getTime() + LEASE_MS)
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE "LtiContext" SET "dueAt" = ${lease}::timestamptz WHERE "id" IN (
      SELECT "id" FROM "LtiContext" WHERE "dueAt" <= ${now}::timestamptz
       ORDER BY "dueAt" LIMIT ${TAKEN_AT_ONCE}::int FOR UPDATE SKIP LOCKED)
    RETURNING "id"`
  return rows.map(({ id }) => id)
}

/** Tells a platform what it was not told yet of a course, and says when it is looked at again. What fails is tried again later; what was
 *  taken until then stays told.
 *  @param late when it is given up */
export async function sendGrades(contextId: string, now: Date, late: AbortSignal): Promise<void> {
  const context = await db.ltiContext.findUnique({ where: { id: contextId }, include: { platform: true } })
  if (!context) return
  const { sentTo, wholeAt, failures } = context
  const isWhole = !wholeAt || !sentTo || now.getTime() - wholeAt.getTime() >= WHOLE_MS
  try {
    await sendAll(context, isWhole ? null : new Date(sentTo.getTime() - OVERLAP_MS), now, late)
    const dueAt = new Date(now.getTime() + LOOK_MS)
    const done = { dueAt, sentTo: now, failures: 0, failure: null, ...(isWhole && { wholeAt: now }) }
    await db.ltiContext.updateMany({ where: { id: contextId }, data: done })
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    const dueAt = new Date(now.getTime() + pauseAfter(failures))
    const failed = { dueAt, failures: failures + 1, failure: error.code }
    await db.ltiContext.updateMany({ where: { id: contextId }, data: failed })
  }
}

type Course = LtiContext & { readonly platform: Platform }

async function sendAll(course: Course, since: Date | null, now: Date, late: AbortSignal): Promise<void> {
  const assignments = await db.$queryRaw<Assigned[]>`
    ${SELECT_ASSIGNED} WHERE a."classroomId" = ${course.classroomId}::uuid AND a."openAt" <= ${now}::timestamptz
     ORDER BY a."openAt", a."id"`
  if (assignments.length === 0) return
  const desk = deskOf(course, late)
  for (let after: string | null = null; ; ) {
    const learners: Learner[] = await learnersOf(course, since, after)
    for (const one of await untold(course, assignments, learners, since === null, now)) await desk.tell(one)
    after = learners.length === PAGE ? (learners.at(-1)?.id ?? null) : null
    if (after === null) return
  }
}

type Learner = { readonly id: string; readonly userId: string; readonly sub: string }

/** The learners who have come from the course, a page of them.
 *  @param since null: all; otherwise who has answered something that is assigned, or had a score decided, since then */
function learnersOf(course: Course, since: Date | null, after: string | null): Promise<Learner[]> {
  const { id, classroomId, platform } = course
  return db.$queryRaw<Learner[]>`
    SELECT l."id", l."userId", min(known."providerAccountId") AS sub
      FROM "Membership" l
      JOIN "LtiLearner" here ON here."contextId" = ${id}::uuid AND here."membershipId" = l."id"
      JOIN "Account" known ON known."userId" = l."userId" AND known."provider" = ${providerOf(platform.issuer)}
     WHERE l."classroomId" = ${classroomId}::uuid AND l."role" = 'learner' AND l."status" = 'active'
       AND (${after}::uuid IS NULL OR l."id" > ${after}::uuid)
       AND (${since}::timestamptz IS NULL OR l."userId" IN (
         SELECT r."userId" FROM "Assignment" a JOIN "AssignmentItem" i ON i."assignmentId" = a."id"
           JOIN "ItemResponse" r ON r."itemId" = i."itemId" AND r."createdAt" > ${since}::timestamptz
          WHERE a."classroomId" = ${classroomId}::uuid
         UNION ALL
         SELECT r."userId" FROM "ScoreDecision" d JOIN "ItemResponse" r ON r."id" = d."responseId"
          WHERE d."classroomId" = ${classroomId}::uuid AND d."createdAt" > ${since}::timestamptz
         UNION ALL
         SELECT m."userId" FROM "Membership" m JOIN "Mock" k ON k."userId" = m."userId"
          WHERE m."classroomId" = ${classroomId}::uuid AND k."endedAt" > ${since}::timestamptz))
     GROUP BY l."id", l."userId" ORDER BY l."id" LIMIT ${PAGE}::int`
}

type Untold = {
  readonly assigned: Assigned
  readonly learner: Learner
  readonly told: { readonly share: number; readonly isDone: boolean }
  readonly at: Date
  /** Items of it that the learner has answered. */
  readonly items: readonly string[]
}

/** @param isWhole what the platform refused is tried again too */
async function untold(
  course: Course,
  assignments: readonly Assigned[],
  learners: readonly Learner[],
  isWhole: boolean,
  now: Date,
): Promise<Untold[]> {
  const ids = learners.map(({ id }) => id)
  const [results, rows] = await Promise.all([
    resultsOf(assignments, ids),
    db.ltiScore.findMany({ where: { contextId: course.id, membershipId: { in: ids } } }),
  ])
  const known = new Map(rows.map((row) => [`${row.assignmentId} ${row.membershipId}`, row]))
  const found = assignments.flatMap((assigned) =>
    learners.flatMap((learner) => {
      const last = known.get(`${assigned.id} ${learner.id}`) ?? null
      const isAgain = isWhole && last !== null && last.refused !== null
      const { result, byItem } = results(assigned, learner.id)
      const told = toldOf(assigned, result, last, now) ?? (isAgain ? last : null)
      if (!told) return []
      // A platform takes what is later than what it has (3.3.2).
      const at = new Date(Math.max(now.getTime(), (last?.at.getTime() ?? 0) + 1))
      const items = [...byItem.keys()].filter((id) => id !== '')
      return [{ assigned, learner, told: { share: told.share, isDone: told.isDone }, at, items }]
    }),
  )
  // What any assignment still withholds from a learner, an exam of another class too, no gradebook shows them.
  const shown: Untold[] = []
  for (const one of found) {
    const { of } = await withheldFrom({ viewer: { id: one.learner.userId }, device: null }, one.items, now)
    if (!one.items.some((id) => of(id).score)) shown.push(one)
  }
  return shown
}

const SCORE_TYPE = 'application/vnd.ims.lis.v1.score+json'
const LINE_ITEM_TYPE = 'application/vnd.ims.lis.v2.lineitem+json'
const LINE_ITEMS_TYPE = 'application/vnd.ims.lis.v2.lineitemcontainer+json'

/** Tells a platform scores, one after another. Nothing is asked of it where there is none to tell. */
function deskOf(course: Course, late: AbortSignal) {
  let token: Promise<string> | null = null
  const columns = new Map<string, Promise<string | null>>()
  const mayMake = course.lineItemsUrl !== null && course.scopes.includes(SCOPE.lineItem)
  const leave = () => {
    token ??= accessToken(course.platform, mayMake ? [SCOPE.lineItem, SCOPE.score] : [SCOPE.score], late)
    return token
  }
  const column = (assigned: Assigned) => {
    const known = columns.get(assigned.id) ?? columnOf(course, assigned, mayMake ? leave : null, late)
    columns.set(assigned.id, known)
    return known
  }
  const tell = async ({ assigned, learner, told, at }: Untold) => {
    const lineItem = await column(assigned)
    if (lineItem === null) return
    const body = scoreOf(learner.sub, told, at)
    const ask = { method: 'POST', type: SCORE_TYPE, body } as const
    const { status } = await callService(await leave(), scoresUrl(lineItem), ask, late)
    const place = { contextId: course.id, assignmentId: assigned.id }
    if (mayMake && (status === 404 || status === 403)) {
      // The column is gone, or the learner is: the next look finds or makes one. Where none can be made that of a link stays.
      await db.ltiLineItem.deleteMany({ where: { ...place, url: lineItem } })
      columns.delete(assigned.id)
    }
    const score = { ...told, at, refused: status >= 200 && status < 300 ? null : status }
    const row = { ...place, membershipId: learner.id }
    // Who left meanwhile, or whose assignment is gone, is told of no more.
    if ((await stillThere(course, assigned, learner)) === 0) return
    await db.ltiScore.upsert({
      where: { contextId_assignmentId_membershipId: row },
      create: { ...row, ...score },
      update: score,
    })
  }
  return { tell }
}

function stillThere(course: Course, assigned: Assigned, learner: Learner): Promise<number> {
  return db.membership.count({
    where: {
      id: learner.id,
      classroom: { contexts: { some: { id: course.id } }, assignments: { some: { id: assigned.id } } },
    },
  })
}

const lineItem = z.object({
  id: z.string().max(2000).refine(isServiceUrl),
  resourceId: z.string().optional().catch(undefined),
})
const lineItems = z.array(lineItem.nullable().catch(null))

/** The column of an assignment, found by its id or made; null where the platform lets us make none, and has none for it. */
async function columnOf(
  course: Course,
  assigned: Assigned,
  leave: (() => Promise<string>) | null,
  late: AbortSignal,
): Promise<string | null> {
  const place = { contextId: course.id, assignmentId: assigned.id }
  const known = await db.ltiLineItem.findUnique({ where: { contextId_assignmentId: place } })
  if (known) return known.url
  if (!leave || course.lineItemsUrl === null) return null
  const token = await leave()
  const asked = new URL(course.lineItemsUrl)
  asked.searchParams.set('resource_id', assigned.id)
  const listed = await callService(token, asked.href, { method: 'GET', type: LINE_ITEMS_TYPE }, late)
  const all = lineItems.safeParse(listed.json)
  const found = all.data?.find((one) => one?.resourceId === assigned.id)?.id
  const url = found ?? (await makeColumn(token, course.lineItemsUrl, assigned, late))
  await db.ltiLineItem.createMany({ data: [{ ...place, url }], skipDuplicates: true })
  return url
}

async function makeColumn(
  token: string,
  url: string,
  { id, title }: Assigned,
  late: AbortSignal,
): Promise<string> {
  const body = { label: title, scoreMaximum: MAXIMUM, resourceId: id, tag: 'assignment' }
  const made = await callService(token, url, { method: 'POST', type: LINE_ITEM_TYPE, body }, late)
  const read = lineItem.safeParse(made.json)
  if (made.status >= 300 || !read.success) throw new ServiceError('unexpected')
  return read.data.id
}
