import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import { db } from '@/lib/db'
import { isCorrect } from '@/lib/quiz/score'
import { type Agenda, agendaOf, type Reviewed } from './agenda'
import type { ReviewRating } from './rating'
import { type Readiness, readinessOf } from './readiness'
import type { AllWithheld } from './withheld-store'

/** From this self-rating on a card went well: good and easy. */
const GOOD = 3

/** What one person is to review today and on the days that follow. Items that are gone do not come, and neither do those of
 *  an open assignment of a class of theirs: a review would show their keys.
 *  @param limit how many a day */
export async function agendaOfViewer(
  viewer: Viewer,
  withheld: AllWithheld,
  limit: number,
  now = new Date(),
): Promise<Agenda> {
  const cards = new Set(cardItems().map(({ id }) => id))
  const options = { now, limit, partners: partners(), isCard: (id: string) => cards.has(id) }
  return agendaOf(await openReviews(viewer, withheld), options)
}

/** What one person has under review, of which all may be shown. */
export async function openReviews(viewer: Viewer, { held }: AllWithheld): Promise<Reviewed[]> {
  const reviews = await reviewsOf(viewer)
  const ids = catalog().lessons.flatMap(({ itemIds }) => itemIds)
  const known = new Set([...cardItems().map(({ id }) => id), ...ids])
  return reviews.filter(({ itemId }) => known.has(itemId) && !held.has(itemId))
}

/** When one person's items are due, by id; not of those of an open assignment: the day would tell how the answer was. */
export async function dueDates(viewer: Viewer, { held }: AllWithheld): Promise<ReadonlyMap<string, Date>> {
  const where = { userId: viewer.id }
  const rows = await db.review.findMany({ where, select: { itemId: true, dueAt: true } })
  return new Map(rows.flatMap(({ itemId, dueAt }) => (held.has(itemId) ? [] : [[itemId, dueAt]])))
}

/** How ready one person is for each interview card that they ever rated, by id. */
export async function cardReadiness(viewer: Viewer): Promise<Readonly<Record<string, Readiness>>> {
  const rows = await reviewsOf(viewer)
  return Object.fromEntries(
    rows.flatMap((row) => (row.rating === null ? [] : [[row.itemId, readinessOf(row)]])),
  )
}

/** Concept → those that it is taken for. */
function partners(): ReadonlyMap<string, readonly string[]> {
  return new Map([...concepts()].map(([id, { confusedWith }]) => [id, confusedWith]))
}

async function reviewsOf(viewer: Viewer): Promise<(Reviewed & { readonly rating: ReviewRating | null })[]> {
  type Row = Omit<Reviewed, 'wasRight'> & { earned: number; total: number; rating: ReviewRating | null }
  const rows = await db.$queryRaw<Row[]>`
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
