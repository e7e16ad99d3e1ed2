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
 *  - `time`: by today it is likely enough to be forgotten
 *  - `plan`: it would be due no sooner than the day that a plan is for */
export type Why = 'missed' | 'late' | 'time' | 'plan'

/** A plan for a day (`dayOf`) that is to come, as reviews see it. */
export type DatedPlan = { readonly until: number; readonly itemIds: readonly string[] }

export type Due = {
  readonly itemId: string
  readonly why: Why
  /** Since it was answered, and since it was due. */
  readonly days: number
  readonly daysLate: number
  /** Of `plan`: the day that it is for. */
  readonly until: number | null
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
 *  What a plan for a day asks is asked once more on the last days before it, where the schedule would ask it no sooner than on
 *  that day: that schedule stays as it is, and an answer that comes early counts in it as one that came early.
 *  @param partners concept → the concepts that it is taken for
 *  @param isCard of an item id
 *  @param plans whose day is to come */
export function agendaOf(
  reviews: readonly Reviewed[],
  options: {
    readonly now: Date
    readonly limit: number
    readonly partners: ReadonlyMap<string, readonly string[]>
    readonly isCard: (itemId: string) => boolean
    readonly plans?: readonly DatedPlan[]
  },
): Agenda {
  const { now, limit, partners, isCard, plans = [] } = options
  const today = dayOf(now)
  const offers = offersOf(reviews, plans, today, limit)
  const isOfPlan = ({ until }: Offer) => until !== null
  // What cannot wait comes first.
  const due = [
    ...offers.filter((one) => one.day <= today && isOfPlan(one)).sort(byForgetting(now)),
    ...offers.filter((one) => one.day <= today && !isOfPlan(one)).sort(byForgetting(now)),
  ]
  // What was answered for the first time was learnt, not reviewed.
  const done = reviews.filter(({ lastAt, reps }) => reps > 1 && dayOf(lastAt) === today).length
  const held = due.slice(0, Math.max(0, limit - done))
  const later = due.slice(held.length)
  const asked = inPairs(held, partners).map(({ offer, pairOf }) => dueOf(offer, pairOf, now))
  return { today: asked, moved: later.length, done, coming: spread(offers, later, today, limit, isCard) }
}

/** On which day a review is asked, and the day of the plan that has it asked sooner than it is due; null: none does. */
type Offer = { readonly review: Reviewed; readonly day: number; readonly until: number | null }

/** On so many days before the day of a plan what it asks is asked once more; what was answered on one of them is fresh. */
const LAST_DAYS = 3

/** What a plan has asked sooner lies on the last days before its own, as many a day as one holds, the soonest due last: closest to
 *  the day for which it is wanted. Never on the day of the answer before. */
function offersOf(
  reviews: readonly Reviewed[],
  plans: readonly DatedPlan[],
  today: number,
  limit: number,
): Offer[] {
  const sooner = new Map<string, Offer>()
  for (const { until, itemIds } of plans) {
    const own = new Set(itemIds)
    const begin = until - LAST_DAYS
    reviews
      .filter(
        ({ itemId, dueAt, lastAt }) => own.has(itemId) && dayOf(dueAt) >= until && dayOf(lastAt) < begin,
      )
      .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.itemId < b.itemId ? -1 : 1))
      .forEach((review, i) => {
        const day = Math.max(begin, until - 1 - Math.floor(i / limit), today)
        const known = sooner.get(review.itemId)
        if (day < until && (!known || day < known.day)) sooner.set(review.itemId, { review, day, until })
      })
  }
  return reviews.map(
    (review) => sooner.get(review.itemId) ?? { review, day: dayOf(review.dueAt), until: null },
  )
}

/** How likely a review is forgotten goes by the time since it was answered over its stability, whatever the curve. */
function byForgetting(now: Date): (a: Offer, b: Offer) => number {
  const waited = ({ review: { lastAt, stability } }: Offer) => (now.getTime() - lastAt.getTime()) / stability
  return (a, b) => waited(b) - waited(a) || (a.review.itemId < b.review.itemId ? -1 : 1)
}

type Ordered = { readonly offer: Offer; readonly pairOf: string | null }

/** The same items; after each of them one, if there is one, of a concept that its own is taken for. */
function inPairs(due: readonly Offer[], partners: ReadonlyMap<string, readonly string[]>): Ordered[] {
  const rest = [...due]
  const ordered: Ordered[] = []
  for (let next = rest.shift(); next; next = rest.shift()) {
    ordered.push({ offer: next, pairOf: null })
    const others = partners.get(conceptOf(next.review.itemId)) ?? []
    const at = rest.findIndex(({ review }) => others.includes(conceptOf(review.itemId)))
    const [partner] = at < 0 ? [] : rest.splice(at, 1)
    if (partner) ordered.push({ offer: partner, pairOf: next.review.itemId })
  }
  return ordered
}

function dueOf({ review, until }: Offer, pairOf: string | null, now: Date): Due {
  const { itemId, wasRight, lastAt, dueAt } = review
  const daysLate = Math.max(0, dayOf(now) - dayOf(dueAt))
  const why = !wasRight ? 'missed' : until !== null ? 'plan' : daysLate > 0 ? 'late' : 'time'
  return { itemId, why, days: dayOf(now) - dayOf(lastAt), daysLate, until, pairOf }
}

/** The load of the days to come, what a day cannot hold going to the next. */
function spread(
  offers: readonly Offer[],
  moved: readonly Offer[],
  today: number,
  limit: number,
  isCard: (itemId: string) => boolean,
): DayLoad[] {
  let waiting = [...moved]
  return Array.from({ length: DAYS_AHEAD }, (_, i) => {
    const day = today + 1 + i
    waiting = [...waiting, ...offers.filter((one) => one.day === day)]
    const held = waiting.slice(0, limit)
    waiting = waiting.slice(limit)
    const cards = held.filter(({ review }) => isCard(review.itemId)).length
    return { day, items: held.length - cards, cards }
  })
}
