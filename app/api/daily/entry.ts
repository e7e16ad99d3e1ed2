import { plain } from '@/app/_ui/inline'
import { cardPath } from '@/app/[locale]/interview/card-path'
import { cardItems } from '@/lib/content/card'
import { loadItem } from '@/lib/content/quiz'
import type { Entry } from '@/lib/daily/feed'
import type { Asked } from '@/lib/daily/store'
import { messages } from '@/lib/i18n/messages'

/** A question as feeds, calendars and mail show it: what is asked, and where it is answered; nothing of its answer.
 *  @returns null where content does not have it any more */
export function entryOf({ day, itemId }: Asked, locale: 'ko' | 'en', origin: string): Entry | null {
  const m = messages(locale).daily
  const card = cardItems().find(({ id }) => id === itemId)
  const item = card ?? loadItem(itemId)
  if (!item) return null
  const href = `${origin}${card ? cardPath(locale, itemId) : `/${locale}/review`}`
  return { day, title: plain(item.stem[locale]), text: card ? m.entryCard : m.entryReview, href }
}
