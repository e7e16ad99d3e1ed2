import type { PublicItem } from '@/lib/quiz/item'

/** The hint to a variant of an item; null where it cannot be had now. */
export async function fetchHint({ id, hash }: PublicItem, locale: string): Promise<string | null> {
  const query = new URLSearchParams({ item: id, hash, locale })
  try {
    const response = await fetch(`/api/hints?${query}`, { cache: 'no-store' })
    const body = await response.json()
    return body.ok === true && typeof body.hint === 'string' ? body.hint : null
  } catch {
    return null
  }
}
