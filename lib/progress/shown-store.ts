import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { conceptOf } from '@/lib/quiz/item'
import type { ConceptMastery } from './mastery'
import { masteryOfViewer, type NewestResult, newestResults } from './store'
import { withheldFrom } from './withheld-store'

/** `newestResults` without what an assignment does not show yet: of such an answer there is nothing to earn. */
export async function shownResults(viewer: Viewer): Promise<NewestResult[]> {
  const [results, withheld] = await Promise.all([
    newestResults(viewer),
    withheldFrom({ viewer, device: null }, null),
  ])
  return results.map((one) =>
    withheld.of(one.itemId).score ? { ...one, newestEarned: 0, newestTotal: 0 } : one,
  )
}

/** `masteryOfViewer` without the concepts of items whose score an assignment does not show yet: it would tell it. */
export async function shownMastery(viewer: Viewer): Promise<ConceptMastery[]> {
  const [mastery, withheld] = await Promise.all([
    masteryOfViewer(viewer),
    withheldFrom({ viewer, device: null }, null),
  ])
  const hidden = new Set(withheld.ids.filter((id) => withheld.of(id).score).map(conceptOf))
  return mastery.filter(({ concept }) => !hidden.has(concept))
}
