import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { cardItems } from '@/lib/content/card'
import { catalog } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import { loadItem } from '@/lib/content/quiz'
import { db } from '@/lib/db'
import { isCorrect } from '@/lib/quiz/score'
import { type Agenda, agendaOf, type Reviewed } from './agenda'
import type { ReviewRating } from './rating'
import { type Readiness, readinessOf } from './readiness'

/** From this self-rating on a card went well: good and easy. */
const GOOD = 3

/** What one person is to review today and on the days that follow. Items that are gone do not come, and neither do those of
 *  an open assignment of a class of theirs: a review would show their keys.
 *  @param limit how many a day */
export async function agendaOfViewer(viewer: Viewer, limit: number, now = new Date()): Promise<Agenda> {
  const [reviews, closed] = await Promise.all([reviewsOf(viewer), sectionsHeldBack(viewer, now)])
  const cards = new Set(cardItems().map(({ id }) => id))
  const known = new Set([...cards, ...catalog().lessons.flatMap(({ itemIds }) => itemIds)])
  const isOpen = (id: string) => closed.size === 0 || !closed.has(loadItem(id)?.section ?? '')
  return agendaOf(
    reviews.filter(({ itemId }) => known.has(itemId) && isOpen(itemId)),
    { now, limit, partners: partners(), isCard: (id) => cards.has(id) },
  )
}

/** When one person's items are due, by id. */
export async function dueDates(viewer: Viewer): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.review.findMany({
    where: { userId: viewer.id },
    select: { itemId: true, dueAt: true },
  })
  return new Map(rows.map(({ itemId, dueAt }) => [itemId, dueAt]))
}

/** How ready one person is for each interview card that they ever rated, by id. */
export async function cardReadiness(viewer: Viewer): Promise<Readonly<Record<string, Readiness>>> {
  const rows = await reviewsOf(viewer)
  return Object.fromEntries(
    rows.flatMap((row) => (row.rating === null ? [] : [[row.itemId, readinessOf(row)]])),
  )
}

/** Sections that a class of this person is to answer, with what is left of the time. */
export async function openAssignments(viewer: Viewer, now = new Date()): Promise<OpenAssignment[]> {
  const rows = await db.assignment.findMany({
    where: {
      classroom: { members: { some: { userId: viewer.id, role: 'learner', status: 'active' } } },
      OR: [{ dueAt: { gt: now } }, { dueAt: null }],
    },
    select: { section: true, dueAt: true, classroom: { select: { name: true } } },
    orderBy: { dueAt: { sort: 'asc', nulls: 'last' } },
    take: MAX_ASSIGNMENTS,
  })
  return rows.map(({ section, dueAt, classroom }) => ({ section, dueAt, classroom: classroom.name }))
}
export type OpenAssignment = {
  readonly section: string
  readonly dueAt: Date | null
  readonly classroom: string
}
const MAX_ASSIGNMENTS = 5

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

/** Sections that a class of this person is answering now: due later, or with a key that is not shown at once. */
async function sectionsHeldBack(viewer: Viewer, now: Date): Promise<ReadonlySet<string>> {
  const rows = await db.assignment.findMany({
    where: {
      classroom: { members: { some: { userId: viewer.id, role: 'learner', status: 'active' } } },
      OR: [{ dueAt: { gt: now } }, { dueAt: null, release: { not: 'after_answer' } }, { release: 'never' }],
    },
    select: { section: true },
  })
  return new Set(rows.map(({ section }) => section))
}
