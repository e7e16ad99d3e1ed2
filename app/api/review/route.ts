import { ownReviews } from '@/app/[locale]/review/own-reviews'
import { getViewer } from '@/lib/auth/viewer'
import type { Agenda } from '@/lib/progress/agenda'
import { askerOf } from '@/lib/progress/asker'
import type { Readiness } from '@/lib/progress/readiness'
import { allWithheldFrom } from '@/lib/progress/withheld-store'
import type { RateLimited } from '@/lib/rate-limit/store'
import { admitReader, answer } from '../answer'

/** What `GET /api/review` says. */
export type ReviewState = Agenda & {
  /** When each item is due that was ever answered, ISO 8601. */
  readonly due: Readonly<Record<string, string>>
  /** Of each interview card that was ever rated. */
  readonly cards: Readonly<Record<string, Readiness>>
}

/** What whoever is looking is to review, today and later; nothing for somebody who has stored nothing. */
export async function GET(): Promise<Response> {
  return answer(async (): Promise<ReviewState | RateLimited> => {
    const limited = await admitReader()
    if (limited) return limited
    const viewer = await getViewer()
    if (!viewer) return { today: [], moved: 0, done: 0, coming: [], due: {}, cards: {} }
    const withheld = await allWithheldFrom(await askerOf(viewer))
    const { agenda, due, cards } = await ownReviews(viewer, withheld)
    return { ...agenda, cards, due: Object.fromEntries([...due].map(([id, at]) => [id, at.toISOString()])) }
  })
}
