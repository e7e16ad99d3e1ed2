import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Item } from '@/lib/quiz/item'
import type { Written } from './draft'
import { foundFrom } from './explored'
import { itemOfVersion, type Version } from './item'
import { versionOf } from './own-id'

/** An own item by its id, for whoever has established that it may be read; null: there is none. */
export async function loadOwnItem(itemId: string): Promise<Item | null> {
  return (await loadOwnItems([itemId])).get(itemId) ?? null
}

/** Those of some items that are own ones, by id. */
export async function loadOwnItems(itemIds: readonly string[]): Promise<ReadonlyMap<string, Item>> {
  const ids = itemIds.flatMap((id) => versionOf(id) ?? [])
  if (ids.length === 0) return new Map()
  const select = { id: true, written: true, found: true }
  const rows = await db.ownItemVersion.findMany({ where: { id: { in: ids } }, select })
  const items = rows.map((row) => itemOfVersion(versionFrom(row)))
  return new Map(items.map((item) => [item.id, item]))
}

/** A row as what it holds: `writeVersion` alone makes rows, from what `readDraft` and `foundIn` gave. */
export function versionFrom(row: { id: string; written: unknown; found: unknown }): Version {
  return { id: row.id, written: row.written as Written, found: foundFrom(row.found) }
}

/** Whether somebody may read the public form of an item and answer it: whatever is content's, and of own items those that an
 *  assignment asks that has opened, of a class that they learn in; an exam asks nowhere but where it is sat, until it is over for
 *  the last one, as `CLOSES_AT` has it. */
export async function isAskedOf(viewer: Viewer | null, itemId: string, now = new Date()): Promise<boolean> {
  const version = versionOf(itemId)
  if (version === null) return true
  if (!viewer) return false
  const learner = { userId: viewer.id, role: 'learner', status: 'active' } as const
  const longer = { dueAt: { gt: now }, membership: { status: { not: 'blocked' } } } as const
  const assignment = {
    openAt: { lte: now },
    OR: [{ examMinutes: null }, { dueAt: { lte: now }, extensions: { none: longer } }],
    classroom: { members: { some: learner } },
  }
  const asked = await db.assignmentItem.findFirst({ where: { itemId, assignment }, select: { itemId: true } })
  return asked !== null
}
