/** A card that could be asked, and how many collections of interview questions hold it. */
export type Candidate = { readonly itemId: string; readonly asked: number }

/** The question of a day: what is due comes first, as review would ask it; where nothing is, the card that is asked most often
 *  of those that were neither rated nor asked before; where there is none, each card in turn.
 *  @param day as a count of days
 *  @param due ids of items, in the order to be asked in
 *  @param known ids that were answered, or asked on earlier days
 *  @returns null where there is nothing to ask at all */
export function chooseQuestion(
  day: number,
  due: readonly string[],
  cards: readonly Candidate[],
  known: ReadonlySet<string>,
): string | null {
  const [first] = due
  if (first !== undefined) return first
  const inOrder = [...cards].sort((a, b) => b.asked - a.asked || (a.itemId < b.itemId ? -1 : 1))
  const fresh = inOrder.find(({ itemId }) => !known.has(itemId)) ?? inOrder[day % inOrder.length]
  return fresh?.itemId ?? null
}
