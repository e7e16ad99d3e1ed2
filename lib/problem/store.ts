import 'server-only'
import { lockOwner } from '@/lib/auth/owner'
import { getViewer, viewerWhoStores } from '@/lib/auth/viewer'
import { loadItem } from '@/lib/content/quiz'
import { db, transaction } from '@/lib/db'
import { itemHash } from '@/lib/quiz/publish'
import { variantShown, variantsOf } from '@/lib/quiz/variant'
import { type RateLimited, take } from '@/lib/rate-limit/store'
import { type ProblemResult, problemSchema } from './problem'

/** Stores what somebody finds wrong with an item, a guest too, with the variant and version of the item that they
 *  saw it in. Sent twice it is stored once.
 *  @param input whatever was sent
 *  @param admit the rate limit of making guests */
export async function reportProblem(
  input: unknown,
  admit: (address: string) => Promise<RateLimited | null>,
): Promise<ProblemResult | RateLimited> {
  const parsed = problemSchema.safeParse(input)
  if (!parsed.success) return { ok: false, code: 'bad-request' }
  const { guestKey, hash, ...problem } = parsed.data
  const item = loadItem(problem.itemId)
  if (!item) return { ok: false, code: 'unknown-item' }
  const known = await getViewer()
  const admitted = known
    ? ({ ok: true, viewer: known } as const)
    : await viewerWhoStores(problem.locale, guestKey, admit)
  if (!admitted.ok) return admitted
  const limited = await take('problem-by-person', admitted.viewer.id)
  if (limited) return limited
  return transaction(async (tx): Promise<ProblemResult> => {
    const userId = await lockOwner(tx, admitted.viewer.id)
    if (userId === null) return { ok: false, code: 'refused' }
    // What has changed since it was shown is known by what was shown, which is no hash of any item.
    const seen = variantShown(item, hash)
    const row = { ...problem, userId, itemHash: seen ? itemHash(seen) : hash }
    await tx.problem.createMany({ data: [row], skipDuplicates: true })
    const own = await tx.problem.count({ where: { id: problem.id, userId } })
    return own === 1 ? { ok: true } : { ok: false, code: 'refused' }
  })
}

/** A report, for those who mend the content. */
export type StoredProblem = {
  readonly itemId: string
  readonly locale: string
  readonly seed: number
  readonly text: string
  readonly createdAt: Date
  /** Which variant of the item it is about; null: it has been changed since. */
  readonly variant: number | null
}

/** The newest reports, those of items that are as they were first. */
export async function newestProblems(most: number): Promise<StoredProblem[]> {
  const rows = await db.problem.findMany({ orderBy: { createdAt: 'desc' }, take: most })
  const current = new Map([...new Set(rows.map(({ itemId }) => itemId))].map((id) => [id, loadItem(id)]))
  const told = rows.map(({ itemId, itemHash: seen, locale, seed, text, createdAt }) => {
    const item = current.get(itemId)
    const known = item && variantsOf(item).find((one) => itemHash(one) === seen)
    return { itemId, locale, seed, text, createdAt, variant: known ? (known.variant ?? 0) : null }
  })
  const isOld = ({ variant }: StoredProblem) => variant === null
  return [...told.filter((one) => !isOld(one)), ...told.filter(isOld)]
}
