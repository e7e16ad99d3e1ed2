import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { itemOfVersion } from '@/lib/own-item/item'
import { versionFrom } from '@/lib/own-item/store'
import type { Item, Locale } from '@/lib/quiz/item'
import { teaches } from './right'

/** The own items of a class that the viewer teaches, but for those that are withdrawn, in their newest versions with keys, the
 *  oldest first: what is taken along to another system. To everybody else there are none: who assists sees no keys of them. */
export async function ownSources(
  viewer: Viewer,
  classroomId: string,
): Promise<{ readonly item: Item; readonly locale: Locale }[]> {
  if (!(await teaches(viewer, classroomId))) return []
  const rows = await db.ownItem.findMany({
    where: { classroomId, retiredAt: null },
    select: { versions: { orderBy: { ordinal: 'desc' }, take: 1 } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap(({ versions }) =>
    versions.map((newest) => ({
      item: itemOfVersion(versionFrom(newest)),
      locale: newest.locale === 'ko' ? 'ko' : 'en',
    })),
  )
}
