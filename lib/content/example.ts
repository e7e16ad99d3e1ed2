import 'server-only'
import type { Localized } from '@/lib/quiz/item'
import { catalog } from './catalog'
import { contentFolder, programsOf } from './folder'

/** The programs of a lesson, as examples to begin from. */
export type Example = {
  readonly slug: string
  readonly lesson: Localized
  readonly programs: readonly { readonly file: string; readonly text: string }[]
}

/** All programs of the content, by lesson in the order of the curriculum; of one that several lessons show by the same name, the first one's. */
export function examples(root: string = contentFolder()): Example[] {
  const known = new Set<string>()
  return catalog(root).lessons.flatMap(({ slug, title }) => {
    const programs = Object.entries(programsOf(root, slug)).flatMap(([file, text]) => {
      const key = `${file} ${text}`
      if (known.has(key)) return []
      known.add(key)
      return [{ file, text }]
    })
    return programs.length > 0 ? [{ slug, lesson: title, programs }] : []
  })
}
