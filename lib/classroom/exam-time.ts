import 'server-only'
import { z } from 'zod'
import type { Viewer } from '@/lib/auth/viewer'
import type { Db } from '@/lib/db'
import type { Prisma } from '@/prisma/client/client'
import { type ClassFailure, NOT_FOUND } from './failure'
import { actAlone } from './right'
import { ACTIVE_LEARNER } from './store'

/** So many minutes can be added at a time, and in all. */
export const EXTRA_MINUTES = [5, 10, 15, 30, 60] as const
const MOST_EXTRA = 600
const MINUTE_MS = 60_000

const minutesSchema = z.literal([...EXTRA_MINUTES])

/** Gives a learner more time for an exam, also while they sit it, and past its end where they need it: nothing is released before
 *  they are done. Not to one who has handed it in, or has not begun before it ended. Who gives twice at once gives both.
 *  @param input one of `EXTRA_MINUTES` */
export async function giveExamTime(
  viewer: Viewer,
  classroomId: string,
  id: string,
  membershipId: string,
  input: unknown,
  now = new Date(),
): Promise<{ ok: true } | ClassFailure> {
  const minutes = minutesSchema.safeParse(input)
  if (!minutes.success) return { ok: false, code: 'extension-ill-formed' }
  type Given = { readonly ok: true; readonly title: string }
  const give = async (tx: Db, classroom: Prisma.ClassroomWhereInput): Promise<Given | ClassFailure> => {
    const assignment = await tx.assignment.findFirst({ where: { id, classroom, examMinutes: { not: null } } })
    const learner = { id: membershipId, classroomId, ...ACTIVE_LEARNER }
    if (
      !assignment?.dueAt ||
      !assignment.examMinutes ||
      (await tx.membership.count({ where: learner })) === 0
    )
      return NOT_FOUND
    const place = { assignmentId: id, membershipId }
    // Whoever hands it in, and who gives more at the same time, waits.
    await tx.$queryRaw`
      SELECT 1 FROM "ExamSitting" WHERE "assignmentId" = ${id}::uuid AND "membershipId" = ${membershipId}::uuid FOR UPDATE`
    await tx.$queryRaw`
      SELECT 1 FROM "AssignmentExtension"
       WHERE "assignmentId" = ${id}::uuid AND "membershipId" = ${membershipId}::uuid FOR UPDATE`
    const [known, sitting] = [
      await tx.assignmentExtension.findUnique({ where: { assignmentId_membershipId: place } }),
      await tx.examSitting.findUnique({ where: { assignmentId_membershipId: place } }),
    ]
    const had = known?.extraMinutes ?? 0
    const extraMinutes = had + minutes.data
    const due = Math.max(assignment.dueAt.getTime(), known?.dueAt.getTime() ?? 0)
    const isOver = sitting ? sitting.handedInAt !== null : due <= now.getTime()
    if (isOver || extraMinutes > MOST_EXTRA) return { ok: false, code: 'exam-over' }
    // So much is added to when it would have ended; to who has not begun, to when it must be.
    const own = sitting
      ? sitting.startedAt.getTime() + (assignment.examMinutes + had) * MINUTE_MS
      : Number.POSITIVE_INFINITY
    const end = Math.min(due, own) + minutes.data * MINUTE_MS
    const given = { dueAt: new Date(Math.max(due, end)), extraMinutes }
    await tx.assignmentExtension.upsert({
      where: { assignmentId_membershipId: place },
      create: { ...place, ...given },
      update: given,
    })
    return { ok: true, title: assignment.title }
  }
  // Alone: where there is no row yet, there is none that the second of two could wait for.
  const given = await actAlone(viewer, classroomId, give, ({ title }) => [
    { kind: 'extended', subjectId: membershipId, about: title },
  ])
  return given.ok ? { ok: true } : given
}
