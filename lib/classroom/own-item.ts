import 'server-only'
import { z } from 'zod'
import { isId } from '@/lib/auth/person'
import type { Viewer } from '@/lib/auth/viewer'
import { type Db, db } from '@/lib/db'
import { type Draft, draftOf, type OwnKind } from '@/lib/own-item/draft'
import { foundIn, programOf } from '@/lib/own-item/explored'
import type { OwnFault } from '@/lib/own-item/fault'
import { itemOfVersion, type Version } from '@/lib/own-item/item'
import { ownId, versionOf } from '@/lib/own-item/own-id'
import { draftSchema, readDraft } from '@/lib/own-item/read'
import { versionFrom } from '@/lib/own-item/store'
import type { Explored, ExploreRequest } from '@/lib/quiz/explored'
import type { Item, Locale } from '@/lib/quiz/item'
import type { RateLimited } from '@/lib/rate-limit/store'
import { Prisma } from '@/prisma/client/client'
import { type ClassFailure, done, NOT_FOUND } from './failure'
import { act, actAlone, look } from './right'

/** At most so many items of its own has a class, and so many versions an item. */
export const MAX_OWN_ITEMS = 500
const MAX_VERSIONS = 100

/** Looks at every order of a program, in the threads of the pool, unless there were too many. */
export type Explore = (request: ExploreRequest) => Promise<Explored | RateLimited>

/** What is wrong with a draft, by field. */
export type Faulty = { readonly ok: false; readonly code: 'faulty'; readonly faults: readonly OwnFault[] }

/** An own item that could be saved as it is. */
export type Checked = { readonly ok: true; readonly version: Omit<Version, 'id'>; readonly item: Item }

/** What a draft would be as an item, its program being looked at; stores nothing.
 *  @param input a `Draft` */
export async function checkDraft(
  input: unknown,
  explore: Explore,
): Promise<Checked | Faulty | ClassFailure | RateLimited> {
  const parsed = draftSchema.safeParse(input)
  if (!parsed.success) return { ok: false, code: 'own-item-ill-formed' }
  const read = readDraft(parsed.data)
  if (!read.ok) return { ok: false, code: 'faulty', faults: read.faults }
  const { written } = read
  const program = programOf(written)
  const explored = program && (await explore(program))
  if (explored && 'ok' in explored) return explored
  const found = foundIn(written, explored)
  if (isFaults(found)) return { ok: false, code: 'faulty', faults: found }
  const version = { written, found }
  return { ok: true, version, item: itemOfVersion({ ...version, id: 'new' }) }
}

function isFaults(found: ReturnType<typeof foundIn>): found is readonly OwnFault[] {
  return Array.isArray(found)
}

/** Saves a draft as a new item of a class, or as the newest version of one.
 *  @param own the item; null: a new one
 *  @param version what `checkDraft` found nothing wrong with */
export async function writeVersion(
  viewer: Viewer,
  classroomId: string,
  own: string | null,
  { written, found }: Omit<Version, 'id'>,
  locale: Locale,
): Promise<{ ok: true; id: string } | ClassFailure> {
  const write = async (tx: Db): Promise<{ ok: true; id: string } | ClassFailure> => {
    const itemId = own ?? (await newItem(tx, classroomId))
    if (itemId === null) return { ok: false, code: 'too-many-own-items' }
    const known = await tx.ownItem.findFirst({
      where: { id: itemId, classroomId },
      include: { versions: { orderBy: { ordinal: 'desc' }, take: 1 } },
    })
    if (!known) return NOT_FOUND
    const ordinal = (known.versions[0]?.ordinal ?? 0) + 1
    if (ordinal > MAX_VERSIONS) return { ok: false, code: 'too-many-versions' }
    const stored = { written: json(written), found: found === null ? Prisma.DbNull : json(found) }
    await tx.ownItemVersion.create({ data: { itemId, ordinal, locale, createdById: viewer.id, ...stored } })
    return { ok: true, id: itemId }
  }
  // Numbers of versions, and how many there may be, are counted one after another.
  return actAlone(viewer, classroomId, write, () => [{ kind: 'own_written', about: written.stem }])
}

/** Plain data, as Prisma names it. */
function json(value: object): Prisma.InputJsonObject {
  return value as Prisma.InputJsonObject
}

