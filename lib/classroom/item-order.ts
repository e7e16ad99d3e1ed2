import type { ItemRow } from './item-analysis'

/** By what items are ordered, each with the end that needs a teacher first: `course` is the order of the course. */
export const ITEM_ORDERS = [
  'course',
  'difficulty',
  'itemRest',
  'discrimination',
  'firstTry',
  'n',
  'time',
] as const
export type ItemOrder = (typeof ITEM_ORDERS)[number]

/** Items in an order, the lowest figure first; what has no figure stands last, however it is turned.
 *  @param isTurned the highest first */
export function inItemOrder(rows: readonly ItemRow[], by: ItemOrder, isTurned: boolean): ItemRow[] {
  if (by === 'course') return isTurned ? [...rows].reverse() : [...rows]
  const figure = (row: ItemRow) => (by === 'time' ? (row.quartiles?.[1] ?? null) : row[by])
  const known = rows.filter((row) => figure(row) !== null)
  const sign = isTurned ? -1 : 1
  known.sort((a, b) => sign * ((figure(a) ?? 0) - (figure(b) ?? 0)))
  return [...known, ...rows.filter((row) => figure(row) === null)]
}
