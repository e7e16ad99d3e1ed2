import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { conceptOf } from '@/lib/quiz/item'
import type { ConceptMastery } from './mastery'
import { masteryOfViewer, type NewestResult, newestResults } from './store'
import type { AllWithheld } from './withheld-store'

/** `newestResults` without what an assignment does not show yet: of such an answer there is nothing to earn. */
export async function shownResults(viewer: Viewer, withheld: AllWithheld): Promise<NewestResult[]> {
  const results = await newestResults(viewer)
  return results.map((one) =>
    withheld.hidesScore(one.itemId) ? { ...one, newestEarned: 0, newestTotal: 0 } : one,
  )
}

/** `masteryOfViewer` without the concepts of answers whose score an assignment does not show yet: it would tell it. */
export async function shownMastery(viewer: Viewer, withheld: AllWithheld): Promise<ConceptMastery[]> {
  const mastery = await masteryOfViewer(viewer)
  const hidden = new Set(withheld.hidden.map(conceptOf))
  return mastery.filter(({ concept }) => !hidden.has(concept))
}
