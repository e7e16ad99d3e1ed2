import 'server-only'
import { z } from 'zod'
import type { Scorer } from '@/lib/attempt/answered'
import { lockOwner } from '@/lib/auth/owner'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { recounting } from '@/lib/progress/class-store'
import { answerAskedIn, answerIn } from './answer-here'
import { type ClassCode, type ClassFailure, NOT_FOUND } from './failure'
import { MAX_REASON } from './length'
import { plainText } from './plain-text'
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
  reason: plainText(MAX_REASON),
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
  scorer: Pick<Scorer, 'loadItem'>,
): Promise<{ ok: true } | ClassFailure> {
  const known = await answerAskedIn(classroomId, responseId, scorer)
  if (!known) return NOT_FOUND
  const { about } = known
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
