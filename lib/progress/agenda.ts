import { conceptOf } from '@/lib/quiz/item'
import { dayOf } from './day'
import type { Review } from './review'

/** An item under review, and what came of its newest answer. */
export type Reviewed = Review & {
  readonly itemId: string
  /** Whether the newest answer was entirely right, of a card good or easy. */
  readonly wasRight: boolean
}

/** Why an item is due now.
 *  - `missed`: its newest answer was not right
 *  - `late`: it was due on an earlier day
 *  - `time`: by today it is likely enough to be forgotten */
export type Why = 'missed' | 'late' | 'time'

export type Due = {
  readonly itemId: string
  readonly why: Why
  /** Since it was answered, and since it was due. */
  readonly days: number
  readonly daysLate: number
  /** The item before this one, where the concepts of the two are taken for each other. */
  readonly pairOf: string | null
}

/** What is due on one day, as a count of days: see `dayOf`. */
export type DayLoad = { readonly day: number; readonly items: number; readonly cards: number }

export type Agenda = {
  /** In the order to be asked in. */
  readonly today: readonly Due[]
  /** How many were due today and went to later days, because a day holds no more. */
  readonly moved: number
  /** How many were reviewed today already. */
  readonly done: number
  /** From tomorrow on. */
  readonly coming: readonly DayLoad[]
}

/** How many a day, where nothing else was chosen, and what can be chosen. */
export const DAILY_LIMITS = [5, 15, 30, 60] as const
const DAILY_LIMIT = 15

/** Where a browser keeps what was chosen. */
export const REVIEW_LIMIT_COOKIE = 'forklore-review-limit'

/** The limit that a browser sends; the usual one for anything else than what can be chosen. */
export function limitOf(sent: string | undefined): number {
  return DAILY_LIMITS.find((limit) => String(limit) === sent) ?? DAILY_LIMIT
}

/** Days of the calendar from tomorrow on: four weeks. */
const DAYS_AHEAD = 28

/** What is to be reviewed today and on the days that follow.
 *  Most likely forgotten comes first, which by FSRS is what has waited longest for its stability; what a day cannot hold
 *  goes to the next one, the least forgotten first. Of two concepts that are taken for each other one follows the other,
 *  because seeing them side by side is what tells them apart (Kang, Pashler 2012, on interleaving).
 *  @param partners concept → the concepts that it is taken for
 *  @param isCard of an item id */
export function agendaOf(
  reviews: readonly Reviewed[],
  options: {
    readonly now: Date
    readonly limit: number
    readonly partners: ReadonlyMap<string, readonly string[]>
    readonly isCard: (itemId: string) => boolean
  },
): Agenda {
  const { now, limit, partners, isCard } = options
  const today = dayOf(now)
  const due = reviews.filter(({ dueAt }) => dayOf(dueAt) <= today).sort(byForgetting(now))
  // What was answered for the first time was learnt, not reviewed.
  const done = reviews.filter(({ lastAt, reps }) => reps > 1 && dayOf(lastAt) === today).length
  const held = due.slice(0, Math.max(0, limit - done))
  const later = due.slice(held.length)
  const asked = inPairs(held, partners).map(({ review, pairOf }) => dueOf(review, pairOf, now))
  return { today: asked, moved: later.length, done, coming: spread(reviews, later, today, limit, isCard) }
}

/** How likely a review is forgotten goes by the time since it was answered over its stability, whatever the curve. */
function byForgetting(now: Date): (a: Reviewed, b: Reviewed) => number {
  const waited = ({ lastAt, stability }: Reviewed) => (now.getTime() - lastAt.getTime()) / stability
  return (a, b) => waited(b) - waited(a) || (a.itemId < b.itemId ? -1 : 1)
}

type Ordered = { readonly review: Reviewed; readonly pairOf: string | null }

/** The same items; after each of them one, if there is one, of a concept that its own is taken for. */
function inPairs(due: readonly Reviewed[], partners: ReadonlyMap<string, readonly string[]>): Ordered[] {
  const rest = [...due]
  const ordered: Ordered[] = []
  for (let next = rest.shift(); next; next = rest.shift()) {
    ordered.push({ review: next, pairOf: null })
    const others = partners.get(conceptOf(next.itemId)) ?? []
    const at = rest.findIndex(({ itemId }) => others.includes(conceptOf(itemId)))
    const [partner] = at < 0 ? [] : rest.splice(at, 1)
    if (partner) ordered.push({ review: partner, pairOf: next.itemId })
  }
  return ordered
}

function dueOf({ itemId, wasRight, lastAt, dueAt }: Reviewed, pairOf: string | null, now: Date): Due {
  const daysLate = dayOf(now) - dayOf(dueAt)
  const why = wasRight ? (daysLate > 0 ? 'late' : 'time') : 'missed'
  return { itemId, why, days: dayOf(now) - dayOf(lastAt), daysLate, pairOf }
}

/** The load of the days to come, what a day cannot hold going to the next. */
function spread(
  reviews: readonly Reviewed[],
  moved: readonly Reviewed[],
  today: number,
  limit: number,
  isCard: (itemId: string) => boolean,
): DayLoad[] {
  let waiting = [...moved]
  return Array.from({ length: DAYS_AHEAD }, (_, i) => {
    const day = today + 1 + i
    waiting = [...waiting, ...reviews.filter(({ dueAt }) => dayOf(dueAt) === day)]
    const held = waiting.slice(0, limit)
    waiting = waiting.slice(limit)
    const cards = held.filter(({ itemId }) => isCard(itemId)).length
    return { day, items: held.length - cards, cards }
  })
}
