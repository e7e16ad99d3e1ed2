import 'server-only'
import { gradeOf, loadVariant, type Scorer, worth } from '@/lib/attempt/answered'
import { explorations, lineUp } from '@/lib/attempt/explorer'
import { isSection } from '@/lib/attempt/section'
import { lookUp, storeResponse } from '@/lib/attempt/store'
import { getViewer, type Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { keepMock } from '@/lib/interview/store'
import { keepVersion } from '@/lib/lab/store'
import { versionOf } from '@/lib/own-item/own-id'
import { keepSection } from '@/lib/progress/store'
import { itemHash } from '@/lib/quiz/publish'
import { exploreRequest, validate } from '@/lib/quiz/score'
import { inShortTurn, takeLocally } from '@/lib/rate-limit/local'
import { take } from '@/lib/rate-limit/store'
import {
  type ImportResult,
  importSchema,
  type MockRow,
  type ProgramRow,
  type ResponseRow,
  type RowCode,
  rowSchema,
  type SectionRow,
} from './row'

/** What one person may have of these and still bring more: a file that was made to fill the disk is stopped there. */
const MOST = { responses: 20_000, mocks: 500 } as const

/** Brings rows of an exported file to the account that asks, each by itself: nothing twice, nothing on the word of the file about
 *  what it was worth. What others count by is when it came here; what the person knows goes by when it was given.
 *  @param input whatever was sent */
export async function importRows(input: unknown, scorer: Scorer): Promise<ImportResult> {
  const viewer = await getViewer()
  if (!viewer || viewer.isGuest) return { ok: false, code: 'signed-out' }
  const limited = takeLocally('import-by-person', viewer.id)
  if (limited) return limited
  const sent = importSchema.safeParse(input)
  if (!sent.success) return { ok: false, code: 'bad-request' }
  // A replay may take long, and so many of them longer: whoever sends a file has a part of the time, and no line of them.
  return inShortTurn(`import ${viewer.id}`, async (): Promise<ImportResult> => {
    const room = await roomOf(viewer)
    const results: RowCode[] = []
    for (const row of sent.data.rows) {
      const result = await importRow(viewer, row, scorer, room)
      if (typeof result === 'number') return { ok: true, results, wait: result }
      results.push(result)
    }
    return { ok: true, results, wait: null }
  })
}

/** How many more of each this person may bring: counted once, and then down. */
type Room = { responses: number; mocks: number }

async function roomOf({ id: userId }: Viewer): Promise<Room> {
  const [responses, mocks] = await Promise.all([
    db.itemResponse.count({ where: { userId } }),
    db.mock.count({ where: { userId } }),
  ])
  return { responses: MOST.responses - responses, mocks: MOST.mocks - mocks }
}

/** @returns what became of it; a number: it may be sent again after so many seconds */
async function importRow(
  viewer: Viewer,
  unread: unknown,
  scorer: Scorer,
  room: Room,
): Promise<RowCode | number> {
  const { data: row } = rowSchema.safeParse(unread)
  switch (row?.kind) {
    case undefined:
      return 'ill-formed'
    case 'response':
      return importResponse(viewer, row, scorer, room)
    case 'mock':
      return importMock(viewer, row, room)
    case 'section':
      return importSection(viewer, row)
    case 'program':
      return importProgram(viewer, row)
  }
}

/** Whether an assignment asks the item changes nothing, so that a file tells nothing of assignments: what is imported counts for
 *  none, and what it is worth is shown by the rules of any answer (`withheldBy`). */
async function importResponse(
  viewer: Viewer,
  { kind: _, givenAt, ...row }: ResponseRow,
  scorer: Scorer,
  room: Room,
): Promise<RowCode | number> {
  const before = await lookUp({ viewer, device: null }, row.id, row.itemId)
  if (before.response) return 'known'
  // What a class wrote is answered where it is asked, and in no file.
  const item = versionOf(row.itemId) === null ? await loadVariant(row, scorer) : null
  if (!item) return 'unknown'
  if (validate(item, row.answer)) return 'unfit'
  if (room.responses <= 0) return 'full'
  const isExplored = exploreRequest(item, row.answer) !== null
  const tooDear = isExplored ? await take('explore-by-person', viewer.id) : null
  if (tooDear) return tooDear.seconds
  const { grade, evidence } = await gradeOf(item, row.answer, scorer, null)
  if (grade.state === 'invalid') return 'unfit'
  const hash = itemHash(item)
  const { engineVersion } = scorer
  const score = { engineVersion, itemHash: hash, ...worth(grade), replayed: evidence }
  const response = { ...row, itemHash: hash, heldMs: 0, givenAt: past(givenAt), score }
  const stored = await storeResponse(
    viewer,
    response,
    before,
    isExplored ? (tx) => lineUp(tx, row.id) : undefined,
  )
  if (isExplored) explorations().wake()
  if (stored.outcome === 'stored') room.responses--
  return stored.outcome
}

async function importMock(
  viewer: Viewer,
  { kind: _, startedAt, endedAt, ...row }: MockRow,
  room: Room,
): Promise<RowCode> {
  // Where there is no room any more, what is here already is still known.
  if (room.mocks <= 0 && (await db.mock.count({ where: { id: row.id, userId: viewer.id } })) === 0)
    return 'full'
  const end = past(endedAt)
  const start = new Date(Math.min(Date.parse(startedAt), end.getTime()))
  const kept = await keepMock(viewer, { ...row, startedAt: start, endedAt: end, imported: true })
  if (kept === 'stored') room.mocks--
  return kept
}

async function importSection(
  viewer: Viewer,
  { kind: _, seenAt, doneAt, ...row }: SectionRow,
): Promise<RowCode> {
  if (!isSection(row.section)) return 'unknown'
  const state = { ...row, seenAt: past(seenAt), doneAt: doneAt === null ? null : past(doneAt) }
  return (await keepSection(viewer, state)) ? 'stored' : 'foreign'
}

async function importProgram(viewer: Viewer, { kind: _, savedAt, ...row }: ProgramRow): Promise<RowCode> {
  return keepVersion(viewer, { ...row, savedAt: past(savedAt) })
}

/** A time of another clock, which may have been ahead of this one. */
function past(at: string): Date {
  return new Date(Math.min(Date.parse(at), Date.now()))
}
