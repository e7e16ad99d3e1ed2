import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { isCorrect } from '@/lib/quiz/score'
import type { Summary } from './classroom'
import { DASHBOARD_PAGE } from './dashboard'
import type { Sight } from './event'
import { look, within } from './right'
import { learnersTaught } from './visible'

/** How many cells a page of the table has at most, as long as it has `FEWEST` learners: each weighs in the page twice. */
const MOST_CELLS = 1000
const FEWEST = 5

/** By what learners stand in the table: a name, their score over all its items, or, by id, one item. */
export type GridOrder = 'name' | 'score' | { readonly itemId: string }

/** Whom a teacher looks for there: who has not answered every item, or who did not get every point of some first answer. */
export const GRID_PICKS = ['missing', 'missed'] as const
export type GridPick = (typeof GRID_PICKS)[number]

/** Which learners are shown, and in which order. */
export type GridAsk = {
  readonly order: GridOrder
  /** The highest, or the last name, first. */
  readonly isTurned: boolean
  readonly pick: GridPick | null
  /** Only this section; null: all of the class. */
  readonly sectionId: string | null
  /** From 1 on; one beyond the last is the last. */
  readonly page: number
}

/** A learner's row: of each item the share of points (0 to 1) of the first scored answer that this teacher may see; null: none. */
export type GridRow = {
  readonly membershipId: string
  readonly name: string
  readonly shares: readonly (number | null)[]
  readonly summary: Summary
}

/** Learners by items. */
export type ItemGrid = {
  readonly rows: readonly GridRow[]
  /** Of each item, over everybody: how many answered it, and their mean share; null where there is none. */
  readonly items: readonly { readonly answered: number; readonly rate: number | null }[]
  /** Of everybody, and of those who are looked for. */
  readonly total: number
  readonly picked: number
  readonly page: number
  readonly pages: number
}

/** What each learner of a class came to at each of some items, from a row a learner; null when there is no such class of the
 *  viewer's.
 *  @param itemIds in the order of the columns
 *  @param sight what is told of it in the class's log */
export async function itemGridOf(
  viewer: Viewer,
  classroomId: string,
  itemIds: readonly string[],
  ask: GridAsk,
  sight: Sight,
): Promise<ItemGrid | null> {
  const seen = await look(viewer, classroomId, sight)
  if (!seen) return null
  // As text, which the driver reads ten times as fast as lists.
  const found = await db.$queryRaw<{ id: string; displayName: string; given: string | null }[]>`
    WITH ${learnersTaught(within(seen, ask.sectionId))},
    item AS (SELECT * FROM unnest(${[...itemIds]}::text[]) WITH ORDINALITY AS t("itemId", place))
    SELECT l."id", l."displayName", (
             SELECT string_agg((i.place - 1) || ' ' || one.share, ' ')
               FROM unnest(s."items", s."shares") AS one ("itemId", share) JOIN item i ON i."itemId" = one."itemId"
              WHERE one.share IS NOT NULL
           ) AS "given"
      FROM learner l LEFT JOIN "AnswerSheet" s ON s."membershipId" = l."id"
     ORDER BY l."displayName", l."id"`
  const everybody = found.map(({ id, displayName, given }): GridRow => {
    const shares = sharesOf(given, itemIds.length)
    return { membershipId: id, name: displayName, shares, summary: summaryOf(shares) }
  })
  const picked = everybody.filter(({ shares }) => isPicked(shares, ask.pick))
  const size = Math.max(
    FEWEST,
    Math.min(DASHBOARD_PAGE, Math.floor(MOST_CELLS / Math.max(1, itemIds.length))),
  )
  const pages = Math.max(1, Math.ceil(picked.length / size))
  const page = Math.min(Math.max(1, ask.page), pages)
  const rows = inGridOrder(picked, itemIds, ask).slice((page - 1) * size, page * size)
  const items = itemIds.map((_, i) => {
    const { answered, rate } = summaryOf(everybody.map(({ shares }) => shares[i] ?? null))
    return { answered, rate }
  })
  return { rows, items, total: everybody.length, picked: picked.length, page, pages }
}

function sharesOf(given: string | null, items: number): (number | null)[] {
  const shares: (number | null)[] = Array(items).fill(null)
  const words = given === null ? [] : given.split(' ')
  for (let i = 0; i + 1 < words.length; i += 2) shares[Number(words[i])] = Number(words[i + 1])
  return shares
}

/** Every answer alike. */
function summaryOf(shares: readonly (number | null)[]): Summary {
  const known = shares.filter((share) => share !== null)
  const sum = known.reduce((total, share) => total + share, 0)
  const rate = known.length === 0 ? null : sum / known.length
  return { answered: known.length, items: shares.length, rate }
}

function isPicked(shares: GridRow['shares'], pick: GridPick | null): boolean {
  if (pick === 'missing') return shares.includes(null)
  if (pick === 'missed') return shares.some((share) => share !== null && !isCorrect(share, 1))
  return true
}

/** The lowest first; who has no figure stands last, however it is turned, and who are alike stand by name. */
function inGridOrder(
  rows: readonly GridRow[],
  itemIds: readonly string[],
  { order, isTurned }: Pick<GridAsk, 'order' | 'isTurned'>,
): readonly GridRow[] {
  if (order === 'name') return isTurned ? [...rows].reverse() : rows
  const at = order === 'score' ? -1 : itemIds.indexOf(order.itemId)
  const figure = (row: GridRow) => (order === 'score' ? row.summary.rate : (row.shares[at] ?? null))
  const sign = isTurned ? -1 : 1
  const known = rows.filter((row) => figure(row) !== null)
  known.sort((a, b) => sign * ((figure(a) ?? 0) - (figure(b) ?? 0)))
  return [...known, ...rows.filter((row) => figure(row) === null)]
}
