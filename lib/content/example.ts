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

/** All programs of the content, by lesson in the order of the curriculum. */
export function examples(root: string = contentFolder()): Example[] {
  return catalog(root).lessons.map(({ slug, title }) => ({
    slug,
    lesson: title,
    programs: Object.entries(programsOf(root, slug)).map(([file, text]) => ({ file, text })),
  }))
}
