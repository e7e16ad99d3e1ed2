import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { look } from './right'
import { learnersTaught } from './visible'

/** What is another whenever a learner of the class has answered, come or gone, so that whoever looks at where the class stands knows when
 *  to look again; it says nothing else. Cheap: it is asked again and again. Null where the class is not there to look at. */
export async function pulseOf(viewer: Viewer, classroomId: string): Promise<string | null> {
  const looked = await look(viewer, classroomId, null)
  if (!looked) return null
  const [row] = await db.$queryRaw<{ learners: number; newestAt: Date | null }[]>`
    WITH ${learnersTaught(looked)}
    SELECT count(*)::int AS "learners", max(a."newestAt") AS "newestAt"
      FROM learner l LEFT JOIN "AnswerSheet" a ON a."membershipId" = l."id"`
  return `${row?.learners ?? 0}.${row?.newestAt?.getTime() ?? 0}`
}
