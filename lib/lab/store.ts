import 'server-only'
import { lockOwner } from '@/lib/auth/owner'
import { isId } from '@/lib/auth/person'
import { getViewer, type Viewer, viewerWhoStores } from '@/lib/auth/viewer'
import { type Db, db, isUniqueViolation, transaction } from '@/lib/db'
import { engineVersion } from '@/lib/engine/version'
import { type RateLimited, take } from '@/lib/rate-limit/store'
import { FIRST_FILE, type LabProgram, MOST_SAVED, MOST_VERSIONS } from './program'
import { type SavedProgram, type SavedVersion, type SaveResult, type StoredRun, saveSchema } from './saved'

type Sent = Omit<ReturnType<typeof saveSchema.parse>, 'guestKey' | 'locale'>
type Save = Omit<Sent, 'files' | 'run'> & { readonly text: string; readonly run: StoredRun }

/** Keeps a program as a new version of what goes by its id, a guest's too. Sent twice it is kept once, and a version that
 *  differs from the newest in nothing is none. Two windows that save one program overwrite nothing of each other: each has
 *  its version.
 *  @param input whatever was sent
 *  @param admit the rate limit of making guests */
export async function saveProgram(
  input: unknown,
  admit: (address: string) => Promise<RateLimited | null>,
): Promise<SaveResult | RateLimited> {
  const parsed = saveSchema.safeParse(input)
  if (!parsed.success) return { ok: false, code: 'bad-request' }
  const { guestKey, locale, ...sent } = parsed.data
  const known = await getViewer()
  const admitted = known
    ? ({ ok: true, viewer: known } as const)
    : await viewerWhoStores(locale, guestKey, admit)
  if (!admitted.ok) return admitted
  const limited = await take('program-by-person', admitted.viewer.id)
  if (limited) return limited
  return keepProgram(admitted.viewer, sent)
}

/** The same for what has been read already, at the rate of whoever calls. */
export async function keepProgram(viewer: Viewer, sent: Sent): Promise<SaveResult> {
  try {
    return await transaction((tx) => store(tx, viewer.id, toStored(sent)))
  } catch (error) {
    if (error instanceof Full) return { ok: false, code: 'full' }
    // Somebody else has just taken an id.
    if (isUniqueViolation(error)) return { ok: false, code: 'refused' }
    throw error
  }
}

/** The text of the first file is a column; the others stand with how it is run. */
function toStored({ files: [first, ...more], run, ...rest }: Sent): Save {
  const { name = FIRST_FILE, text = '' } = first ?? {}
  return { ...rest, text, run: { ...run, name, more } }
}

function fromStored(text: string, { name = FIRST_FILE, more = [], ...run }: StoredRun): LabProgram {
  const { after, config, ...rest } = run
  const { tty, ...known } = config
  return {
    files: [{ name, text }, ...more],
    ...rest,
    config: { ...known, ...(tty && { tty }) },
    ...(after !== undefined && { after }),
  }
}

async function store(tx: Db, viewerId: string, save: Save): Promise<SaveResult> {
  const userId = await lockOwner(tx, viewerId)
  if (userId === null) return { ok: false, code: 'refused' }
  const owner = await tx.savedProgram.findUnique({ where: { id: save.id }, select: { userId: true } })
  const known = await tx.programVersion.findUnique({ where: { id: save.versionId } })
  const isOthers = (owner && owner.userId !== userId) || (known && known.programId !== save.id)
  if (isOthers) return { ok: false, code: 'refused' }
  if (known) return kept(known)
  return storeVersion(tx, userId, save, owner === null)
}

