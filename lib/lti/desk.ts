import 'server-only'
import { asViewer, withIds } from '@/lib/classroom/desk'
import { membersOf } from './members'
import { untieClass } from './tie'

/** `untieClass`, as a page asks for it. */
export async function untie(classroom: unknown, tie: unknown) {
  return asViewer('class-change-by-person', async (viewer) =>
    withIds([classroom, tie], ([id, one]) => untieClass(viewer, id, one)),
  )
}

/** `membersOf`, as a page asks for it. */
export async function askMembers(classroom: unknown, tie: unknown) {
  return asViewer('message-by-person', async (viewer) =>
    withIds([classroom, tie], ([id, one]) => membersOf(viewer, id, one)),
  )
}
