import 'server-only'
import { catalog } from '@/lib/content/catalog'
import { concepts } from '@/lib/content/concept'
import { loadItem } from '@/lib/content/quiz'
import type { Due } from '@/lib/progress/agenda'
import { conceptOf, type Item, type Locale } from '@/lib/quiz/item'

/** Something that is asked in a review, and what is asked instead when it has to be asked again. */
export type Asked = {
  readonly due: Due
  readonly item: Item
  readonly concept: string
  /** Another item of the concept: the key of this one has just been shown. Null where content has no other. */
  readonly other: Item | null
}

/** The items of an agenda with those that stand in for them. None is asked twice. */
export function queueOf(today: readonly Due[], locale: Locale): Asked[] {
  const used = new Set(today.map(({ itemId }) => itemId))
  return today.flatMap((due) => {
    const item = loadItem(due.itemId)
    if (!item) return []
    const other = item.kind === 'card' ? null : otherOf(item, used)
    if (other) used.add(other.id)
    const concept = concepts().get(conceptOf(item.id))?.name[locale] ?? ''
    return [{ due, item, concept, other }]
  })
}

function otherOf(item: Item, used: ReadonlySet<string>): Item | null {
  const concept = conceptOf(item.id)
  const ids = catalog().lessons.flatMap(({ itemIds }) => itemIds)
  const other = ids.find((id) => conceptOf(id) === concept && !used.has(id))
  return other === undefined ? null : loadItem(other)
}
