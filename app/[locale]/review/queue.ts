import 'server-only'
import { variantsNow } from '@/lib/attempt/asked'
import type { Viewer } from '@/lib/auth/viewer'
import { catalog } from '@/lib/content/catalog'
import { loadItem } from '@/lib/content/quiz'
import type { Due } from '@/lib/progress/agenda'
import { answeredSince } from '@/lib/progress/store'
import { conceptOf, type Item, type Locale } from '@/lib/quiz/item'
import { variantNow } from '@/lib/quiz/variant'
import { titlesOf } from './title'

/** Something that is asked in a review, and what is asked instead when it has to be asked again. */
export type Asked = {
  readonly due: Due
  readonly item: Item
  /** What it is called in a list of all of them. */
  readonly title: string
  /** What is asked instead, since the key of `item` has just been shown: another variant of it, or another item of the concept.
   *  The same where content has neither. */
  readonly retry: Item
  readonly again: 'other' | 'variant' | 'same'
}

const DAY_MS = 86_400_000

/** The items of an agenda with those that stand in for them. None is asked twice, and none stands in that was answered within a
 *  day: its key is still in the reader's eye. */
export async function queueOf(
  viewer: Viewer,
  today: readonly Due[],
  locale: Locale,
  now: Date,
): Promise<Asked[]> {
  const fresh = await answeredSince(viewer, new Date(now.getTime() - DAY_MS))
  const used = new Set([...fresh, ...today.map(({ itemId }) => itemId)])
  const items = today.flatMap(({ itemId }) => loadItem(itemId) ?? [])
  const variants = await variantsNow(viewer, items)
  const titles = titlesOf(
    items.map((item) => variants.get(item.id) ?? item),
    locale,
  )
  return today.flatMap((due): Asked[] => {
    const whole = items.find(({ id }) => id === due.itemId)
    if (!whole) return []
    const title = titles.get(whole.id) ?? ''
    const item = variants.get(whole.id) ?? whole
    if (whole.others) {
      const retry = variantNow(whole, { last: item.variant ?? 0, person: null })
      return [{ due, item, title, retry, again: 'variant' }]
    }
    const other = item.kind === 'card' ? null : otherOf(item, used)
    if (other) used.add(other.id)
    return [{ due, item, title, retry: other ?? item, again: other ? 'other' : 'same' }]
  })
}

function otherOf(item: Item, used: ReadonlySet<string>): Item | null {
  const concept = conceptOf(item.id)
  const ids = catalog().lessons.flatMap(({ itemIds }) => itemIds)
  const other = ids.find((id) => conceptOf(id) === concept && !used.has(id))
  return other === undefined ? null : loadItem(other)
}
