import 'server-only'
import { cookies } from 'next/headers'
import type { Viewer } from '@/lib/auth/viewer'
import { loadCard } from '@/lib/content/card'
import { type Agenda, limitOf, REVIEW_LIMIT_COOKIE } from '@/lib/progress/agenda'
import { lastTimes, type ReviewsNow, reviewsNow } from '@/lib/progress/agenda-store'
import { NONE_DUE } from '@/lib/progress/recommend'
import { timeOfReview } from '@/lib/progress/review-time'
import type { AllWithheld } from '@/lib/progress/withheld-store'
import { datedPlans, plansNow } from '../paths/walked'
import type { Standing } from '../today/next'

/** `reviewsNow` as this browser has it: with the limit that was chosen in it and the plans that it keeps. */
export async function ownReviews(
  viewer: Viewer,
  withheld: AllWithheld,
  now = new Date(),
): Promise<ReviewsNow> {
  const [jar, kept] = [await cookies(), await plansNow()]
  const limit = limitOf(jar.get(REVIEW_LIMIT_COOKIE)?.value)
  return reviewsNow(viewer, withheld, limit, { plans: datedPlans(kept), now })
}

/** Of somebody who has nothing under review. */
export const NO_REVIEWS = { ...NONE_DUE, time: null } as const

/** What is due today, as a recommendation sees it. */
export async function dueReviews(viewer: Viewer, { today }: Agenda): Promise<Standing['reviews']> {
  if (today.length === 0) return NO_REVIEWS
  const times = await lastTimes(
    viewer,
    today.map(({ itemId }) => itemId),
  )
  const cards = today.map(({ itemId }) => loadCard(itemId, 'en'))
  return {
    due: today.length,
    cards: cards.filter(Boolean).length,
    daysLate: Math.max(...today.map(({ daysLate }) => daysLate)),
    isForPlan: today.every(({ why }) => why === 'plan'),
    time: timeOfReview(times.map((took, i) => ({ took, followUps: cards[i]?.followUps.length ?? 0 }))),
  }
}
