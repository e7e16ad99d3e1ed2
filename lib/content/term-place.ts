import 'server-only'
import { catalog } from './catalog'
import { contentFolder, isKept } from './folder'
import { type GlossaryTerm, glossary } from './glossary'
import { passagesOf } from './passage'

/** A section that has to do with a term. */
export type TermPlace = { readonly lesson: string; readonly number: number; readonly section: string }

/** Where a term is explained first, where again, and which sections name it. */
export type TermPlaces = { readonly introduced: TermPlace | null; readonly used: readonly TermPlace[] }

let shared: ReadonlyMap<string, TermPlaces> | null = null

/** Of every term the sections that have to do with it, in the order of the course. A section uses a term when it marks it, or
 *  when its Korean text names it as a word: half a word is another one. */
export function termPlaces(root: string = contentFolder()): ReadonlyMap<string, TermPlaces> {
  if (!isKept(root)) return readPlaces(root)
  shared ??= readPlaces(root)
  return shared
}

function readPlaces(root: string): ReadonlyMap<string, TermPlaces> {
  const sections = catalog(root).lessons.flatMap(({ slug }, at) =>
    passagesOf(slug, 'ko', root).map(({ section, prose, termIds }) => ({
      place: { lesson: slug, number: at + 1, section },
      prose,
      termIds,
    })),
  )
  return new Map(
    [...glossary(root).values()].map((term) => {
      const written = wordsOf(term)
      const introduced = sections.find(({ termIds }) => termIds.includes(term.id))?.place ?? null
      const used = sections.flatMap(({ place, prose, termIds }) =>
        place !== introduced && (termIds.includes(term.id) || written.some((word) => word.test(prose)))
          ? [place]
          : [],
      )
      return [term.id, { introduced, used }]
    }),
  )
}

/** The Korean words of a term, each as it stands in prose: not as the end of another word. */
function wordsOf({ name, also }: GlossaryTerm): RegExp[] {
  const words = [
    name.ko.replace(/\s*\([^)]*\)$/, ''),
    ...also.filter((word) => /^[가-힣][가-힣 ]+$/.test(word)),
  ]
  return words.map((word) => new RegExp(`(?<![가-힣])${word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`))
}
