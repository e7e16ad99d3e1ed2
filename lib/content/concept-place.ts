import 'server-only'
import { conceptOf } from '@/lib/quiz/item'
import { catalog } from './catalog'
import { contentFolder, hasContent, isKept } from './folder'
import { readItemFile } from './quiz-file'

/** The section that asks about a concept first. */
export type ConceptPlace = { readonly lesson: string; readonly section: string }

let shared: ReadonlyMap<string, ConceptPlace> | null = null

/** Of every concept that an item asks about, where it is taught: the section of the first such item of the course. */
export function conceptPlaces(root: string = contentFolder()): ReadonlyMap<string, ConceptPlace> {
  if (!isKept(root)) return readPlaces(root)
  shared ??= readPlaces(root)
  return shared
}

function readPlaces(root: string): ReadonlyMap<string, ConceptPlace> {
  const places = new Map<string, ConceptPlace>()
  for (const { slug } of catalog(root).lessons) {
    const items = hasContent(root, `${slug}/items.yaml`) ? readItemFile(root, slug).items : []
    for (const { id, section } of items)
      if (!places.has(conceptOf(id))) places.set(conceptOf(id), { lesson: slug, section })
  }
  return places
}
