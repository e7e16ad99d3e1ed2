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
import { withheldFrom } from './withheld-store'

/** From this self-rating on a card went well: good and easy. */
const GOOD = 3

/** What one person is to review today and on the days that follow. Items that are gone do not come, and neither do those of
 *  an open assignment of a class of theirs: a review would show their keys.
 *  @param limit how many a day */
export async function agendaOfViewer(viewer: Viewer, limit: number, now = new Date()): Promise<Agenda> {
  const cards = new Set(cardItems().map(({ id }) => id))
  const options = { now, limit, partners: partners(), isCard: (id: string) => cards.has(id) }
  return agendaOf(await openReviews(viewer, now), options)
}

/** What one person has under review, of which all may be shown. */
export async function openReviews(viewer: Viewer, now = new Date()): Promise<Reviewed[]> {
  const [reviews, held] = await Promise.all([reviewsOf(viewer), heldBack(viewer, now)])
  const ids = catalog().lessons.flatMap(({ itemIds }) => itemIds)
  const known = new Set([...cardItems().map(({ id }) => id), ...ids])
  return reviews.filter(({ itemId }) => known.has(itemId) && !held.has(itemId))
}

/** When one person's items are due, by id; not of those of an open assignment: the day would tell how the answer was. */
export async function dueDates(viewer: Viewer, now = new Date()): Promise<ReadonlyMap<string, Date>> {
  const where = { userId: viewer.id }
  const [rows, held] = await Promise.all([
    db.review.findMany({ where, select: { itemId: true, dueAt: true } }),
    heldBack(viewer, now),
  ])
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

/** Items that a class of this person is answering now, or of which something is withheld. */
async function heldBack(viewer: Viewer, now: Date): Promise<ReadonlySet<string>> {
  const open = await db.$queryRaw<{ itemId: string }[]>`
    SELECT DISTINCT i."itemId"
      FROM "Membership" m
      JOIN "Assignment" a ON a."classroomId" = m."classroomId"
      JOIN "AssignmentItem" i ON i."assignmentId" = a."id"
      LEFT JOIN "AssignmentExtension" e ON e."assignmentId" = a."id" AND e."membershipId" = m."id"
     WHERE m."userId" = ${viewer.id}::uuid AND m."role" = 'learner' AND m."status" = 'active'
       AND COALESCE(e."dueAt", a."dueAt") > ${now}::timestamptz`
  const { ids } = await withheldFrom({ viewer, device: null }, null, now)
  return new Set([...ids, ...open.map(({ itemId }) => itemId)])
}
