/** Share of a lesson's check that has to be right for the lesson to count as known. */
const ENOUGH = 0.75

/** What came of a check so far: items that were not answered or of whose answer nothing is shown yet, and those whose newest
 *  answer was not entirely right. */
export type CheckState = {
  readonly open: readonly string[]
  readonly wrong: readonly string[]
  /** True when so many are right that the lesson may be skipped. */
  readonly isKnown: boolean
}

/** Where somebody stands with a lesson's check. Nothing is stored for it: a lesson is known while the newest answers say so.
 *  @param check ids of its items; a lesson without any is never known
 *  @param results whether the newest answer to an item was entirely right, null where that is not known */
export function checkState(
  check: readonly string[],
  results: ReadonlyMap<string, boolean | null>,
): CheckState {
  const open = check.filter((id) => (results.get(id) ?? null) === null)
  const wrong = check.filter((id) => results.get(id) === false)
  const right = check.length - open.length - wrong.length
  return { open, wrong, isKnown: check.length > 0 && right >= ENOUGH * check.length }
}
