import 'server-only'
import { headers } from 'next/headers'
import { welcome } from '@/lib/account/welcome'
import { isSameOrigin } from '@/lib/auth/origin'
import { lockOwner } from '@/lib/auth/owner'
import { isId } from '@/lib/auth/person'
import { getViewer, type Viewer, viewerWhoStores } from '@/lib/auth/viewer'
import { loadCard } from '@/lib/content/card'
import { db, transaction } from '@/lib/db'
import { type RateLimited, take } from '@/lib/rate-limit/store'
import { type MockResult, type MockSettings, mockSchema } from './mock'
import type { MockAnswer } from './report'

/** A mock interview as it is kept. */
export type StoredMock = {
  readonly id: string
  readonly locale: 'ko' | 'en'
  readonly startedAt: Date
  readonly endedAt: Date
  readonly settings: MockSettings
  readonly answers: readonly MockAnswer[]
}

/** An interview of one's own. `shareKey`: by which others read its report; null: nobody does. */
export type OwnMock = StoredMock & { readonly shareKey: string | null }

/** `not-found`: there is no such interview of who asks. `key` is null where nobody else reads the report any more. */
export type ShareResult =
  | { readonly ok: true; readonly key: string | null }
  | { readonly ok: false; readonly code: 'signed-out' | 'cross-origin' | 'not-found' }
  | RateLimited

/** Stores an interview that is over, of a guest too. Sent twice it is stored once.
 *  @param input whatever was sent
 *  @param admit the rate limit of making guests */
export async function submitMock(
  input: unknown,
  admit: (address: string) => Promise<RateLimited | null>,
): Promise<MockResult | RateLimited> {
  const parsed = mockSchema.safeParse(input)
  if (!parsed.success) return { ok: false, code: 'bad-request' }
  const { guestKey, startedAt, ...mock } = parsed.data
  if (!mock.answers.every(isOfCard)) return { ok: false, code: 'bad-request' }
  const known = await getViewer()
  const admitted = known
    ? ({ ok: true, viewer: known } as const)
    : await viewerWhoStores(mock.locale, guestKey, admit, 'under-way')
  if (!admitted.ok) return admitted
  const limited = await take('mock-by-person', admitted.viewer.id)
  if (limited) return limited
  // A clock of the device that is ahead makes no interview that ends before it begins.
  const begun = new Date(Math.min(Date.parse(startedAt), Date.now()))
  const store = async () => (await keep(admitted.viewer, { ...mock, startedAt: begun })) !== 'foreign'
  // A guest's whose key the page has and whose cookie was lost on its way, with the answer to the first sending.
  const isKept =
    (await store()) ||
    (!admitted.viewer.isGuest && (await welcome(admitted.viewer.id, guestKey)) && (await store()))
  return isKept ? { ok: true, id: mock.id } : { ok: false, code: 'refused' }
}

/** Stores an interview of another installation. The caller limits how many.
 *  @returns `unknown`: it asked what is not asked here; `foreign`: its id is somebody else's */
export async function keepMock(
  viewer: Viewer,
  mock: NewMock,
): Promise<'stored' | 'known' | 'unknown' | 'foreign'> {
  return mock.answers.every(isOfCard) ? keep(viewer, mock) : 'unknown'
}

/** As `mockSchema` reads it. */
type NewMock = Pick<StoredMock, 'id' | 'locale' | 'startedAt'> & {
  readonly settings: MockSettings
  readonly answers: MockAnswer[]
  readonly endedAt?: Date
  readonly imported?: boolean
}

function keep(viewer: Viewer, mock: NewMock): Promise<'stored' | 'known' | 'foreign'> {
  return transaction(async (tx) => {
    const userId = await lockOwner(tx, viewer.id)
    if (userId === null) return 'foreign'
    const made = await tx.mock.createMany({ data: [{ ...mock, userId }], skipDuplicates: true })
    if (made.count === 1) return 'stored'
    return (await tx.mock.count({ where: { id: mock.id, userId } })) === 1 ? 'known' : 'foreign'
  })
}

/** Whether an answer is to something that a card asks. */
function isOfCard({ cardId, followUp, said }: MockAnswer): boolean {
  const card = loadCard(cardId, 'en')
  if (!card) return false
  return (followUp === null || followUp < card.followUps.length) && said.every((i) => i < card.points.length)
}

/** One interview of one person, or null. */
export async function mockOf(viewer: Viewer, unsafeId: string): Promise<OwnMock | null> {
  if (!isId(unsafeId)) return null
  const row = await db.mock.findFirst({ where: { id: unsafeId, userId: viewer.id } })
  return row && { ...read(row), shareKey: row.shareKey }
}

/** Lets whoever has its link read the report of an interview of who asks, or nobody any more. A link that is there stays; one that
 *  was ended opens nothing, also when another is made. */
export async function shareMock(unsafeId: string, isShared: boolean): Promise<ShareResult> {
  if (!isSameOrigin(await headers())) return { ok: false, code: 'cross-origin' }
  const viewer = await getViewer()
  if (!viewer) return { ok: false, code: 'signed-out' }
  const limited = await take('share-by-person', viewer.id)
  if (limited) return limited
  if (!isId(unsafeId)) return { ok: false, code: 'not-found' }
  const own = { id: unsafeId, userId: viewer.id }
  if (isShared)
    await db.mock.updateMany({ where: { ...own, shareKey: null }, data: { shareKey: crypto.randomUUID() } })
  else await db.mock.updateMany({ where: own, data: { shareKey: null } })
  const row = await db.mock.findFirst({ where: own, select: { shareKey: true } })
  return row ? { ok: true, key: row.shareKey } : { ok: false, code: 'not-found' }
}

/** The interview whose report a link opens; null where it opens none. */
export async function sharedMock(unsafeKey: string): Promise<StoredMock | null> {
  if (!isId(unsafeKey)) return null
  const row = await db.mock.findUnique({ where: { shareKey: unsafeKey } })
  return row && read(row)
}

/** The interviews of one person, the newest first.
 *  @param before only those that ended before */
export async function mocksOf(viewer: Viewer, before: Date | null = null): Promise<StoredMock[]> {
  const rows = await db.mock.findMany({
    where: { userId: viewer.id, ...(before ? { endedAt: { lt: before } } : {}) },
    orderBy: { endedAt: 'desc' },
    take: MAX_MOCKS,
  })
  return rows.map(read)
}
const MAX_MOCKS = 20

type Row = Omit<StoredMock, 'locale' | 'settings' | 'answers'> & {
  readonly locale: string
  readonly settings: unknown
  readonly answers: unknown
}

/** What is stored went through `mockSchema`. */
function read({ id, startedAt, endedAt, locale, settings, answers }: Row): StoredMock {
  return {
    id,
    startedAt,
    endedAt,
    locale: locale === 'en' ? 'en' : 'ko',
    settings: settings as MockSettings,
    answers: answers as MockAnswer[],
  }
}
