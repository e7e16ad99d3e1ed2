import 'server-only'
import type { Localized } from '@/lib/quiz/item'
import type { WrittenRun } from '@/lib/quiz/written'
import { readCardFile } from './card-file'
import { catalog } from './catalog'
import { concepts } from './concept'
import { contentFolder, isKept, programsOf } from './folder'
import { passagesOf } from './passage'
import { readItemFile } from './quiz-file'

export type ExampleProgram = {
  readonly file: string
  readonly text: string
  /** What it shows: the title of the first figure that runs it, the concept of the first question about it, the section
   *  that it runs in, or the question that it proves an answer to. Null where the lesson has none of them. */
  readonly title: Localized | null
}

/** The programs of a lesson, as examples to begin from. */
export type Example = {
  readonly slug: string
  readonly lesson: Localized
  readonly programs: readonly ExampleProgram[]
}

let kept: readonly Example[] | null = null

/** All programs of the content, by lesson in the order of the curriculum; of one that several lessons show by the same name, the first one's. */
export function examples(root: string = contentFolder()): readonly Example[] {
  if (kept && isKept(root)) return kept
  const known = new Set<string>()
  const found = catalog(root).lessons.flatMap(({ slug, title }) => {
    const titles = titlesOf(slug, root)
    const programs = Object.entries(programsOf(root, slug)).flatMap(([file, text]) => {
      const key = `${file} ${text}`
      if (known.has(key)) return []
      known.add(key)
      return [{ file, text, title: titles.get(file) ?? null }]
    })
    return programs.length > 0 ? [{ slug, lesson: title, programs }] : []
  })
  if (isKept(root)) kept = found
  return found
}

/** What the programs of a lesson are called there, by file: what is nearest to the program itself counts. */
function titlesOf(slug: string, root: string): ReadonlyMap<string, Localized> {
  const { items } = readItemFile(root, slug)
  const ko = passagesOf(slug, 'ko', root)
  const en = passagesOf(slug, 'en', root)
  const titles = new Map<string, Localized>()
  const call = (file: string | undefined, title: Localized | undefined) => {
    if (file && title && !titles.has(file)) titles.set(file, title)
  }
  // Both languages have the same figures and sections in the same order.
  const runs = ko.flatMap(({ title, programs }, section) =>
    programs.map(({ file, says }, place) => {
      const other = en[section]
      const said = other?.programs[place]?.says[0]
      return {
        file,
        caption: says[0] && said ? { ko: says[0], en: said } : undefined,
        heading: { ko: title, en: other?.title ?? title },
      }
    }),
  )
  const conceptOf = (id: string) => concepts(root).get(id.split('.', 1)[0] ?? '')?.name
  for (const { file, caption } of runs) call(file, caption)
  for (const item of items)
    call('program' in item ? (item.program as WrittenRun | undefined)?.file : undefined, conceptOf(item.id))
  for (const { file, heading } of runs) call(file, heading)
  for (const { proof, question } of readCardFile(root, slug)?.cards ?? []) call(proof.file, question)
  // A program that an answer is explained by.
  for (const item of items)
    for (const [, file] of JSON.stringify(item).matchAll(/"file":"([^"]+)"/g)) call(file, conceptOf(item.id))
  return titles
}
