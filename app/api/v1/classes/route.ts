import { isStaff } from '@/lib/classroom/classroom'
import { classroomsOf } from '@/lib/classroom/store'
import { serve } from '../serve'

/** The classes that the token's owner teaches or assists in, the newest joined first. */
export function GET(request: Request): Promise<Response> {
  return serve(request, async (viewer) => {
    const all = await classroomsOf(viewer)
    const rows = all.flatMap(({ id, name, role, learners, isArchived }) =>
      isStaff(role) ? [{ id, name, role, learners, archived: isArchived }] : [],
    )
    return { rows }
  })
}