async function newItem(tx: Db, classroomId: string): Promise<string | null> {
  if ((await tx.ownItem.count({ where: { classroomId } })) >= MAX_OWN_ITEMS) return null
  return (await tx.ownItem.create({ data: { classroomId }, select: { id: true } })).id
}

/** Takes an item out of those that may be assigned, or puts it back; what was asked and answered stays. */
export async function retireOwnItem(
  viewer: Viewer,
  classroomId: string,
  id: string,
  isRetired: boolean,
): Promise<{ ok: true } | ClassFailure> {
  const data = { retiredAt: isRetired ? new Date() : null }
  return act(
    viewer,
    classroomId,
    async (tx, classroom) =>
      done(await tx.ownItem.updateMany({ where: { id, classroomId, classroom }, data })),
    () => [{ kind: isRetired ? 'own_retired' : 'own_restored' }],
  )
}

/** An own item as its class's staff list it, in its newest version. */
export type OwnItemRow = {
  readonly id: string
  /** Of the newest version, as assignments name it. */
  readonly itemId: string
  readonly stem: string
  readonly kind: OwnKind
  readonly versions: number
  readonly savedAt: Date
  readonly isRetired: boolean
}

/** The own items of a class that the viewer teaches or assists in, the newest first. */
export async function ownItemsOf(viewer: Viewer, classroomId: string): Promise<OwnItemRow[]> {
  if (!(await look(viewer, classroomId, null))) return []
  const rows = await db.ownItem.findMany({
    where: { classroomId },
    include: { versions: { orderBy: { ordinal: 'desc' }, take: 1 } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return rows.flatMap(({ id, retiredAt, versions: [newest] }) => {
    if (!newest) return []
    const { written } = versionFrom(newest)
    const { stem, kind } = written
    const saved = { versions: newest.ordinal, savedAt: newest.createdAt }
    return [{ id, itemId: ownId(newest.id), stem, kind, ...saved, isRetired: retiredAt !== null }]
  })
}

/** One own item of a class that the viewer teaches or assists in, as a form holds it; null when there is none such. */
export async function ownItemOf(
  viewer: Viewer,
  classroomId: string,
  id: string,
): Promise<{ readonly draft: Draft; readonly itemId: string; readonly versions: number } | null> {
  if (!isId(id) || !(await look(viewer, classroomId, null))) return null
  const found = await db.ownItem.findFirst({
    where: { id, classroomId },
    include: { versions: { orderBy: { ordinal: 'desc' }, take: 1 } },
  })
  const newest = found?.versions[0]
  if (!newest) return null
  return { draft: draftOf(versionFrom(newest).written), itemId: ownId(newest.id), versions: newest.ordinal }
}

/** Those of some ids that a class can be asked as items of its own: newest versions of items that are not withdrawn. */
export async function assignableOwn(
  tx: Db,
  classroomId: string,
  itemIds: readonly string[],
): Promise<Set<string>> {
  const ids = itemIds.flatMap((id) => versionOf(id) ?? [])
  if (ids.length === 0) return new Set()
  const rows = await tx.ownItemVersion.findMany({
    where: { id: { in: ids }, item: { classroomId, retiredAt: null } },
    select: { id: true },
  })
  return new Set(rows.map(({ id }) => ownId(id)))
}

/** The versions that a class was ever asked, or answered, by the order in which their items were made: what its figures are of
 *  besides the course. The caller has established that the viewer may see the class. */
export async function askedOwnIds(classroomId: string): Promise<string[]> {
  if (!isId(classroomId)) return []
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT v."id"
      FROM "OwnItem" i JOIN "OwnItemVersion" v ON v."itemId" = i."id"
     WHERE i."classroomId" = ${classroomId}::uuid
       AND (EXISTS (SELECT 1 FROM "AssignmentItem" asked WHERE asked."itemId" = 'own.' || v."id"::text)
         OR EXISTS (SELECT 1 FROM "ClassroomItem" c
              WHERE c."classroomId" = i."classroomId" AND c."itemId" = 'own.' || v."id"::text))
     ORDER BY i."createdAt", i."id", v."ordinal"`
  return rows.map(({ id }) => ownId(id))
}

/** What a page sends of an own item besides its draft. */
export const ownItemPlace = z.strictObject({ own: z.uuid().nullable(), locale: z.enum(['ko', 'en']) })
export type OwnItemPlace = z.output<typeof ownItemPlace>
