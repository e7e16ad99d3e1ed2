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
type SavedElsewhere = { readonly savedAt: Date; readonly engineVersion: number }
type Refused = { readonly ok: false; readonly code: 'refused' | 'full' }

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
  return unlessRefused((tx) => store(tx, admitted.viewer.id, toStored(sent)))
}

/** Keeps a version that was saved on another installation, in its place by time: what was saved later stays above it, so it
 *  numbers the versions anew that it comes before. Doing it again changes nothing. The caller limits how many.
 *  @returns `known`: it is here, or differs in nothing from the one before it, or as many as are kept are newer; `foreign`: an id
 *    is somebody else's; `full`: there is no room */
export async function keepVersion(
  viewer: Viewer,
  { savedAt, engineVersion, ...sent }: Sent & SavedElsewhere,
): Promise<'stored' | 'known' | 'foreign' | 'full'> {
  const save = { ...toStored(sent), savedAt, engineVersion }
  const said = await unlessRefused((tx) => storeInPlace(tx, viewer.id, save))
  if (typeof said === 'string') return said
  return said.code === 'full' ? 'full' : 'foreign'
}

async function unlessRefused<T>(work: (tx: Db) => Promise<T>): Promise<T | Refused> {
  try {
    return await transaction(work)
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
  const met = await meet(tx, viewerId, save)
  if (!met) return { ok: false, code: 'refused' }
  return met.known ? kept(met.known) : storeVersion(tx, met.userId, save, met.isNew)
}

/** Locks the owner's row, so that nobody else adds to what is counted then, and looks whether the ids are theirs to use.
 *  @returns null where they are not; `known`: this very version */
async function meet(tx: Db, viewerId: string, { id, versionId }: Save) {
  const userId = await lockOwner(tx, viewerId)
  if (userId === null) return null
  const owner = await tx.savedProgram.findUnique({ where: { id }, select: { userId: true } })
  const known = await tx.programVersion.findUnique({ where: { id: versionId } })
  const isOthers = (owner && owner.userId !== userId) || (known && known.programId !== id)
  return isOthers ? null : { userId, known, isNew: owner === null }
}

async function storeVersion(tx: Db, userId: string, save: Save, isNew: boolean): Promise<SaveResult> {
  const { id, name } = save
  // What somebody else has made under the id since it was looked for is theirs: making it fails below.
  const newest = isNew
    ? null
    : await tx.programVersion.findFirst({ where: { programId: id }, orderBy: { ordinal: 'desc' } })
  if (newest && isSame(newest, save)) {
    await tx.savedProgram.updateMany({ where: { id, userId }, data: { name } })
    return kept(newest)
  }
  const ordinal = (newest?.ordinal ?? 0) + 1
  const version = { ordinal, savedAt: new Date(), engineVersion }
  await write(tx, userId, save, version, { isNew, isNewest: true })
  return kept({ programId: id, ...version })
}

async function storeInPlace(
  tx: Db,
  viewerId: string,
  save: Save & SavedElsewhere,
): Promise<'stored' | 'known' | Refused> {
  const met = await meet(tx, viewerId, save)
  if (!met) return { ok: false, code: 'refused' }
  if (met.known) return 'known'
  const where = { programId: save.id }
  const select = { ordinal: true, savedAt: true }
  const all = met.isNew
    ? []
    : await tx.programVersion.findMany({ where, select, orderBy: { ordinal: 'asc' } })
  const later = all.find(({ savedAt }) => savedAt > save.savedAt)
  const before = all.filter(({ ordinal }) => !later || ordinal < later.ordinal).at(-1)
  if (!before && all.length >= MOST_VERSIONS) return 'known'
  if (before) {
    const place = { programId_ordinal: { ...where, ordinal: before.ordinal } }
    if (isSame(await tx.programVersion.findUniqueOrThrow({ where: place }), save)) return 'known'
  }
  const ordinal = later?.ordinal ?? (before?.ordinal ?? 0) + 1
  if (later) await makePlace(tx, save.id, ordinal)
  await write(tx, met.userId, save, { ...save, ordinal }, { isNew: met.isNew, isNewest: !later })
  return 'stored'
}

/** Numbers the versions from one on one higher; by way of numbers that none has, since no two of a program have one number even
 *  in between. */
async function makePlace(tx: Db, programId: string, ordinal: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "ProgramVersion" SET "ordinal" = "ordinal" + ${FAR}::int
     WHERE "programId" = ${programId}::uuid AND "ordinal" >= ${ordinal}::int`
  await tx.$executeRaw`
    UPDATE "ProgramVersion" SET "ordinal" = "ordinal" - ${FAR - 1}::int
     WHERE "programId" = ${programId}::uuid AND "ordinal" >= ${FAR}::int`
}
const FAR = 1_000_000_000

/** Writes a version under a number that is free, and takes away the oldest where there are too many then.
 *  @throws Full */
async function write(
  tx: Db,
  userId: string,
  save: Save,
  { ordinal, savedAt, engineVersion }: SavedElsewhere & { readonly ordinal: number },
  { isNew, isNewest }: { readonly isNew: boolean; readonly isNewest: boolean },
): Promise<void> {
  const { id, versionId, name, text, run } = save
  await tx.$executeRaw`
    DELETE FROM "ProgramVersion" WHERE "id" IN (
      SELECT "id" FROM "ProgramVersion" WHERE "programId" = ${id}::uuid ORDER BY "ordinal" DESC OFFSET ${MOST_VERSIONS - 1}::int)`
  if (!(await hasRoom(tx, userId, save, isNew))) throw new Full()
  if (isNew) await tx.savedProgram.create({ data: { id, userId, name, savedAt } })
  else if (isNewest) await tx.savedProgram.updateMany({ where: { id, userId }, data: { name, savedAt } })
  await tx.programVersion.create({
    data: { id: versionId, programId: id, ordinal, text, run, engineVersion, savedAt },
  })
}

function isSame(version: { readonly text: string; readonly run: unknown }, { text, run }: Save): boolean {
  return version.text === text && sorted(version.run) === sorted(run)
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
