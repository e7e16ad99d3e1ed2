import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import { db, PLANNED } from '@/lib/db'
import { isCorrect } from '@/lib/quiz/score'
import { type Agenda, agendaOf, type DatedPlan, type Reviewed } from './agenda'
import type { ReviewRating } from './rating'
import { type Readiness, readinessOf } from './readiness'
import type { AllWithheld } from './withheld-store'

/** From this self-rating on a card went well: good and easy. */
const GOOD = 3

/** All that a request tells of reviews. */
export type ReviewsNow = {
  /** Without items that are gone, and without those of an open assignment of a class of theirs: a review would show their keys. */
  readonly agenda: Agenda
  /** When items are due, by id; not of those of an open assignment: the day would tell how the answer was. */
  readonly due: ReadonlyMap<string, Date>
  /** How ready they are for each interview card that they ever rated, by id. */
  readonly cards: Readonly<Record<string, Readiness>>
}

/** What one person is to review today and on the days that follow, when each item is due, and how ready they are for cards: all
 *  of the same rows, which are read once.
 *  @param limit how many a day
 *  @param beside the plans that they keep, and when it is asked */
export async function reviewsNow(
  viewer: Viewer,
  withheld: AllWithheld,
  limit: number,
  beside: { readonly plans?: readonly DatedPlan[]; readonly now?: Date } = {},
): Promise<ReviewsNow> {
  const { plans = [], now = new Date() } = beside
  const rows = await reviewsOf(viewer)
  const cards = new Set(cardItems().map(({ id }) => id))
  const options = { now, limit, plans, partners: partners(), isCard: (id: string) => cards.has(id) }
  const rated = rows.filter(({ rating }) => rating !== null)
  return {
    agenda: agendaOf(opened(rows, withheld), options),
    due: dueIn(rows, withheld),
    cards: Object.fromEntries(rated.map((row) => [row.itemId, readinessOf(row)])),
  }
}

/** `due` of `reviewsNow` alone. */
export async function dueDates(viewer: Viewer, withheld: AllWithheld): Promise<ReviewsNow['due']> {
  return dueIn(await reviewsOf(viewer), withheld)
}

function dueIn(reviews: readonly Reviewed[], { held }: AllWithheld): ReviewsNow['due'] {
  return new Map(reviews.flatMap(({ itemId, dueAt }) => (held.has(itemId) ? [] : [[itemId, dueAt]])))
}

/** How long somebody took for each of some items when they answered it last, in ms; null where that was not measured. */
export async function lastTimes(viewer: Viewer, itemIds: readonly string[]): Promise<(number | null)[]> {
  if (itemIds.length === 0) return []
  const rows = await db.$queryRaw<{ itemId: string; durationMs: number | null }[]>`
    SELECT DISTINCT ON ("itemId") "itemId", "durationMs" FROM "ItemResponse"
     WHERE "userId" = ${viewer.id}::uuid AND "itemId" = ANY(${[...itemIds]}::text[])
     ORDER BY "itemId", "createdAt" DESC`
  const taken = new Map(rows.map(({ itemId, durationMs }) => [itemId, durationMs]))
  return itemIds.map((id) => taken.get(id) ?? null)
}

/** What one person has under review, of which all may be shown. */
export async function openReviews(viewer: Viewer, withheld: AllWithheld): Promise<Reviewed[]> {
  return opened(await reviewsOf(viewer), withheld)
}

function opened<R extends Reviewed>(reviews: readonly R[], { held }: AllWithheld): R[] {
  const ids = catalog().lessons.flatMap(({ itemIds }) => itemIds)
  const known = new Set([...cardItems().map(({ id }) => id), ...ids])
  return reviews.filter(({ itemId }) => known.has(itemId) && !held.has(itemId))
}

/** Concept → those that it is taken for. */
function partners(): ReadonlyMap<string, readonly string[]> {
  return new Map([...concepts()].map(([id, { confusedWith }]) => [id, confusedWith]))
}

async function reviewsOf(viewer: Viewer): Promise<(Reviewed & { readonly rating: ReviewRating | null })[]> {
  type Row = Omit<Reviewed, 'wasRight'> & { earned: number; total: number; rating: ReviewRating | null }
  const rows = await db.$queryRaw<Row[]>`${PLANNED}
    SELECT review."itemId", review."dueAt", review."lastAt", review."stability", review."difficulty", review."reps",
           review."lapses", standing."newestEarned" AS "earned", standing."newestTotal" AS "total", standing."rating"
      FROM "Review" review
      JOIN "ItemStanding" standing ON standing."userId" = review."userId" AND standing."itemId" = review."itemId"
     WHERE review."userId" = ${viewer.id}::uuid`
  return rows.map(({ earned, total, rating, ...review }) => ({
    ...review,
    rating,
    wasRight: rating === null ? isCorrect(earned, total) : rating >= GOOD,
  }))
}
