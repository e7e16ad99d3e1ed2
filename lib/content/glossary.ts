import 'server-only'
import { z } from 'zod'
import type { Localized } from '@/lib/quiz/item'
import { localized } from '@/lib/quiz/written'
import type { ContentFault } from './fault'
import { contentFolder, isKept, readYaml } from './folder'

const termSchema = z.strictObject({
  ko: z.string().min(1),
  en: z.string().min(1),
  /** Spellings that lessons do not use; search and free text accept them. */
  avoid: z.array(z.string().min(1)).default([]),
  /** Other words for it, in either language, that are found by search and may be written where they are quoted. */
  also: z.array(z.string().min(1)).default([]),
  definition: localized,
})
const glossarySchema = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), termSchema)

export type GlossaryTerm = {
  readonly id: string
  readonly name: Localized
  readonly avoid: readonly string[]
  readonly also: readonly string[]
  readonly definition: Localized
}

let shared: ReadonlyMap<string, GlossaryTerm> | null = null

/** All terms by id, in the order of the file. */
export function glossary(root: string = contentFolder()): ReadonlyMap<string, GlossaryTerm> {
  if (!isKept(root)) return readGlossary(root)
  shared ??= readGlossary(root)
  return shared
}

function readGlossary(root: string): ReadonlyMap<string, GlossaryTerm> {
  const file = readYaml(root, 'glossary.yaml', glossarySchema, 'glossary')
  return new Map(
    Object.entries(file).map(([id, { ko, en, avoid, also, definition }]) => [
      id,
      { id, name: { ko, en }, avoid, also, definition },
    ]),
  )
}

/** Places where a text uses a spelling that the glossary rules out. */
export function spellingFaults(
  terms: ReadonlyMap<string, GlossaryTerm>,
  file: string,
  text: string,
): ContentFault[] {
  const faults: ContentFault[] = []
  for (const [index, line] of text.split('\n').entries())
    for (const term of terms.values())
      for (const avoid of term.avoid)
        if (line.includes(avoid))
          faults.push({
            file,
            line: index + 1,
            code: 'glossary',
            message: `write "${term.name.ko}" instead of "${avoid}"`,
          })
  return faults
}
