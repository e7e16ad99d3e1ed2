import 'server-only'
import type { Viewer } from '@/lib/auth/viewer'
import { askerOf } from '@/lib/progress/asker'
import { withheldFrom } from '@/lib/progress/withheld-store'
import type { AnswersBefore } from '@/lib/quiz/wire'
import { answeredItem, type Scorer } from './answered'
import { asksOf } from './asked'
import { responsesOf } from './store'

/** Somebody's own answers to some items, oldest first, with feedback as far as it may be shown: of each item the first and the
 *  newest ones; and what is asked now where that differs from the page. */
export async function answersBefore(
  viewer: Viewer,
  itemIds: readonly string[],
  locale: 'ko' | 'en',
  scorer: Scorer,
): Promise<AnswersBefore> {
  const asker = await askerOf(viewer)
  const [own, withheld, asks] = await Promise.all([
    responsesOf(viewer.id, itemIds),
    withheldFrom(asker, itemIds),
    asksOf(viewer, itemIds, locale, scorer),
  ])
  const shown = own.map((response) => answeredItem(response, locale, scorer, withheld.of(response.itemId)))
  return { responses: await Promise.all(shown), asks }
}
