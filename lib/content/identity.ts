import 'server-only'
import type { Locale } from '@/lib/quiz/item'
import { readCardFile } from './card-file'
import type { ContentFault } from './fault'
import { hasContent, readContent } from './folder'
import { headingsOf } from './front'
import { readItemFile } from './quiz-file'

/** Where an id that records are kept under is given. */
type Given = {
  readonly id: string
  readonly lesson: string
  readonly file: string
  /** From 1. Asked for only where there is a fault: it means to read the file again. */
  readonly line: () => number
}

/** Ids that two places share. What people did is stored under the id of a section or an item and nothing else, so an id
 *  stands for one of them in the whole content: under a shared one nobody's work could be told apart. */
export function identityFaults(root: string, lessons: readonly string[]): ContentFault[] {
  const sectionsIn = (locale: Locale) => lessons.flatMap((lesson) => sectionsGiven(root, lesson, locale))
  const items = lessons.flatMap((lesson) => itemsGiven(root, lesson))
  return [
    ...sharedFaults('section', sectionsIn('ko'), SECTION_REMEDY),
    ...sharedFaults('section', sectionsIn('en'), SECTION_REMEDY),
    ...sharedFaults('item', items, () => 'name this one after its concept and a word that is free'),
  ]
}

const SECTION_REMEDY = ({ id, lesson }: Given) =>
  `name this one "${lesson}-${id}" or the like, in both languages and wherever it is named`

function sharedFaults(
  code: 'section' | 'item',
  given: readonly Given[],
  remedy: (given: Given) => string,
): ContentFault[] {
  const first = new Map<string, Given>()
  return given.flatMap((one) => {
    const before = first.get(one.id)
    if (!before) first.set(one.id, one)
    if (!before) return []
    const { id, file } = one
    const taken = `the ${code} id "${id}" is taken at ${before.file}:${before.line()}, and what people did is stored under it`
    return [{ file, line: one.line(), code, message: `${taken}: ${remedy(one)}` }]
  })
}

function sectionsGiven(root: string, lesson: string, locale: Locale): Given[] {
  const file = `${lesson}/${locale}.mdx`
  return headingsOf(readContent(root, file), file).map(({ id, line }) => ({
    id,
    lesson,
    file,
    line: () => line,
  }))
}

/** Of items and cards: both are answered under their id. */
function itemsGiven(root: string, lesson: string): Given[] {
  const file = `${lesson}/items.yaml`
  const items = hasContent(root, file) ? readItemFile(root, lesson) : null
  const cards = readCardFile(root, lesson)
  const given = (from: typeof items | typeof cards, of: string, written: readonly { id: string }[]) =>
    written.map(({ id }, i) => ({ id, lesson, file: of, line: () => from?.lineOf([i]) ?? 1 }))
  return [...given(items, file, items?.items ?? []), ...given(cards, cards?.file ?? '', cards?.cards ?? [])]
}
