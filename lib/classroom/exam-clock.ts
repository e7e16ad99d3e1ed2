import 'server-only'
import { scorer } from '@/lib/attempt/scorer'
import { handInOver } from './exam'

/** How often exams whose time is over are looked for, in ms. */
const LOOK = 5_000

/** A reload of the development server evaluates this module again: what was begun stays. */
const shared = globalThis as { forkloreExamClock?: NodeJS.Timeout }

/** Has this process hand in, from now on, what learners have kept of exams whose time is over. However many instances do, an answer
 *  is stored once. */
export function startExamClock(): void {
  if (shared.forkloreExamClock) return
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    // The database may be away: the next look tries again.
    while ((await handInOver(scorer).catch(() => 0)) > 0);
    isLooking = false
  }
  shared.forkloreExamClock = setInterval(look, LOOK)
  shared.forkloreExamClock.unref()
  void look()
}
