import { cardSlug } from '@/lib/quiz/item'

/** Where a card has its own page. */
export function cardPath(locale: string, id: string): string {
  return `/${locale}/interview/${cardSlug(id)}`
}
