import type { AssignmentResult, Release } from '@/lib/progress/assignment'

// What a platform's gradebook is told of a learner's assignment (Assignment and Grade Services 2.0, 3.3). Pure.

/** Why scores do not reach a platform at present. */
export const GRADE_FAILURES = ['unreachable', 'unauthorized', 'unexpected'] as const
export type GradeFailure = (typeof GRADE_FAILURES)[number]

/** Of how many points a column is: shares are told in hundredths. */
export const MAXIMUM = 100

export type Told = { readonly share: number; readonly isDone: boolean }

type Set = { readonly scoreRelease: Release; readonly closesAt: Date | null }

/** What is to be told now; null: nothing. What learners are not shown yet no gradebook shows them.
 *  @param known what was told last */
export function toldOf(assigned: Set, result: AssignmentResult, known: Told | null, now: Date): Told | null {
  const { scoreRelease, closesAt } = assigned
  const isShown =
    scoreRelease === 'after_answer' || (scoreRelease === 'after_due' && closesAt !== null && now >= closesAt)
  const { answered, items, share } = result
  if (!isShown || items === 0 || (answered === 0 && !known)) return null
  // Of what has no points, an interview or cards, it is told how much is done.
  const told = {
    share: Math.round(10_000 * (share ?? answered / items)) / 10_000,
    isDone: answered === items,
  }
  return known && known.share === told.share && known.isDone === told.isDone ? null : told
}

/** A score as it is sent. */
export function scoreOf(sub: string, { share, isDone }: Told, at: Date): object {
  return {
    userId: sub,
    scoreGiven: Math.round(share * MAXIMUM * 100) / 100,
    scoreMaximum: MAXIMUM,
    activityProgress: isDone ? 'Completed' : 'InProgress',
    gradingProgress: 'FullyGraded',
    timestamp: at.toISOString(),
  }
}

/** Where scores of a column go: beneath its path, before what is asked of it (3.3.1). */
export function scoresUrl(lineItem: string): string {
  const url = new URL(lineItem)
  url.pathname = `${url.pathname.replace(/\/$/, '')}/scores`
  return url.href
}

/** So long is waited after so many failures in a row, in ms: a minute, twice as long each time, six hours at most. */
export function pauseAfter(failures: number): number {
  return Math.min(60_000 * 2 ** failures, 6 * 3600_000)
}
