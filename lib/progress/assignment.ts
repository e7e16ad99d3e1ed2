/** What an assignment asks for, which answers of a learner count for it, and what of them is not shown yet. Pure. */

/** When something about an answer is shown to who gave it: as soon as no try is left that counts, when the last learner's time
 *  is over and no try is left that counts, or not at all. */
export const RELEASES = ['after_answer', 'after_due', 'never'] as const
export type Release = (typeof RELEASES)[number]

/** How an assignment counts. */
export type Terms = {
  /** What is answered before does not count. */
  readonly openAt: Date
  /** How many hundredths a late answer loses; 100: it does not count. */
  readonly latePercent: number
  /** So many answers to an item count. */
  readonly attempts: number
}

/** When what is shown. */
export type Releasing = Terms & {
  /** When the last learner's time is over, extensions included; null: it stays open. */
  readonly closesAt: Date | null
  readonly release: Release
  readonly scoreRelease: Release
}

/** What of an answer is not shown to who gave it: whether it is right, and what is right and why. Where the former is withheld
 *  so is the latter. */
export type Withheld = { readonly score: boolean; readonly key: boolean }

export const NOTHING_WITHHELD: Withheld = { score: false, key: false }

/** So long before an assignment opens its items are held back already, whose keys would help. What was shown earlier has been
 *  seen. */
export const HELD_BEFORE_MS = 24 * 3600_000

/** What one assignment withholds of one item.
 *  @param learner whose answers count: of the class, or who was and may come back to what counted. `answers`: how many of theirs
 *    count by now. `isOwn`: who asks is this learner, and not somebody else in the browser with which they joined, who may be.
 *    `isImported`: who asks has brought answers from elsewhere meanwhile. They use up no try, so their score would tell for
 *    nothing which answer is right; it is shown once no try is left. */
export function withheldBy(
  terms: Releasing,
  learner: { readonly isOwn: boolean; readonly answers: number; readonly isImported: boolean },
  now: Date,
): Withheld {
  if (now.getTime() < terms.openAt.getTime() - HELD_BEFORE_MS) return NOTHING_WITHHELD
  const isOver = terms.closesAt !== null && now >= terms.closesAt
  const mayStillCount = learner.answers < terms.attempts && !(isOver && terms.latePercent === 100)
  const isShown = (release: Release, isAtOnce: boolean) => {
    if (now < terms.openAt) return false
    if (release === 'after_answer') return isAtOnce || !mayStillCount
    // A browser that many share is not marked for ever.
    return (release === 'after_due' || !learner.isOwn) && isOver && !mayStillCount
  }
  const key = !isShown(terms.release, false)
  return { key, score: key && !isShown(terms.scoreRelease, !learner.isImported) }
}

/** An answer that counts for an item. `share` of the points, 0 to 1; null: not scored (yet), or a card,
 *  which has none. */
export type Given = { readonly at: Date; readonly share: number | null }

/** What came of a learner's answers to one item of an assignment.
 *  - `answers`: how many count, `attempts` at most
 *  - `share`: of the best of them, what a late one loses taken off; null where none is scored
 *  - `isLate`: the first of them came after the learner's time */
export type ItemResult = {
  readonly answers: number
  readonly share: number | null
  readonly isLate: boolean
}

/** @param dueAt the learner's own; null: there is none
 *  @param given what counts (`countsAt`), oldest first; of more than `attempts` the first */
export function resultOf(terms: Terms, dueAt: Date | null, given: readonly Given[]): ItemResult {
  const isLate = ({ at }: Given) => dueAt !== null && at > dueAt
  const counted = given.slice(0, terms.attempts)
  const shares = counted.flatMap((one) =>
    one.share === null ? [] : [one.share * (isLate(one) ? 1 - terms.latePercent / 100 : 1)],
  )
  const [first] = counted
  return {
    answers: counted.length,
    share: shares.length === 0 ? null : Math.max(...shares),
    isLate: first !== undefined && isLate(first),
  }
}

/** A learner's assignment as a whole: of `items` `answered`, and `share` (0 to 1) of all points that there are, so that what is
 *  missing counts as nothing; null where no item has points. */
export type AssignmentResult = {
  readonly answered: number
  readonly items: number
  readonly share: number | null
  readonly isLate: boolean
}

/** @param graded how many of the items have points
 *  @param results of the items that have an answer */
export function assignmentResult(
  items: number,
  graded: number,
  results: readonly ItemResult[],
): AssignmentResult {
  const answered = results.filter(({ answers }) => answers > 0)
  const points = answered.reduce((sum, { share }) => sum + (share ?? 0), 0)
  return {
    answered: answered.length,
    items,
    share: graded === 0 ? null : points / graded,
    isLate: answered.some(({ isLate }) => isLate),
  }
}

/** Where an assignment stands for one learner. */
export type Stage = 'planned' | 'open' | 'late' | 'closed'

/** @param dueAt the learner's own, or of whom it is asked about */
export function stageOf(terms: Terms, dueAt: Date | null, now: Date): Stage {
  if (now < terms.openAt) return 'planned'
  if (dueAt === null || now < dueAt) return 'open'
  return terms.latePercent < 100 ? 'late' : 'closed'
}
