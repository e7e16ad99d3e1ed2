import 'server-only'
import { z } from 'zod'
import type { Scorer } from '@/lib/attempt/answered'
import { lockOwner } from '@/lib/auth/owner'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db } from '@/lib/db'
import { versionOf } from '@/lib/own-item/own-id'
import { recounting } from '@/lib/progress/class-store'
import { GIVEN_HERE, scoreIn } from '@/lib/progress/counting'
import { Prisma } from '@/prisma/client/client'
import { type ClassCode, type ClassFailure, NOT_FOUND } from './failure'
import { MAX_REASON } from './length'
import { askedOwnIds } from './own-item'
import { act } from './right'

/** What a teacher decided that an answer is worth in the class, and when. Both points null: decisions before were taken back.
 *  `was…` null: it was not scored until then. `by` is a name in the class; null once that person is gone. */
export type Decision = {
  readonly id: string
  readonly at: Date
  readonly by: string | null
  readonly earned: number | null
  readonly total: number | null
  readonly wasEarned: number | null
  readonly wasTotal: number | null
  readonly reason: string | null
}

/** So often an answer's score can be decided in a class. */
export const MAX_DECISIONS = 20

const decisionForm = z.strictObject({
  earned: z.number().min(0),
  reason: z.string().trim().min(1).max(MAX_REASON),
})

/** Decides what an answer of a learner is worth in a class, whatever it was scored: every figure of the class follows. What the
 *  learner knows does not, and neither does any other class. For who teaches the class; its log says so.
 *  @param input `{ earned, reason }`: of the points that there are for it */
export function decideScore(
  viewer: Viewer,
  classroomId: string,
  responseId: string,
  input: unknown,
  scorer: Pick<Scorer, 'loadItem'>,
): Promise<{ ok: true } | ClassFailure> {
  const form = decisionForm.safeParse(input)
  if (!form.success) return Promise.resolve(refused('decision-ill-formed'))
  return change(viewer, classroomId, responseId, form.data, scorer)
}

/** Takes back what was decided of an answer: it is worth what it was scored again. What was decided stays in its history. */
export function restoreScore(
  viewer: Viewer,
  classroomId: string,
  responseId: string,
  scorer: Pick<Scorer, 'loadItem'>,
): Promise<{ ok: true } | ClassFailure> {
  return change(viewer, classroomId, responseId, null, scorer)
}

async function change(
  viewer: Viewer,
  classroomId: string,
  responseId: string,
  wanted: z.output<typeof decisionForm> | null,
  { loadItem }: Pick<Scorer, 'loadItem'>,
): Promise<{ ok: true } | ClassFailure> {
  if (!isId(classroomId) || !isId(responseId)) return NOT_FOUND
  const known = await answerIn(db, classroomId, responseId)
  if (!known || !(await isAskedIn(classroomId, known.itemId))) return NOT_FOUND
  const item = await loadItem(known.itemId)
  const about = item?.stem[known.locale === 'ko' ? 'ko' : 'en'] ?? known.itemId
  return act(
    viewer,
    classroomId,
    async (tx, taught) => {
      // Whose answers are counted anew is locked before the class, and who teaches it asked when that is over.
      const owner = await lockOwner(tx, known.userId)
      const answer = owner && (await answerIn(tx, classroomId, responseId))
      if (!answer || (await tx.classroom.count({ where: taught })) === 0) return NOT_FOUND
      const points = wanted && { earned: wanted.earned, total: answer.full, reason: wanted.reason }
      if (points && (points.total === 0 || points.earned > points.total))
        return refused('decision-ill-formed')
      const made = await tx.scoreDecision.findMany({
        where: { classroomId, responseId },
        orderBy: { id: 'desc' },
        take: MAX_DECISIONS,
      })
      if (!points && (made[0]?.earned ?? null) === null) return NOT_FOUND
      // The last one can be taken back always.
      if (points && made.length >= MAX_DECISIONS - 1) return refused('too-many-decisions')
      const { wasEarned, wasTotal } = answer
      const data = { classroomId, responseId, deciderId: viewer.id, wasEarned, wasTotal, ...points }
      await recounting(tx, [owner], () => tx.scoreDecision.create({ data }))
      return { ok: true, subjectId: answer.membershipId } as const
    },
    ({ subjectId }) => [{ kind: wanted ? 'score_decided' : 'score_restored', subjectId, about }],
  ).then((done) => (done.ok ? { ok: true } : done))
}

function refused(code: ClassCode): ClassFailure {
  return { ok: false, code }
}

type AnswerHere = {
  readonly userId: string
  readonly membershipId: string
  readonly itemId: string
  readonly locale: string
  /** What it is worth in the class; null: it is not scored. */
  readonly wasEarned: number | null
  readonly wasTotal: number | null
  /** The points that there are for it; 0: none. */
  readonly full: number
}

/** An answer of a learner of a class that its teachers may see; null when there is none such. */
async function answerIn(from: Db, classroomId: string, responseId: string): Promise<AnswerHere | null> {
  const [row] = await from.$queryRaw<AnswerHere[]>`
    SELECT r."userId", m."id" AS "membershipId", r."itemId", r."locale", newest."total" AS "full",
           CASE WHEN s."state" = 'scored' THEN s."earned" END AS "wasEarned",
           CASE WHEN s."state" = 'scored' THEN s."total" END AS "wasTotal"
      FROM "ItemResponse" r
      JOIN "Membership" m ON m."userId" = r."userId" AND m."classroomId" = ${classroomId}::uuid AND m."role" = 'learner'
                         AND m."status" = 'active' AND (m."shareEarlier" OR r."createdAt" >= m."joinedAt")
      JOIN LATERAL (
        SELECT "total" FROM "ItemScore" WHERE "responseId" = r."id" ORDER BY "id" DESC LIMIT 1
      ) newest ON true
      ${scoreIn(Prisma.sql`m."classroomId"`)}
     WHERE r."id" = ${responseId}::uuid AND ${GIVEN_HERE}`
  return row ?? null
}

/** Whether the class sees answers to an item: of the course, or one of its own. */
async function isAskedIn(classroomId: string, itemId: string): Promise<boolean> {
  return versionOf(itemId) === null || (await askedOwnIds(classroomId)).includes(itemId)
}

/** By response what was decided of it in a class, the oldest first. The caller has established that the viewer may see it. */
export async function decisionsOn(
  classroomId: string,
  responseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Decision[]>> {
  const rows = await db.$queryRaw<(Decision & { readonly responseId: string })[]>`
    SELECT d."responseId", d."id"::text AS "id", d."createdAt" AS "at", m."displayName" AS "by", d."earned", d."total", d."wasEarned", d."wasTotal",
           d."reason"
      FROM "ScoreDecision" d
      LEFT JOIN "Membership" m ON m."classroomId" = d."classroomId" AND m."userId" = d."deciderId"
     WHERE d."classroomId" = ${classroomId}::uuid AND d."responseId" = ANY(${[...responseIds]}::uuid[])
     ORDER BY d."id"`
  const byResponse = new Map<string, Decision[]>()
  for (const { responseId, ...decision } of rows)
    byResponse.set(responseId, [...(byResponse.get(responseId) ?? []), decision])
  return byResponse
}
