import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Prisma } from '@/prisma/client/client'
import { BY_NAME, type ClassLesson, GRADED, gradesOf, type LearnerGrades } from './grades'
import { type Look, look } from './right'
import { type RosterRow, rosterRow, WITH_HISTORY } from './roster'
import { ACTIVE_LEARNER } from './store'

/** Which rows of a long table: `size` of them, from page 1 on. */
export type Paging = { readonly page: number; readonly size: number }
/** Rows of a page, which is empty beyond the last, and how many there are in all. */
export type Read<Row> = { readonly rows: readonly Row[]; readonly total: number }

/** Who is or was a learner of a class, as the roster has them; null when the viewer sees no such class. */
export async function readMembers(
  viewer: Viewer,
  classroomId: string,
  paging: Paging,
): Promise<Read<RosterRow> | null> {
  const where = { role: 'learner', classroomId } as const
  return read(viewer, classroomId, 'roster', where, async () => {
    const orderBy = [{ status: 'asc' } as const, ...BY_NAME]
    const rows = await db.membership.findMany({ where, include: WITH_HISTORY, orderBy, ...cut(paging) })
    return rows.map(rosterRow)
  })
}

/** The learners of a class with what their first answers came to, as the dashboard has them. */
export async function readGrades(
  viewer: Viewer,
  classroomId: string,
  lessons: readonly ClassLesson[],
  paging: Paging,
): Promise<Read<LearnerGrades> | null> {
  const where = { ...ACTIVE_LEARNER, classroomId }
  return read(viewer, classroomId, 'grades', where, async (looked) => {
    const rows = await db.membership.findMany({ where, include: GRADED, orderBy: BY_NAME, ...cut(paging) })
    return gradesOf(looked, lessons, rows)
  })
}

async function read<Row>(
  viewer: Viewer,
  classroomId: string,
  about: string,
  where: Prisma.MembershipWhereInput,
  rowsOf: (looked: Look) => Promise<readonly Row[]>,
): Promise<Read<Row> | null> {
  const looked = await look(viewer, classroomId, { kind: 'read_by_token', about })
  if (!looked) return null
  const [total, rows] = await Promise.all([db.membership.count({ where }), rowsOf(looked)])
  return { rows, total }
}

function cut({ page, size }: Paging) {
  return { skip: (page - 1) * size, take: size }
}