/** The owner's row is locked: nobody else adds to what is counted here. */
async function storeVersion(tx: Db, userId: string, save: Save, isNew: boolean): Promise<SaveResult> {
  const { id, versionId, name, text, run } = save
  // What somebody else has made under the id since it was looked for is theirs: making it fails below.
  const newest = isNew
    ? null
    : await tx.programVersion.findFirst({ where: { programId: id }, orderBy: { ordinal: 'desc' } })
  const ordinal = (newest?.ordinal ?? 0) + 1
  if (newest && newest.text === text && sorted(newest.run) === sorted(run)) {
    await tx.savedProgram.updateMany({ where: { id, userId }, data: { name } })
    return kept(newest)
  }
  await tx.programVersion.deleteMany({
    where: { programId: id, ordinal: { lte: ordinal - MOST_VERSIONS } },
  })
  if (!(await hasRoom(tx, userId, save, isNew))) throw new Full()
  const savedAt = new Date()
  if (isNew) await tx.savedProgram.create({ data: { id, userId, name, savedAt } })
  else await tx.savedProgram.updateMany({ where: { id, userId }, data: { name, savedAt } })
  const row = { id: versionId, programId: id, ordinal, text, run, engineVersion, savedAt }
  await tx.programVersion.create({ data: row })
  return kept(row)
}

/** There is no room: what was to make some is undone with the transaction. */
class Full extends Error {}

async function hasRoom(tx: Db, userId: string, { text, run }: Save, isNew: boolean): Promise<boolean> {
  const programs = await tx.savedProgram.count({ where: { userId } })
  if (isNew && programs >= MOST_SAVED.programs) return false
  const [sum] = await tx.$queryRaw<{ bytes: bigint | null }[]>`
    SELECT sum(octet_length(v."text") + octet_length(v."run"::text)) AS "bytes"
    FROM "ProgramVersion" v JOIN "SavedProgram" p ON p."id" = v."programId" WHERE p."userId" = ${userId}::uuid`
  const added = Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(run))
  return Number(sum?.bytes ?? 0) + added <= MOST_SAVED.bytes
}

function kept(version: { programId: string; ordinal: number; savedAt: Date }): SaveResult {
  const { programId, ordinal, savedAt } = version
  return { ok: true, id: programId, ordinal, savedAt: savedAt.toISOString() }
}

/** A document in one order of its keys: PostgreSQL keeps them in an order of its own. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null ? Object.fromEntries(Object.entries(part).sort()) : part,
  )
}

/** What somebody has saved, the newest first. */
export async function savedPrograms(viewer: Viewer): Promise<SavedProgram[]> {
  const rows = await db.savedProgram.findMany({
    where: { userId: viewer.id },
    include: { versions: { select: { ordinal: true }, orderBy: { ordinal: 'desc' }, take: 1 } },
    orderBy: [{ savedAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(({ id, name, savedAt, versions }) => ({
    id,
    name,
    savedAt: savedAt.toISOString(),
    ordinal: versions[0]?.ordinal ?? 1,
  }))
}

/** One version of one's own program; null where there is none.
 *  @param ordinal null: the newest */
export async function savedVersion(
  viewer: Viewer,
  unsafeId: string,
  ordinal: number | null,
): Promise<SavedVersion | null> {
  if (!isId(unsafeId)) return null
  const found = await db.savedProgram.findFirst({
    where: { id: unsafeId, userId: viewer.id },
    include: { versions: { select: { ordinal: true, savedAt: true }, orderBy: { ordinal: 'desc' } } },
  })
  const wanted = ordinal ?? found?.versions[0]?.ordinal
  if (!found || wanted === undefined) return null
  const where = { programId_ordinal: { programId: found.id, ordinal: wanted } }
  const version = await db.programVersion.findUnique({ where })
  if (!version) return null
  return {
    id: found.id,
    name: found.name,
    ordinal: version.ordinal,
    // What is stored went through `saveSchema`.
    program: fromStored(version.text, version.run as unknown as StoredRun),
    engineVersion: version.engineVersion,
    versions: found.versions.map((one) => ({ ordinal: one.ordinal, savedAt: one.savedAt.toISOString() })),
  }
}

/** Deletes one's own program with all of its versions.
 *  @returns false where there is none */
export async function deleteProgram(viewer: Viewer, unsafeId: string): Promise<boolean> {
  if (!isId(unsafeId)) return false
  const { count } = await db.savedProgram.deleteMany({ where: { id: unsafeId, userId: viewer.id } })
  return count === 1
}
