import 'server-only'
import type { Scene } from '@/lib/quiz/item'
import { remediesOf } from '@/lib/quiz/remedy'
import { catalog } from './catalog'
import { contentFolder, isKept } from './folder'
import { itemsOf } from './quiz'

/** An item of which a wrong answer shows a misconception, and a moment of a run that shows what is so instead. */
export type Revealer = { readonly itemId: string; readonly scene: Scene | null }

let shared: ReadonlyMap<string, readonly Revealer[]> | null = null

/** By misconception (`concept#n`) every item of the course that can reveal it, in the course's order. */
export function revealers(root: string = contentFolder()): ReadonlyMap<string, readonly Revealer[]> {
  if (!isKept(root)) return readRevealers(root)
  shared ??= readRevealers(root)
  return shared
}

function readRevealers(root: string): ReadonlyMap<string, readonly Revealer[]> {
  const found = new Map<string, Map<string, Revealer>>()
  for (const item of catalog(root).lessons.flatMap(({ slug }) => itemsOf(slug, root)))
    for (const { misconception, scene } of remediesOf(item)) {
      if (!misconception) continue
      const of = found.get(misconception.id) ?? new Map<string, Revealer>()
      found.set(misconception.id, of)
      const known = of.get(item.id)
      if (!known?.scene) of.set(item.id, { itemId: item.id, scene })
    }
  return new Map([...found].map(([id, of]) => [id, [...of.values()]]))
}

/** By misconception the ids of the items that can reveal it. */
export function revealing(root: string = contentFolder()): ReadonlyMap<string, readonly string[]> {
  return new Map([...revealers(root)].map(([id, items]) => [id, items.map(({ itemId }) => itemId)]))
}
